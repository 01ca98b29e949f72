/**
 * Number of the L1 block a chain derives from: the one before SystemConfig was initialised (`startBlock`), so that
 * no deposit can lie before it. Never block 0, whose hash development nodes are known to change.
 */
export function originNumberOf(startBlock: bigint): bigint {
  return startBlock > 1n ? startBlock - 1n : 1n
}

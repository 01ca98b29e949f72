/**
 * Number of the L1 block a chain derives from: the one before SystemConfig was initialised (`startBlock`), so that
 * no deposit can lie before it. Never block 0, whose hash development nodes are known to change.
 */
export function originNumberOf(startBlock: bigint): bigint {
  return startBlock > 1n ? startBlock - 1n : 1n
}

/** How old an origin may be that a factory is given: as far back as contracts see blocks (EIP-2935). */
const MAX_ORIGIN_AGE = 8_191n

/**
 * Where the log of SystemConfig's initialisation is looked for, from `startBlock` to each of these blocks in turn:
 * in `startBlock` itself, or, for the chain of a factory, some blocks later.
 */
export function initializedBy(startBlock: bigint, newestBlock: bigint): bigint[] {
  const last = startBlock + MAX_ORIGIN_AGE
  return [startBlock, last < newestBlock ? last : newestBlock]
}

import { GenesisError } from './errors.ts'
import { checkInteger } from './fields.ts'
import { checkForkOrder } from './forkOrder.ts'

/** Upgrades of the OP Stack in the order in which they can become active. */
export const forkNames = [
  'regolith',
  'canyon',
  'delta',
  'ecotone',
  'fjord',
  'granite',
  'holocene',
  'isthmus',
  'jovian',
  'karst',
  'lagoon',
] as const

export type ForkName = (typeof forkNames)[number]

/** At genesis, or this many seconds after it. */
export type ForkActivation = 'genesis' | number

/** A fork that is not named never becomes active. */
export type ForkSchedule = { readonly [fork in ForkName]?: ForkActivation | undefined }

/** Activation times in unix seconds, 0 at genesis; absent = never. In the order of {@link forkNames}. */
export type ForkTimes = { readonly [fork in ForkName]?: number }

/** A fork with its seconds after genesis; absent: never. */
type ScheduledFork = { readonly name: ForkName; readonly field: string; readonly time: number | undefined }

/** What the predeploys of contracts-bedrock 0.17.3 can run from block 0 on; later forks are switched on later. */
export const defaultForks: ForkSchedule = {
  regolith: 'genesis',
  canyon: 'genesis',
  delta: 'genesis',
  ecotone: 'genesis',
  fjord: 'genesis',
  granite: 'genesis',
  holocene: 'genesis',
}

/** Forks whose upgrade transactions rewrite predeploys, in the first block in which the fork is active. */
const rewritesPredeploys: ReadonlySet<ForkName> = new Set([
  'ecotone',
  'fjord',
  'isthmus',
  'jovian',
  'karst',
  'lagoon',
])

/** Forks whose predeploys contracts-bedrock 0.17.3 lacks: only their upgrade transactions bring them. */
const needsUpgradeBlock: ReadonlySet<ForkName> = new Set(['isthmus', 'jovian', 'karst', 'lagoon'])

/**
 * A schedule of which only some forks are named: what is not named begins with the fork before it (the first ones at
 * genesis), and what comes after the last named one never begins. 0 seconds after genesis is genesis.
 *
 * @returns Nothing when nothing is named.
 */
export function completeForks(named: ForkSchedule): ForkSchedule | undefined {
  const last = forkNames.findLastIndex((name) => named[name] !== undefined)
  let before: ForkActivation = 'genesis'
  const complete = forkNames.slice(0, last + 1).map((name) => {
    before = named[name] ?? before
    return [name, before === 0 ? 'genesis' : before]
  })
  return complete.length > 0 ? Object.fromEntries(complete) : undefined
}

/**
 * Activation times of a schedule.
 *
 * @param schedule.timestamp - Unix seconds of block 0.
 * @param schedule.blockTime - Seconds between L2 blocks.
 * @throws {@link GenesisError} as {@link checkForks} does.
 */
export function scheduleForks(
  forks: ForkSchedule,
  { timestamp, blockTime }: { timestamp: number; blockTime: number },
): ForkTimes {
  checkInteger(timestamp, 'timestamp', { unit: 'unix seconds' })
  const times: { [fork in ForkName]?: number } = {}
  for (const { name, time } of checkForks(forks, blockTime)) {
    if (time !== undefined) times[name] = time === 0 ? 0 : timestamp + time
  }
  return times
}

/**
 * Holds a schedule to the rules of the chain.
 *
 * - A fork needs all earlier ones, none of them later than itself.
 * - Isthmus and later forks need a block of their own after genesis: their predeploys come as upgrade transactions
 *   of the activation block, and activation at genesis has none.
 * - Two forks with upgrade transactions never share a block after genesis.
 *
 * @param blockTime - Seconds between L2 blocks.
 * @returns Every fork in order, with its seconds after genesis.
 * @throws {@link GenesisError} naming the fork that breaks a rule.
 */
export function checkForks(forks: ForkSchedule, blockTime: number): readonly ScheduledFork[] {
  checkInteger(blockTime, 'blockTime', { unit: 'seconds' })
  for (const name of Object.keys(forks)) {
    if (!forkNames.some((known) => known === name))
      throw new GenesisError({
        field: `forks.${name}`,
        found: name,
        expected: `one of ${forkNames.join(', ')}`,
      })
  }
  const dated = forkNames.map((name) => {
    const activation = forks[name]
    const time = activation === undefined ? undefined : parseOffset(name, activation)
    return { name, field: `forks.${name}`, time, written: activation }
  })
  checkForkOrder(dated)
  checkUpgradeBlocks(dated, blockTime)
  return dated
}

/** Seconds after genesis. */
function parseOffset(name: ForkName, activation: ForkActivation): number {
  const field = `forks.${name}`
  if (activation !== 'genesis') {
    return checkInteger(activation, field, { unit: "seconds after genesis, or 'genesis'" })
  }
  if (!needsUpgradeBlock.has(name)) return 0
  const expected = 'at least one block after genesis: contracts-bedrock 0.17.3 has no predeploys for it'
  throw new GenesisError({ field, found: activation, expected })
}

function checkUpgradeBlocks(forks: readonly ScheduledFork[], blockTime: number): void {
  let earlier = { name: 'genesis', block: 0 }
  for (const { name, field, time = 0 } of forks) {
    const block = Math.ceil(time / blockTime)
    if (block === 0 || !rewritesPredeploys.has(name)) continue
    if (block <= earlier.block) {
      const expected = `a later block than ${earlier.name} (block ${earlier.block}, ${blockTime} s each)`
      throw new GenesisError({ field, found: time, expected })
    }
    earlier = { name, block }
  }
}

import { GenesisError } from './errors.ts'
import { parseTable, type Table } from './fields.ts'
import { checkForkOrder } from './forkOrder.ts'
import { type ForkName, forkNames } from './forks.ts'
import type { HeaderForks } from './header.ts'

/** Ethereum forks that op-geth wants at the same time as an OP Stack fork. */
const twins = { shanghaiTime: 'canyon', cancunTime: 'ecotone', pragueTime: 'isthmus' } as const

/** Forks without a place in the order and without fields in the header. */
const unordered = new Set([
  'osaka',
  'bpo1',
  'bpo2',
  'bpo3',
  'bpo4',
  'bpo5',
  'interop',
  'pectra_blob_schedule',
])

/**
 * The forks active at genesis, from a chain config of op-geth (bare or under `config`) or a chain TOML of the
 * superchain registry (its `[hardforks]`).
 *
 * @param timestamp - Unix seconds of block 0; a fork is active when its time is not after it.
 * @throws {@link GenesisError} when a time is no integer, an earlier fork is missing or later, an Ethereum fork
 *   contradicts its OP Stack fork, or a fork unknown here is active.
 */
export function parseHeaderForks(config: unknown, timestamp: bigint): HeaderForks {
  const table = parseTable(config, 'config')
  const times = table.hardforks === undefined ? parseOpGeth(table) : parseRegistry(table)
  const isActive = (fork: string) => {
    const found = times.get(fork)
    return found !== undefined && found.time <= timestamp
  }
  for (const [fork, { field, time }] of times) {
    const isKnown = forkNames.some((name) => name === fork) || unordered.has(fork)
    if (!isKnown && isActive(fork))
      throw new GenesisError({
        field,
        found: time,
        expected: 'no time, or one after genesis: this fork is not known',
      })
  }
  return { canyon: isActive('canyon'), ecotone: isActive('ecotone'), isthmus: isActive('isthmus') }
}

/** Fork times by name, with the field each stands in. */
type Times = Map<string, { field: string; time: number | bigint }>

function parseOpGeth(table: Table): Times {
  const isGenesis = table.config !== undefined
  const config = isGenesis ? parseTable(table.config, 'config') : table
  if (config.chainId === undefined && !Object.keys(config).some((key) => /(Time|Block)$/.test(key))) {
    const expected = "op-geth's chain config (chainId, canyonTime, …) or a registry TOML ([hardforks])"
    throw new GenesisError({ field: 'config', found: Object.keys(config).join(', '), expected })
  }
  const londonBlock = config.londonBlock
  if (londonBlock !== undefined && londonBlock !== 0)
    throw new GenesisError({
      field: 'config.londonBlock',
      found: londonBlock,
      expected: '0: a chain born as OP Stack',
    })

  const times: Times = new Map()
  for (const [key, value] of Object.entries(config)) {
    if (!key.endsWith('Time') || value === null || value === undefined || key in twins) continue
    const field = `config.${key}`
    times.set(key.slice(0, -'Time'.length), { field, time: parseTime(value, field) })
  }
  checkOrder(
    times,
    forkNames.filter((name) => name !== 'regolith' && name !== 'delta'),
    (name) => `config.${name}Time`,
  )
  for (const [key, fork] of Object.entries(twins)) {
    const value = config[key] ?? undefined
    const expected = times.get(fork)?.time
    if (value !== undefined && value !== expected)
      throw new GenesisError({
        field: `config.${key}`,
        found: value,
        expected: `the same as ${fork}Time (${expected ?? 'never'})`,
      })
  }
  return times
}

/** The registry leaves Regolith out: all its chains have it at genesis. */
function parseRegistry(table: Table): Times {
  const times: Times = new Map()
  for (const [key, value] of Object.entries(parseTable(table.hardforks, 'hardforks'))) {
    const field = `hardforks.${key}`
    if (!key.endsWith('_time'))
      throw new GenesisError({ field, found: key, expected: 'a name that ends in _time' })
    times.set(key.slice(0, -'_time'.length), { field, time: parseTime(value, field) })
  }
  checkOrder(
    times,
    forkNames.filter((name) => name !== 'regolith'),
    (name) => `hardforks.${name}_time`,
  )
  return times
}

function parseTime(value: unknown, field: string): number | bigint {
  const isInteger = typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))
  if (!isInteger || value < 0)
    throw new GenesisError({ field, found: value, expected: 'unix seconds as a number' })
  return value
}

function checkOrder(times: Times, order: readonly ForkName[], fieldOf: (name: ForkName) => string): void {
  checkForkOrder(
    order.map((name) => {
      const time = times.get(name)?.time
      return { name, field: fieldOf(name), time, written: time }
    }),
  )
}

import type { ForkName } from '@opraas/deployer/core'
import type { Hex } from 'viem'

/** Forks that op-geth has times for, in their order; Delta changes derivation only. */
export const engineForks = [
  'regolith',
  'canyon',
  'ecotone',
  'fjord',
  'granite',
  'holocene',
  'isthmus',
  'jovian',
  'karst',
] as const satisfies readonly ForkName[]

type EngineFork = (typeof engineForks)[number]

/** The Ethereum fork that comes with one of the OP Stack. */
const twins: { readonly [fork in EngineFork]?: string } = {
  canyon: 'shanghaiTime',
  ecotone: 'cancunTime',
  isthmus: 'pragueTime',
}

const messagePasser = '4200000000000000000000000000000000000016'
const preBedrock = ['homestead', 'eip150', 'eip155', 'eip158', 'byzantium', 'constantinople', 'petersburg']
const blocks = [...preBedrock, 'istanbul', 'muirGlacier', 'berlin', 'london', 'bedrock']

/** Numbers of one seed, always the same: a failed case can be told by it. @returns From 0 to below `limit`. */
export type Draw = (limit: number) => number

/** @see Marsaglia, "Xorshift RNGs" */
export function createDraw(seed: number): Draw {
  let state = seed + 1
  return (limit) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % limit
  }
}

/**
 * A genesis as somebody else might write it: any accounts and header, with some forks at genesis, later ones scheduled.
 *
 * @param atGenesis - How many of {@link engineForks} are active at genesis.
 * @param scheduled - How many of the next ones have a later time.
 */
export function drawGenesis(draw: Draw, atGenesis: number, scheduled: number): Record<string, unknown> {
  const timestamp = 1_000_000 + draw(2 ** 30)
  const active = new Set<EngineFork>(engineForks.slice(0, atGenesis))
  const hasCanyon = atGenesis + scheduled > engineForks.indexOf('canyon')
  return {
    config: {
      chainId: 901,
      ...Object.fromEntries(blocks.map((name) => [`${name}Block`, 0])),
      terminalTotalDifficulty: 0,
      ...forkTimes(draw, { timestamp, atGenesis, scheduled }),
      optimism: {
        eip1559Elasticity: 6,
        eip1559Denominator: 50,
        ...(hasCanyon ? { eip1559DenominatorCanyon: 250 } : {}),
      },
    },
    nonce: `0x${draw(2 ** 31).toString(16)}`,
    timestamp: `0x${timestamp.toString(16)}`,
    extraData: extraData(draw, active),
    gasLimit: `0x${(1 + draw(2 ** 31)).toString(16)}`,
    difficulty: '0x0',
    mixHash: bytes(draw, 32),
    coinbase: bytes(draw, 20),
    ...(draw(2) === 0 ? {} : { number: '0x0', gasUsed: `0x${draw(2 ** 20).toString(16)}` }),
    parentHash: bytes(draw, 32),
    baseFeePerGas: `0x${draw(2 ** 31).toString(16)}`,
    ...(active.has('ecotone') && draw(2) === 0 ? { excessBlobGas: '0x20000', blobGasUsed: '0x0' } : {}),
    alloc: drawAlloc(draw),
  }
}

/** At genesis: 0, the second of genesis itself, or any one before. */
function forkTimes(
  draw: Draw,
  { timestamp, atGenesis, scheduled }: { timestamp: number; atGenesis: number; scheduled: number },
): Record<string, number> {
  const common = [0, timestamp, draw(timestamp)][draw(3)] ?? 0
  const times = engineForks.slice(0, atGenesis + scheduled).flatMap((fork, index) => {
    const time = index < atGenesis ? common : timestamp + 1 + 10 * (index - atGenesis)
    return [`${fork}Time`, twins[fork]].flatMap((key) => (key === undefined ? [] : [[key, time] as const]))
  })
  return Object.fromEntries(times)
}

/** As the newest fork at genesis wants it. */
function extraData(draw: Draw, active: ReadonlySet<EngineFork>): Hex {
  const parameters = '000000fa00000006'
  if (active.has('jovian')) return `0x01${parameters}${bytes(draw, 8).slice(2)}`
  if (active.has('holocene')) return `0x00${parameters}`
  return draw(2) === 0 ? '0x' : bytes(draw, draw(33))
}

/** Empty accounts, zeros in storage, a message passer with slots, without, or none at all. */
function drawAlloc(draw: Draw): Record<string, unknown> {
  const alloc: Record<string, unknown> = {}
  for (let left = draw(40); left > 0; left--) alloc[bytes(draw, 20).slice(2)] = drawAccount(draw)
  const passer = draw(3)
  if (passer === 1) alloc[messagePasser] = { balance: '0x0' }
  if (passer === 2)
    alloc[messagePasser] = { ...drawAccount(draw), storage: { [bytes(draw, 32)]: bytes(draw, 32) } }
  return alloc
}

function drawAccount(draw: Draw): Record<string, unknown> {
  const slots = Array.from({ length: draw(12) }, () => [bytes(draw, 32), drawWord(draw)])
  return {
    balance: draw(3) === 0 ? '0x0' : `0x${BigInt(bytes(draw, 1 + draw(31))).toString(16)}`,
    ...(draw(2) === 0 ? {} : { nonce: `0x${draw(2 ** 20).toString(16)}` }),
    ...(draw(2) === 0 ? {} : { code: bytes(draw, draw(3) === 0 ? 0 : draw(600)) }),
    ...(slots.length === 0 ? {} : { storage: Object.fromEntries(slots) }),
  }
}

/** Short numbers as often as long ones; zero now and then. */
function drawWord(draw: Draw): Hex {
  const length = draw(33)
  return `0x${bytes(draw, length).slice(2).padStart(64, '0')}`
}

function bytes(draw: Draw, length: number): Hex {
  return `0x${Array.from({ length }, () => draw(256).toString(16).padStart(2, '0')).join('')}`
}

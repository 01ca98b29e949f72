import type { ServicesInput } from './types.ts'

/** How often programs look at L1, and how sure they want to be of it. Go durations. */
export type L1Pace = {
  isLocal: boolean
  pollInterval: string
  epochPollInterval: string
  receiptQueryInterval: string
  confirmations: number
}

/** A local L1 makes a block every second or two and never forgets one; a public one is asked gently. */
export function l1Pace({ run }: Pick<ServicesInput, 'run'>): L1Pace {
  if (run.isLocalL1) {
    return {
      isLocal: true,
      pollInterval: '1s',
      epochPollInterval: '4s',
      receiptQueryInterval: '1s',
      confirmations: 1,
    }
  }
  return {
    isLocal: false,
    pollInterval: '12s',
    epochPollInterval: '384s',
    receiptQueryInterval: '12s',
    confirmations: 10,
  }
}

/** L1s whose chain config every program has built in. */
const knownL1s: ReadonlySet<number> = new Set([1, 11_155_111, 560_048])

/** True when op-node has to be told the chain config of this L1. */
export function isUnknownL1(l1ChainId: number): boolean {
  return !knownL1s.has(l1ChainId)
}

/**
 * The chain config of a development L1: every fork at genesis, with the blob schedule that op-node asks for.
 *
 * @see facts of the L1 deployment, section 6.2
 */
export function buildL1ChainConfig(l1ChainId: number): Record<string, unknown> {
  const blocks = ['homestead', 'eip150', 'eip155', 'eip158', 'byzantium', 'constantinople', 'petersburg']
  const later = [
    'istanbul',
    'muirGlacier',
    'berlin',
    'london',
    'arrowGlacier',
    'grayGlacier',
    'mergeNetsplit',
  ]
  return {
    chainId: l1ChainId,
    ...Object.fromEntries([...blocks, ...later].map((name) => [`${name}Block`, 0])),
    terminalTotalDifficulty: 0,
    shanghaiTime: 0,
    cancunTime: 0,
    pragueTime: 0,
    osakaTime: 0,
    blobSchedule: {
      cancun: { target: 3, max: 6, baseFeeUpdateFraction: 3_338_477 },
      prague: { target: 6, max: 9, baseFeeUpdateFraction: 5_007_716 },
      osaka: { target: 6, max: 9, baseFeeUpdateFraction: 5_007_716 },
    },
  }
}

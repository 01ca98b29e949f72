import type { ErrorEntry } from '../registry.ts'

/** 3xx: transactions and keys. */
export const transactionsCodes = {
  'OPR-300': {
    title: 'The account cannot pay',
    cause:
      'The account that signs holds less than the steps will cost. What it needs, has and lacks is named.',
    remedy: 'Fund the account named with the shortfall.',
    retryable: true,
  },
  'OPR-301': {
    title: 'A transaction reverted',
    cause: 'A contract refused the call; only gas was spent. The reason is decoded where it can be.',
    remedy: 'Read the reason; correct it and run the command again.',
  },
  'OPR-302': {
    title: 'The key was used by another program',
    cause: 'A nonce kept for one of our transactions was used by something that we did not send.',
    remedy: 'Stop what else signs with this key, then run the command again.',
  },
  'OPR-303': {
    title: 'A transaction is not mined in time',
    cause:
      'The network is congested and the fee is at its cap, or the L1 has stalled. The transaction stays in the journal.',
    remedy: 'Run the command again: it goes on waiting for the same transaction.',
    retryable: true,
  },
  'OPR-304': {
    title: 'The signer is missing or not the one expected',
    cause:
      'The variable of the key is empty, malformed, or holds the key of another account. A deployment wants the key it began with, `rotate-keys` the owner’s.',
    remedy: 'Give the key of the account named.',
  },
  'OPR-305': {
    title: 'A step is too large for one transaction',
    cause: 'A step of the plan wants more gas than one transaction may have (EIP-7825).',
    remedy: 'Report it: the plan is wrong.',
  },
  'OPR-306': {
    title: 'The fee is above the cap',
    cause: 'The base fee of the L1 is above the cap in the config.',
    remedy: 'Wait, or raise `max_fee_gwei`.',
    retryable: true,
  },
} as const satisfies Record<`OPR-${number}`, ErrorEntry>

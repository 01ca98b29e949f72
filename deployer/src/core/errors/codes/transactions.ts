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
  'OPR-307': {
    title: 'A withdrawal is not ready for this step',
    cause:
      'Nothing on L1 covers its L2 block yet, the game it was proven against is not resolved, or a window has not passed.',
    remedy: 'Run the command again later, or with --wait.',
    retryable: true,
  },
  'OPR-308': {
    title: 'The portal cannot pay a withdrawal',
    cause:
      'More was withdrawn than deposited: ETH of the genesis or of a simulation has none behind it on L1. Finalizing would use the withdrawal up and pay nothing.',
    remedy: 'Deposit to the chain first.',
  },
  'OPR-309': {
    title: 'A finalized withdrawal has paid nothing',
    cause: 'The call to the target failed inside of a transaction that succeeded.',
    remedy: 'It cannot be repeated. Look at what the target did in that transaction.',
  },
  'OPR-310': {
    title: 'Withdrawals from this chain cannot be proven',
    cause:
      'The engine is a simulation: it proposes no state to L1, and withdrawals are proven against proposals.',
    remedy: 'Run the chain with the engine `native`.',
  },
} as const satisfies Record<`OPR-${number}`, ErrorEntry>

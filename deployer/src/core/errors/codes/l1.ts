import type { ErrorEntry } from '../registry.ts'

/** 2xx: the L1 and its contracts. */
export const l1Codes = {
  'OPR-200': {
    title: 'The RPC does not answer',
    cause:
      'The node is down, the URL is wrong, or the provider limits requests; it was asked several times. Or the agent’s L1 RPC is behind the bind of a chain.',
    remedy: 'Check the URL, that the node runs, and that it is in sync.',
    retryable: true,
  },
  'OPR-201': {
    title: 'The RPC serves another chain id',
    cause: 'The URL belongs to another network than the one in the config.',
    remedy: 'Name an RPC of the chain in the config.',
  },
  'OPR-202': {
    title: 'The RPC serves another chain with the same id',
    cause:
      'A local L1 was restarted from nothing, or the URL is that of a fork: a block known from before has another hash.',
    remedy:
      'Point the RPC to the chain this deployment was made on, or start a new deployment under another name.',
  },
  'OPR-203': {
    title: 'Other code stands at an address of ours',
    cause: 'Somebody deployed different code to an address that the plan computed.',
    remedy: 'Change `salt` in [chain] and plan again.',
  },
  'OPR-204': {
    title: 'A role on L1 is not the intended one',
    cause:
      'A key was rotated on L1 after the deployment, or the config names another key set than the agreement.',
    remedy: 'Correct [roles], or let the owner install these keys with `opraas rotate-keys --to`.',
  },
  'OPR-205': {
    title: 'A contract on L1 is not as planned',
    cause:
      'The contracts were changed or upgraded after the deployment, or are not of the release that this version knows.',
    remedy: 'Run `opraas inspect contracts` and compare.',
  },
  'OPR-206': {
    title: 'The L1 lacks the deterministic deployer',
    cause: 'A private L1 without the usual deployer contract at its usual address.',
    remedy: 'Send its published deployment transaction to this L1 first.',
  },
  'OPR-207': {
    title: 'The owner of the chain is not proven',
    cause:
      'The owner has no code and never sent a transaction on L1: a typing error would lose the chain for good.',
    remedy: 'Send any transaction from the owner, or use another owner.',
  },
  'OPR-208': {
    title: 'The contracts are not deployed',
    cause: 'The command needs a finished deployment.',
    remedy: 'Run `opraas deploy contracts`.',
  },
  'OPR-209': {
    title: 'The genesis built here is not the one anchored on L1',
    cause: 'The config was changed after the deployment, or is not the one of this chain.',
    remedy: 'Restore the config that the contracts were deployed from.',
  },
} as const satisfies Record<`OPR-${number}`, ErrorEntry>

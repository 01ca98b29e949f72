import type { ErrorEntry } from '../registry.ts'

/** 7xx: the agent; 8xx: the probe. */
export const agentCodes = {
  'OPR-700': {
    title: 'The agent refuses the chain of an agreement',
    cause:
      'The config that the client published cannot be read, or names another L1, chain id, owner or key set than the agreement, or a higher gas limit.',
    remedy:
      'Read the reason. The vendor rejects the agreement with a full refund; the client accepts anew with a mended config.',
  },
  'OPR-701': {
    title: 'Top-ups have reached their cap',
    cause:
      'The agent pays the L1 accounts of its chains’ services from the operator, up to `funding_cap_eth` a day. A batcher spends more than expected, or there are many chains.',
    remedy: 'Find out what spends so much; raise the cap in agent.toml, or wait until the next day (UTC).',
    retryable: true,
  },
  'OPR-800': {
    title: 'The address is not public',
    cause:
      'An endpoint resolves to a private, loopback or otherwise unroutable address; the probe does not measure these.',
    remedy: 'Publish a public endpoint; --local-market is for local chains.',
  },
  'OPR-801': {
    title: 'The samples do not give the verdict',
    cause:
      'The verdict on chain is not what the stored samples lead to: other samples, or a fault of the oracle.',
    remedy: 'Report the epoch to the oracle’s operator.',
  },
  'OPR-802': {
    title: 'There are no samples of this epoch',
    cause: 'This probe did not measure the epoch, or its data folder is another one.',
    remedy: 'Name the folder with --data, or ask the operator whose probe measured it.',
  },
} as const satisfies Record<`OPR-${number}`, ErrorEntry>

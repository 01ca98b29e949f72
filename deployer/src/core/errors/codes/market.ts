import type { ErrorEntry } from '../registry.ts'

/** 6xx: the market. */
export const marketCodes = {
  'OPR-600': {
    title: 'The market is not known',
    cause: 'No market is known on the chain behind OPRAAS_MARKET_RPC_URL, or OPRAAS_MARKETPLACE is not one.',
    remedy: 'Set OPRAAS_MARKETPLACE, or use an RPC of a chain with a market.',
  },
  'OPR-601': {
    title: 'There is no such agreement or offer',
    cause: 'The id is wrong, or was made on another market.',
    remedy: 'Check the id and the market.',
  },
  'OPR-602': {
    title: 'The market refused',
    cause: 'The offer contradicts a rule of the market; nothing was sent.',
    remedy: 'Read the reason given, and correct [offer] in agent.toml.',
  },
  'OPR-605': {
    title: 'The market does not list the token',
    cause: 'The market takes listed tokens only.',
    remedy: 'Offer in a listed token.',
  },
  'OPR-606': {
    title: 'A prefix names more than one id',
    cause: 'The beginning of an id was given, and several ids begin like that.',
    remedy: 'Give more characters of the id.',
  },
} as const satisfies Record<`OPR-${number}`, ErrorEntry>

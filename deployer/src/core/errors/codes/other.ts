import type { ErrorEntry } from '../registry.ts'

/** 9xx: the rest. */
export const otherCodes = {
  'OPR-900': {
    title: 'Something unexpected happened',
    cause: 'A fault that has no number yet.',
    remedy: 'Report it with what --verbose prints.',
  },
  'OPR-901': {
    title: 'Interrupted',
    cause: 'Ctrl-C or SIGTERM. Everything done so far is kept.',
    remedy: 'Run the same command again: it goes on where it stopped.',
  },
  'OPR-902': {
    title: 'The installation is not complete',
    cause: 'The bundle of contract bytecode, built at install, is missing or damaged.',
    remedy: 'Run `npm run build`.',
  },
} as const satisfies Record<`OPR-${number}`, ErrorEntry>

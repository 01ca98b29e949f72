import type { ErrorEntry } from '../registry.ts'

/** 5xx: engines. */
export const engineCodes = {
  'OPR-500': {
    title: 'A program of the engine is missing',
    cause: 'The engine starts a program that is not installed on this machine.',
    remedy: 'Install what is named.',
  },
  'OPR-501': {
    title: 'A port is taken',
    cause:
      'Another program, or another chain, listens on a port that is wanted. Its owner is named where it is known.',
    remedy: 'Stop the process named, or choose another port.',
  },
  'OPR-502': {
    title: 'A service did not become ready',
    cause: 'A program was started and ended, or does not answer in time.',
    remedy: 'Read its log with `opraas logs`.',
    retryable: true,
  },
  'OPR-503': {
    title: 'The chain is not running',
    cause: 'The command needs a running chain.',
    remedy: 'Run `opraas up`.',
  },
  'OPR-504': {
    title: 'The engine is not available',
    cause: 'This version does not have the engine named in the config.',
    remedy: 'Choose one of the engines named.',
  },
  'OPR-505': {
    title: 'The chain is up already',
    cause: 'Two hosts on one chain would corrupt it.',
    remedy: 'Look at it with `opraas status`, or stop it with `opraas down`.',
  },
} as const satisfies Record<`OPR-${number}`, ErrorEntry>

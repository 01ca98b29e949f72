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
  'OPR-506': {
    title: 'A program is not the one wanted',
    cause:
      'A path in [infra.programs] leads to no program or to one of another version, or a file in the cache is not as it was built.',
    remedy: 'Correct the path, or run `opraas build`.',
  },
  'OPR-507': {
    title: 'A program cannot be built',
    cause:
      'Go failed: a module cannot be fetched, the disk is full, or Go is broken. Its last lines are shown.',
    remedy: 'Read the log named; run the command again once the cause is gone.',
    retryable: true,
  },
  'OPR-510': {
    title: 'A data folder holds another chain',
    cause:
      'The folder of op-geth was made from another genesis: a deployment was replaced, or a folder copied.',
    remedy: 'Move the folder away. What is posted on L1 is derived again.',
  },
  'OPR-509': {
    title: 'The chain runs',
    cause:
      'What the command removes is in use: by the chain’s host, by a service that was started alone, or by one that a killed host left behind.',
    remedy: 'Run `opraas down`, end what `opraas run` has started, then try again.',
  },
  'OPR-511': {
    title: 'The key of a service is missing or another one',
    cause: 'The native engine starts services that sign; each needs the private key of its role.',
    remedy: 'Set the variable named, in .env or in the environment.',
  },
  'OPR-512': {
    title: 'A check of a running chain failed',
    cause: '`opraas dev --check` looks at everything a chain must do; something was not so.',
    remedy: 'Read what was found, and the logs of the services named.',
  },
} as const satisfies Record<`OPR-${number}`, ErrorEntry>

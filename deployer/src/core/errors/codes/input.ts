import type { ErrorEntry } from '../registry.ts'

/** 1xx: what the user wrote. */
export const inputCodes = {
  'OPR-100': {
    title: 'Unknown command or option',
    cause: 'The command line has a word that the program does not know, or lacks one that it needs.',
    remedy: 'Run the command with --help.',
  },
  'OPR-101': {
    title: 'A config file is not valid TOML',
    cause: 'A quote, bracket or equals sign is missing, or a key stands twice. The line is named.',
    remedy: 'Correct the line named.',
  },
  'OPR-102': {
    title: 'Unknown key in a config file',
    cause:
      'A typing error, a key in the wrong section, or a key of another version. The nearest valid key is named.',
    remedy: 'Rename it to the nearest valid key, or remove it.',
  },
  'OPR-103': {
    title: 'A value in a config file is not valid',
    cause:
      'The value has another type, is out of its range, or contradicts another one: two roles with one address, an L2 with the chain id of its L1.',
    remedy: 'Give the field a value of the kind expected.',
  },
  'OPR-104': {
    title: 'A config file is missing',
    cause: 'The command ran in another folder than the one that holds config.toml or agent.toml.',
    remedy: 'Run `opraas new`, or name the folder with --project (the file with --config for the agent).',
  },
  'OPR-105': {
    title: 'An environment variable is missing or not valid',
    cause:
      'A URL, an address or a key is not set in .env or the shell, is empty, or is malformed. Its value is never shown.',
    remedy: 'Set it in .env or the shell.',
  },
  'OPR-106': {
    title: 'The folder is not empty',
    cause:
      '`opraas new` never writes over files. Only what an interrupted run of the same command has left is finished.',
    remedy: 'Choose another folder, or empty this one.',
  },
  'OPR-107': {
    title: 'An input file is not valid',
    cause: 'A genesis, a chain config or another file given to a command lacks a field or has a wrong one.',
    remedy: 'Correct the field named.',
  },
  'OPR-108': {
    title: 'An argument is not valid',
    cause: 'An option has a value of the wrong kind, or the answer to a question was no.',
    remedy: 'Correct the argument named; --help tells what it takes.',
  },
} as const satisfies Record<`OPR-${number}`, ErrorEntry>

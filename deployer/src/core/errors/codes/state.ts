import type { ErrorEntry } from '../registry.ts'

/** 4xx: state and locks. */
export const stateCodes = {
  'OPR-400': {
    title: 'The journal is damaged',
    cause: 'The file was edited, or the disk lost data: a line is neither whole nor the torn last one.',
    remedy: 'Restore it from a backup, or move it away to rebuild from L1.',
  },
  'OPR-401': {
    title: 'A file was written by another version',
    cause: 'A state file or store has a schema version that this program does not read.',
    remedy: 'Use the version that wrote it.',
  },
  'OPR-402': {
    title: 'Another process works on this',
    cause: 'A second command on the same deployment or data folder. The lock goes with its process.',
    remedy: 'Wait for it to end, or stop it.',
    retryable: true,
  },
  'OPR-403': {
    title: 'The deployment or store belongs to another config',
    cause:
      'A field that makes the chain what it is was changed after something had been signed for it. Of the agent: its store was made for another market or vendor.',
    remedy:
      'Restore the value, or use a new name for a second chain. The agent: name its own market and key, or another folder.',
  },
  'OPR-404': {
    title: 'A file cannot be read or written',
    cause:
      'It is missing, its permissions forbid it, its content is not what it should be, or the disk is full.',
    remedy: 'Check the path, its permissions and the disk.',
  },
} as const satisfies Record<`OPR-${number}`, ErrorEntry>

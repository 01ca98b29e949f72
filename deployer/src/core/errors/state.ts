import { OpraasError } from './base.ts'

/** A line of the journal that is neither whole nor the torn last one. */
export class JournalDamagedError extends OpraasError {
  override name = 'JournalDamagedError'
  constructor({ file, line, reason }: { file: string; line: number; reason: string }) {
    super(`${file}:${line}: the journal is damaged: ${reason}.`, {
      code: 'OPR-400',
      next: 'Restore it from a backup. Without one, move it away: the next plan is rebuilt from what L1 shows.',
      values: { file, line, reason },
    })
  }
}

/** A file of a schema this version does not read. */
export class SchemaVersionError extends OpraasError {
  override name = 'SchemaVersionError'
  constructor({ file, found, expected }: { file: string; found: string; expected: number }) {
    super(`${file} has schema ${found}, this version reads schema ${expected}.`, {
      code: 'OPR-401',
      next: 'Use the version of opraas that wrote it.',
      values: { file, found, expected },
    })
  }
}

/** Another process holds the lock. */
export class LockedError extends OpraasError {
  override name = 'LockedError'
  constructor({ what, file, pid }: { what: string; file: string; pid: number | undefined }) {
    super(`Another process${pid ? ` (pid ${pid})` : ''} works on ${what}.`, {
      code: 'OPR-402',
      next: 'Wait until it has ended, or stop it; the lock goes with the process.',
      values: { what, file, pid },
    })
  }
}

/** The state belongs to another intent: a field that cannot change has changed. */
export class ForeignStateError extends OpraasError {
  override name = 'ForeignStateError'
  constructor({
    deployment,
    field,
    found,
    expected,
  }: { deployment: string; field: string; found: string; expected: string }) {
    super(`${deployment} was deployed with ${field} ${expected}; config.toml says ${found}.`, {
      code: 'OPR-403',
      next: 'Restore the value, or give the chain another name to deploy a second one.',
      values: { deployment, field, found, expected },
    })
  }
}

/** The deployment is the config's, but for keys that were not rotated on L1. */
export class ForeignKeysError extends OpraasError {
  override name = 'ForeignKeysError'
  constructor({ deployment }: { deployment: string }) {
    super(
      `[roles] of config.toml names other keys than ${deployment} has on L1, as far as its journal knows.`,
      {
        code: 'OPR-403',
        next: 'Run `opraas rotate-keys --to config.toml` with the owner’s key, or restore [roles].',
        values: { deployment, field: 'roles' },
      },
    )
  }
}

/** A file that cannot be read or written. */
export class FileError extends OpraasError {
  override name = 'FileError'
  constructor({ file, action, cause }: { file: string; action: 'read' | 'write'; cause: unknown }) {
    super(
      `${file} cannot be ${action === 'read' ? 'read' : 'written'}: ${cause instanceof Error ? cause.message : cause}.`,
      {
        code: 'OPR-404',
        next: 'Check the path, its permissions and the space on the disk.',
        values: { file, action },
        cause,
      },
    )
  }
}

/** genesis.json or rollup.json is not there: both follow from L1 and config.toml. */
export class OutputMissingError extends OpraasError {
  override name = 'OutputMissingError'
  constructor({ file }: { file: string }) {
    super(`${file} is missing.`, {
      code: 'OPR-404',
      next: 'Run `opraas deploy contracts`: it computes the file again, without a transaction.',
      values: { file, action: 'read' },
    })
  }
}

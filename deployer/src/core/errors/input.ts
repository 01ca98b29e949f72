import { OpraasError } from './base.ts'

/** config.toml is not TOML at all. */
export class ConfigSyntaxError extends OpraasError {
  override name = 'ConfigSyntaxError'
  constructor({ file, line, reason }: { file: string; line: number | undefined; reason: string }) {
    super(`${at(file, line)}: ${reason}.`, {
      code: 'OPR-101',
      next: 'Correct this line; the file is TOML.',
      values: { file, line, reason },
    })
  }
}

/** A key that the schema does not know. */
export class UnknownKeyError extends OpraasError {
  override name = 'UnknownKeyError'
  constructor({
    file,
    line,
    key,
    nearest,
  }: { file: string; line: number | undefined; key: string; nearest?: string }) {
    super(`${at(file, line)}: unknown key ${key}.`, {
      code: 'OPR-102',
      next: nearest ? `Did you mean ${nearest}?` : 'Remove it; docs/config.md lists all keys.',
      values: { file, line, key, ...(nearest && { nearest }) },
    })
  }
}

/** A value of the wrong kind or outside of its range. `found` is shown as written. */
export class InvalidFieldError extends OpraasError {
  override name = 'InvalidFieldError'
  constructor(problem: {
    file: string
    line?: number | undefined
    field: string
    found: string
    expected: string
  }) {
    super(
      `${at(problem.file, problem.line)}: ${problem.field}: found ${problem.found}, expected ${problem.expected}.`,
      { code: 'OPR-103', next: `Correct ${problem.field}.`, values: { ...problem } },
    )
  }
}

/** No config.toml in the project folder. */
export class ConfigMissingError extends OpraasError {
  override name = 'ConfigMissingError'
  constructor({ file }: { file: string }) {
    super(`There is no ${file}.`, {
      code: 'OPR-104',
      next: 'Run `opraas new`, or name the project folder with --project.',
      values: { file },
    })
  }
}

/** An environment variable is missing or wrong. Its value is never shown. */
export class EnvironmentError extends OpraasError {
  override name = 'EnvironmentError'
  constructor({
    variable,
    expected,
    found = 'nothing',
  }: { variable: string; expected: string; found?: string }) {
    super(`${variable}: found ${found}, expected ${expected}.`, {
      code: 'OPR-105',
      next: `Set ${variable} in the project's .env or in the shell.`,
      values: { variable, expected },
    })
  }
}

/** `opraas new` would write over something. */
export class FolderNotEmptyError extends OpraasError {
  override name = 'FolderNotEmptyError'
  constructor({ folder }: { folder: string }) {
    super(`${folder} is not empty.`, {
      code: 'OPR-106',
      next: 'Name an empty or a new folder.',
      values: { folder },
    })
  }
}

/** A field of an input file or of a built object is wrong. */
export class InvalidInputError extends OpraasError {
  override name = 'InvalidInputError'
  constructor({
    field,
    found,
    expected,
    cause,
  }: { field: string; found: string; expected: string; cause?: unknown }) {
    super(`${field}: found ${found}, expected ${expected}.`, {
      code: 'OPR-107',
      next: `Correct ${field}.`,
      values: { field, found, expected },
      cause,
    })
  }
}

/** An argument or option of a command is wrong. */
export class ArgumentError extends OpraasError {
  override name = 'ArgumentError'
  constructor({ argument, found, expected }: { argument: string; found: string; expected: string }) {
    super(`${argument}: found ${found}, expected ${expected}.`, {
      code: 'OPR-108',
      next: 'Run the command with --help.',
      values: { argument, found, expected },
    })
  }
}

function at(file: string, line: number | undefined): string {
  return line === undefined ? file : `${file}:${line}`
}

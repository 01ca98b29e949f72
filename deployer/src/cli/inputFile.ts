import { parse } from 'smol-toml'
import { InvalidInputError } from '../core/errors/index.ts'
import { readFileIfExists } from '../state/files.ts'

/** The value in a JSON file that a command was given. @throws {@link InvalidInputError} naming the file. */
export function readJsonFile(file: string): unknown {
  try {
    return JSON.parse(readInput(file))
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw new InvalidInputError({ field: file, found: 'something else', expected: 'JSON', cause })
  }
}

/** The table in a TOML file that a command was given. @throws {@link InvalidInputError} naming the file. */
export function readTomlFile(file: string): unknown {
  try {
    return parse(readInput(file))
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== 'TomlError') throw cause
    const [found = ''] = cause.message.split('\n')
    throw new InvalidInputError({ field: file, found, expected: 'TOML', cause })
  }
}

function readInput(file: string): string {
  const text = readFileIfExists(file)
  if (text === undefined)
    throw new InvalidInputError({ field: file, found: 'no such file', expected: 'a file' })
  return text
}

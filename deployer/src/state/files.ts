import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { FileError, SchemaVersionError } from '../core/errors/index.ts'

/** What stands where in the folder of one deployment. */
export type DeploymentPaths = ReturnType<typeof deploymentPaths>

/** Paths of a deployment below a project folder. */
export function deploymentPaths(projectFolder: string, name: string) {
  const folder = join(projectFolder, 'deployments', name)
  return {
    folder,
    lock: join(folder, 'deployment.lock'),
    journal: join(folder, 'journal.jsonl'),
    state: join(folder, 'state.json'),
    genesis: join(folder, 'genesis.json'),
    rollup: join(folder, 'rollup.json'),
    engine: join(folder, 'engine'),
  }
}

/** Writes a whole file so that a crash leaves the old or the new one, never a part. */
export function writeFileAtomic(file: string, content: string | Uint8Array, mode = 0o644): void {
  const temporary = `${file}.tmp`
  try {
    mkdirSync(dirname(file), { recursive: true })
    const fd = openSync(temporary, 'w', mode)
    try {
      writeSync(fd, typeof content === 'string' ? Buffer.from(content) : content)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(temporary, file)
    const folder = openSync(dirname(file), 'r')
    fsyncSync(folder)
    closeSync(folder)
  } catch (cause) {
    throw new FileError({ file, action: 'write', cause })
  }
}

/** A file's text; undefined when there is none. */
export function readFileIfExists(file: string): string | undefined {
  if (!existsSync(file)) return undefined
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new FileError({ file, action: 'read', cause })
  }
}

/**
 * Reads a JSON file that carries `schema`.
 *
 * @throws {@link SchemaVersionError} for another version, {@link FileError} when it is not JSON
 */
export function readVersioned<T extends { schema: number }>(
  file: string,
  schema: T['schema'],
): T | undefined {
  const text = readFileIfExists(file)
  if (text === undefined) return undefined
  let value: { schema?: unknown }
  try {
    value = JSON.parse(text) as { schema?: unknown }
  } catch (cause) {
    throw new FileError({ file, action: 'read', cause })
  }
  if (value?.schema !== schema) {
    throw new SchemaVersionError({ file, found: String(value?.schema), expected: schema })
  }
  return value as T
}

/** SHA-256 of a text, in hex without 0x. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { Environment } from '../../core/environment.ts'
import type { ProgramName, VersionSetName } from '../../core/intent/index.ts'
import { readFileIfExists } from '../../state/files.ts'
import { recipeName } from './recipe.ts'

/** Where opraas keeps what it has built, for all projects. Read from the shell only. */
export const CACHE_VARIABLE = 'OPRAAS_CACHE'

/** Stands beside each program of the cache. */
const manifestSchema = z.strictObject({
  schema: z.literal(1),
  name: z.string(),
  versionSet: z.string(),
  /** Go modules by their versions. */
  modules: z.strictObject({ optimism: z.string(), opGeth: z.string() }),
  goVersion: z.string(),
  platform: z.string(),
  /** What `--version` names. */
  version: z.string(),
  sha256: z.string(),
  sizeBytes: z.int(),
  /** ISO 8601. */
  builtAt: z.string(),
})

export type ProgramManifest = z.output<typeof manifestSchema>

/** What the cache has of a program. */
export type CachedProgram =
  | { kind: 'good'; manifest: ProgramManifest }
  | { kind: 'missing' }
  | { kind: 'damaged'; reason: string }

/** Folder of the cache: `OPRAAS_CACHE`, or `opraas` in the user's folder of caches. */
export function programCache(environment: Environment): string {
  if (environment[CACHE_VARIABLE]) return resolve(environment[CACHE_VARIABLE])
  return join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'opraas')
}

/** The programs' platform in Go's words, e.g. `linux-amd64`. */
export function goPlatform(): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform
  return `${os}-${process.arch === 'x64' ? 'amd64' : process.arch}`
}

/** Folder of the programs of a set for this machine. Another recipe or other pins have another folder. */
export function programFolder(cache: string, versionSet: VersionSetName): string {
  return join(cache, 'opstack', recipeName(versionSet), goPlatform())
}

/** Files of one program. */
export function programFiles(folder: string, program: ProgramName) {
  return {
    program: join(folder, program),
    manifest: join(folder, `${program}.json`),
    log: join(folder, `${program}.log`),
  }
}

/** Looks a program up and compares it with its manifest. */
export async function readCached(folder: string, program: ProgramName): Promise<CachedProgram> {
  const files = programFiles(folder, program)
  const text = readFileIfExists(files.manifest)
  const sizeBytes = statSync(files.program, { throwIfNoEntry: false })?.size
  if (text === undefined || sizeBytes === undefined) return { kind: 'missing' }
  const manifest = parseManifest(text)
  if (!manifest) return { kind: 'damaged', reason: 'its manifest cannot be read' }
  if (sizeBytes !== manifest.sizeBytes) {
    return { kind: 'damaged', reason: `it has ${sizeBytes} bytes, its manifest says ${manifest.sizeBytes}` }
  }
  const found = await sha256OfFile(files.program)
  if (found === manifest.sha256) return { kind: 'good', manifest }
  return { kind: 'damaged', reason: `its sha256 is ${found}, its manifest says ${manifest.sha256}` }
}

/** A manifest's content; undefined when it is none. */
export function parseManifest(text: string): ProgramManifest | undefined {
  try {
    return manifestSchema.safeParse(JSON.parse(text)).data
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return undefined
  }
}

/** SHA-256 of a file, in hex without 0x. */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

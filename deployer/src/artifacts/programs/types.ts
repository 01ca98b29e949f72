import type { ProgramName, VersionSetName } from '../../core/intent/index.ts'

/** Programs of one version set, and where to look for them. */
export type ProgramsWanted<name extends ProgramName = ProgramName> = {
  versionSet: VersionSetName
  names: readonly name[]
  /** Paths from config.toml; they go before the cache. Relative ones count from the working directory. */
  given?: Partial<Record<ProgramName, string>>
  /** Folder of the cache; default: `programCache(process.env)`. */
  cache?: string
}

/** A program as `opraas build` leaves it. */
export type BuiltProgram = {
  name: ProgramName
  path: string
  /** Hex without 0x. */
  sha256: string
  /** What its `--version` names. */
  version: string
  /** False when the cache had it. */
  built: boolean
  /** Of this run; about 0 when the cache had it. */
  seconds: number
}

/** What a build tells while it runs. */
export type BuildEvent =
  | { kind: 'waiting'; pid: number | undefined }
  | { kind: 'discarded'; program: ProgramName; reason: string }
  | { kind: 'started'; program: ProgramName }
  | { kind: 'progress'; program: ProgramName; downloads: number; packages: number; seconds: number }
  | { kind: 'ready'; program: BuiltProgram }

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ProgramName, VersionSetName } from '../../core/intent/index.ts'
import { mainPackages, programNames } from '../../core/services/versionSets.ts'
import { sha256 } from '../../state/files.ts'
import { versionOf } from './version.ts'

const optimism = 'github.com/ethereum-optimism/optimism'

/** Where a program's sources keep the version it prints. */
const versionVariables: Readonly<Record<ProgramName, (version: string) => string[]>> = {
  'op-geth': (version) => [`github.com/ethereum/go-ethereum/version.gitTag=${version}`],
  'op-node': ofPackage('op-node'),
  'op-batcher': (version) => [`main.Version=${version}`],
  'op-proposer': (version) => [`main.Version=${version}`],
  'op-challenger': ofPackage('op-challenger'),
  'op-dispute-mon': ofPackage('op-dispute-mon'),
  'op-conductor': (version) => [`main.Version=${version}`],
}

function ofPackage(program: string): (version: string) => string[] {
  const name = `${optimism}/${program}/version`
  return (version) => [`${name}.Version=${version}`, `${name}.Meta=`]
}

/** Folder of the go.mod and go.sum that pin every module of a set by checksum. */
export function moduleFolder(versionSet: VersionSetName): string {
  return fileURLToPath(new URL(`../../../opstack/${versionSet}`, import.meta.url))
}

/**
 * Arguments of `go` that make a program. The same Go with its module cache at the same place gives the same bytes: an
 * assembler file of gnark-crypto leaves that place in them, for all of -trimpath.
 */
export function buildArguments(versionSet: VersionSetName, program: ProgramName, output: string): string[] {
  const variables = versionVariables[program](versionOf(versionSet, program))
  const link = ['-s', '-w', ...variables.map((variable) => `-X ${variable}`)].join(' ')
  const flags = ['-mod=readonly', '-trimpath', '-buildvcs=false', '-ldflags', link]
  return ['build', '-v', ...flags, '-o', output, mainPackages[program]]
}

/** Settings of Go that would change what is built; the user's own ones for proxies and folders stay. */
export const buildEnvironment = {
  CGO_ENABLED: '0',
  GO111MODULE: 'on',
  GOAMD64: 'v1',
  GOARM64: 'v8.0',
  GOFLAGS: '-mod=readonly',
  GOWORK: 'off',
} as const

/** Names a set together with all that decides on its programs, save for the version of Go. */
export function recipeName(versionSet: VersionSetName): string {
  const pins = ['go.mod', 'go.sum'].map((file) => readFileSync(join(moduleFolder(versionSet), file), 'utf8'))
  const recipe = programNames.map((program) => buildArguments(versionSet, program, program))
  const hash = sha256(JSON.stringify([...pins, recipe, buildEnvironment]))
  return `${versionSet}-${hash.slice(0, 12)}`
}

/** Least Go that a set's go.mod asks for, e.g. `1.23`. */
export function leastGo(versionSet: VersionSetName): string {
  const text = readFileSync(join(moduleFolder(versionSet), 'go.mod'), 'utf8')
  const version = /^go (\d+\.\d+)/m.exec(text)?.[1]
  if (!version) throw new Error(`no go line in the go.mod of set ${versionSet}`)
  return version
}

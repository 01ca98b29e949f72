import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { mainPackages, versionSets } from '../deployer/src/core/services/versionSets.ts'

const optimism = 'github.com/ethereum-optimism/optimism'
const opGeth = 'github.com/ethereum-optimism/op-geth'
const goEthereum = 'github.com/ethereum/go-ethereum'

/** Platforms whose imports go.sum covers. */
const platforms = ['linux', 'darwin']

type Requirement = { Path: string; Version: string }

/** Writes go.mod and go.sum of every version set, from those of the pinned release. Needs Go and the network. */
function main(): void {
  for (const [name, set] of Object.entries(versionSets)) {
    const folder = resolve(import.meta.dirname, '../deployer/opstack', name)
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const release = download(`${optimism}@${set.optimism}`)
    writeFileSync(join(folder, 'go.mod'), withoutComments(readFileSync(join(release, 'go.mod'), 'utf8')))
    copyFileSync(join(release, 'go.sum'), join(folder, 'go.sum'))
    const edits = [
      '-module=opraas/opstack',
      `-require=${optimism}@${set.optimism}`,
      `-replace=${goEthereum}=${opGeth}@${set.opGeth}`,
    ]
    if (set.raisesRequirements) edits.push(...raised(folder, download(`${opGeth}@${set.opGeth}`)))
    go(['mod', 'edit', ...edits], folder)
    for (const platform of platforms) {
      const packages = Object.values(mainPackages)
      go(['list', '-mod=mod', '-deps', ...packages], folder, { GOOS: platform, CGO_ENABLED: '0' })
    }
    console.log(`${name}: optimism ${set.optimism}, op-geth ${set.opGeth}`)
  }
}

/** What op-geth requires and the release has not, or only older: Go does not read it behind a `replace`. */
function raised(folder: string, opGethFolder: string): string[] {
  const present = new Map(requirements(folder).map(({ Path, Version }) => [Path, Version]))
  return requirements(opGethFolder)
    .filter(({ Path, Version }) => isNewer(Version, present.get(Path)))
    .map(({ Path, Version }) => `-require=${Path}@${Version}`)
}

function requirements(folder: string): Requirement[] {
  return (JSON.parse(go(['mod', 'edit', '-json'], folder)) as { Require: Requirement[] }).Require
}

/** Order of Go's versions, pseudo-versions included. */
function isNewer(version: string, than: string | undefined): boolean {
  if (than === undefined) return true
  const parts = (text: string) => /^v(\d+)\.(\d+)\.(\d+)(?:-([^+]+))?/.exec(text)?.slice(1) ?? []
  const [a, b] = [parts(version), parts(than)]
  for (const index of [0, 1, 2]) {
    const difference = Number(a[index]) - Number(b[index])
    if (difference !== 0) return difference > 0
  }
  if (a[3] === undefined || b[3] === undefined) return a[3] === undefined && b[3] !== undefined
  return a[3].localeCompare(b[3], 'en', { numeric: true }) > 0
}

function withoutComments(goMod: string): string {
  return goMod.replaceAll(/^\/\/.*\n/gm, '')
}

/** Folder of a module in Go's own cache. */
function download(module: string): string {
  return (JSON.parse(go(['mod', 'download', '-json', module], '/')) as { Dir: string }).Dir
}

function go(args: readonly string[], cwd: string, env: Record<string, string> = {}): string {
  return execFileSync('go', args, {
    cwd,
    env: { ...process.env, GOWORK: 'off', GOFLAGS: '-buildvcs=false', ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
}

main()

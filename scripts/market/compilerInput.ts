import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { contractArtifact } from './artifacts.ts'

const root = resolve(import.meta.dirname, '../..')

type StandardJson = {
  sources: Record<string, { content: string }>
  settings: { remappings: string[]; outputSelection: unknown } & Record<string, unknown>
} & Record<string, unknown>

/** What a compiler has to be given to get the code of one contract again, and what it then calls it. */
export type CompilerInput = {
  /** Long version, as explorers ask for it: `0.8.37+commit.f401782d`. */
  compiler: string
  /** `<source>:<contract>`. */
  contract: string
  /** Standard JSON with the contract's own sources only: the code is the same as in the whole build. */
  input: StandardJson
}

/** The compiler input of a contract of ours, from the build that its artifact is of. @param path - `market/Marketplace` */
export function compilerInputOf(path: string): CompilerInput {
  const { inputSourceName, contractName, buildInfoId } = contractArtifact(path)
  const file = join(root, 'artifacts/build-info', `${buildInfoId}.json`)
  const build = JSON.parse(readFileSync(file, 'utf8')) as { solcLongVersion: string; input: StandardJson }
  const { sources, settings } = build.input
  const names = [...closureOf(inputSourceName, build.input)].sort()
  return {
    compiler: build.solcLongVersion,
    contract: `${inputSourceName}:${contractName}`,
    input: {
      ...build.input,
      sources: Object.fromEntries(names.map((name) => [name, sourceOf(sources, name)])),
      settings: {
        ...settings,
        outputSelection: { [inputSourceName]: { [contractName]: ['abi', 'evm.bytecode.object'] } },
      },
    },
  }
}

/** A source and all that it imports. */
function closureOf(first: string, { sources, settings }: StandardJson): Set<string> {
  const found = new Set<string>()
  const open = [first]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue
    found.add(name)
    const { content } = sourceOf(sources, name)
    for (const [, path] of content.matchAll(/^import\s+(?:[^'";]*?from\s+)?["']([^"']+)["']/gm)) {
      if (path) open.push(path.startsWith('.') ? beside(name, path) : remapped(settings.remappings, path))
    }
  }
  return found
}

function sourceOf(sources: StandardJson['sources'], name: string): { content: string } {
  const source = sources[name]
  if (!source) throw new Error(`the build has no source ${name}`)
  return source
}

function beside(name: string, path: string): string {
  return decodeURI(new URL(path, `sources://build/${name}`).pathname.slice(1))
}

/** Remappings as Hardhat writes them: `project/:@openzeppelin/contracts/=npm/…/`. */
function remapped(remappings: readonly string[], path: string): string {
  for (const remapping of remappings) {
    const [, prefix, target] = /^(?:[^:=]*:)?([^=]+)=(.*)$/.exec(remapping) ?? []
    if (prefix && target !== undefined && path.startsWith(prefix)) return target + path.slice(prefix.length)
  }
  return path
}

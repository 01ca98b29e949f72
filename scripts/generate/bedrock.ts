import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { type Hex, keccak256 } from 'viem'
import {
  type BedrockArtifacts,
  type BedrockContract,
  type BedrockContractName,
  bedrockContractNames,
  bedrockPackage,
  bedrockVersion,
  type Preinstall,
  type PreinstallName,
  parseBedrock,
  preinstallNames,
} from '../../deployer/src/core/genesis/artifacts.ts'

/** Where the bundle goes: built at install, shipped in the npm package, not in git. */
export const bedrockBundlePath = `deployer/artifacts/bedrock-${bedrockVersion}.json`

/** Hashes that the package was reviewed with; in git. */
export const bedrockManifestPath = 'deployer/src/artifacts/bedrock.manifest.json'

type CodeHashes = { initCode: Hex; runtime: Hex }

type Manifest = {
  package: string
  version: string
  contracts: Record<string, CodeHashes>
  preinstalls: Record<string, Hex>
}

/** The parts of a forge artifact that are read here. */
type Artifact = {
  bytecode: { object: Hex; linkReferences: object }
  deployedBytecode: { object: Hex; immutableReferences?: Record<string, { start: number; length: number }[]> }
  rawMetadata: string
}

/** Names of immutables by compiler and AST id: ids are unique within one run of one compiler. */
type ImmutableNames = Map<string, string>

/**
 * Writes the bundle of bytecode from the installed contracts-bedrock.
 *
 * @param root - Root of the repository.
 * @param options.writeManifest - Accept the package as it is: writes the manifest instead of comparing with it.
 * @returns Path of the bundle, from `root`.
 * @throws Error when the package is another version, differs from the manifest, or has a shape not known here.
 */
export function writeBedrock(root: string, { writeManifest = false } = {}): string {
  const bundle = buildBundle(findPackage(root))
  const manifest = buildManifest(bundle)
  const manifestFile = join(root, bedrockManifestPath)
  if (writeManifest) writeJson(manifestFile, manifest, 2)
  else checkManifest(manifest, manifestFile)
  writeJson(join(root, bedrockBundlePath), bundle)
  return bedrockBundlePath
}

function findPackage(root: string): string {
  const file = createRequire(join(root, 'deployer/package.json')).resolve(`${bedrockPackage}/package.json`)
  const { version } = readJson<{ version: string }>(file)
  if (version !== bedrockVersion) {
    throw new Error(`${bedrockPackage} is ${version}, expected ${bedrockVersion}. Run \`npm install\`.`)
  }
  return dirname(file)
}

function buildBundle(folder: string): BedrockArtifacts {
  const forge = join(folder, 'forge-artifacts')
  const names = readImmutableNames(forge)
  const contracts = bedrockContractNames.map((name): [BedrockContractName, BedrockContract] => {
    const artifact = readJson<Artifact>(join(forge, `${name}.sol`, `${name}.json`))
    return [name, buildContract(artifact, { name, names })]
  })
  const source = readFileSync(join(folder, 'src/libraries/Preinstalls.sol'), 'utf8')
  const preinstalls = preinstallNames.map((name): [PreinstallName, Preinstall] => [
    name,
    readPreinstall(source, name),
  ])
  return parseBedrock({
    schema: 1,
    package: bedrockPackage,
    version: bedrockVersion,
    contracts: Object.fromEntries(contracts),
    preinstalls: Object.fromEntries(preinstalls),
  })
}

function buildContract(
  { bytecode, deployedBytecode, rawMetadata }: Artifact,
  { name, names }: { name: string; names: ImmutableNames },
): BedrockContract {
  if (Object.keys(bytecode.linkReferences).length > 0)
    throw new Error(`${name} links libraries, expected none.`)
  const runtime = deployedBytecode.object
  const references = Object.entries(deployedBytecode.immutableReferences ?? {})
  const immutables: Record<string, number[]> = {}
  for (const [id, places] of references) {
    const variable = names.get(`${readCompiler(rawMetadata)}:${id}`)
    if (variable === undefined) throw new Error(`${name}: no variable has the AST id ${id} of an immutable.`)
    if (variable in immutables) throw new Error(`${name} has two immutables called ${variable}.`)
    immutables[variable] = places.map(({ start, length }) => {
      const found = runtime.slice(2 + start * 2, 2 + (start + length) * 2)
      if (found !== '0'.repeat(64))
        throw new Error(`${name}.${variable} at byte ${start}: found ${found}, expected 32 zero bytes.`)
      return start
    })
  }
  return { initCode: bytecode.object, runtime, ...(references.length > 0 ? { immutables } : {}) }
}

/** An immutable may be declared in any file a contract inherits from, so all of them are read. */
function readImmutableNames(forge: string): ImmutableNames {
  const names: ImmutableNames = new Map()
  for (const file of readdirSync(forge, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.json')) continue
    const text = readFileSync(join(forge, file), 'utf8')
    if (!text.includes('"mutability":"immutable"')) continue
    const { ast, rawMetadata } = JSON.parse(text) as { ast: unknown; rawMetadata: string } // forge's own shape
    for (const { id, name } of findImmutables(ast)) {
      const key = `${readCompiler(rawMetadata)}:${id}`
      if ((names.get(key) ?? name) !== name)
        throw new Error(`AST id ${key} is both ${names.get(key)} and ${name}.`)
      names.set(key, name)
    }
  }
  return names
}

function* findImmutables(node: unknown): Generator<{ id: number; name: string }> {
  if (typeof node !== 'object' || node === null) return
  const { nodeType, mutability, id, name } = node as Record<string, unknown> // an AST node or a list of them
  if (nodeType === 'VariableDeclaration' && mutability === 'immutable') {
    if (typeof id !== 'number' || typeof name !== 'string')
      throw new Error('An immutable of the AST has no id or name.')
    yield { id, name }
  }
  for (const child of Object.values(node)) yield* findImmutables(child)
}

function readCompiler(rawMetadata: string): string {
  return (JSON.parse(rawMetadata) as { compiler: { version: string } }).compiler.version // solc's own shape
}

/** Library constants are in no artifact, so their source is read. */
function readPreinstall(source: string, name: PreinstallName): Preinstall {
  const constant = name === 'Permit2' ? 'Permit2TemplateCode' : `${name}Code`
  const address = source.match(new RegExp(`address internal constant ${name} = (0x[0-9a-fA-F]{40});`))?.[1]
  const code = source.match(new RegExp(`bytes internal constant ${constant} =\\s*hex"([0-9a-fA-F]+)";`))?.[1]
  if (address === undefined || code === undefined)
    throw new Error(`Preinstalls.sol has no address or code of ${name}.`)
  return { address: address as Hex, code: `0x${code}` } // matched as 20 bytes of hex
}

function buildManifest({ contracts, preinstalls }: BedrockArtifacts): Manifest {
  const hashes = bedrockContractNames.map((name): [string, CodeHashes] => {
    const { initCode, runtime } = contracts[name]
    return [name, { initCode: keccak256(initCode), runtime: keccak256(runtime) }]
  })
  return {
    package: bedrockPackage,
    version: bedrockVersion,
    contracts: Object.fromEntries(hashes),
    preinstalls: Object.fromEntries(preinstallNames.map((name) => [name, keccak256(preinstalls[name].code)])),
  }
}

function checkManifest(manifest: Manifest, file: string): void {
  if (!existsSync(file)) throw new Error(`${file} is missing; ${writeManifestHint}`)
  const found = listHashes(manifest)
  const expected = listHashes(readJson<Manifest>(file))
  const keys = new Set([...found.keys(), ...expected.keys()])
  const differences = [...keys].filter((key) => found.get(key) !== expected.get(key))
  if (differences.length > 0) {
    const list = differences.join(', ')
    throw new Error(
      `${bedrockPackage} differs from ${file} in ${list}. Run \`npm install\`; ${writeManifestHint}`,
    )
  }
}

function listHashes({ version, contracts, preinstalls }: Manifest): ReadonlyMap<string, string> {
  const hashes = new Map([['version', version], ...Object.entries(preinstalls)])
  for (const [name, { initCode, runtime }] of Object.entries(contracts)) {
    hashes.set(`${name}.initCode`, initCode)
    hashes.set(`${name}.runtime`, runtime)
  }
  return hashes
}

const writeManifestHint =
  'if the new code was reviewed, run `node scripts/generate/bedrock.ts --write-manifest` and commit the manifest.'

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T // each caller names the shape its file has
}

function writeJson(file: string, value: unknown, indent?: number): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(value, null, indent)}\n`)
}

if (import.meta.main) {
  try {
    const writeManifest = process.argv.includes('--write-manifest')
    const path = writeBedrock(resolve(import.meta.dirname, '../..'), { writeManifest })
    console.error(`wrote ${path}`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}

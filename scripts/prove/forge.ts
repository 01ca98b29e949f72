import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { programCache } from '../../deployer/src/artifacts/programs/cache.ts'
import { runToEnd } from '../test/child.ts'

const VERSION = '1.7.1'
/** npm packages that carry the program, with the checksums of this version. */
const packages: Record<string, { name: string; integrity: string }> = {
  'linux-x64': {
    name: '@foundry-rs/forge-linux-amd64',
    integrity:
      'sha512-/HQddyTanVOJKgvilmZrf8VOf7mhvwrWb59W73w5W5flX7b6zNh9CR6hKZzJwiRRi5Sxk/JOFEYIeKsQx7Teqg==',
  },
  'linux-arm64': {
    name: '@foundry-rs/forge-linux-arm64',
    integrity:
      'sha512-PwvdcKxniBoIic163Gw8t7rIOfE8ZfV2mCM2WOXnGdsUbCJRvkqCWq4qidkUORbibhfiRTyw3991hMFL8/qEfw==',
  },
  'darwin-arm64': {
    name: '@foundry-rs/forge-darwin-arm64',
    integrity:
      'sha512-WK+gWWlWYpgrsrKcle4hzV5k5TPoVE8acsnNnmckQhvcbcZBG2VukpkqFCJgOpPX1xuSYtskHTIhJbCx1w854w==',
  },
}

/** How the tests run: everything forge takes from a foundry.toml and this repository sets by the run. */
export type ForgeSettings = {
  /** Decimal or 0x; the same seed gives the same run. */
  seed: string
  fuzzRuns: number
  invariant: { runs: number; depth: number }
}

/**
 * Runs forge on this repository with a foundry.toml of its own in `.opraas`, and the solc of npm.
 *
 * @returns What it says, and its exit code
 */
export async function runForge(
  root: string,
  args: readonly string[],
  settings: ForgeSettings,
  signal: AbortSignal,
): Promise<{ code: number | null; output: string }> {
  const program = await ensureForge(signal)
  const scratch = forgeFolder(root)
  mkdirSync(scratch, { recursive: true })
  const config = join(scratch, 'foundry.toml')
  writeFileSync(config, configFile(root, settings))
  return await runToEnd(program, [...args, '--root', root], {
    cwd: root,
    signal,
    env: { ...process.env, FOUNDRY_CONFIG: config },
  })
}

/** What forge writes. */
export function forgeFolder(root: string): string {
  return join(root, '.opraas/forge')
}

function configFile(root: string, { seed, fuzzRuns, invariant }: ForgeSettings): string {
  const quote = JSON.stringify
  return `[profile.default]
src = "contracts"
test = "test/contracts"
libs = ["node_modules"]
auto_detect_remappings = false
remappings = ["@openzeppelin/=node_modules/@openzeppelin/"]
out = ${quote(join(forgeFolder(root), 'out'))}
cache_path = ${quote(join(forgeFolder(root), 'cache'))}
solc = ${quote(join(import.meta.dirname, 'solc.mjs'))}
offline = true
evm_version = "cancun"
# For vm.getCode of a contract that this run does not compile.
fs_permissions = [{ access = "read", path = ${quote(join(forgeFolder(root), 'out'))} }]
optimizer = true
optimizer_runs = 200
via_ir = true
# The least optimisation with which via-IR finds room on the stack: with all of it the tests compile for minutes.
optimizer_details = { yul = true, yulDetails = { stackAllocation = true, optimizerSteps = "u" } }

[profile.default.fuzz]
seed = ${quote(seed)}
runs = ${fuzzRuns}
failure_persist_dir = ${quote(join(forgeFolder(root), 'failures'))}

[profile.default.invariant]
runs = ${invariant.runs}
depth = ${invariant.depth}
fail_on_revert = false
failure_persist_dir = ${quote(join(forgeFolder(root), 'failures'))}
`
}

/** The program, installed into the cache of programs, outside of this repository, unless it is there. */
async function ensureForge(signal: AbortSignal): Promise<string> {
  const wanted = packages[`${process.platform}-${process.arch}`]
  if (!wanted) throw new Error(`needs forge, which has no build for ${process.platform}-${process.arch} here`)
  const folder = join(programCache(process.env), 'forge', VERSION)
  const program = join(folder, 'node_modules', wanted.name, 'bin/forge')
  if (!existsSync(program)) {
    process.stderr.write(`Installing forge ${VERSION} …\n`)
    mkdirSync(folder, { recursive: true })
    await install(folder, `${wanted.name}@${VERSION}`, signal)
  }
  const lock = readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8')
  const { packages: installed } = JSON.parse(lock) as { packages: Record<string, { integrity?: string }> }
  const found = installed[`node_modules/${wanted.name}`]?.integrity
  if (found !== wanted.integrity)
    throw new Error(
      `forge ${VERSION} has the checksum ${found}, expected ${wanted.integrity}: it is not used`,
    )
  return program
}

/** Scripts of the package do not run: its program is in the tarball. */
async function install(folder: string, name: string, signal: AbortSignal): Promise<void> {
  const own = process.env.npm_execpath
  const options = ['--ignore-scripts', '--no-save', '--no-audit', '--no-fund']
  const { code, output } = await runToEnd(
    own ? process.execPath : 'npm',
    [...(own ? [own] : []), 'install', '--prefix', folder, ...options, name],
    // npm reads NODE_OPTIONS of the workspace as its own; it needs none.
    { cwd: folder, signal, env: { ...process.env, NODE_OPTIONS: '' } },
  )
  if (code !== 0) throw new Error(`npm install ${name} ended with ${code}:\n${output}`)
}

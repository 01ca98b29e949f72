import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { programCache } from '../../deployer/src/artifacts/programs/cache.ts'
import config from '../../hardhat.config.ts'
import { runToEnd } from '../test/child.ts'
import { runHardhat } from './hardhat.ts'

const VERSION = '0.11.6'

/** Python, or what it needs, is not on this machine. */
export class NoPythonError extends Error {
  override name = 'NoPythonError'
}

/**
 * Slither over own contracts. Findings of high or medium impact fail; one that is none is
 * explained beside its line: `// slither-disable-next-line <detector>`, and the reason above.
 */
export async function runSlither(
  root: string,
  signal: AbortSignal,
): Promise<{ ok: boolean; output: string }> {
  const program = await ensureSlither(signal)
  const artifacts = join(root, '.opraas/slither')
  await buildFor(root, artifacts)
  const { code, output } = await runToEnd(
    program,
    [
      ...['.', '--hardhat-ignore-compile', '--hardhat-artifacts-directory', artifacts],
      ...['--filter-paths', 'node_modules|test/', '--fail-medium'],
      ...['--exclude-informational', '--exclude-optimization', '--exclude-low'],
    ],
    // It asks npx for Hardhat's folders; npm reads NODE_OPTIONS of the workspace as its own.
    { cwd: root, signal, env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' } },
  )
  return { ok: code === 0, output: output.trim() }
}

/** The names that Hardhat gives its sources, as paths below the root: slither reads the files. */
export function sourcePaths(buildInfo: string): string {
  return buildInfo.replaceAll('"project/', '"').replace(/"npm\/(@?[^@"]+)@[^/"]+\//g, '"node_modules/$1/')
}

/** One build of the contracts as they are: slither cannot read one file in two versions, as later builds leave them. */
async function buildFor(root: string, artifacts: string): Promise<void> {
  rmSync(artifacts, { recursive: true, force: true })
  const paths = { ...config.paths, artifacts, cache: join(artifacts, 'cache') }
  await runHardhat(root, { change: { paths }, task: ['build'], options: { noTests: true } })
  for (const name of readdirSync(join(artifacts, 'build-info'))) {
    const file = join(artifacts, 'build-info', name)
    writeFileSync(file, sourcePaths(readFileSync(file, 'utf8')))
  }
}

/** The program, in a Python environment of its own in the cache of programs. */
async function ensureSlither(signal: AbortSignal): Promise<string> {
  const folder = join(programCache(process.env), 'slither', VERSION)
  const program = join(folder, 'bin/slither')
  const stamp = join(folder, 'installed')
  if (existsSync(stamp)) return program
  process.stderr.write(`Installing slither ${VERSION} …\n`)
  mkdirSync(dirname(folder), { recursive: true })
  rmSync(folder, { recursive: true, force: true })
  const run = (command: string, args: string[]) =>
    runToEnd(command, args, { cwd: dirname(folder), signal }).catch((cause: unknown) => {
      if (signal.aborted) throw cause
      throw new NoPythonError(`needs slither, which needs Python 3 (${command} does not run)`, { cause })
    })
  const python = await run('python3', ['-m', 'venv', folder])
  if (python.code !== 0) throw new NoPythonError('needs slither, which needs Python 3 with venv')
  const pip = await run(join(folder, 'bin/pip'), ['install', '--quiet', `slither-analyzer==${VERSION}`])
  if (pip.code !== 0)
    throw new NoPythonError(`needs slither, which pip could not install: ${lastLine(pip.output)}`)
  writeFileSync(stamp, `${VERSION}\n`)
  return program
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}

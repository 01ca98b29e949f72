import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Hash } from 'viem'
import { ForeignDataError, NotReadyError, OutputMissingError } from '../../core/errors/index.ts'
import { toJson } from '../../core/json.ts'
import { initArguments } from '../../core/services/execution.ts'
import { buildL1ChainConfig } from '../../core/services/l1.ts'
import { readVersioned, writeFileAtomic } from '../../state/files.ts'
import type { HostedChain } from '../process/hostFiles.ts'
import { nativePaths, pairsOf } from './layout.ts'

const SCHEMA = 1
/** op-geth listens to no peers: blocks come from op-node. */
const executionConfig = '[Node.P2P]\nListenAddr = ""\n'

/** What rollup.json says of block 0. @throws OutputMissingError when that or genesis.json is not there */
export function readGenesisHash(folder: string): Hash {
  const { genesis, rollup } = nativePaths(folder)
  for (const file of [genesis, rollup]) {
    if (!existsSync(file)) throw new OutputMissingError({ file })
  }
  const text = readFileSync(rollup, 'utf8')
  return (JSON.parse(text) as { genesis: { l2: { hash: Hash } } }).genesis.l2.hash
}

/** Secrets and configs that the programs read from files; existing ones stay. */
export function prepareFiles(chain: HostedChain): void {
  const paths = nativePaths(chain.folder)
  keepSecret(paths.jwt)
  for (const { node } of pairsOf(chain.services)) keepSecret(paths.p2pKey(node))
  // op-challenger complains about a folder that is not there.
  mkdirSync(paths.data('challenger'), { recursive: true })
  writeFileAtomic(paths.l1ChainConfig, toJson(buildL1ChainConfig(chain.l1ChainId), 2))
  writeFileAtomic(paths.executionConfig, executionConfig)
}

/**
 * Writes block 0 into the folder of an op-geth, once. A start that was killed in between leaves nothing half.
 *
 * @throws ForeignDataError when the folder belongs to another chain
 */
export async function prepareData(
  chain: HostedChain,
  execution: string,
  { geth, genesisHash }: { geth: string; genesisHash: Hash },
): Promise<void> {
  const paths = nativePaths(chain.folder)
  const folder = paths.data(execution)
  const marker = `${folder}/opraas.json`
  if (existsSync(folder)) {
    const found = readVersioned<{ schema: typeof SCHEMA; genesisHash: Hash }>(marker, SCHEMA)?.genesisHash
    if (found === genesisHash) return
    throw new ForeignDataError({ folder, found: found ?? 'no chain of ours', expected: genesisHash })
  }
  const unfinished = `${folder}.tmp`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true })
  const log = paths.log(execution)
  mkdirSync(dirname(log), { recursive: true })
  const code = await run(geth, initArguments({ dataDir: unfinished }, paths.genesis), log)
  if (code !== 0)
    throw new NotReadyError({ service: 'op-geth init', seconds: 0, reason: `it ended with ${code}`, log })
  writeFileAtomic(`${unfinished}/opraas.json`, toJson({ schema: SCHEMA, genesisHash }))
  renameSync(unfinished, folder)
}

function keepSecret(file: string): void {
  if (!existsSync(file)) writeFileAtomic(file, randomBytes(32).toString('hex'), 0o600)
}

function run(command: string, args: readonly string[], logFile: string): Promise<number | null> {
  const log = openSync(logFile, 'a')
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', log, log] })
    child.once('error', reject)
    child.once('close', resolve)
  })
}

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { createRpcClient, freePort } from '@opraas/deployer'
import { parseAbi } from 'viem'
import { chooseChainId, startAnvil } from '../../deployer/src/testing/anvil.ts'
import { skipUnlessRequired } from '../capabilities.ts'

const opraas = resolve(import.meta.dirname, '../../deployer/bin/opraas.mjs')
const skip = skipUnlessRequired('opstack', 'the real OP Stack, built first')

/** What a failed test leaves behind would keep this file from ending. */
const started: ChildProcess[] = []

type Ready = {
  l1: { rpc: string; chainId: number; resumed: boolean; transactions: number }
  l2: { rpc: string; chainId: number }
  engine: string
  folder: string
}

/** `opraas dev` until it is ready; `stop` is Ctrl-C. */
async function dev(
  folder: string,
  args: readonly string[],
): Promise<Ready & { stop(): Promise<number | null> }> {
  const child = spawn(process.execPath, [opraas, '--project', folder, '--json', 'dev', ...args], {
    env: { ...process.env, NO_COLOR: '1' },
  })
  started.push(child)
  const errors: string[] = []
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()))
  const exit = once(child, 'exit') as Promise<[number | null]>
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([text]) => String(text)),
    exit.then(([code]) => assert.fail(`opraas dev ended with ${code}: ${errors.join('')}`)),
  ])
  const ready = JSON.parse(line) as Ready
  return {
    ...ready,
    async stop() {
      child.kill('SIGINT')
      const [code] = await exit
      return code
    },
  }
}

/** A config of a user with roles that are not his own to sign with, and settings of its own. */
function config(l1ChainId: number, rpcPort: number): string {
  const address = (digit: number): string => `"0x${String(digit).repeat(40)}"`
  return `schema = 1
[chain]
name = "mine"
id = 990123
block_time = 1
gas_limit = 45000000
[l1]
chain_id = ${l1ChainId}
[roles]
owner = ${address(1)}
batcher = ${address(2)}
unsafe_signer = ${address(3)}
proposer = ${address(4)}
challenger = ${address(5)}
[infra]
rpc_port = ${rpcPort}
`
}

describe('opraas dev', { skip, timeout: 600_000, concurrency: true }, () => {
  after(async () => {
    for (const child of started) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      child.kill('SIGINT')
      await once(child, 'exit')
    }
  })
  describeProjects()
  describeCheck()
})

/** One project folder, started and left several times. */
function describeProjects(): void {
  describe('a project', { concurrency: false }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'opraas-dev-'))
    let l1Port = 0
    let rpcPort = 0
    before(async () => {
      l1Port = await freePort()
      rpcPort = await freePort()
      writeFileSync(join(folder, 'config.toml'), config(11_155_111, rpcPort))
    })
    after(() => rmSync(folder, { recursive: true, force: true }))

    test('deploys the user’s own config, and goes on from the frozen L1 with no transaction', async () => {
      const args = ['--engine', 'native', '--l1-port', String(l1Port)]
      const first = await dev(folder, args)
      const deployments = join(first.folder, 'deployments/mine')
      const genesis = readFileSync(join(deployments, 'genesis.json'))
      const state = JSON.parse(readFileSync(join(deployments, 'state.json'), 'utf8'))
      const l1 = createRpcClient({ name: 'L1', url: first.l1.rpc, chainId: first.l1.chainId })
      const l2 = createRpcClient({ name: 'L2', url: first.l2.rpc, chainId: first.l2.chainId })
      assert.equal(first.l1.resumed, false)
      assert.ok(first.l1.transactions > 30)
      const gasLimit = await l1.readContract({
        address: state.addresses.SystemConfig,
        abi: parseAbi(['function gasLimit() view returns (uint64)']),
        functionName: 'gasLimit',
      })
      assert.equal(gasLimit, 45_000_000n)
      const [block1, block2] = await Promise.all([
        l2.getBlock({ blockNumber: 1n }),
        l2.getBlock({ blockNumber: 2n }),
      ])
      assert.equal(block2.gasLimit, 45_000_000n)
      assert.equal(block2.timestamp - block1.timestamp, 1n)
      assert.equal(await first.stop(), 0)

      const second = await dev(folder, args)
      assert.deepEqual(
        { resumed: second.l1.resumed, transactions: second.l1.transactions },
        { resumed: true, transactions: 0 },
      )
      assert.deepEqual(readFileSync(join(deployments, 'genesis.json')), genesis)
      assert.equal((await l2.getBlock({ blockNumber: 2n })).hash, block2.hash)
      assert.equal(await second.stop(), 0)
    })

    test('forks the L1 of the config, whatever its chain id', async () => {
      const chainId = chooseChainId()
      const upstream = await startAnvil({ chainId, args: ['--gas-limit', '60000000'] })
      try {
        await upstream.client.mine({ blocks: 5 })
        const marked = await upstream.client.getBlock({ blockNumber: 3n })
        writeFileSync(join(folder, 'config.toml'), config(chainId, rpcPort))
        const args = ['--engine', 'native', '--fork', upstream.url, '--l1-port', String(l1Port)]
        const forked = await dev(folder, args)
        const l1 = createRpcClient({ name: 'L1', url: forked.l1.rpc, chainId })
        assert.equal(await l1.getChainId(), chainId)
        assert.equal((await l1.getBlock({ blockNumber: 3n })).hash, marked.hash)
        const l2 = createRpcClient({ name: 'L2', url: forked.l2.rpc, chainId: forked.l2.chainId })
        assert.ok((await l2.getBlockNumber()) > 0n)
        assert.equal(await forked.stop(), 0)
      } finally {
        await upstream.close()
      }
    })
  })
}

/** Everything that a chain has to do, in a folder of its own. */
function describeCheck(): void {
  test('proves everything with --check, on the newest version set', async () => {
    const project = mkdtempSync(join(tmpdir(), 'opraas-check-'))
    const args = [
      '--project',
      project,
      '--json',
      'dev',
      '--engine',
      'native',
      '--version-set',
      '17',
      '--check',
    ]
    const child = spawn(process.execPath, [opraas, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    started.push(child)
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    const [code] = (await once(child, 'exit')) as [number | null]
    assert.equal(code, 0, text)
    const found = JSON.parse(text)
    assert.ok(found.safe > 0 && found.finalized > 0 && found.batches > 0 && found.judgedGames > 0)
    for (const hash of [found.depositTx, ...Object.values(found.withdrawal)])
      assert.match(String(hash), /^0x[0-9a-f]{64}$/)
    assert.deepEqual(
      [found.verifierHashEqual, found.replicaHashEqual, found.challenge.status, found.reorgSurvived],
      [true, true, 'CHALLENGER_WINS', true],
    )
    rmSync(project, { recursive: true, force: true })
  })
}

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { freePort } from '@opraas/deployer'
import { l1Abi } from '@opraas/deployer/core'
import { type Hex, pad, parseAbi, zeroHash } from 'viem'
import { errorOf, runCli } from '../../deployer/src/testing/cli.ts'
import { skipWithoutOpstack } from '../capabilities.ts'
import { accounts } from './testing/accounts.ts'
import { askUrl } from './testing/rpc.ts'
import { until } from './testing/until.ts'
import { type NativeWorld, startWorld } from './testing/world.ts'

const program = fileURLToPath(new URL('../../deployer/bin/opraas.mjs', import.meta.url))
/** What each `opraas run` has said; who never reads it stops the program at last. */
const outputs = new Map<ChildProcess, string>()
type Block = { number: string; hash: string }
type Sync = Record<'unsafe_l2' | 'safe_l2', { number: number; hash: string }>

describe('opraas run and clean', { skip: skipWithoutOpstack('17') }, () => {
  const started: ChildProcess[] = []
  let world: NativeWorld
  let ports: Record<'engine' | 'auth' | 'node' | 'batcher' | 'proposer', number>
  let copy: string

  before(async () => {
    world = await startWorld({ versionSet: '17', up: false, tables: { services: { resolver: false } } })
    copy = mkdtempSync(join(tmpdir(), 'opraas-copy-'))
    ports = await freePorts(['engine', 'auth', 'node', 'batcher', 'proposer'])
  })
  after(async () => {
    for (const child of started.filter(isRunning)) await stop(child, 'SIGTERM')
    await world?.close()
    rmSync(copy, { recursive: true, force: true })
  })

  /** `opraas run` in a terminal of its own. */
  async function start(folder: string, ...args: string[]): Promise<ChildProcess> {
    const { PATH, HOME, NODE_OPTIONS } = process.env
    const more = args[0] === 'all' ? [] : await restOfPorts(args)
    const child = spawn(process.execPath, [program, '-C', folder, 'run', ...args, ...more], {
      env: { PATH, HOME, NODE_OPTIONS, ...world.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => outputs.set(child, `${outputs.get(child) ?? ''}${chunk}`))
    }
    started.push(child)
    return child
  }

  const opraas = (...args: string[]) =>
    runCli(['--json', '-C', world.folder, ...args], { environment: world.environment })
  const url = (port: number): string => `http://127.0.0.1:${port}`
  const sync = (port = ports.node): Promise<Sync> => askUrl(url(port), 'optimism_syncStatus', [])

  test('each service alone: the chain makes blocks, posts and proposes them', async () => {
    const at = [
      '--engine-url',
      url(ports.auth),
      '--l2-rpc',
      url(ports.engine),
      '--rollup-rpc',
      url(ports.node),
    ]
    const engine = ['--rpc-port', `${ports.engine}`, '--auth-port', `${ports.auth}`]
    await start(world.folder, 'engine', ...engine)
    await until('op-geth', () => askUrl(url(ports.engine), 'eth_chainId', []))
    await start(world.folder, 'node', ...at, '--rpc-port', `${ports.node}`)
    await until('an L2 block', async () => (await sync()).unsafe_l2.number > 0)
    await start(world.folder, 'batcher', ...at, '--rpc-port', `${ports.batcher}`)
    await start(world.folder, 'proposer', ...at, '--rpc-port', `${ports.proposer}`)
    await until('a safe head', async () => (await sync()).safe_l2.number > 0)
    const address = world.chain.services.proposals
    await until('a game', async () => {
      const games = await world.l1.client.readContract({ address, abi: l1Abi, functionName: 'gameCount' })
      return games > 0n
    })
  })

  test('on another machine, from a copy of config and outputs: a verifier has the same blocks', async () => {
    cpSync(join(world.folder, 'config.toml'), join(copy, 'config.toml'))
    cpSync(join(world.folder, 'deployments'), join(copy, 'deployments'), {
      recursive: true,
      filter: (path) => !path.includes('/engine/'),
    })
    const own = await freePorts(['engine', 'auth', 'node', 'batcher', 'proposer'])
    await start(copy, 'engine', '--rpc-port', `${own.engine}`, '--auth-port', `${own.auth}`)
    await until('op-geth', () => askUrl(url(own.engine), 'eth_chainId', []))
    const role = ['--role', 'verifier', '--engine-url', url(own.auth), '--rpc-port', `${own.node}`]
    await start(copy, 'node', ...role)
    const { safe_l2 } = await until('a safe head', async () => {
      const status = await sync(own.node)
      return status.safe_l2.number > 0 && status
    })
    const number = `0x${safe_l2.number.toString(16)}`
    const block = await askUrl<Block>(url(ports.engine), 'eth_getBlockByNumber', [number, false])
    assert.equal(safe_l2.hash, block.hash)
  })

  test('refuses what would run twice, and what it has no key or secret for', async () => {
    const engine = await opraas('run', 'engine')
    assert.deepEqual([engine.code, errorOf(engine).code], [1, 'OPR-402'])
    assert.equal(errorOf(await opraas('run', 'batcher')).code, 'OPR-402')
    const removed = await opraas('clean', '--yes')
    assert.deepEqual([removed.code, errorOf(removed).code], [1, 'OPR-509'])
    const wrong = await opraas('run', 'challenger')
    assert.deepEqual([wrong.code, errorOf(wrong).code], [2, 'OPR-108'])
    const key = { ...world.environment, OPRAAS_PROPOSER_KEY: '' }
    const keyless = await runCli(['--json', '-C', copy, 'run', 'proposer'], { environment: key })
    assert.equal(errorOf(keyless).code, 'OPR-511')
  })

  test('up is refused meanwhile', async () => {
    await assert.rejects(world.up(), { code: 'OPR-509' })
  })

  test('Ctrl-C ends each in order; one that is killed gives its exit code', async () => {
    const [engine, node, batcher, proposer, otherEngine, otherNode] = started
    assert.ok(engine && node && batcher && proposer && otherEngine && otherNode)
    for (const child of [batcher, proposer, otherNode, node, otherEngine]) {
      assert.equal(await stop(child, 'SIGINT'), 0, child.spawnargs.join(' '))
    }
    const record = join(world.chain.folder, 'engine', 'run-engine.json')
    const { children } = (await import(record, { with: { type: 'json' } })).default
    process.kill(children[0].pid, 'SIGKILL')
    const [code] = await once(engine, 'exit')
    assert.equal(code, 137)
  })

  test('refuses a key that L1 does not know any more', async () => {
    const { systemConfig, batcher } = world.chain.services
    const setBatcher = async (batcherHash: Hex) => {
      const hash = await world.l1.client.writeContract({
        ...{ account: accounts.owner, chain: null, address: systemConfig },
        ...{ abi: parseAbi(['function setBatcherHash(bytes32)']), functionName: 'setBatcherHash' },
        args: [batcherHash],
      })
      await world.l1.client.waitForTransactionReceipt({ hash })
    }
    await setBatcher(zeroHash)
    const refused = await opraas('run', 'batcher')
    assert.deepEqual([refused.code, errorOf(refused).code], [1, 'OPR-204'])
    await setBatcher(pad(batcher))
  })

  test('all: as up, in the foreground, with every log', async () => {
    const all = await start(world.folder, 'all')
    await until('health', async () => (await world.status()).healthy)
    await until('lines of the services', async () => {
      const output = outputs.get(all) ?? ''
      return /engine-0 .*\n/.test(output) && /batcher .*\n/.test(output)
    })
    await until('more safe blocks', async () => ((await world.status()).heads?.safe.number ?? 0n) > 5n)
    assert.equal(errorOf(await opraas('run', 'engine')).code, 'OPR-505')
    assert.equal(errorOf(await opraas('clean', '--yes')).code, 'OPR-509')
    assert.equal(await stop(all, 'SIGINT'), 0)
    assert.equal((await world.status()).running, false)
  })

  test('after clean, deploy and up: the same chain, derived from L1 again', async () => {
    await world.up()
    const { heads } = await world.status()
    assert.ok(heads)
    const read = (number: bigint) => world.l2.getBlock({ blockNumber: number })
    const known = await Promise.all([1n, heads.safe.number / 2n, heads.safe.number].map(read))
    await world.down()

    const dry = await opraas('clean', '--dry-run')
    assert.deepEqual([dry.code, dry.json().removed], [0, false])
    assert.ok(existsSync(join(world.chain.folder, 'engine/data')))
    assert.equal((await opraas('clean')).code, 2, 'nobody can be asked')
    const removed = await opraas('clean', '--yes')
    assert.equal(removed.code, 0)
    assert.equal(removed.json().bytes, dry.json().bytes)
    for (const gone of ['genesis.json', 'rollup.json', 'engine/data', 'engine/logs'])
      assert.equal(existsSync(join(world.chain.folder, gone)), false, gone)
    for (const kept of ['journal.jsonl', 'state.json', 'engine/jwt.hex', 'engine/p2p/node-0.key'])
      assert.ok(existsSync(join(world.chain.folder, kept)), kept)
    await assert.rejects(world.up(), { code: 'OPR-404' })

    const before = await world.l1.client.getTransactionCount({ address: accounts.owner.address })
    assert.equal((await opraas('deploy', 'contracts', '--yes')).code, 0)
    assert.equal(await world.l1.client.getTransactionCount({ address: accounts.owner.address }), before)
    await world.up()
    for (const { number, hash } of known) assert.equal((await read(number)).hash, hash, `block ${number}`)
    await until('more blocks', async () => {
      const now = (await world.status()).heads
      return now && now.safe.number > heads.unsafe.number
    })
  })
})

async function freePorts<name extends string>(names: readonly name[]): Promise<Record<name, number>> {
  const entries = await Promise.all(names.map(async (name) => [name, await freePort()]))
  return Object.fromEntries(entries)
}

/** Ports that a service would take by default: others on this machine may have them. */
async function restOfPorts([service, ...given]: string[]): Promise<string[]> {
  const names = { engine: ['ws', 'metrics'], node: ['p2p', 'metrics'] }[service ?? ''] ?? ['metrics']
  const missing = names.map((name) => `--${name}-port`).filter((option) => !given.includes(option))
  return (await Promise.all(missing.map(async (option) => [option, `${await freePort()}`]))).flat()
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const output = outputs.get(child)?.slice(-2_000)
  assert.ok(isRunning(child), `it ended by itself with ${child.exitCode}:\n${output}`)
  const ended = once(child, 'exit')
  child.kill(signal)
  const [code] = await ended
  return code
}

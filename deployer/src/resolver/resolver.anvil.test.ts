import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Address, bytesToHex, type Hash, type Hex, keccak256, parseAbi, parseEther, toHex } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { gameAbi, gameStatus } from '../core/games/abi.ts'
import { createDeployer } from '../deployer.ts'
import { type Anvil, chooseChainId, startAnvil } from '../testing/anvil.ts'
import { findFreePort } from '../testing/cliProject.ts'
import { createProject, devAccount, sampleConfig } from '../testing/project.ts'
import type { ResolverConfigFile } from './config.ts'

const program = fileURLToPath(new URL('./program.ts', import.meta.url))
const GAME_TYPE = 1
const MAX_CLOCK_SECONDS = 100
const INIT_BOND = parseEther('0.08')
const abi = [
  ...gameAbi,
  ...parseAbi([
    'function setInitBond(uint32 gameType, uint256 bond)',
    'function attack(bytes32 disputed, uint256 parentIndex, bytes32 claim) payable',
    'function getRequiredBond(uint128 position) view returns (uint256)',
    'function credit(address account) view returns (uint256)',
  ]),
]
const [owner, proposer, challenger, resolver, otherResolver] = [0, 1, 2, 3, 4].map((addressIndex) =>
  mnemonicToAccount('test test test test test test test test test test test junk', { addressIndex }),
) as [Account, Account, Account, Account, Account]
type Account = ReturnType<typeof mnemonicToAccount>

let anvil: Anvil
let chainId: number
let project: ReturnType<typeof createProject>
let factory: Address
const running = new Set<ChildProcess>()

before(async () => {
  chainId = chooseChainId()
  anvil = await startAnvil({ chainId, args: ['--slots-in-an-epoch', '1', '--gas-limit', '60000000'] })
  await anvil.client.mine({ blocks: 2 })
  project = createProject(
    sampleConfig({
      l1ChainId: chainId,
      replace: {
        proposer: `proposer = "${proposer.address}"`,
        challenger: `challenger = "${challenger.address}"`,
      },
      append: `\n[games]\nmax_clock_duration = ${MAX_CLOCK_SECONDS}\nclock_extension = 0\n`,
    }),
  )
  const { addresses } = await createDeployer({
    folder: project.folder,
    environment: { OPRAAS_L1_RPC_URL: anvil.url, OPRAAS_PRIVATE_KEY: devAccount.key },
    signal: AbortSignal.timeout(120_000),
  }).deployContracts()
  assert.ok('DisputeGameFactory' in addresses)
  factory = addresses.DisputeGameFactory
  await write(owner, factory, 'setInitBond', [GAME_TYPE, INIT_BOND])
})
after(async () => {
  for (const child of running) child.kill('SIGKILL')
  await anvil.close()
  project.remove()
})

async function write(
  account: Account,
  address: Address,
  functionName: string,
  args: readonly unknown[],
  value = 0n,
): Promise<Hash> {
  const hash = await anvil.client.writeContract({ account, address, abi, functionName, args, value } as never)
  const { status } = await anvil.client.waitForTransactionReceipt({ hash })
  assert.equal(status, 'success')
  return hash
}

function read<T>(address: Address, functionName: string, args: readonly unknown[] = []): Promise<T> {
  return anvil.client.readContract({ address, abi, functionName, args } as never) as Promise<T>
}

/** A new game, proposed by the real contracts' rules. */
async function createGame(l2BlockNumber: number): Promise<{ index: number; game: Address; root: Hex }> {
  const root = keccak256(toHex(l2BlockNumber))
  await write(proposer, factory, 'create', [GAME_TYPE, root, toHex(l2BlockNumber, { size: 32 })], INIT_BOND)
  const index = Number(await read<bigint>(factory, 'gameCount')) - 1
  const [, , game] = await read<[number, bigint, Address]>(factory, 'gameAtIndex', [BigInt(index)])
  return { index, game, root }
}

/** A move against a claim, with the bond that its position costs. @returns The new claim and its bond. */
async function attack(
  account: Account,
  game: Address,
  move: { parent: number; disputed: Hex; depth: number; salt?: string },
): Promise<{ claim: Hex; bondWei: bigint }> {
  const claim = keccak256(toHex(`${move.depth} ${account.address} ${move.salt ?? ''}`))
  const bondWei = await read<bigint>(game, 'getRequiredBond', [2n ** BigInt(move.depth)])
  await write(account, game, 'attack', [move.disputed, BigInt(move.parent), claim], bondWei)
  return { claim, bondWei }
}

async function pass(seconds: number): Promise<void> {
  await anvil.client.increaseTime({ seconds })
  await anvil.client.mine({ blocks: 1 })
}

/** Starts the program as an engine would. */
function start(
  account: Account,
  name: string,
  { rpcUrl = anvil.url, metricsPort }: { rpcUrl?: string; metricsPort?: number } = {},
): { child: ChildProcess; stateFile: string } {
  const stateFile = join(project.folder, `${name}.state.json`)
  const configFile = join(project.folder, `${name}.config.json`)
  const config: ResolverConfigFile = {
    l1ChainId: chainId,
    factory,
    stateFile,
    pollMs: 100,
    ...(metricsPort && { metricsPort }),
  }
  writeFileSync(configFile, JSON.stringify(config))
  const { PATH, HOME, NODE_OPTIONS } = process.env
  const key = bytesToHex(account.getHdKey().privateKey ?? new Uint8Array())
  const child = spawn(process.execPath, [program, configFile], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH, HOME, NODE_OPTIONS, OPRAAS_L1_RPC_URL: rpcUrl, OPRAAS_RESOLVER_KEY: key },
  })
  running.add(child)
  return { child, stateFile }
}

async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  running.delete(child)
  child.kill(signal)
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode
}

async function until(what: string, isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!(await isTrue())) {
    assert.ok(Date.now() < deadline, `not within a minute: ${what}`)
    await sleep(50)
  }
}

const statusOf = (game: Address): Promise<number> => read<number>(game, 'status')
const creditOf = (game: Address, account: Account): Promise<bigint> => read(game, 'credit', [account.address])
const sentBy = (account: Account): Promise<number> =>
  anvil.client.getTransactionCount({ address: account.address })

test('an uncontested game is resolved once its clock has run out, and not before', async () => {
  const { game } = await createGame(10)
  const metricsPort = await findFreePort()
  const { child, stateFile } = start(resolver, 'first', { metricsPort })
  await sleep(1_500)
  assert.equal(await statusOf(game), gameStatus.inProgress)
  assert.equal(await sentBy(resolver), 0, 'nothing is sent before its time')
  await pass(MAX_CLOCK_SECONDS)
  await until('resolved', async () => (await statusOf(game)) === gameStatus.defenderWins)
  assert.equal(await creditOf(game, proposer), INIT_BOND)
  assert.equal(await sentBy(resolver), 2)
  await until('the cursor has passed it once L1 is final', async () => {
    await anvil.client.mine({ blocks: 1 })
    return savedState(stateFile).lowest === 1
  })
  const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  assert.match(metrics, /^opraas_resolver_transactions_total\{result="success"\} 2$/m)
  assert.equal(await stop(child), 0)
})

test('contested games: claims bottom-up, and the bonds go where the rules say', async () => {
  const lost = await createGame(20)
  const { bondWei } = await attack(challenger, lost.game, { parent: 0, disputed: lost.root, depth: 1 })

  const defended = await createGame(30)
  const first = await attack(challenger, defended.game, { parent: 0, disputed: defended.root, depth: 1 })
  const second = await attack(proposer, defended.game, { parent: 1, disputed: first.claim, depth: 2 })

  const branched = await createGame(40)
  const wrong = { parent: 0, disputed: branched.root, depth: 1 }
  const left = await attack(challenger, branched.game, { ...wrong, salt: 'left' })
  await attack(challenger, branched.game, { ...wrong, salt: 'right' })
  await attack(proposer, branched.game, { parent: 1, disputed: left.claim, depth: 2 })

  const { child } = start(resolver, 'first')
  await pass(3 * MAX_CLOCK_SECONDS)
  const games = [lost, defended, branched]
  await until('all resolved', async () => {
    const statuses = await Promise.all(games.map(({ game }) => statusOf(game)))
    return statuses.every((status) => status !== gameStatus.inProgress)
  })
  assert.equal(await statusOf(lost.game), gameStatus.challengerWins)
  assert.equal(await creditOf(lost.game, challenger), INIT_BOND + bondWei)
  assert.equal(await statusOf(defended.game), gameStatus.defenderWins)
  assert.equal(await creditOf(defended.game, proposer), INIT_BOND + first.bondWei + second.bondWei)
  assert.equal(await creditOf(defended.game, challenger), 0n)
  assert.equal(await statusOf(branched.game), gameStatus.challengerWins, 'one answer was left standing')
  assert.equal(await creditOf(branched.game, challenger), INIT_BOND + bondWei)
  await stop(child)
})

test('killed again and again, it sends nothing twice', async () => {
  const before = await sentBy(resolver)
  const games: { game: Address }[] = []
  for (let number = 50; number < 62; number++) games.push(await createGame(number))
  await anvil.client.setAutomine(false)
  await anvil.client.setIntervalMining({ interval: 1 })
  await pass(MAX_CLOCK_SECONDS)
  const isDone = async (): Promise<boolean> => {
    const statuses = await Promise.all(games.map(({ game }) => statusOf(game)))
    return statuses.every((status) => status === gameStatus.defenderWins)
  }
  for (let lifeMs = 700; !(await isDone()); lifeMs += 350) {
    const { child } = start(resolver, 'first')
    await sleep(lifeMs)
    await stop(child, 'SIGKILL')
    assert.ok(lifeMs < 20_000, 'it gets on')
  }
  assert.equal(
    await sentBy(resolver),
    before + 2 * games.length,
    'one transaction each, none lost or doubled',
  )
  await anvil.client.setIntervalMining({ interval: 0 })
  await anvil.client.setAutomine(true)
})

test('two resolvers at once do no harm', async () => {
  const games: { game: Address }[] = []
  for (let number = 70; number < 80; number++) games.push(await createGame(number))
  const children = [start(resolver, 'first').child, start(otherResolver, 'second').child]
  await sleep(1_000)
  await pass(MAX_CLOCK_SECONDS)
  await until('resolved', async () => {
    const statuses = await Promise.all(games.map(({ game }) => statusOf(game)))
    return statuses.every((status) => status === gameStatus.defenderWins)
  })
  for (const child of children) {
    assert.equal(child.exitCode, null, 'both live')
    await stop(child)
  }
})

test('a silent L1 is waited for, and old games cost no reads', async () => {
  const proxy = await startProxy(anvil.url)
  const { child, stateFile } = start(resolver, 'first', { rpcUrl: proxy.url })
  const count = Number(await read<bigint>(factory, 'gameCount'))
  await until('the cursor is at the end', async () => {
    await anvil.client.mine({ blocks: 1 })
    return savedState(stateFile).lowest === count
  })
  proxy.calls.clear()
  await until('some passes', async () => (proxy.calls.get('eth_getBlockByNumber') ?? 0) > 10)
  const [reads = 0, blocks = 0] = ['eth_call', 'eth_getBlockByNumber'].map((name) => proxy.calls.get(name))
  assert.ok(reads <= blocks / 2 + 1, `one read of a contract per pass: ${reads} of ${blocks}`)

  proxy.silent = true
  const { game } = await createGame(90)
  await pass(MAX_CLOCK_SECONDS)
  await sleep(2_000)
  assert.equal(child.exitCode, null)
  assert.equal(await statusOf(game), gameStatus.inProgress)
  proxy.silent = false
  await until('resolved', async () => (await statusOf(game)) === gameStatus.defenderWins)
  await stop(child)
  proxy.close()
})

type Proxy = { url: string; calls: Map<string, number>; silent: boolean; close(): void }

/** An RPC in front of another that counts calls by method, and can fall silent. */
async function startProxy(target: string): Promise<Proxy> {
  const calls = new Map<string, number>()
  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request)
      if (proxy.silent) return response.writeHead(503).end()
      for (const { method } of [JSON.parse(body)].flat() as { method: string }[])
        calls.set(method, (calls.get(method) ?? 0) + 1)
      const answer = await fetch(target, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
    })()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  server.unref()
  const { port } = server.address() as AddressInfo
  const proxy: Proxy = {
    url: `http://127.0.0.1:${port}`,
    calls,
    silent: false,
    close: () => server.close(),
  }
  return proxy
}

function savedState(file: string): { lowest: number } {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { lowest: number }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { lowest: 0 }
    throw error
  }
}

import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { encodeFunctionData, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { l1Abi } from '../../core/l1/abi.ts'
import type { EngineChain, EngineStatus } from '../../core/ports.ts'
import { createDeployer } from '../../deployer.ts'
import { createRpcClient, type RpcClient } from '../../rpc/client.ts'
import { type Anvil, chooseChainId, startAnvil } from '../../testing/anvil.ts'
import { createProject, devAccount, sampleConfig } from '../../testing/project.ts'
import { createEmbeddedEngine } from './index.ts'

const l1ChainId = chooseChainId()
const l2ChainId = chooseChainId()
const receiver = '0x0000000000000000000000000000000000dd0000'
const engine = createEmbeddedEngine()
const signal = AbortSignal.timeout(120_000)
let l1: Anvil
let project: ReturnType<typeof createProject>
let chain: EngineChain
let l2: RpcClient

before(async () => {
  l1 = await startAnvil({ chainId: l1ChainId, args: ['--slots-in-an-epoch', '1', '--gas-limit', '60000000'] })
  await l1.client.mine({ blocks: 2 })
  const port = 20_000 + (l2ChainId % 20_000)
  project = createProject(sampleConfig({ l1ChainId, l2ChainId, append: `\n[infra]\nrpc_port = ${port}\n` }))
  const deployer = createDeployer({
    folder: project.folder,
    environment: { OPRAAS_L1_RPC_URL: l1.url, OPRAAS_PRIVATE_KEY: devAccount.key },
    signal,
  })
  await deployer.deployContracts()
  chain = await deployer.engineChain()
  l2 = createRpcClient({ name: 'L2', url: `http://127.0.0.1:${port}`, chainId: l2ChainId })
})

after(async () => {
  await engine.down(chain, { signal })
  await l1.close()
  project.remove()
})

async function deposit(ether: string): Promise<void> {
  const account = privateKeyToAccount(devAccount.key)
  const hash = await l1.client.sendTransaction({
    account,
    chain: null,
    to: chain.portal,
    value: parseEther(ether),
    data: encodeFunctionData({
      abi: l1Abi,
      functionName: 'depositTransaction',
      args: [receiver, parseEther(ether), 100_000n, false, '0x'],
    }),
  })
  await l1.client.waitForTransactionReceipt({ hash })
}

async function until(what: string, is: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!(await is().catch(() => false))) {
    assert.ok(Date.now() < deadline, `waited for ${what}`)
    await sleep(100)
  }
}

const balance = (): Promise<bigint> => l2.getBalance({ address: receiver })
const pidOf = (status: EngineStatus, name: string): number => {
  const pid = status.services.find((service) => service.name === name)?.pid
  assert.ok(pid)
  return pid
}

describe('the embedded engine', () => {
  test('starts our genesis, says what is simulated, and makes blocks', async () => {
    const status = await engine.up(chain, { signal })
    assert.equal(status.healthy, true)
    assert.deepEqual(status.skipped, [
      'genesis hash (anvil computes another one for block 0)',
      'safe and finalized heads (simulated)',
    ])
    const messenger = '0x4200000000000000000000000000000000000007'
    assert.notEqual(await l2.getCode({ address: messenger }), undefined)
    assert.equal(await l2.getBalance({ address: devAccount.address }), 0n, 'nobody is rich from the start')
    const first = await l2.getBlockNumber()
    await until('a new block', async () => (await l2.getBlockNumber()) > first)
  })

  test('is up already when it is started again', async () => {
    const pid = pidOf(await engine.status(chain), 'anvil')
    assert.equal(pidOf(await engine.up(chain, { signal }), 'anvil'), pid)
  })

  test('relays a deposit once, and keeps it when anvil is killed', async () => {
    await deposit('1')
    await until('the deposit', async () => (await balance()) === parseEther('1'))
    process.kill(pidOf(await engine.status(chain), 'anvil'), 'SIGKILL')
    await until('the restart', async () => (await engine.status(chain)).services[0]?.restarts === 1)
    await until('a healthy chain', async () => (await engine.status(chain)).healthy)
    await until('the deposit again', async () => (await balance()) === parseEther('1'))
    await sleep(5_000)
    assert.equal(await balance(), parseEther('1'), 'not credited twice')
  })

  test('relays what was deposited while it was down, and survives the death of its host', async () => {
    const status = await engine.status(chain)
    process.kill(pidOf(status, 'deposit relay'), 'SIGKILL')
    process.kill(pidOf(status, 'anvil'), 'SIGKILL')
    await until('the end', async () => !(await engine.status(chain)).running)
    await deposit('2')
    await engine.up(chain, { signal })
    await until('both deposits', async () => (await balance()) === parseEther('3'))
  })

  test('stops in order, and goes on with its data', async () => {
    const number = await l2.getBlockNumber()
    await engine.down(chain, { signal })
    assert.equal((await engine.status(chain)).running, false)
    await engine.down(chain, { signal })
    await engine.up(chain, { signal })
    assert.ok((await l2.getBlockNumber()) >= number)
    assert.equal(await balance(), parseEther('3'))
  })

  test('says in time that a chain without a genesis cannot start', async () => {
    await engine.down(chain, { signal })
    rmSync(`${chain.folder}/engine/state.json`)
    rmSync(`${chain.folder}/genesis.json`)
    await assert.rejects(engine.up(chain, { signal }), { code: 'OPR-502' })
  })
})

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { isPortFree } from '@opraas/deployer'
import { type Address, createPublicClient, http, parseAbi, parseEther } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { actors, DEV_MNEMONIC } from '../../scripts/demo/actors.ts'
import { endAll, processesOf } from '../../scripts/demo/world.ts'
import { skipUnlessRequired, skipWithoutOpstack } from '../capabilities.ts'
import { readTransactions } from '../lifecycle/readAgain.ts'
import { type DemoRun, findPortBase, type Report, runDemo } from '../lifecycle/runDemo.ts'
import { requirePaidAsMeasured, requireTokenAgrees, requireTransactions } from '../lifecycle/sums.ts'

const run = promisify(execFile)
const MINUTES = 60_000
const factoryAbi = parseAbi(['function gameCount() view returns (uint256)'])

/** The accounts of the first key set by the documented path: batcher, unsafe signer, proposer, challenger, resolver. */
const keySet = Array.from({ length: 5 }, (_, role) =>
  mnemonicToAccount(DEV_MNEMONIC, { path: `m/44'/60'/1000'/0/${role}` }),
)
const [batcher, , proposer, , resolver] = keySet.map(({ address }) => address) as Address[]

/** Rollup config of the client's own deployment, as far as it is read here. */
type Rollup = { genesis: { l2: { hash: string } }; batch_inbox_address: Address }

for (const versionSet of ['13', '17'] as const) {
  const skip =
    skipWithoutOpstack(versionSet) ||
    (versionSet === '17' && skipUnlessRequired('long', 'the same run on the other version set'))

  describe(`one agreement on the real stack, version set ${versionSet}`, { skip }, () => {
    let portBase: number
    let demo: DemoRun
    let report: Report

    before(
      async () => {
        portBase = await findPortBase()
        const engine = ['--engine', 'native', '--version-set', versionSet]
        demo = runDemo(portBase, ['--once', '--json', '--hold', ...engine])
        report = await demo.report
      },
      { timeout: 8 * MINUTES },
    )
    after(async () => {
      await demo?.end('SIGKILL')
      await endAll(processesOf(demo.folder))
      rmSync(demo.folder, { recursive: true })
    })

    const l1 = () => createPublicClient({ transport: http(report.l1Rpc) })
    const l2 = () => createPublicClient({ transport: http(report.l2Rpc) })
    /** A file of the client's own deployment. */
    function clientFile<T>(name: string): T {
      const deployments = join(demo.folder, 'client', 'deployments')
      const [deployment = ''] = readdirSync(deployments)
      return JSON.parse(readFileSync(join(deployments, deployment, name), 'utf8')) as T
    }

    test('pays what was measured, epoch by epoch', (t) => {
      requirePaidAsMeasured(report)
      t.diagnostic(JSON.stringify(report.seconds))
    })

    test('the token’s own log agrees with every sum', () => requireTokenAgrees(report))

    test('every transaction named is on chain and succeeded', () => requireTransactions(report))

    test('the story says nothing of a simulation, and the vendor published none', async () => {
      assert.doesNotMatch(demo.story(), /simulat|anvil\)?$/m)
      const answer = await fetch(`http://127.0.0.1:${portBase + 2}/v1/agreements`)
      const [view] = (await answer.json()) as { observation: { local: Record<string, unknown> } }[]
      assert.equal(view?.observation.local.genesisChecked, true)
    })

    test('the L2 is op-geth on the genesis that the client built, and goes on after the end', async () => {
      const { genesis } = clientFile<Rollup>('rollup.json')
      assert.equal((await l2().getBlock({ blockNumber: 0n })).hash, genesis.l2.hash)
      const version = await l2().request({ method: 'web3_clientVersion' })
      assert.match(version, /^Geth\/v1\.\d{6}\./)
      assert.ok((await l2().getBlockNumber()) >= BigInt(report.l2Blocks))
      const { address } = actors.client.account
      assert.equal(await l2().getBalance({ address }), parseEther('0.5'), 'the deposit, derived from L1')
    })

    test('batches and games of the vendor’s keys lie on L1, and the L2 is derived from them', async () => {
      const { stack } = report
      assert.ok(stack && batcher && proposer)
      const inbox = clientFile<Rollup>('rollup.json').batch_inbox_address.toLowerCase()
      const batches = await readTransactions(report.l1Rpc, batcher)
      assert.ok(batches.length >= stack.batches && stack.batches > 3, `${batches.length} batches`)
      assert.ok(batches.every(({ to, status }) => to?.toLowerCase() === inbox && status === 'success'))
      const games = await readTransactions(report.l1Rpc, proposer)
      const factory = games[0]?.to
      assert.ok(factory && games.every(({ to }) => to === factory))
      const address = factory
      const count = await l1().readContract({ address, abi: factoryAbi, functionName: 'gameCount' })
      assert.ok(count >= BigInt(stack.games) && BigInt(stack.games) > 0n)
      assert.equal(games.filter(({ status }) => status === 'success').length, Number(count))
      const safe = await l2().getBlock({ blockTag: 'safe' })
      assert.ok(safe.number >= BigInt(stack.safe) && BigInt(stack.safe) > 0n)
    })

    test('the operator has paid each service once', async () => {
      const paid = (await readTransactions(report.l1Rpc, actors.operator.account.address))
        .filter(({ logs }) => logs === 0)
        .map(({ to }) => to?.toLowerCase())
      assert.deepEqual(paid.sort(), [batcher, proposer, resolver].map((to) => to?.toLowerCase()).sort())
    })

    test('the agent’s metrics tell what the services cost', async () => {
      const text = await (await fetch(`http://127.0.0.1:${portBase + 2}/metrics`)).text()
      const metric = (name: string): number =>
        Number(new RegExp(`^opraas_agent_${name} (.*)$`, 'm').exec(text)?.[1])
      assert.equal(metric('topped_up_today_eth'), 1.5)
      assert.deepEqual([metric('operator_low'), metric('funding_blocked')], [0, 0])
      assert.ok(metric('operator_balance_eth') > 9_000)
    })

    test('no key of a service is in logs, state or arguments', async () => {
      const keys = keySet.map((account) => Buffer.from(account.getHdKey().privateKey ?? []).toString('hex'))
      assert.ok(keys.every((key) => key.length === 64))
      const patterns = keys.flatMap((key) => ['-e', key])
      const { stdout } = await run('grep', ['-rlF', ...patterns, demo.folder]).catch((error) => error)
      assert.equal(stdout, '')
      assert.ok(!processesOf(demo.folder).some(({ args }) => keys.some((key) => args.includes(key))))
    })

    test('TERM leaves no process and no port', { timeout: 3 * MINUTES }, async () => {
      assert.ok(
        processesOf(demo.folder).length >= 11,
        'all services, those without a path of ours among them',
      )
      assert.equal(await demo.end('SIGTERM'), 0)
      assert.deepEqual(processesOf(demo.folder), [])
      for (const offset of [0, 1, 2, 4, 10]) assert.ok(await isPortFree(portBase + offset), `port ${offset}`)
      assert.ok(!existsSync(join(demo.folder, 'demo.pid')))
    })
  })
}

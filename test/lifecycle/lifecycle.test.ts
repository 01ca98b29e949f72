import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { isPortFree } from '@opraas/deployer'
import { createPublicClient, http } from 'viem'
import type { DappConfig } from '../../scripts/demo/web/config.ts'
import { endAll, processesOf } from '../../scripts/demo/world.ts'
import { skipWithout } from '../capabilities.ts'
import { type DemoRun, findPortBase, type Report, runDemo } from './runDemo.ts'
import { requirePaidAsMeasured, requireTokenAgrees, requireTransactions } from './sums.ts'

const root = resolve(import.meta.dirname, '../..')
const run = promisify(execFile)
const MINUTES = 60_000

for (const engine of ['embedded'] as const) {
  describe(`one agreement on the ${engine} engine`, () => {
    let portBase: number
    let demo: DemoRun
    let report: Report
    let environment: NodeJS.ProcessEnv

    before(
      async () => {
        portBase = await findPortBase()
        demo = runDemo(portBase, ['--once', '--json', '--hold', '--engine', engine])
        report = await demo.report
        environment = {
          ...process.env,
          OPRAAS_MARKET_RPC_URL: report.l1Rpc,
          OPRAAS_MARKETPLACE: report.marketplace,
          OPRAAS_L1_RPC_URL: report.l1Rpc,
        }
      },
      { timeout: 6 * MINUTES },
    )
    after(async () => {
      await demo?.end('SIGKILL')
      await endAll(processesOf(demo.folder))
      rmSync(demo.folder, { recursive: true })
    })

    /** Runs one of our programs in the client's project and parses its JSON. */
    const ask = async (program: string, args: readonly string[]) => {
      const options = { cwd: join(demo.folder, 'client'), env: environment, maxBuffer: 1e8 }
      const { stdout } = await run(process.execPath, [join(root, program), ...args], options)
      return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
    }

    test('tells everything in one line', (t) => {
      const { txs, seconds, ...rest } = report
      assert.deepEqual(Object.keys(rest).sort(), [
        ...['agreement', 'balanced', 'deposited', 'epochs', 'fees', 'l1ChainId', 'l1Rpc', 'l2Blocks'],
        ...['l2ChainId', 'l2Rpc', 'marketChainId', 'marketplace', 'outageSeconds', 'paid', 'refunded'],
        ...['slashed', 'token'],
      ])
      assert.deepEqual(Object.keys(txs).sort(), [
        ...['accept', 'bind', 'claim', 'close', 'createOffer', 'deploy', 'rotate', 'settle', 'start'],
        ...['terminate', 'topUp'],
      ])
      t.diagnostic(JSON.stringify(seconds))
    })

    test('pays what was measured, epoch by epoch', () => requirePaidAsMeasured(report))

    test('the token’s own log agrees with every sum', () => requireTokenAgrees(report))

    test('every transaction named is on chain and succeeded', () => requireTransactions(report))

    test('the chain runs on', async () => {
      const client = createPublicClient({ transport: http(report.l2Rpc) })
      assert.equal(await client.getChainId(), report.l2ChainId)
      assert.ok((await client.getBlockNumber()) >= BigInt(report.l2Blocks))
    })

    test('the dApp is served, with the config.json of this world', async () => {
      const origin = `http://127.0.0.1:${portBase + 4}`
      assert.match(await (await fetch(origin)).text(), /<div id="root">/)
      const { market, chains } = (await (await fetch(`${origin}/config.json`)).json()) as DappConfig
      assert.deepEqual([market.chainId, market.marketplace], [report.marketChainId, report.marketplace])
      assert.deepEqual(chains[0]?.rpcUrls, [report.l1Rpc])
      const client = createPublicClient({ transport: http(report.l1Rpc) })
      const blockNumber = BigInt(market.deploymentBlock) - 1n
      assert.equal(await client.getCode({ address: report.marketplace, blockNumber }), undefined)
      assert.equal((await fetch(`${market.oracles[0]?.probeUrl}/status`)).status, 200)
    })

    test('the samples give the verdicts on chain', async () => {
      const judged: number[] = []
      for (const [epoch, { uptimeBps }] of report.epochs.entries()) {
        const options = ['--agreement', report.agreement, '--epoch', String(epoch)]
        const data = ['--data', join(demo.folder, 'probe'), '--json']
        const result = await ask('agent/bin/opraas-probe.mjs', ['verify', ...options, ...data])
        assert.equal(result.equal, true)
        const { verdict } = result.computed
        assert.equal(Math.min(verdict.rpc, verdict.unsafeHead), uptimeBps)
        assert.deepEqual([verdict.safeHead, verdict.proposals], [10_000, 10_000])
        judged.push(epoch)
      }
      assert.equal(judged.length, report.epochs.length)
    })

    test('nothing is left to do, and the client owns the chain', async () => {
      assert.deepEqual((await ask('deployer/bin/opraas.mjs', ['plan', '--json'])).steps, [])
      const inspection = await ask('deployer/bin/opraas.mjs', ['inspect', 'contracts', '--json'])
      assert.equal(inspection.ok, true)
      const rotated = inspection.findings.filter(({ ok }: { ok: boolean }) => !ok)
      const kinds = new Set(rotated.map(({ kind }: { kind: string }) => kind))
      assert.deepEqual([...kinds], ['role'], 'only the vendor’s keys are gone')
    })

    test('promtool finds no fault in the metrics of agent and probe', {
      skip: skipWithout('promtool', 'part of Prometheus'),
    }, async () => {
      for (const port of [portBase + 1, portBase + 2]) {
        const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
        assert.match(metrics, /^# TYPE opraas_\w+ counter$/m)
        // prom-client names three of its own gauges in a way that promtool's linter dislikes.
        const input = metrics.replaceAll(/^.*nodejs_active_(handles|requests|resources)_total.*\n/gm, '')
        const judge = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' })
        assert.equal(judge.status, 0, judge.stdout + judge.stderr)
      }
    })

    test('no key is in logs, state or arguments', async () => {
      const client = (await import('../../scripts/demo/actors.ts')).actors.client
      const secret = client.key.slice(2)
      const { stdout } = await run('grep', ['-rlF', secret, demo.folder]).catch((error) => error)
      assert.equal(stdout, '')
      const args = processesOf(demo.folder).filter((found) => found.args.includes(secret))
      assert.deepEqual(args, [])
    })

    test('TERM leaves no process, no port, no pid file', { timeout: MINUTES }, async () => {
      assert.ok(processesOf(demo.folder).length >= 6)
      assert.equal(await demo.end('SIGTERM'), 0)
      assert.deepEqual(processesOf(demo.folder), [])
      for (const offset of [0, 1, 2, 3, 4, 10])
        assert.ok(await isPortFree(portBase + offset), `port ${offset}`)
      assert.ok(!existsSync(join(demo.folder, 'demo.pid')))
      assert.ok(readdirSync(demo.folder).includes('logs'), 'logs stay')
    })
  })
}

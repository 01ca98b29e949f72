import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { endAll, processesOf, sendSignal } from '../../scripts/demo/world.ts'
import { skipUnlessRequired } from '../capabilities.ts'
import { type DemoRun, findPortBase, type Report, runDemo } from './runDemo.ts'
import { requirePaidAsMeasured, requireTokenAgrees, requireTransactions } from './sums.ts'

const root = resolve(import.meta.dirname, '../..')
const run = promisify(execFile)
const skip = skipUnlessRequired('long', 'a whole run of two minutes; OPRAAS_REQUIRE=long runs it')

describe('one agreement that a quorum judges', { skip, timeout: 6 * 60_000 }, () => {
  let demo: DemoRun
  let report: Report
  before(async () => {
    demo = runDemo(await findPortBase(), ['--once', '--json', '--hold', '--oracle', 'quorum'])
    await demo.waitFor(/epoch 1: answered/)
    const killed = processesOf(demo.folder).find(({ args }) => args.includes('/probe-3 '))
    assert.ok(
      killed && sendSignal(killed.pid, 'SIGKILL'),
      'the third signer is started again, and has missed something',
    )
    report = await demo.report
  })
  after(async () => {
    await demo?.end('SIGKILL')
    await endAll(processesOf(demo.folder))
    rmSync(demo.folder, { recursive: true })
  })

  test('pays what was measured, also when one of three signers has missed something', () =>
    requirePaidAsMeasured(report))
  test('the token’s own log agrees with every sum', () => requireTokenAgrees(report))
  test('every transaction named is on chain and succeeded', () => requireTransactions(report))

  test('each signer’s samples give the answer that it signed', async () => {
    const environment = {
      ...process.env,
      OPRAAS_MARKET_RPC_URL: report.l1Rpc,
      OPRAAS_MARKETPLACE: report.marketplace,
    }
    const verify = async (folder: string, epoch: number) => {
      const options = ['--agreement', report.agreement, '--epoch', String(epoch), '--json']
      const args = [join(root, 'agent/bin/opraas-probe.mjs'), 'verify', ...options]
      const { stdout } = await run(process.execPath, [...args, '--data', join(demo.folder, folder)], {
        env: environment,
      })
      return JSON.parse(stdout) as { equal: boolean; onChain: { evidence: string } }
    }
    const [first, second, third] = await Promise.all(
      ['probe', 'probe-2', 'probe-3'].map((folder) => verify(folder, 0)),
    )
    assert.deepEqual([first?.equal, second?.equal, third?.equal], [true, true, true])
    const evidence = new Set([first, second, third].map((found) => found?.onChain.evidence))
    assert.equal(evidence.size, 3, 'each of them measured by itself')
    const last = report.epochs.length - 1
    assert.deepEqual(
      (await Promise.all(['probe', 'probe-2'].map((folder) => verify(folder, last)))).map(
        ({ equal }) => equal,
      ),
      [true, true],
    )
  })
})

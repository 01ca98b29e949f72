import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { actors } from '../../scripts/demo/actors.ts'
import { endAll, processesOf, sendSignal } from '../../scripts/demo/world.ts'
import { skipUnlessRequired } from '../capabilities.ts'
import { requireEveryTransactionOnce } from './readAgain.ts'
import { type DemoRun, findPortBase, runDemo } from './runDemo.ts'

const skip = skipUnlessRequired('long', 'whole runs of two minutes each; OPRAAS_REQUIRE=long runs them')
const TIMEOUT_MS = 6 * 60_000
const KILLS = 10

describe('whole runs', { skip, timeout: 5 * TIMEOUT_MS }, () => {
  test('without an outage everything is paid, nothing slashed', { timeout: TIMEOUT_MS }, async () => {
    const { report, code } = await runOnce(['--outage', '0'])
    assert.equal(code, 0)
    assert.deepEqual([report.slashed, report.outageSeconds], ['0', 0])
    assert.deepEqual(new Set(report.epochs.map(({ payoutBps }) => payoutBps)), new Set([10_000]))
  })

  test('an outage of a whole epoch costs all its pay and the whole slash', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const { report, code } = await runOnce(['--outage', '100%'])
    assert.equal(code, 0)
    const hit = { uptimeBps: 0, payoutBps: 0, paid: '0', slashed: '10000000' }
    assert.deepEqual(report.epochs[1], hit)
  })

  test('agent, setup and deployer killed at ten random moments: the same money, nothing twice', {
    timeout: TIMEOUT_MS,
  }, async (t) => {
    const portBase = await findPortBase()
    const demo = runDemo(portBase, ['--once', '--json', '--hold', '--outage', '0'])
    const killed: string[] = []
    const stop = new AbortController()
    const killing = killAtRandom(demo, killed, stop.signal)
    const report = await demo.report.finally(() => stop.abort())
    await killing
    t.diagnostic(`killed: ${killed.join(', ')}`)
    assert.equal(killed.length, KILLS)
    assert.deepEqual([report.balanced, report.slashed], [true, '0'])
    assert.deepEqual(
      report.epochs.slice(0, 3).map(({ paid }) => paid),
      ['20000000', '20000000', '20000000'],
    )
    await requireEveryTransactionOnce(report.l1Rpc, actors.vendor.account.address)
    await requireEveryTransactionOnce(report.l1Rpc, actors.operator.account.address)
    await requireEveryTransactionOnce(report.l1Rpc, actors.oracle.account.address)
    await demo.end('SIGTERM')
    rmSync(demo.folder, { recursive: true })
  })

  test('the agent’s store lost in the middle: filled again from the chain, the same money', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const demo = runDemo(await findPortBase(), ['--once', '--json', '--hold', '--outage', '0'])
    await demo.waitFor(/epoch 0: pays/)
    const agent = processesOf(demo.folder).find(({ args }) => /opraas-agent\.mjs.* run/.test(args))
    assert.ok(agent)
    assert.ok(sendSignal(agent.pid, 'SIGKILL'))
    rmSync(join(demo.folder, 'vendor/data/store'), { recursive: true })
    const report = await demo.report
    assert.deepEqual([report.balanced, report.slashed], [true, '0'])
    assert.deepEqual(new Set(report.epochs.map(({ payoutBps }) => payoutBps)), new Set([10_000]))
    await requireEveryTransactionOnce(report.l1Rpc, actors.operator.account.address)
    await demo.end('SIGTERM')
    rmSync(demo.folder, { recursive: true })
  })
})

/** Runs to the end and forgets the world. */
async function runOnce(args: readonly string[]) {
  const demo = runDemo(await findPortBase(), ['--once', '--json', ...args])
  try {
    const report = await demo.report
    return { report, code: await demo.ended }
  } finally {
    await endAll(processesOf(demo.folder))
    rmSync(demo.folder, { recursive: true })
  }
}

/** Kills agent or CLI, whichever runs, every few seconds. */
async function killAtRandom(demo: DemoRun, killed: string[], signal: AbortSignal): Promise<void> {
  while (killed.length < KILLS && !signal.aborted) {
    await sleep(randomInt(500, 9_000))
    const ours = processesOf(demo.folder).filter(({ args }) => /opraas(-agent)?\.mjs/.test(args))
    const victim = ours[randomInt(Math.max(1, ours.length))]
    if (!victim || !sendSignal(victim.pid, 'SIGKILL')) continue
    killed.push(/opraas-agent\.mjs.* (setup|run)/.exec(victim.args)?.[1] ?? 'opraas')
  }
}

import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectMarket } from '@opraas/deployer'
import type { Hex } from 'viem'
import type { Live } from '../probe/live.ts'
import { type FakeServer, fakeL2, startFake } from '../probe/testing/fakeL2.ts'
import { sampleTerms } from '../probe/testing/sample.ts'
import { readStoredVerdict } from '../probe/verify.ts'
import { operatorAbi } from './operatorAbi.ts'
import { type LocalMarket, startLocalMarket, startPublicMarket } from './testing/localMarket.ts'
import { type Program, runProgram, startProgram } from './testing/program.ts'

const L2_CHAIN_ID = 4_242
const EPOCH_SECONDS = 8
const terms = {
  ...sampleTerms,
  l1ChainId: 31_337n,
  epochLength: EPOCH_SECONDS,
  sla: { ...sampleTerms.sla, probeInterval: 1, maxLatency: 2_000, minCoverage: 3_000 },
}

describe('probe and embedded node judge a chain on a local market', () => {
  const data = mkdtempSync(join(tmpdir(), 'opraas-probe-'))
  let market: LocalMarket
  let l2: FakeServer
  let probe: Program
  let node: Program
  /** Between node and probe: holds questions back, so that the node can be killed in between. */
  let gate: FakeServer & { hold: boolean; asked: number }
  let agreementId: Hex
  let anchor: number

  before(async () => {
    market = await startLocalMarket({ chainId: 31_337 })
    l2 = await startFake(fakeL2({ chainId: L2_CHAIN_ID }))
    const options = [
      '--adapter',
      market.adapter,
      '--data',
      data,
      '--listen',
      '127.0.0.1:0',
      '--poll-ms',
      '500',
    ]
    probe = startProgram(['run', ...options, '--local-market'], market.environment)
    const { url } = await probe.waitFor('probe.started')
    gate = await startGate(String(url))
    node = startNode()
    await node.waitFor('node.started')
    const endpoints = JSON.stringify({ rpc: l2.url, simulated: true })
    ;({ agreementId, anchor } = await market.openAgreement({ terms, l2ChainId: L2_CHAIN_ID, endpoints }))
  })
  after(async () => {
    await Promise.all([probe?.end('SIGKILL'), node?.end('SIGKILL')])
    await Promise.all([l2?.close(), gate?.close(), market?.stop()])
    rmSync(data, { recursive: true })
  })

  function startNode(): Program {
    const options = ['--adapter', market.adapter, '--adapter-url', gate.url, '--poll-ms', '300']
    return startProgram(['node', ...options], { ...market.environment, OPRAAS_NODE_KEY: market.node.key })
  }

  async function startGate(target: string): Promise<typeof gate> {
    const state = { hold: false, asked: 0 }
    const server = await startFake(({ body }, response) => {
      state.asked++
      const forward = async (): Promise<void> => {
        while (state.hold) await sleep(50)
        const answer = await fetch(target, { method: 'POST', body, signal: AbortSignal.timeout(10_000) })
        response.writeHead(answer.status).end(await answer.text())
      }
      // A node that was killed meanwhile waits for nothing.
      forward().catch(() => response.destroy())
    })
    return Object.assign(state, server)
  }

  const until = (epoch: number, seconds = 0): Promise<void> =>
    sleep(Math.max(0, (anchor + epoch * EPOCH_SECONDS + seconds) * 1000 - Date.now()))

  async function waitFor<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    const deadlineMs = Date.now() + 20_000
    for (;;) {
      const found = await look()
      if (found !== undefined) return found
      if (Date.now() > deadlineMs)
        throw new Error(`${what}: not within 20 s\n${JSON.stringify(node.lines, null, 1)}`)
      await sleep(100)
    }
  }

  async function verdictOf(epoch: number) {
    const connected = await connectMarket(market.environment)
    return waitFor(`verdict of epoch ${epoch}`, () => readStoredVerdict(connected, { agreementId, epoch }))
  }

  const verify = (epoch: number, folder = data) =>
    runProgram(
      [
        'verify',
        '--agreement',
        agreementId.slice(0, 10),
        '--epoch',
        String(epoch),
        '--data',
        folder,
        '--json',
      ],
      market.environment,
    )

  test('epoch 0: a served epoch is met, by the answer of the real Operator', {
    timeout: 60_000,
  }, async () => {
    const { verdict } = await verdictOf(0)
    const { rpc, unsafeHead, safeHead, proposals, reason, l1Spend } = verdict
    assert.deepEqual([rpc, unsafeHead, safeHead, proposals], [10_000, 10_000, 10_000, 10_000])
    assert.deepEqual([reason, l1Spend], [0, 0n])
    assert.ok(verdict.coverage >= 5_000, `coverage ${verdict.coverage}`)
    const measuring = await probe.waitFor('probe.measuring')
    assert.match(String(measuring.skippedChecks), /genesis hash: the embedded engine/)
    const { url } = await probe.waitFor('probe.started')
    const response = await fetch(`${url}/v1/agreements/${agreementId}`, {
      signal: AbortSignal.timeout(5_000),
    })
    const { epoch, recent } = (await response.json()) as Live
    assert.ok(epoch >= 1)
    assert.ok(recent.some(({ rpc, unsafeHead }) => rpc && unsafeHead))
  })

  test('epoch 1: an outage costs its share; the node killed before its answer answers once', async () => {
    await until(1, 1.5)
    const { port } = l2
    await l2.close()
    await sleep(3_000)
    l2 = await startFake(fakeL2({ chainId: L2_CHAIN_ID }), port)
    const before = gate.asked
    gate.hold = true
    await until(2)
    await waitFor('the question', async () => (gate.asked > before ? true : undefined))
    await node.end('SIGKILL')
    gate.hold = false
    node = startNode()
    const { verdict } = await verdictOf(1)
    assert.equal(verdict.coverage, 10_000)
    assert.ok(verdict.rpc >= 5_000 && verdict.rpc <= 7_500, `${verdict.rpc} bps of 8 slots, 3 s down`)
    assert.equal(verdict.unsafeHead, verdict.rpc)
  })

  test('epoch 2: the node killed after its answer was sent does not answer again', async () => {
    gate.hold = true
    const before = gate.asked
    await until(3)
    await waitFor('the question', async () => (gate.asked > before ? true : undefined))
    const { client } = market.anvil
    await client.setIntervalMining({ interval: 0 })
    gate.hold = false
    const { address } = market.node
    await waitFor('the answer in the pool', async () => {
      const [pending, latest] = await Promise.all([
        client.getTransactionCount({ address, blockTag: 'pending' }),
        client.getTransactionCount({ address, blockTag: 'latest' }),
      ])
      return pending > latest ? true : undefined
    })
    await node.end('SIGKILL')
    node = startNode()
    await node.waitFor('node.started')
    await sleep(1_000)
    await client.setIntervalMining({ interval: 1 })
    const { verdict } = await verdictOf(2)
    assert.ok(verdict.coverage >= 3_000, `coverage ${verdict.coverage}`)
  })

  test('epoch 3: the part before the client left is judged', async () => {
    await until(3, 4.2)
    await market.terminate(agreementId)
    const { verdict } = await verdictOf(3)
    assert.equal(verdict.rpc, 10_000)
    assert.ok(verdict.coverage >= 5_000, `coverage ${verdict.coverage}`)
  })

  test('each request was made once and answered once', async () => {
    const logs = await market.anvil.client.getContractEvents({
      address: market.operator,
      abi: operatorAbi,
      fromBlock: 0n,
      strict: true,
    })
    const names = logs.map(({ eventName }) => eventName).sort()
    assert.deepEqual(names, [...Array(4).fill('OracleRequest'), ...Array(4).fill('OracleResponse')])
    const sent = await market.anvil.client.getTransactionCount({ address: market.node.address })
    assert.equal(sent, 8, 'four requests and four answers, nothing else')
  })

  test('verify recomputes every verdict from the samples', async () => {
    for (const epoch of [0, 1, 2, 3]) {
      const { code, stdout } = await verify(epoch)
      const result = JSON.parse(stdout)
      assert.equal(result.equal, true, stdout)
      assert.deepEqual(result.computed, result.onChain)
      assert.equal(code, 0)
    }
  })

  test('verify tells changed samples, and samples that are not there', async () => {
    const forged = mkdtempSync(join(tmpdir(), 'opraas-forged-'))
    cpSync(data, forged, { recursive: true })
    const file = join(forged, agreementId, '1.jsonl')
    writeFileSync(file, readFileSync(file, 'utf8').replace('"rpc":false', '"rpc":true'))
    const different = await verify(1, forged)
    const missing = await verify(9, forged)
    rmSync(forged, { recursive: true })
    const { equal, error } = JSON.parse(different.stdout)
    assert.deepEqual([different.code, equal, error.code], [1, false, 'OPR-801'])
    assert.match(error.message, /give another verdict: rpc, evidence\.$/)
    assert.equal(missing.code, 1)
    assert.equal(JSON.parse(missing.stdout).error.code, 'OPR-802')
  })

  test('a second probe on the same samples, a stranger’s key, a wrong adapter: each is told', async () => {
    const args = ['--adapter', market.adapter, '--data', data, '--listen', '127.0.0.1:0', '--json']
    const second = await runProgram(['run', ...args], market.environment)
    assert.deepEqual([second.code, codeOf(second.stdout)], [1, 'OPR-402'])
    const stranger = { ...market.environment, OPRAAS_NODE_KEY: `0x${'11'.repeat(32)}` }
    const unauthorized = await runProgram(['node', '--adapter', market.adapter, '--json'], stranger)
    assert.deepEqual([unauthorized.code, codeOf(unauthorized.stdout)], [1, 'OPR-304'])
    const wrong = await runProgram(
      ['run', '--adapter', market.operator, '--data', data, '--json'],
      market.environment,
    )
    assert.deepEqual([wrong.code, codeOf(wrong.stdout)], [2, 'OPR-108'])
  })

  test('TERM stops both in order', async () => {
    assert.deepEqual(await Promise.all([probe.end('SIGTERM'), node.end('SIGTERM')]), [0, 0])
    assert.equal(probe.lines.at(-1)?.event, 'probe.stopped')
    assert.deepEqual(
      [...probe.lines, ...node.lines].filter(({ level }) => Number(level) >= 50),
      [],
      'no errors in the logs',
    )
  })
})

test('what is for local markets is refused on any other', { timeout: 30_000 }, async () => {
  const { anvil, marketplace } = await startPublicMarket()
  const environment = { OPRAAS_MARKET_RPC_URL: anvil.url, OPRAAS_MARKETPLACE: marketplace }
  const args = ['--adapter', marketplace, '--json']
  const [run, node] = await Promise.all([
    runProgram(['run', ...args, '--local-market'], environment),
    runProgram(['node', ...args], environment),
  ])
  await anvil.close()
  for (const { code, stdout } of [run, node]) {
    assert.deepEqual([code, codeOf(stdout)], [2, 'OPR-108'])
    assert.match(
      stdout,
      /found a market on chain 4711, expected a market on a local chain \(900, 1337, 31337\)/,
    )
  }
})

function codeOf(stdout: string): string {
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '').error.code
}

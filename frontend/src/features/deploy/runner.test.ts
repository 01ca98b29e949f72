import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { CheckResult, L1Step } from '@opraas/deployer/core'
import { type Hash, type TransactionReceipt, zeroAddress, zeroHash } from 'viem'
import type { TxPhase } from '../../shared/tx/phase.ts'
import { createRunner } from './runner.ts'

const step = (id: string): L1Step => ({
  ...{ id, stage: 'chain contracts', title: id, to: zeroAddress, data: '0x', gasLimit: 2n, expectedGas: 1n },
  done: { kind: 'code', address: zeroAddress, contract: id },
})
const steps = [step('a'), step('b'), step('c')]
const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
const confirmed = (block: bigint): TxPhase => ({
  ...{ kind: 'confirmed', hash: zeroHash },
  receipt: { blockNumber: block } as TransactionReceipt,
})

/** A runner whose wallet and chain are played by the test. */
function stage({ pending = [] as string[], lock = 'held' as 'held' | 'elsewhere', more = false } = {}) {
  const asked: string[] = []
  const under = new Map<string, { say(phase: TxPhase): void; end(phase: TxPhase): Promise<void> }>()
  const results: Record<string, CheckResult> = { a: 'open', b: 'open', c: 'open' }
  let block = 1n
  const act = (step: L1Step, onPhase: (phase: TxPhase) => void): Promise<TxPhase> =>
    new Promise((resolve) => {
      under.set(step.id, {
        say: onPhase,
        end: async (phase) => {
          resolve(phase)
          await tick()
        },
      })
    })
  const runner = createRunner({
    inFlight: 8,
    run: (step, onPhase) => {
      asked.push(step.id)
      return act(step, onPhase)
    },
    resume: act,
    isPending: ({ id }) => pending.includes(id),
    canSign: () => true,
    hold: (_, onLock) => onLock(lock),
    readReceipts: () => ({}),
    onMined: () => undefined,
  })
  runner.open()
  const look = (shown: Record<string, CheckResult> = {}): void => {
    block += 1n
    runner.observe({ steps, more, observed: { block, results: Object.assign(results, shown) } })
  }
  look()
  const of = (id: string) => under.get(id) ?? assert.fail(`${id} is not under way`)
  const sent = (id: string, hash: Hash = zeroHash): void => {
    of(id).say({ kind: 'wallet' })
    of(id).say({ kind: 'sent', hash })
  }
  return { runner, asked, look, sent, end: (id: string, phase: TxPhase) => of(id).end(phase) }
}

describe('sending the steps of a plan', () => {
  test('all: each is asked for once the one before is sent; what is on its way is never asked for again', async () => {
    const { runner, asked, look, sent, end } = stage()
    runner.start('all')
    assert.deepEqual(asked, ['a'])
    sent('a')
    sent('b')
    sent('c')
    look({ a: 'done' })
    assert.deepEqual(asked, ['a', 'b', 'c'])
    for (const id of ['a', 'b', 'c']) await end(id, confirmed(2n))
    look({ b: 'done', c: 'done' })
    assert.deepEqual(asked, ['a', 'b', 'c'])
    assert.equal(runner.get().wanted, 'none')
  })

  test('one: the next waits for another click', async () => {
    const { runner, asked, look, sent, end } = stage()
    runner.start('one')
    sent('a')
    await end('a', confirmed(2n))
    look({ a: 'done' })
    assert.deepEqual(asked, ['a'])
    runner.start('one')
    assert.deepEqual(asked, ['a', 'b'])
  })

  test('a decline stops; the next click asks for the same step', async () => {
    const { runner, asked, end } = stage()
    runner.start('all')
    await end('a', { kind: 'declined' })
    assert.equal(runner.get().wanted, 'none')
    runner.start('all')
    assert.deepEqual(asked, ['a', 'a'])
  })

  test('a step that fails its trial behind unmined ones is tried again when they are mined', async () => {
    const { runner, asked, look, sent, end } = stage()
    runner.start('all')
    sent('a')
    await end('b', { kind: 'reverted', reason: { sentence: 'too early', next: '' } })
    assert.deepEqual(asked, ['a', 'b'])
    await end('a', confirmed(2n))
    look({ a: 'done' })
    assert.deepEqual(asked, ['a', 'b', 'b'])
    await end('b', { kind: 'reverted', reason: { sentence: 'for good', next: '' } })
    assert.equal(runner.get().wanted, 'none')
    assert.equal(runner.get().phases.b?.kind, 'reverted')
  })

  test('what an earlier visit began is followed, not asked for', async () => {
    const { runner, asked, look, end } = stage({ pending: ['a'] })
    assert.equal(runner.get().phases.a?.kind, 'sent')
    runner.start('all')
    assert.deepEqual(asked, ['b'])
    await end('a', confirmed(3n))
    look({ a: 'done' })
    assert.deepEqual(asked, ['b'])
  })

  test('a mined step that L1 does not show stops the rest', async () => {
    const { runner, look, sent, end } = stage()
    runner.start('one')
    sent('a')
    await end('a', confirmed(2n))
    look()
    assert.equal(runner.get().phases.a?.kind, 'failed')
  })

  test('another tab has it: nothing is asked for', () => {
    const { runner, asked } = stage({ lock: 'elsewhere' })
    runner.start('all')
    assert.deepEqual(asked, [])
  })

  test('all goes on when steps become known later', async () => {
    const { runner, sent, end, look } = stage({ more: true })
    runner.start('all')
    for (const id of ['a', 'b', 'c']) sent(id)
    for (const id of ['a', 'b', 'c']) await end(id, confirmed(2n))
    look({ a: 'done', b: 'done', c: 'done' })
    assert.equal(runner.get().wanted, 'all')
  })
})

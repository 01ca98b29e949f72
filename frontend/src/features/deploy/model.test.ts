import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { CheckResult, L1Step } from '@opraas/deployer/core'
import { zeroAddress, zeroHash } from 'viem'
import { decide } from './decide.ts'
import {
  costOf,
  focusOf,
  groupState,
  hasOwn,
  type Item,
  isBegun,
  type Known,
  leftOf,
  obstacleOf,
  settledNumbers,
  statusesOf,
} from './model.ts'

const step = (id: string, stage: L1Step['stage'] = 'chain contracts'): L1Step => ({
  ...{ id, stage, title: `Create ${id}`, to: zeroAddress, data: '0x', gasLimit: 200n, expectedGas: 100n },
  done: { kind: 'code', address: zeroAddress, contract: id },
})
const steps = [step('shared', 'shared implementations'), step('a'), step('b'), step('c')]

/** The items when L1 shows these results, in order. */
function items(results: CheckResult[], known: Partial<Known> = {}): Item[] {
  const observed = {
    block: 9n,
    results: Object.fromEntries(steps.map(({ id }, index) => [id, results[index] ?? 'open'])),
  }
  return statusesOf(steps, { observed, phases: {}, receipts: {}, ...known })
}
const kinds = (list: readonly Item[]): string[] => list.map(({ status }) => status.kind)
const sent = { kind: 'sent', hash: zeroHash } as const
const receipt = { hash: zeroHash, gasUsed: 90n, paidWei: 180n }

describe('where a step stands', () => {
  test('a shared contract is skipped when somebody else created it, and done when this browser did', () => {
    assert.deepEqual(kinds(items(['done', 'done'])), ['skipped', 'done', 'open', 'open'])
    assert.deepEqual(kinds(items(['done'], { receipts: { shared: receipt } })).slice(0, 1), ['done'])
  })

  test('what is under way is neither open nor done, whatever L1 shows', () => {
    assert.deepEqual(kinds(items(['done', 'done'], { phases: { a: sent, b: { kind: 'wallet' } } })), [
      'skipped',
      'underWay',
      'underWay',
      'open',
    ])
  })

  test('what L1 shows comes before what went wrong here', () => {
    const declined = { kind: 'declined' } as const
    assert.equal(kinds(items(['done', 'done'], { phases: { a: declined } }))[1], 'done')
    assert.equal(kinds(items(['done'], { phases: { a: declined } }))[1], 'stopped')
  })

  test('a mined step waits for the next look at L1', () => {
    const confirmed = { kind: 'confirmed', hash: zeroHash, receipt: undefined } as const
    assert.equal(kinds(items(['done'], { phases: { a: confirmed } }))[1], 'underWay')
  })
})

describe('a group of steps', () => {
  test('is what its steps are', () => {
    const all = items(['done', 'done', 'done', 'done'])
    assert.equal(groupState(all.slice(0, 1), true), 'skipped')
    assert.equal(groupState(all, true), 'done')
    assert.equal(groupState(items(['done']), true), 'next')
    assert.equal(groupState(items(['done']), false), 'empty')
    assert.equal(groupState(items(['done'], { phases: { a: sent } }), false), 'running')
    assert.equal(groupState(items(['done'], { phases: { a: sent } }), true), 'next')
    assert.equal(groupState(items(['done', 'foreign']), true), 'failed')
  })

  test('has one step that is asked for now', () => {
    assert.equal(focusOf(items(['done', 'done']))?.step.id, 'b')
    assert.equal(focusOf(items(['done'], { phases: { a: sent } }))?.step.id, 'b')
    assert.equal(focusOf(items(['done'], { phases: { a: { kind: 'wallet' } } }))?.step.id, 'a')
    assert.equal(focusOf(items(['done', 'done', 'done', 'done'])), undefined)
    assert.equal(leftOf(items(['done'], { phases: { a: sent } })).length, 2)
  })

  test('cannot be set otherwise once the first own contract is there or on its way', () => {
    assert.equal(isBegun(items(['done'])), false)
    assert.equal(isBegun(items(['done', 'done'])), true)
    assert.equal(isBegun(items([], { phases: { shared: sent } })), true)
  })

  test('is picked up when steps are done that nobody else did', () => {
    assert.equal(hasOwn(items(['done'])), false)
    assert.equal(hasOwn(items(['done'], { receipts: { shared: receipt } })), true)
    assert.equal(hasOwn(items(['done', 'done'])), true)
  })

  test('names its settled steps as runs', () => {
    assert.equal(settledNumbers(items([])), '')
    assert.equal(settledNumbers(items(['done'])), '1')
    assert.equal(settledNumbers(items(['done', 'done', 'open', 'done'])), '1 to 2 and 4')
    assert.equal(settledNumbers(items(['done', 'open', 'done', 'open'])), '1 and 3')
  })
})

test('cost is what was seen paid and what is left at the fee of now', () => {
  const cost = costOf(items(['done', 'done', 'done'], { receipts: { b: receipt } }), {
    nowWei: 2n,
    mostWei: 3n,
  })
  assert.deepEqual(cost, {
    ...{ paidWei: 180n, paidCount: 1, unknownCount: 1 },
    ...{ leftGas: 100n, leftWei: 200n, mostWei: 300n, leftCount: 1 },
  })
})

test('what stands in the way of any transaction is named', () => {
  const ground = { hasDeployer: true, balanceWei: 200n }
  assert.equal(obstacleOf(items(['done']), ground, { leftWei: 200n }), undefined)
  assert.equal(obstacleOf(items(['done']), ground, { leftWei: 201n }), 'balance')
  assert.equal(obstacleOf(items(['foreign']), ground, { leftWei: 0n }), 'foreign')
  assert.equal(obstacleOf(items([]), { ...ground, hasDeployer: false }, { leftWei: 0n }), 'deployer')
})

describe('what comes next', () => {
  const next = (list: readonly Item[], options: { deferred?: string; inFlight?: number } = {}) => {
    const decision = decide(list, { inFlight: 8, ...options })
    return decision.kind === 'prompt' ? `prompt ${decision.step.id}` : decision.kind
  }

  test('the next step is asked for as soon as the one before is sent', () => {
    assert.equal(next(items(['done'])), 'prompt a')
    assert.equal(next(items(['done'], { phases: { a: sent } })), 'prompt b')
  })

  test('one question to the wallet at a time', () => {
    assert.equal(next(items(['done'], { phases: { a: { kind: 'checking' } } })), 'wait')
    assert.equal(next(items(['done'], { phases: { a: { kind: 'wallet' } } })), 'wait')
  })

  test('a step that came too early waits until the earlier ones are mined', () => {
    assert.equal(next(items(['done'], { phases: { a: sent } }), { deferred: 'b' }), 'wait')
    assert.equal(next(items(['done', 'done']), { deferred: 'b' }), 'prompt b')
  })

  test('no more are on their way than the node takes', () => {
    assert.equal(next(items(['done'], { phases: { a: sent, b: sent } }), { inFlight: 2 }), 'wait')
  })

  test('what was declined, has failed or is foreign stops the rest', () => {
    assert.equal(next(items(['done'], { phases: { a: { kind: 'declined' } } })), 'stop')
    assert.equal(next(items(['done', 'foreign'])), 'stop')
  })

  test('all mined is the end, all sent is not', () => {
    assert.equal(next(items(['done', 'done', 'done', 'done'])), 'finished')
    assert.equal(next(items(['done', 'done', 'done'], { phases: { c: sent } })), 'wait')
  })
})

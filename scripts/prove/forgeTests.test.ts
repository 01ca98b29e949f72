import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readForgeTests } from './forgeTests.ts'

const suites = {
  'test/contracts/invariant/market.t.sol:MarketInvariantTest': {
    test_results: {
      'invariant_A()': { status: 'Success', kind: { Invariant: { runs: 2, calls: 400, reverts: 0 } } },
      'invariant_B()': {
        status: 'Failure',
        reason: '2: in = out + lines',
        counterexample: { Sequence: [1, []] },
        kind: { Invariant: { runs: 1, calls: 9, reverts: 0 } },
      },
    },
  },
  'test/contracts/gas/budget.t.sol:BudgetTest': {
    test_results: { 'test_accept()': { status: 'Failure', reason: 'gas', kind: { Unit: { gas: 1 } } } },
  },
}

test('counts chosen suites only, and keeps what breaks them', () => {
  const output = `Compiling …\n${JSON.stringify(suites)}\n`
  const { passed, failures, calls } = readForgeTests(output, /\/invariant\//)
  assert.deepEqual([passed, failures.length, calls], [1, 1, 409])
  assert.match(failures[0] ?? '', /invariant_B\(\): 2: in = out \+ lines\n\{\s+"Sequence"/)
})

test('a run without a result has failed', () => {
  assert.throws(() => readForgeTests('Error: Compiler run failed', /./), /Compiler run failed/)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareGas, formatChanges, gasBudgets, gasRows, parseGas, parseSnapshot } from './gasRows.ts'

const output = gasRows.map((row, index) => `gas ${row}: ${1000 + index}\n    ✔ test_${row}()`).join('\n')

test('reads every row that the tests emit', () => {
  const table = parseGas(output)
  assert.deepEqual(Object.keys(table), Object.keys(gasBudgets))
  assert.deepEqual([table.accept, table.acceptBind], [1000, 1001])
})

test('a row that no test emits is named', () => {
  assert.throws(() => parseGas(output.replace('gas topUp', 'gas topDown')), /printed no topUp\./)
})

test('a snapshot without a row is refused', () => {
  assert.throws(() => parseSnapshot('{"accept": 1}'), /no number for acceptBind, start/)
})

test('a row may shrink by any amount, and grow by the tolerance', () => {
  const before = parseGas(output)
  assert.deepEqual(compareGas(before, before), { changes: [], isTooMuch: false })
  const within = compareGas({ ...before, accept: 1010, claim: 5 }, before)
  assert.equal(within.isTooMuch, false)
  assert.deepEqual(
    within.changes.map(({ row }) => row),
    ['accept', 'claim'],
  )
  const beyond = compareGas({ ...before, accept: 1011 }, before)
  assert.equal(beyond.isTooMuch, true)
  assert.equal(formatChanges(beyond.changes), 'accept          1000 -> 1011  +1.10%')
})

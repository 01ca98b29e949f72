import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mergeCoverage, missedOf, parseLcov, percentOf, shareOf } from './lcov.ts'

const text = `TN:
SF:contracts/market/Escrow.sol
DA:10,3
FN:10,Escrow.claim
FNDA:3,Escrow.claim
DA:12,0
DA:13,0
BRDA:12,0,0,-
BRDA:12,0,1,2
end_of_record
SF:contracts/libraries/Hashes.sol
DA:5,1
end_of_record
`

test('reads lines and branches by file', () => {
  const coverage = parseLcov(text)
  assert.deepEqual([...coverage.keys()], ['contracts/market/Escrow.sol', 'contracts/libraries/Hashes.sol'])
  assert.deepEqual(shareOf(coverage.values(), 'lines'), { hit: 2, all: 4 })
  assert.deepEqual(shareOf(coverage.values(), 'branches'), { hit: 1, all: 2 })
})

test('names what was missed, by line', () => {
  const escrow = parseLcov(text).get('contracts/market/Escrow.sol')
  assert.ok(escrow)
  assert.deepEqual(missedOf(escrow), ['12 (branch 0)', '12', '13'])
})

test('what either run reached is reached', () => {
  const other = 'SF:contracts/market/Escrow.sol\nDA:12,1\nDA:13,0\nBRDA:12,0,0,1\nend_of_record\n'
  const escrow = mergeCoverage(parseLcov(text), parseLcov(other)).get('contracts/market/Escrow.sol')
  assert.ok(escrow)
  assert.deepEqual(missedOf(escrow), ['13'])
})

test('one line of many that is missed is never 100 percent', () => {
  assert.equal(percentOf({ hit: 99_999, all: 100_000 }), 99.99)
  assert.equal(percentOf({ hit: 3, all: 3 }), 100)
  assert.equal(percentOf({ hit: 0, all: 0 }), 100)
})

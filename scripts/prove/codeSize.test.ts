import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { judgeCodeSizes, MAX_CODE_BYTES, readCodeSizes } from './codeSize.ts'

test('a contract of one byte too many fails', () => {
  assert.equal(judgeCodeSizes([{ contract: 'A', bytes: MAX_CODE_BYTES }]).ok, true)
  const { ok, table } = judgeCodeSizes([{ contract: 'A', bytes: MAX_CODE_BYTES + 1 }])
  assert.equal(ok, false)
  assert.match(table, /A\s+24577\s+over by 1/)
})

test('nothing built is nothing judged', () => {
  assert.equal(judgeCodeSizes([]).ok, false)
})

test('reads what can be deployed, and no abstract contract', () => {
  const names = readCodeSizes(resolve(import.meta.dirname, '../..')).map(({ contract }) => contract)
  assert.ok(names.includes('Marketplace'))
  assert.ok(!names.includes('Escrow'))
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseEther } from 'viem'
import { prepayCalldata, reachOf } from './model.ts'

test('counts verdicts, not LINK', () => {
  const price = parseEther('0.1')
  assert.deepEqual(reachOf({ balance: parseEther('1.85'), price }, 18), {
    prepaid: 18,
    wanted: 18,
    isEnough: true,
  })
  assert.equal(reachOf({ balance: 0n, price }, 1).isEnough, false)
  assert.equal(reachOf({ balance: 0n, price: 0n }, 400).isEnough, true)
})

test('LINK goes to the adapter with the agreement’s id', () => {
  const id = `0x91c4${'0'.repeat(60)}` as const
  const data = prepayCalldata('0x00000000000000000000000000000000000000aa', id, parseEther('2'))
  assert.equal(data.slice(0, 10), '0x4000aea0')
  assert.ok(data.endsWith(id.slice(2)))
})

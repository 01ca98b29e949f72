import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shortAddress, shortHash } from './address.ts'

test('shortens addresses and hashes', () => {
  assert.equal(shortAddress('0x5FbDB2315678afecb367f032d93F642f64180aa3'), '0x5FbD…0aa3')
  assert.equal(shortHash(`0xa41c${'0'.repeat(56)}09d2`), '0xa41c…09d2')
  assert.equal(shortHash('0x1234'), '0x1234')
})

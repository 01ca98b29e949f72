import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Address, pad, toHex } from 'viem'
import { identiconFace } from './identiconFace.ts'

const addresses: Address[] = Array.from({ length: 300 }, (_, index) => pad(toHex(index * 7919), { size: 20 }))

test('is symmetric and never nearly empty', () => {
  for (const address of addresses) {
    const face = identiconFace(address)
    for (const row of face) assert.deepEqual(row, row.toReversed())
    assert.ok(face.flat().filter(Boolean).length >= 8)
  }
})

test('is the same for one address whatever its case, and seldom for two', () => {
  const mixed = '0x5FbDB2315678afecb367f032d93F642f64180aa3'
  assert.deepEqual(identiconFace(mixed), identiconFace(mixed.toLowerCase() as Address))
  const faces = new Set(addresses.map((address) => JSON.stringify(identiconFace(address))))
  assert.ok(faces.size > 250, `found ${faces.size} faces`)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toRlp } from 'viem'
import { encodeRlpBytes, encodeRlpList } from './rlp.ts'

const lengths = [0, 1, 2, 54, 55, 56, 57, 255, 256, 257, 65_535, 65_536]

test('encodes byte strings as viem does', () => {
  for (const length of lengths) {
    for (const fill of [0x00, 0x7f, 0x80, 0xff]) {
      const bytes = new Uint8Array(length).fill(fill)
      assert.deepEqual(encodeRlpBytes(bytes), toRlp(bytes, 'bytes'), `${length} times ${fill}`)
    }
  }
})

test('encodes lists as viem does', () => {
  for (const length of lengths.slice(0, -2)) {
    const items = Array.from({ length }, (_, index) => Uint8Array.of(index % 256))
    assert.deepEqual(encodeRlpList(items.map(encodeRlpBytes)), toRlp(items, 'bytes'), `${length} items`)
  }
  const nested = encodeRlpList([encodeRlpList([]), encodeRlpBytes(Uint8Array.of(1, 2))])
  assert.deepEqual(nested, toRlp([[], Uint8Array.of(1, 2)], 'bytes'))
})

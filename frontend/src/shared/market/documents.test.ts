import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keccak256, stringToBytes, zeroHash } from 'viem'
import { readDocument } from './documents.ts'

const hashOf = (text: string) => keccak256(stringToBytes(text))
const uriOf = (text: string): string => `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`

test('the first line is the name, the rest the facts', () => {
  const text = 'Standard, single zone\nUS East\nBlobs'
  assert.deepEqual(readDocument(uriOf(text), hashOf(text)), {
    name: 'Standard, single zone',
    facts: 'US East Blobs',
  })
})

test('a text that is not the one of the terms is not shown', () => {
  assert.equal(readDocument(uriOf('another'), hashOf('text')), undefined)
  assert.equal(readDocument('https://vendor.example/terms', hashOf('text')), undefined)
  assert.equal(readDocument('javascript:alert(1)', hashOf('text')), undefined)
  assert.equal(readDocument('data:text/plain,%E0%A4%A', hashOf('text')), undefined)
  assert.equal(readDocument(uriOf(''), zeroHash), undefined)
})

test('a hostile name is cut and loses what turns text around', () => {
  const text = `\u202egnidart\u202c${'x'.repeat(500)}`
  const name = readDocument(uriOf(text), hashOf(text))?.name ?? ''
  assert.ok(!name.includes('\u202e'))
  assert.ok([...name].length <= 60, `${name.length}`)
})

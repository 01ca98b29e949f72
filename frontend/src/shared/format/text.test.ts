import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cleanText } from './text.ts'

test('leaves an honest name alone', () => {
  assert.equal(cleanText('Northwind Rollups', 40), 'Northwind Rollups')
  assert.equal(cleanText('Åse & 株式会社', 40), 'Åse & 株式会社')
})

test('removes what turns, hides or breaks text', () => {
  assert.equal(cleanText('safe\u202Eexe.\u2066x\u200B\u00AD', 40), 'safeexe.x')
  assert.equal(cleanText('two\n\tlines\u2028three\u0000', 40), 'two lines three')
  assert.equal(cleanText('\u3164\u2800 \u115F', 40), '')
  assert.equal(cleanText('half \uD800 pair', 40), 'half pair')
})

test('flattens towers of marks', () => {
  assert.equal(cleanText(`q${'\u0335'.repeat(60)}x`, 40), `q${'\u0335'.repeat(3)}x`)
})

test('cuts by characters, not by halves of them', () => {
  assert.equal(cleanText('🙂'.repeat(30), 5), '🙂🙂🙂🙂…')
  assert.equal(cleanText('A'.repeat(200), 11), 'AAAAAAAAAA…')
  assert.equal(cleanText('exactly ten', 11), 'exactly ten')
})

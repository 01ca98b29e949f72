import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BaseError } from 'viem'
import { errorSentence } from './errorSentence.ts'

test('takes the one line that a person can read, as a sentence', () => {
  const error = new BaseError('HTTP request failed.', { details: 'fetch failed', metaMessages: ['URL: x'] })
  assert.equal(errorSentence(error), 'HTTP request failed.')
  assert.equal(errorSentence(new Error('first\nsecond')), 'first.')
  assert.equal(errorSentence('plain text'), 'plain text.')
})

test('has an answer for what says nothing', () => {
  for (const nothing of [undefined, null, 7, {}, new Error('')])
    assert.equal(errorSentence(nothing), 'No reason was given.')
})

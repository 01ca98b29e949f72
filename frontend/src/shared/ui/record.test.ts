import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recordInWords } from './record.ts'

test('says a record in words', () => {
  const met = { status: 'met', fill: 1 } as const
  assert.equal(recordInWords([]), 'No epochs yet')
  assert.equal(recordInWords([{ epoch: 0, ...met }]), '1 epoch: 1 met')
  assert.equal(
    recordInWords([
      { epoch: 0, ...met },
      { epoch: 1, status: 'failed', fill: 0 },
      { epoch: 2, ...met },
    ]),
    '3 epochs: 2 met, 1 failed',
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enforceRequired, missingCapability, readRequired } from './tally.ts'

const result = {
  name: 'x',
  passed: 3,
  failed: 0,
  seconds: 1,
  skipped: ['a test: needs go to build the judge', 'another: needs promtool'],
  failures: [],
}

test('a skip for want of something required is a failure', () => {
  const enforced = enforceRequired(result, readRequired({ OPRAAS_REQUIRE: 'go, chromium' }))
  assert.deepEqual([enforced.passed, enforced.failed], [3, 1])
  assert.deepEqual(enforced.failures, [
    'required by OPRAAS_REQUIRE, but skipped: a test: needs go to build the judge',
  ])
  assert.deepEqual(enforced.skipped, ['another: needs promtool'])
})

test('nothing required, nothing fails', () => {
  assert.deepEqual(enforceRequired(result, readRequired({})), result)
})

test('a reason names what is missing', () => {
  assert.equal(missingCapability('needs Go and the Go module proxy'), 'go')
  assert.equal(missingCapability('not today'), undefined)
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createAnswerCache } from './cache.ts'
import { callerOf, createCallers } from './callers.ts'
import { matchesLog, parseLogFilter } from './logFilter.ts'

describe('createCallers', () => {
  test('ten times the rate at once, then the rate; each caller by itself', () => {
    let nowMs = 0
    const callers = createCallers(2, () => nowMs)
    const burst = (address: string) =>
      Array.from({ length: 30 }, () => callers.take(address)).filter(Boolean).length
    assert.equal(burst('192.0.2.1'), 20)
    assert.equal(burst('192.0.2.2'), 20)
    nowMs = 1_500
    assert.equal(burst('192.0.2.1'), 3)
  })

  test('forgets old callers instead of growing', () => {
    const callers = createCallers(0.1, () => 0)
    for (let index = 0; index < 30_000; index++) callers.take(`10.0.${index >> 8}.${index & 255}`)
    assert.equal(callers.take('10.0.0.0'), true, 'the first one was forgotten')
    assert.equal(callers.take('10.0.117.0'), false, 'a late one was not')
  })

  test('an IPv6 customer is one caller, an IPv4 one by either notation', () => {
    assert.equal(callerOf('::ffff:192.0.2.1'), '192.0.2.1')
    assert.equal(callerOf('2001:db8:1:2:3:4:5:6'), callerOf('2001:db8:1:2::9'))
    assert.notEqual(callerOf('2001:db8:1:2::9'), callerOf('2001:db8:1:3::9'))
    assert.equal(callerOf('::1'), '0:0:0:0::/64')
  })
})

describe('createAnswerCache', () => {
  const answer = '"'.padEnd(100, 'x')

  test('drops what was not used for longest, and stays within its size', () => {
    const cache = createAnswerCache(6_000)
    for (let key = 0; key < 10; key++) cache.set(`k${key}`, answer)
    cache.get('k0')
    for (let key = 10; key < 20; key++) cache.set(`k${key}`, answer)
    assert.ok(cache.sizeBytes() <= 6_000)
    assert.equal(cache.get('k1'), undefined)
    assert.equal(cache.get('k19'), answer)
  })

  test('counts a key once, and refuses what would push out all else', () => {
    const cache = createAnswerCache(8_000)
    for (let round = 0; round < 100; round++) cache.set('same', answer)
    assert.ok(cache.sizeBytes() < 500)
    cache.set('huge', 'x'.repeat(4_000))
    assert.equal(cache.get('huge'), undefined)
    assert.equal(cache.get('same'), answer)
  })
})

describe('log filters', () => {
  const log = { address: '0xAa', topics: ['0x01', '0x02'] }
  for (const [filter, expected] of [
    [undefined, true],
    [{}, true],
    [{ address: '0xaa' }, true],
    [{ address: ['0xbb', '0xAA'] }, true],
    [{ address: '0xbb' }, false],
    [{ topics: ['0x01'] }, true],
    [{ topics: [null, '0x02'] }, true],
    [{ topics: [['0x09', '0x01'], []] }, true],
    [{ topics: ['0x02'] }, false],
    [{ topics: ['0x01', '0x02', '0x03'] }, false],
  ] as const) {
    test(`${JSON.stringify(filter)}`, () => {
      const parsed = parseLogFilter(filter)
      assert.ok(parsed)
      assert.equal(matchesLog(parsed, log), expected)
    })
  }

  test('what is no filter is refused', () => {
    for (const filter of [
      7,
      'x',
      { address: 7 },
      { topics: 'x' },
      { topics: [[7]] },
      { topics: Array(5).fill(null) },
    ]) {
      assert.equal(parseLogFilter(filter), undefined, JSON.stringify(filter))
    }
  })
})

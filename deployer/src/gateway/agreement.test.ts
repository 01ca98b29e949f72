import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { numberToHex } from 'viem'
import { type Agreement, agree, type Report } from './agreement.ts'

const hash = (block: number, chain = 0) => numberToHex(block * 10 + chain, { size: 32 })

/** A backend at a block; `had` is the highest it ever was at. */
function at(name: string, latest: number, more: Partial<Report> & { had?: number } = {}): Report {
  const { had = latest, ...rest } = more
  return { name, latest: BigInt(latest), latestHash: hash(latest), peak: BigInt(had), ...rest }
}

const served = (latest: number): Agreement => ({ latest: BigInt(latest), hash: hash(latest), members: [] })
const options = { maxLagBlocks: 5, isStalled: false }

function step(previous: Agreement | undefined, reports: Report[], isStalled = false) {
  const found = agree(previous, reports, { ...options, isStalled })
  assert.ok(found)
  return {
    latest: Number(found.agreement.latest),
    members: found.agreement.members,
    wentBack: found.wentBack,
    found,
  }
}

describe('agree', () => {
  test('says nothing without backends', () => {
    assert.equal(agree(undefined, [], options), undefined)
  })

  test('serves the highest block that two have', () => {
    const { latest, members } = step(undefined, [at('a', 12), at('b', 11), at('c', 9)])
    assert.deepEqual([latest, members], [11, ['a', 'b']])
  })

  test('one backend alone is believed', () => {
    assert.equal(step(undefined, [at('a', 12)]).latest, 12)
  })

  test('leaves out who lags, and doesn’t wait for it', () => {
    const { latest, members } = step(undefined, [at('a', 20), at('b', 14)])
    assert.deepEqual([latest, members], [20, ['a']])
  })

  test('one that runs ahead of two others moves nobody', () => {
    const { latest, members } = step(served(10), [at('a', 1_000), at('b', 11), at('c', 11)])
    assert.deepEqual([latest, members], [11, ['a', 'b', 'c']])
  })

  test('latest stays when the backend that was ahead is gone', () => {
    const { latest, members, wentBack } = step(served(12), [at('b', 11)])
    assert.deepEqual([latest, members, wentBack], [12, [], false])
  })

  test('latest stays while one backend rolled back and the other did not', () => {
    const { latest, members } = step(served(12), [at('a', 12), at('b', 8, { had: 12 })])
    assert.deepEqual([latest, members], [12, ['a']])
  })

  test('follows when all are below and one rolled back', () => {
    const { latest, wentBack } = step(served(12), [at('a', 10, { had: 12 }), at('b', 9)])
    assert.deepEqual([latest, wentBack], [9, true])
  })

  test('follows when nobody had the head for too long', () => {
    const { latest, wentBack } = step(served(12), [at('b', 11)], true)
    assert.deepEqual([latest, wentBack], [11, true])
  })

  test('a backend with another block under the served head is out', () => {
    const ours = { hashAtServed: hash(10) }
    const { members, found } = step(served(10), [
      at('a', 10, ours),
      at('b', 10, ours),
      at('c', 11, { hashAtServed: hash(10, 1) }),
    ])
    assert.deepEqual([members, found.forked, found.reorged], [['a', 'b'], ['c'], false])
  })

  test('of two chains with as many backends, the first backend’s is served: the sequencer’s', () => {
    const { members } = step(served(10), [
      at('sequencer', 10, { hashAtServed: hash(10, 1) }),
      at('replica', 10, { hashAtServed: hash(10) }),
    ])
    assert.deepEqual(members, ['sequencer'])
  })

  test('tells when the served block was replaced', () => {
    const other = { hashAtServed: hash(10, 1), latestHash: hash(10, 1) }
    const { found } = step(served(10), [at('a', 10, other), at('b', 10, other)])
    assert.equal(found.reorged, true)
    assert.equal(found.agreement.hash, hash(10, 1))
  })

  test('safe and finalized never go back, nor above latest', () => {
    const previous = { ...served(10), safe: 8n, finalized: 6n }
    const { found } = step(previous, [at('a', 10, { safe: 7n, finalized: 5n })])
    assert.deepEqual([found.agreement.safe, found.agreement.finalized], [8n, 6n])
    const ahead = step(previous, [at('a', 12, { safe: 12n }), at('b', 11, { safe: 12n })])
    assert.equal(ahead.found.agreement.safe, 11n)
  })

  test('after going back, safe and finalized follow as well', () => {
    const previous = { ...served(10), safe: 8n }
    const { found } = step(previous, [at('a', 7, { had: 10, safe: 6n })])
    assert.equal(found.agreement.safe, 6n)
  })

  test('whatever the backends do, latest only goes back when it is said', () => {
    let seed = 1
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % below
    }
    let agreement: Agreement | undefined
    for (let round = 0; round < 5_000; round++) {
      const reports = ['a', 'b', 'c']
        .filter(() => random(4) > 0)
        .map((name) => at(name, random(30), { had: random(30) }))
      const found = agree(agreement, reports, options)
      if (!found) continue
      if (agreement && !found.wentBack) assert.ok(found.agreement.latest >= agreement.latest)
      for (const name of found.agreement.members) {
        const member = reports.find((report) => report.name === name)
        assert.ok(member && member.latest >= found.agreement.latest)
      }
      agreement = found.agreement
    }
  })
})

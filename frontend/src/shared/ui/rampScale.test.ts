import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linearAxis, linearRamp, ninesAxis, ninesRamp } from './rampScale.ts'

const metric = { target: 9_990, floor: 9_900, payoutAtFloor: 5_000 }

test('shares one axis of nines', () => {
  const places = [5_000, 9_000, 9_900, 9_990, 9_999, 10_000].map((bps) => ninesAxis(bps).toFixed(3))
  assert.deepEqual(places, ['0.000', '0.000', '0.333', '0.667', '1.000', '1.000'])
})

test('rises from the payout at the floor to all at the target', () => {
  const { floor, points } = ninesRamp(metric)
  assert.deepEqual([floor.x.toFixed(3), floor.y, points.at(0)?.y], ['0.333', 0.5, 0.5])
  assert.deepEqual([points.at(-2)?.x.toFixed(3), points.at(-2)?.y], ['0.667', 1])
  assert.deepEqual(points.at(-1), { x: 1, y: 1 })
})

test('begins at the edge of the axis when the floor lies below it', () => {
  const { floor, points } = ninesRamp({ target: 9_800, floor: 5_000, payoutAtFloor: 0 })
  assert.equal(floor.x, 0)
  assert.equal(points[0]?.x, 0)
  assert.ok((points[0]?.y ?? 0) > 0.8)
})

test('a target at or below the axis pays all over all of it', () => {
  assert.deepEqual(ninesRamp({ target: 8_000, floor: 5_000, payoutAtFloor: 0 }).points, [
    { x: 0, y: 1 },
    { x: 1, y: 1 },
  ])
})

test('puts each floor at the same place of its own axis', () => {
  assert.equal(linearAxis(metric, 9_900), 0.38)
  assert.equal(linearAxis({ ...metric, floor: 9_500 }, 9_500), 0.38)
  assert.equal(linearAxis(metric, 0), 0)
  assert.equal(linearAxis({ ...metric, floor: 0 }, 0), 0)
  assert.deepEqual(
    linearRamp(metric).points.map(({ y }) => y),
    [0.5, 1, 1],
  )
})

test('survives a floor of everything', () => {
  const all = { target: 10_000, floor: 10_000, payoutAtFloor: 0 }
  for (const { x, y } of [...linearRamp(all).points, ...ninesRamp(all).points])
    assert.ok(Number.isFinite(x) && Number.isFinite(y))
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cellShapes } from './cellShapes.ts'

const box = { width: 12, height: 40 }

test('fills a degraded cell from its foot to the paid share', () => {
  const [edge, filled] = cellShapes('degraded', 0.75, box)
  assert.equal(edge?.paint, 'degradedEdge')
  assert.match(filled?.d ?? '', /^M2 10h8/)
})

test('draws nothing for a share of nothing, and no more than all', () => {
  assert.equal(cellShapes('degraded', 0, box)[1]?.d, '')
  assert.match(cellShapes('degraded', 7, box)[1]?.d ?? '', /^M2 0h/)
  assert.equal(cellShapes('silent', 0, box)[0]?.d, '')
})

test('a failed cell has a cross when there is room, and always its base line', () => {
  const paints = (width: number) => cellShapes('failed', 0, { width, height: 18 }).map(({ paint }) => paint)
  assert.deepEqual(paints(12), ['failedTint', 'failed', 'failedCross'])
  assert.deepEqual(paints(4), ['failedTint', 'failed'])
})

test('keeps the hatch of a silent cell inside it', () => {
  const numbers = (cellShapes('silent', 0.5, box)[0]?.d ?? '').match(/[\d.]+/g)?.map(Number) ?? []
  assert.ok(numbers.length > 0)
  numbers.forEach((value, index) => {
    const [least, most] = index % 2 === 0 ? [1, 11] : [20, 39]
    assert.ok(value >= least && value <= most, `${value} outside ${least} to ${most}`)
  })
})

test('an excused cell is as high as its pay', () => {
  assert.match(cellShapes('excused', 1, box)[0]?.d ?? '', /^M2 0h/)
  assert.match(cellShapes('excused', 0.5, box)[0]?.d ?? '', /^M2 20h/)
})

test('a running cell fills as time passes', () => {
  const [, early] = cellShapes('running', 0.25, box)
  const [, late] = cellShapes('running', 1, box)
  assert.match(early?.d ?? '', /^M1 30.5h10v10.5/)
  assert.match(late?.d ?? '', /^M1 -1h10v42/)
})

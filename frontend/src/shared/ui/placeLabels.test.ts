import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeLabels, type ScaleLabel } from './placeLabels.ts'

const end: ScaleLabel = { key: 'end', text: 'Money ends 23 Dec', at: 324, anchor: 'end' }
const now: ScaleLabel = { key: 'now', text: '21 Nov', at: 180, anchor: 'middle' }
const start: ScaleLabel = { key: 'start', text: '6 Nov', at: 0, anchor: 'start' }

test('keeps all labels that have room', () => {
  assert.deepEqual(placeLabels([end, now, start], 324), [end, now, start])
})

test('leaves out what would touch a label of more weight', () => {
  const keys = placeLabels([end, { ...now, at: 220 }, start], 324).map(({ key }) => key)
  assert.deepEqual(keys, ['end', 'start'])
})

test('aligns with the edge what would stand out', () => {
  assert.deepEqual(placeLabels([{ ...now, at: 4 }], 324), [{ ...now, at: 0, anchor: 'start' }])
  assert.deepEqual(placeLabels([{ ...end, at: 40 }], 324), [{ ...end, at: 0, anchor: 'start' }])
  assert.deepEqual(placeLabels([{ ...now, at: 322 }], 324), [{ ...now, at: 324, anchor: 'end' }])
})

test('leaves out what is longer than the scale', () => {
  assert.deepEqual(placeLabels([end], 60), [])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layOutStrip, type StripContent, stripLabels, unfundedCells } from './layOutStrip.ts'
import { planStrip } from './planStrip.ts'
import type { Cell } from './record.ts'

const cells = Array.from({ length: 30 }, (_, epoch): Cell => ({ epoch, status: 'met', fill: 1 }))
const runway: StripContent = {
  cells,
  fundedAhead: 31,
  now: { fill: 0.5 },
  startLabel: ({ epoch }) => `Epoch ${epoch}`,
  nowLabel: '21 Nov',
  endLabel: 'Money ends 23 Dec',
  describe: ({ epoch, status }) => `Epoch ${epoch}, ${status}`,
}

test('tells each epoch, the running one, and all funded ones as one', () => {
  const { items } = drawn(1072, runway)
  assert.equal(items.length, 32)
  assert.deepEqual(
    [items[0], items[30], items[31]].map((item) => item?.description),
    ['Epoch 0, met', 'Epoch 30, running', '31 funded epochs ahead. Money ends 23 Dec'],
  )
  assert.equal(items[31]?.drawn.length, 31)
})

test('says what was cut, and from where on it shows', () => {
  const { above, below } = drawn(326, runway)
  assert.deepEqual(
    above.map(({ text }) => text),
    ['Now', '31 ahead', 'Last 15 of 30 judged'],
  )
  assert.deepEqual(
    below.map(({ text }) => text),
    ['Money ends 23 Dec', '21 Nov', 'Epoch 15'],
  )
})

test('does not count an awaited verdict as judged', () => {
  const { above } = drawn(1072, { ...runway, cells: [...cells, { epoch: 30, status: 'awaited', fill: 0 }] })
  assert.equal(above.at(-1)?.text, '30 judged')
})

test('an agreement without epochs has no labels and only base lines', () => {
  const none = { ...runway, cells: [], now: undefined, fundedAhead: 0 }
  const { items, above, base } = drawn(326, none)
  assert.deepEqual([items.length, above.length, base.length], [0, 0, 12])
})

function drawn(width: number, content: StripContent) {
  const { cells, now, fundedAhead } = content
  const plan = planStrip(width, { judged: cells.length, isRunning: now !== undefined, ahead: fundedAhead })
  const items = layOutStrip(plan, content)
  return { items, base: unfundedCells(plan, content), ...stripLabels(plan, items, content, width) }
}

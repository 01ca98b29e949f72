import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planStrip } from './planStrip.ts'

const runway = { judged: 30, isRunning: true, ahead: 31 }

test('shows 62 cells on a wide page, over its whole width', () => {
  const plan = planStrip(1072, runway)
  assert.deepEqual([plan.judged, plan.ahead, plan.unfunded], [30, 31, 0])
  assert.equal(plan.isCutBefore || plan.isCutAfter, false)
  assert.equal(Math.round(plan.pitch * 61 + plan.cellWidth), 1072)
})

test('keeps the newest 28 on a phone and marks both cut ends', () => {
  const plan = planStrip(326, runway)
  assert.deepEqual([plan.judged, plan.ahead], [15, 12])
  assert.equal(plan.isCutBefore && plan.isCutAfter, true)
})

test('gives the room of one side to the other', () => {
  assert.deepEqual(pick(planStrip(326, { judged: 2, isRunning: true, ahead: 40 })), [2, 25])
  assert.deepEqual(pick(planStrip(326, { judged: 40, isRunning: true, ahead: 0 })), [27, 0])
})

test('draws a base line where no money is', () => {
  const plan = planStrip(1072, { judged: 3, isRunning: true, ahead: 4 })
  assert.equal(plan.judged + 1 + plan.ahead + plan.unfunded, 41)
  assert.ok(plan.cellWidth < 21)
})

test('never has cells without width or outside the strip', () => {
  for (let width = 40; width < 1400; width += 7)
    for (const judged of [0, 1, 17, 400])
      for (const ahead of [0, 5, 90]) {
        const plan = planStrip(width, { judged, isRunning: judged % 2 === 1, ahead })
        const slots = plan.judged + (judged % 2) + plan.ahead + plan.unfunded
        assert.ok(plan.cellWidth > 1, `width ${width}`)
        if (slots > 0)
          assert.ok(plan.left + slots * plan.pitch - (plan.pitch - plan.cellWidth) <= width + 0.01)
      }
})

function pick({ judged, ahead }: { judged: number; ahead: number }) {
  return [judged, ahead]
}

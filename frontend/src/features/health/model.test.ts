import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleAgreement, terms } from '../../shared/market/testing/sampleAgreement.ts'
import { liveRemark, metricRows, parseReport, samplesInWords } from './model.ts'

const { token } = sampleAgreement()

function report(rpc: number | null, unsafeHead: number | null, over: object = {}) {
  return parseReport({
    ...{ agreementId: '0x91c4', epoch: 3, start: 1_048, end: 1_064, at: 1_050_000 },
    metrics: { rpc, unsafeHead },
    slots: { elapsed: 2, counted: 2, void: 0, missing: 0, underWay: 0 },
    skippedChecks: [],
    recent: [
      { at: 1_048_000, rpc: true, unsafeHead: true, ms: 12, head: 7 },
      { at: 1_049_000, rpc: false, unsafeHead: false, ms: 5_000, note: 'timeout' },
      { at: 1_050_000, rpc: false, unsafeHead: false, ms: 0, void: 'prober late' },
    ],
    ...over,
  })
}

test('reads a report, whatever else is in it', () => {
  assert.equal(report(10_000, null, { somethingNew: { deep: true } }).metrics.unsafeHead, null)
  assert.throws(() => parseReport({ metrics: {} }))
  assert.throws(() => report(10_001, 0))
})

test('a probe’s notes are a stranger’s text', () => {
  assert.equal(report(0, 0, { refused: `bad\u202e${'x'.repeat(200)}` }).refused?.length, 80)
})

test('agreed metrics against what is measured; nothing measured is unknown, not 0', () => {
  const rows = metricRows(terms.sla, report(9_000, 7_000))
  assert.deepEqual(
    rows.map(({ name, status, nowBps, targetBps }) => [name, status, nowBps, targetBps]),
    [
      ['rpc', 'met', 9_000, 8_000],
      ['unsafeHead', 'degraded', 7_000, 8_000],
    ],
  )
  assert.deepEqual(rows[0]?.samples, [
    { ok: true, ms: 12 },
    { ok: false, ms: 5_000 },
  ])
  const [unmeasured] = metricRows(terms.sla, report(null, null))
  assert.deepEqual(
    [unmeasured?.status, unmeasured?.nowBps, unmeasured?.unknown],
    ['awaited', undefined, 'Nothing measured in this epoch yet'],
  )
  assert.equal(metricRows(terms.sla, undefined)[0]?.nowBps, undefined)
})

test('metrics that this probe does not know are unknown', () => {
  const sla = { ...terms.sla, proposals: { target: 9_000, floor: 8_000, payoutAtFloor: 5_000 } }
  assert.equal(metricRows(sla, report(10_000, 10_000)).at(-1)?.unknown, 'Not measured by this probe')
})

test('says what the running epoch would pay, only when it is less', () => {
  assert.equal(liveRemark(terms, report(10_000, 8_000), token), undefined)
  assert.equal(
    liveRemark(terms, report(10_000, 7_000), token),
    'This epoch would pay 15.00 tUSD instead of 20.00 tUSD: head late.',
  )
  assert.equal(
    liveRemark(terms, report(3_000, 3_000), token),
    'This epoch would pay 0.00 tUSD instead of 20.00 tUSD: answers late or missing, head late. ' +
      '5.00 tUSD of the bond would come to the deposit.',
  )
  assert.equal(liveRemark(terms, report(null, null), token), undefined)
  assert.equal(liveRemark(terms, report(0, 0, { notMeasured: 'other profile' }), token), undefined)
  assert.equal(liveRemark(terms, undefined, token), undefined)
})

test('a metric that is not agreed does not keep the remark back', () => {
  const sla = { ...terms.sla, unsafeHead: { target: 0, floor: 0, payoutAtFloor: 0 } }
  assert.equal(
    liveRemark({ ...terms, sla }, report(7_000, null), token),
    'This epoch would pay 15.00 tUSD instead of 20.00 tUSD: answers late or missing.',
  )
})

test('tells samples in words', () => {
  assert.equal(samplesInWords([]), 'No samples')
  assert.equal(samplesInWords([{ ok: true }, { ok: true }]), 'All of the last 2 samples met')
  assert.equal(samplesInWords([{ ok: true }, { ok: false }]), '1 of the last 2 samples met')
})

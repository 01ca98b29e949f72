import assert from 'node:assert/strict'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { epochFiles, readRecording } from './samples.ts'
import { openSampleStore, type SampleStore } from './store.ts'
import { sampleHeader as header, memoryLog, sampleOf, sampleSla as sla } from './testing/sample.ts'
import { computeVerdict } from './verdict.ts'

let folder: string
let store: SampleStore
let log: ReturnType<typeof memoryLog>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opraas-samples-'))
  log = memoryLog()
  store = openSampleStore(folder, log)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

const files = () => epochFiles(folder, header)
const compute = () => computeVerdict({ header, end: 1_080, samples: store.read(header)?.samples ?? [], sla })

function reopen(): void {
  store.close()
  store = openSampleStore(folder, log)
}

test('keeps samples in a file per agreement and epoch, header first', () => {
  store.append(header, sampleOf(30))
  store.append(header, sampleOf(31, { void: 'market stalled', note: 'timeout' }))
  assert.equal(files().samples, join(folder, header.agreementId, '3.jsonl'))
  const lines = readFileSync(files().samples, 'utf8').split('\n')
  assert.equal(lines.length, 4)
  assert.deepEqual(JSON.parse(lines[0] ?? ''), header)
  assert.deepEqual(store.read(header)?.samples, [
    sampleOf(30),
    sampleOf(31, { void: 'market stalled', note: 'timeout' }),
  ])
})

test('drops a line that a crash tore, and goes on behind the last whole one', () => {
  store.append(header, sampleOf(30))
  store.append(header, sampleOf(31))
  const whole = readFileSync(files().samples, 'utf8')
  for (let cut = whole.length - 1; cut > whole.indexOf('\n', whole.indexOf('\n') + 1); cut--) {
    writeFileSync(files().samples, whole.slice(0, cut))
    reopen()
    assert.equal(store.read(header)?.samples.length, 1)
    store.append(header, sampleOf(32))
    assert.deepEqual(
      store.read(header)?.samples.map(({ slot }) => slot),
      [30, 32],
    )
  }
})

test('begins again after a torn header', () => {
  mkdirSync(dirname(files().samples), { recursive: true })
  writeFileSync(files().samples, '{"schema":1,"mark')
  assert.equal(store.read(header), undefined)
  store.append(header, sampleOf(30))
  assert.equal(store.read(header)?.samples.length, 1)
})

test('names a damaged line and does not touch the file', () => {
  store.append(header, sampleOf(30))
  appendFileSync(files().samples, '{"slot":"x"}\n')
  const before = readFileSync(files().samples, 'utf8')
  reopen()
  const refusal = { code: 'OPR-404', message: /3\.jsonl cannot be read: line 3 is not what a probe writes/ }
  assert.throws(() => store.read(header), refusal)
  assert.throws(() => store.append(header, sampleOf(31)), refusal)
  assert.equal(readFileSync(files().samples, 'utf8'), before)
})

test('refuses another schema', () => {
  store.append(header, sampleOf(30))
  const newer = readFileSync(files().samples, 'utf8').replace('"schema":1', '"schema":2')
  writeFileSync(files().samples, newer)
  reopen()
  assert.throws(() => store.append(header, sampleOf(31)), { code: 'OPR-401', message: /has schema 2/ })
  assert.throws(() => readRecording(files().samples), { code: 'OPR-401' })
})

test('one probe per folder', () => {
  assert.throws(() => openSampleStore(folder, log), { code: 'OPR-402' })
})

test('a frozen epoch takes no more samples, also in the next process', () => {
  store.append(header, sampleOf(30))
  const frozen = store.freeze(header, 1_080, compute())
  assert.equal(store.append(header, sampleOf(31)), false)
  reopen()
  assert.equal(store.append(header, sampleOf(32)), false)
  assert.deepEqual(store.findFrozen(header), frozen)
  assert.equal(frozen.evidence, compute().evidence)
  assert.deepEqual(frozen.slots, { expected: 10, counted: 1, void: 0, missing: 9 })
  assert.equal(frozen.verdict.l1Spend, '0')
})

test('an epoch without samples can be frozen', () => {
  const frozen = store.freeze(header, 1_080, compute())
  assert.equal(frozen.verdict.coverage, 0)
  assert.ok(existsSync(files().samples), 'the header is part of the evidence')
})

test('samples of another start are put aside, not mixed and not lost', () => {
  const later = { ...header, anchor: 1_001, start: 1_061 }
  store.append(header, sampleOf(30))
  store.freeze(header, 1_080, compute())
  assert.equal(store.read(later), undefined)
  assert.equal(store.append(later, sampleOf(30)), true)
  assert.equal(store.read(later)?.samples.length, 1)
  assert.equal(store.findFrozen(header), undefined)
  assert.ok(existsSync(join(folder, header.agreementId, '3.start-1060.jsonl')))
  assert.ok(existsSync(join(folder, header.agreementId, '3.start-1060.verdict.json')))
  assert.deepEqual(
    log.events.map(({ event }) => event),
    ['probe.samplesPutAside', 'probe.samplesPutAside'],
  )
})

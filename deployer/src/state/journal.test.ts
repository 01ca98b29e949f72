import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { openJournal, readJournal } from './journal.ts'
import type { JournalEntry } from './record.ts'

const mined: JournalEntry = {
  kind: 'mined',
  stepId: 'a',
  hash: `0x${'11'.repeat(32)}`,
  blockNumber: 2n ** 64n,
  blockHash: `0x${'22'.repeat(32)}`,
  status: 'success',
  gasUsed: 21_000n,
}
const stage: JournalEntry = { kind: 'stage', stage: 'verify', facts: { checks: 56 } }
const now = (): number => 1_700_000_000_000
let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opraas-journal-'))
  file = join(folder, 'journal.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the journal', () => {
  test('gives back what was written, bigints included, and numbers its records', () => {
    const journal = openJournal(file, { now })
    journal.append([mined, stage])
    journal.append([stage])
    journal.close()
    const again = openJournal(file, { now })
    assert.deepEqual(again.records(), [
      { v: 1, seq: 0, at: now(), ...mined },
      { v: 1, seq: 1, at: now(), ...stage },
      { v: 1, seq: 2, at: now(), ...stage },
    ])
    again.close()
  })

  test('cuts a torn last line off, and goes on behind it', () => {
    const journal = openJournal(file, { now })
    journal.append([mined])
    journal.close()
    const whole = readFileSync(file, 'utf8')
    for (const length of [1, 20, whole.length - 1]) {
      writeFileSync(file, whole + whole.slice(0, length))
      const torn = openJournal(file, { now })
      assert.equal(torn.records().length, 1)
      torn.append([stage])
      torn.close()
      assert.deepEqual(
        readJournal(file).records.map(({ kind }) => kind),
        ['mined', 'stage'],
      )
      writeFileSync(file, whole)
    }
  })

  test('refuses a damaged line, naming it', () => {
    const journal = openJournal(file, { now })
    journal.append([mined])
    journal.append([stage])
    journal.close()
    writeFileSync(file, readFileSync(file, 'utf8').replace('21000', '21001'))
    assert.throws(() => openJournal(file, { now }), {
      code: 'OPR-400',
      message: `${file}:1: the journal is damaged: its checksum does not match.`,
    })
  })

  test('refuses a line that is missing in the middle', () => {
    const journal = openJournal(file, { now })
    journal.append([mined])
    journal.append([stage])
    journal.close()
    writeFileSync(file, readFileSync(file, 'utf8').split('\n').slice(1).join('\n'))
    assert.throws(() => openJournal(file, { now }), {
      code: 'OPR-400',
      message: /record 0 expected, found 1/,
    })
  })

  test('tells the hook before and after, and writes nothing when the hook ends it before', () => {
    const seen: string[] = []
    const journal = openJournal(file, {
      now,
      onWrite: (point, phase) => {
        seen.push(`${phase} ${point}`)
        if (seen.length === 3) throw new Error('crash')
      },
    })
    journal.append([mined])
    assert.throws(() => journal.append([stage]), { message: 'crash' })
    journal.close()
    assert.deepEqual(seen, ['before mined:a', 'after mined:a', 'before stage:verify'])
    assert.equal(readJournal(file).records.length, 1)
  })

  test('says which file when the disk refuses', () => {
    assert.throws(() => openJournal(join(folder, 'no/such/journal.jsonl'), { now }), { code: 'OPR-404' })
    appendFileSync(file, '')
  })
})

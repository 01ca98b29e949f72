import { createHash } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { FileError, JournalDamagedError, SchemaVersionError } from '../core/errors/index.ts'
import { toJson } from '../core/json.ts'
import { JOURNAL_SCHEMA, type JournalEntry, type JournalRecord, reviveRecord } from './record.ts'

/** Called around every write; a test kills the process here. `before`: nothing is on disk; `after`: all of it is. */
export type FaultHook = (point: string, phase: 'before' | 'after') => void

/** An append-only file of records. One writer at a time: hold the lock of its folder. */
export type Journal = {
  /** All records so far, oldest first. */
  records(): readonly JournalRecord[]
  /** Writes entries as one block and syncs it to disk before it returns. */
  append(entries: readonly JournalEntry[]): readonly JournalRecord[]
  close(): void
}

/**
 * Opens or creates a journal.
 *
 * The last line may be torn by a crash: it was never acted upon, and is cut off. Any other damage is an error.
 *
 * @throws {@link JournalDamagedError}, {@link SchemaVersionError}, {@link FileError}
 */
export function openJournal(file: string, options: { now: () => number; onWrite?: FaultHook }): Journal {
  const isNew = !existsSync(file)
  const { records, validBytes } = isNew ? { records: [], validBytes: 0 } : readJournal(file)
  const fd = guard(file, 'write', () => openSync(file, isNew ? 'ax' : 'r+'))
  guard(file, 'write', () => {
    ftruncateSync(fd, validBytes)
    if (isNew) syncFolder(dirname(file))
  })
  let size = validBytes

  return {
    records: () => records,
    append(entries) {
      const at = options.now()
      const added = entries.map((entry, index): JournalRecord => {
        return { v: JOURNAL_SCHEMA, seq: records.length + index, at, ...entry }
      })
      const point = entries.map(pointOf).join('+')
      options.onWrite?.(point, 'before')
      guard(file, 'write', () => {
        const block = Buffer.from(added.map(toLine).join(''))
        let written = 0
        while (written < block.length)
          written += writeSync(fd, block, written, block.length - written, size + written)
        fsyncSync(fd)
        size += block.length
      })
      records.push(...added)
      options.onWrite?.(point, 'after')
      return added
    },
    close: () => closeSync(fd),
  }
}

/** Reads a journal without taking it over: for `status` and `inspect`. */
export function readJournal(file: string): { records: JournalRecord[]; validBytes: number } {
  const text = guard(file, 'read', () => readFileSync(file, 'utf8'))
  const records: JournalRecord[] = []
  let validBytes = 0
  const lines = text.split('\n')
  for (const [index, line] of lines.entries()) {
    const isLast = index === lines.length - 1
    if (isLast) break // behind the last newline: nothing, or a torn line
    records.push(parseLine({ file, line, number: index + 1, seq: index }))
    validBytes += Buffer.byteLength(line) + 1
  }
  return { records, validBytes }
}

/** A line is the record and a checksum of it. */
function toLine(record: JournalRecord): string {
  const json = toJson(record)
  return `${json.slice(0, -1)},"sum":"${checksum(json)}"}\n`
}

function parseLine({
  file,
  line,
  number,
  seq,
}: {
  file: string
  line: string
  number: number
  seq: number
}): JournalRecord {
  const match = /^(.*),"sum":"([0-9a-f]{16})"}$/.exec(line)
  const json = match?.[1] === undefined ? undefined : `${match[1]}}`
  if (json === undefined || checksum(json) !== match?.[2]) {
    throw new JournalDamagedError({ file, line: number, reason: 'its checksum does not match' })
  }
  const record = JSON.parse(json, reviveRecord) as JournalRecord
  if (record.v !== JOURNAL_SCHEMA) {
    throw new SchemaVersionError({ file, found: String(record.v), expected: JOURNAL_SCHEMA })
  }
  if (record.seq !== seq) {
    throw new JournalDamagedError({
      file,
      line: number,
      reason: `record ${seq} expected, found ${record.seq}`,
    })
  }
  return record
}

function checksum(json: string): string {
  return createHash('sha256').update(json).digest('hex').slice(0, 16)
}

/** Name of a write for the fault hook. */
function pointOf(entry: JournalEntry): string {
  if (entry.kind === 'stage') return `stage:${entry.stage}`
  return 'stepId' in entry ? `${entry.kind}:${entry.stepId}` : entry.kind
}

/** Makes a new file's name durable. */
function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r')
  fsyncSync(fd)
  closeSync(fd)
}

function guard<T>(file: string, action: 'read' | 'write', run: () => T): T {
  try {
    return run()
  } catch (cause) {
    throw new FileError({ file, action, cause })
  }
}

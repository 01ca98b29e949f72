import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  truncateSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { acquireLock, canonicalJson, toJson, writeFileAtomic } from '@opraas/deployer'
import type { Hex } from 'viem'
import type { Log } from '../log.ts'
import { type Header, type Sample, STORE_SCHEMA } from './sample.ts'
import { epochFiles, type FrozenVerdict, type Recording, readFrozen, readRecording } from './samples.ts'
import type { Computed } from './verdict.ts'

/**
 * Opens a data folder for writing: one process at a time.
 *
 * @throws LockedError when another probe writes there
 */
export function openSampleStore(folder: string, log: Log) {
  const lock = acquireLock(join(folder, 'probe.lock'), `the samples in ${folder}`)
  /** Files whose header and end this process has looked at. */
  const checked = new Map<string, Header>()

  return {
    /** Adds a sample. @returns False when the epoch's verdict was given away: nothing is added any more. */
    append(header: Header, sample: Sample): boolean {
      const files = epochFiles(folder, header)
      prepare(header)
      if (existsSync(files.verdict)) return false
      appendFileSync(files.samples, `${canonicalJson(sample)}\n`)
      return true
    },

    /** The samples of an epoch; undefined when there are none of this very epoch. */
    read(header: Header): Recording | undefined {
      const recording = readRecording(epochFiles(folder, header).samples)
      return recording && isSame(recording.header, header) ? recording : undefined
    },

    /** The verdict that was given away about an epoch, whatever its header. */
    findFrozen: (of: { agreementId: Hex; epoch: number }): FrozenVerdict | undefined =>
      readFrozen(epochFiles(folder, of).verdict),

    /** Makes samples and verdict durable. From then on neither changes. */
    freeze(header: Header, end: number, computed: Computed): FrozenVerdict {
      const files = epochFiles(folder, header)
      prepare(header)
      sync(files.samples)
      const { verdict, evidence, slots } = computed
      const frozen: FrozenVerdict = {
        schema: STORE_SCHEMA,
        header,
        end,
        verdict: { ...verdict, l1Spend: verdict.l1Spend.toString() },
        evidence,
        slots,
      }
      writeFileAtomic(files.verdict, `${toJson(frozen, 2)}\n`)
      checked.delete(files.samples)
      return frozen
    },

    close: (): void => lock.release(),
  }

  /** Makes the file of samples ready to be added to: with its header, without a torn line. */
  function prepare(header: Header): void {
    const { samples } = epochFiles(folder, header)
    const known = checked.get(samples)
    if (known && isSame(known, header)) return
    putAsideOthers(header)
    const recording = readRecording(samples)
    if (recording) truncateSync(samples, recording.wholeBytes)
    else {
      mkdirSync(dirname(samples), { recursive: true })
      if (existsSync(samples)) truncateSync(samples, 0)
      appendFileSync(samples, `${canonicalJson(header)}\n`)
    }
    checked.set(samples, header)
    checked.delete(epochFiles(folder, { ...header, epoch: header.epoch - 2 }).samples)
  }

  /** A reorg, or another chain under the same id, gives an epoch another start: its old files are kept apart. */
  function putAsideOthers(header: Header): void {
    const files = epochFiles(folder, header)
    const putAside = (file: string, found: Header | undefined): void => {
      if (!found || isSame(found, header)) return
      const to = file.replace(/\.(jsonl|verdict\.json)$/, `.start-${found.start}.$1`)
      renameSync(file, to)
      log.warn('probe.samplesPutAside', { file, to, found: found.start, expected: header.start })
    }
    putAside(files.samples, readRecording(files.samples)?.header)
    putAside(files.verdict, readFrozen(files.verdict)?.header)
  }
}

export type SampleStore = ReturnType<typeof openSampleStore>

/** True when two headers are of the very same epoch. */
export function isSame(a: Header, b: Header): boolean {
  return canonicalJson(a) === canonicalJson(b)
}

function sync(file: string): void {
  const fd = openSync(file, 'r+')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

import { join } from 'node:path'
import { FileError, readFileIfExists, readVersioned, SchemaVersionError } from '@opraas/deployer'
import type { Hex } from 'viem'
import { type Header, headerSchema, type Sample, STORE_SCHEMA, sampleSchema } from './sample.ts'
import type { Computed } from './verdict.ts'

/** The samples of one epoch as they stand in a file. */
export type Recording = {
  header: Header
  samples: Sample[]
  /** Length of the whole lines; what a crash tore off behind them does not count. */
  wholeBytes: number
}

/** A verdict that was given away, for good. */
export type FrozenVerdict = Omit<Computed, 'verdict'> & {
  schema: typeof STORE_SCHEMA
  header: Header
  end: number
  /** As in Solidity; the spend in wei as a decimal string. */
  verdict: Omit<Computed['verdict'], 'l1Spend'> & { l1Spend: string }
}

/** Where the samples and the verdict of one epoch stand. */
export function epochFiles(folder: string, { agreementId, epoch }: { agreementId: Hex; epoch: number }) {
  const base = join(folder, agreementId, String(epoch))
  return { samples: `${base}.jsonl`, verdict: `${base}.verdict.json` }
}

/**
 * Reads a file of samples; undefined when there is none, or only a torn header.
 *
 * @throws SchemaVersionError for another version, FileError for a line that is no sample
 */
export function readRecording(file: string): Recording | undefined {
  const text = readFileIfExists(file)
  if (text === undefined) return undefined
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  const [first, ...lines] = whole.split('\n').slice(0, -1)
  if (first === undefined) return undefined
  return {
    header: parseHeader(file, first),
    samples: lines.map((line, index) =>
      parseLine(file, index + 2, line, (value) => sampleSchema.parse(value)),
    ),
    wholeBytes: Buffer.byteLength(whole),
  }
}

/** Reads a verdict that was given away; undefined when there is none. @throws SchemaVersionError */
export function readFrozen(file: string): FrozenVerdict | undefined {
  return readVersioned<FrozenVerdict>(file, STORE_SCHEMA)
}

function parseHeader(file: string, line: string): Header {
  return parseLine(file, 1, line, (value) => {
    const { schema } = value as { schema?: unknown }
    if (schema !== STORE_SCHEMA)
      throw new SchemaVersionError({ file, found: String(schema), expected: STORE_SCHEMA })
    return headerSchema.parse(value)
  })
}

function parseLine<T>(file: string, number: number, line: string, parse: (value: unknown) => T): T {
  try {
    return parse(JSON.parse(line))
  } catch (cause) {
    if (cause instanceof SchemaVersionError) throw cause
    throw new FileError({
      file,
      action: 'read',
      cause: new Error(`line ${number} is not what a probe writes`, { cause }),
    })
  }
}

import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LogLine } from '../../core/ports.ts'

const POLL_MS = 250

/** The last lines of every service's log in a folder, then what is added to them while `follow` holds. */
export async function* followLogs(
  folder: string,
  options: { service?: string; lines: number; follow: boolean; signal: AbortSignal },
): AsyncIterable<LogLine> {
  const offsets = new Map<string, number>()
  const files = (): string[] =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.log') && (!options.service || name === `${options.service}.log`))
      .sort()
  for (const name of files()) {
    const text = readFileSync(join(folder, name), 'utf8')
    offsets.set(name, Buffer.byteLength(text))
    const lines = text.split('\n').filter((line) => line !== '')
    for (const line of lines.slice(Math.max(0, lines.length - options.lines)))
      yield { service: name.slice(0, -4), text: line }
  }
  while (options.follow && !options.signal.aborted) {
    for (const name of files()) {
      for (const line of readAdded(join(folder, name), name, offsets))
        yield { service: name.slice(0, -4), text: line }
    }
    await sleep(POLL_MS, undefined, { signal: options.signal }).catch((error: Error) => {
      if (error.name !== 'AbortError') throw error
    })
  }
}

/** Whole lines behind the last offset; from the beginning when the file was rotated. */
function readAdded(file: string, name: string, offsets: Map<string, number>): string[] {
  if (!existsSync(file)) return []
  const { size } = statSync(file)
  const known = offsets.get(name) ?? 0
  const from = size < known ? 0 : known
  const buffer = Buffer.alloc(size - from)
  const fd = openSync(file, 'r')
  try {
    readSync(fd, buffer, 0, buffer.length, from)
  } finally {
    closeSync(fd)
  }
  const end = buffer.lastIndexOf('\n') + 1
  offsets.set(name, from + end)
  return buffer.subarray(0, end).toString().split('\n').slice(0, -1)
}

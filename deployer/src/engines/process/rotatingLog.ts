import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs'
import { dirname } from 'node:path'
import { Writable } from 'node:stream'

/** Largest log file before it is moved aside; one old file is kept. */
const MAX_LOG_BYTES = 10 * 1024 * 1024

/** A log file that never grows beyond a bound: when it is full, it becomes `<file>.1` and a new one begins. */
export function openRotatingLog(file: string, maxBytes: number = MAX_LOG_BYTES): Writable {
  mkdirSync(dirname(file), { recursive: true })
  let size = sizeOf(file)
  let stream: WriteStream | undefined
  const open = (): WriteStream => {
    if (size > maxBytes) {
      stream?.end()
      stream = undefined
      renameSync(file, `${file}.1`)
      size = 0
    }
    stream ??= append(file, () => {
      stream = undefined
    })
    return stream
  }
  return new Writable({
    write(chunk: Buffer, _, done) {
      size += chunk.length
      // A log that can't be written must not stop the program it is of.
      open().write(chunk, () => done())
    },
    final(done) {
      if (stream) stream.end(() => done())
      else done()
    },
  })
}

/** A stream is of no use after an error; the next write opens another. */
function append(file: string, onError: () => void): WriteStream {
  return createWriteStream(file, { flags: 'a' }).on('error', (error) => {
    onError()
    ignoreFullDisk(error)
  })
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}

/** For the errors of a log's stream: a full disk is said elsewhere, and must not end a program. */
export function ignoreFullDisk(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOSPC') throw error
}

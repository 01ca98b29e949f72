import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { tryLock } from 'fs-native-extensions'
import { LockedError } from '../core/errors/index.ts'

export type Lock = { release(): void }

/**
 * Takes an exclusive lock of the operating system; it goes with the process, however that ends.
 *
 * @param what - What is locked, for the message.
 * @throws {@link LockedError} when another process holds it.
 */
export function acquireLock(file: string, what: string): Lock {
  mkdirSync(dirname(file), { recursive: true })
  const fd = openSync(file, 'a+')
  if (!tryLock(fd)) {
    closeSync(fd)
    throw new LockedError({ what, file, pid: lockOwner(file) })
  }
  ftruncateSync(fd, 0)
  writeSync(fd, `${process.pid}\n`)
  return { release: () => closeSync(fd) }
}

/** True when some process holds the lock. */
export function isLocked(file: string): boolean {
  let fd: number
  try {
    fd = openSync(file, 'r+')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
  const free = tryLock(fd)
  closeSync(fd)
  return !free
}

/** The process that last took the lock, as it says itself. */
export function lockOwner(file: string): number | undefined {
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
  return Number.isInteger(pid) ? pid : undefined
}

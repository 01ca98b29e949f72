import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { skipWithoutMount } from '../../capabilities.ts'
import { accounts } from '../testing/accounts.ts'
import { isAlive } from '../testing/processes.ts'
import { startTransactionLoop } from '../testing/transactionLoop.ts'
import { until } from '../testing/until.ts'
import { type NativeWorld, startWorld } from '../testing/world.ts'

/** Somewhat more than the engine wants to be left free. */
const SIZE_MIB = 1_300
/** Longer than a start takes. */
const HELD_BACK_MS = 3_000

/** A disk that fills up, and is emptied again. */
export function describeFullDisk(versionSet: '13' | '17'): void {
  describe('a full disk', { skip: skipWithoutMount() }, () => {
    let disk: Disk
    let world: NativeWorld
    before(async () => {
      disk = mountDisk()
      world = await startWorld({ versionSet, parent: disk.folder })
    })
    after(async () => {
      await world?.close()
      disk?.unmount()
    })

    test('is named, starts nothing, loses nothing, and the chain goes on when there is space', async () => {
      const { status, pid, kill } = world
      const loop = await startTransactionLoop(world, accounts.users[0])
      await loop.more()
      const filler = join(disk.folder, 'filler')
      fill(filler)
      await until('the finding', async () =>
        (await status()).findings?.some((finding) => /the disk is almost full: 0 MiB are left/.test(finding)),
      )
      // Whatever ends on a full disk is not started on it.
      const node = await pid('node-0')
      await kill('node-0')
      await until('the end of op-node', async () => !isAlive(node))
      await sleep(HELD_BACK_MS)
      await assert.rejects(world.askService('node-0.rpc', 'optimism_version'))
      rmSync(filler)
      await until('health', async () => (await status()).healthy, { seconds: 120 })
      await loop.more()
      await loop.finish()
    })
  })
}

type Disk = { folder: string; unmount(): void }

/** A small disk in memory. */
function mountDisk(): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'opraas-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MIB}m`, 'tmpfs', folder])
  return {
    folder,
    unmount() {
      execFileSync('umount', ['--lazy', folder])
      rmdirSync(folder)
    },
  }
}

/** Writes until nothing fits any more. */
function fill(file: string): void {
  const fd = openSync(file, 'w')
  try {
    for (let chunk = 8 * 1024 ** 2; chunk >= 4_096; chunk /= 2) writeUntilFull(fd, Buffer.alloc(chunk))
  } finally {
    closeSync(fd)
  }
}

function writeUntilFull(fd: number, chunk: Buffer): void {
  try {
    for (;;) writeSync(fd, chunk)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}

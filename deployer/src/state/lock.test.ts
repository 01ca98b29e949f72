import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { acquireLock, isLocked } from './lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'opraas-lock-'))
after(() => rmSync(folder, { recursive: true }))

test('a lock belongs to one process, names it, and goes with it, however it ends', async () => {
  const file = join(folder, 'sub', 'a.lock')
  const module = new URL('./lock.ts', import.meta.url).href
  const source = `import { acquireLock } from '${module}'; acquireLock(process.argv[1], 'it'); console.log('locked'); setInterval(() => {}, 1e3)`
  const other = spawn(process.execPath, ['--input-type=module', '-e', source, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(other.stdout, 'data')
  assert.ok(isLocked(file))
  assert.throws(() => acquireLock(file, 'the deployment x'), {
    code: 'OPR-402',
    message: `Another process (pid ${other.pid}) works on the deployment x.`,
  })
  other.kill('SIGKILL')
  await once(other, 'close')
  assert.ok(!isLocked(file))
  const lock = acquireLock(file, 'it')
  assert.ok(isLocked(file))
  lock.release()
  assert.ok(!isLocked(file))
})

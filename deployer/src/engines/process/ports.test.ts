import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { freePort, holdPort, isPortFree } from './ports.ts'

test('a held port is nobody else’s until it is released, whoever has called it', async () => {
  const held = await holdPort()
  assert.equal(await isPortFree(held.port), false)
  assert.equal(await holdPort(held.port), undefined)
  const caller = connect(held.port, '127.0.0.1')
  await once(caller, 'close')
  const late = connect(held.port, '127.0.0.1').on('error', () => undefined)
  await held.release()
  assert.equal(await isPortFree(held.port), true)
  late.destroy()
})

test('a free port is given once', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, () => freePort()))
  assert.equal(new Set(ports).size, 20)
})

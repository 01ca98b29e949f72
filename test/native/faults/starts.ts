import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { findPrograms } from '@opraas/deployer'
import { accounts } from '../testing/accounts.ts'
import { startTransactionLoop } from '../testing/transactionLoop.ts'
import { until } from '../testing/until.ts'
import { type NativeWorld, startWorld } from '../testing/world.ts'

/** What a start finds in its way, and files that change under a running chain. */
export function describeStarts(versionSet: '13' | '17'): void {
  describe('a start', { concurrency: false }, () => {
    let world: NativeWorld
    before(async () => {
      world = await startWorld({ versionSet })
    })
    after(() => world?.close())

    test('after jwt.hex was replaced under a running chain: named, both ends read it again', async () => {
      const loop = await startTransactionLoop(world, accounts.users[0])
      const [engine, node] = [await world.pid('engine-0'), await world.pid('node-0')]
      writeFileSync(join(world.chain.folder, 'engine/jwt.hex'), randomBytes(32).toString('hex'))
      await until('another op-geth and op-node', async () => {
        return (await world.pid('engine-0')) !== engine && (await world.pid('node-0')) !== node
      })
      await loop.more()
      await loop.finish()
      const log = readFileSync(join(world.chain.folder, 'engine/logs/host.log'), 'utf8')
      assert.match(log, /engine-0, node-0: started anew, because engine-0 refuses the secret in .*jwt\.hex/)
    })

    test('with the public port taken: refused, its owner named', async () => {
      await world.down()
      const free = await occupy(world.chain.rpcPort)
      try {
        await assert.rejects(world.up(), {
          code: 'OPR-501',
          message: new RegExp(`^Port ${world.chain.rpcPort}, .* is taken by .*\\(pid ${process.pid}\\)`),
        })
      } finally {
        await free()
      }
    })

    test('with an op-node of another version set: refused, both versions named', async () => {
      const other = versionSet === '13' ? '17' : '13'
      const found = await findPrograms({ versionSet: other, names: ['op-node'] })
      const { services } = world.chain
      const chain = { ...world.chain, services: { ...services, run: { ...services.run, programs: found } } }
      await assert.rejects(world.engine.up(chain, { signal: AbortSignal.timeout(60_000) }), {
        code: 'OPR-506',
        message: /op-node at .*: found .*v1\.1[37]\.\d.*, expected .*v1\.1[37]\.\d/,
      })
    })

    test('on the data of another chain: refused, whether or not the folder says whose it is', async () => {
      const other = await startWorld({ versionSet, up: false })
      try {
        const data = join(other.chain.folder, 'engine/data/engine-0')
        cpSync(join(world.chain.folder, 'engine/data/engine-0'), data, { recursive: true })
        const [found, expected] = [genesisHashOf(world), genesisHashOf(other)]
        const refusal = { code: 'OPR-510', message: `${data} holds block 0 ${found}, expected ${expected}.` }
        await assert.rejects(other.up(), refusal)
        const marker = join(data, 'opraas.json')
        writeFileSync(marker, readFileSync(marker, 'utf8').replace(found, expected))
        await assert.rejects(other.up(), refusal)
        rmSync(data, { recursive: true })
        assert.ok((await other.up()).healthy)
      } finally {
        await other.close()
      }
    })

    test('with a port of a service taken: another one is chosen', async () => {
      const url = world.url('node-0.rpc')
      const free = await occupy(Number(new URL(url).port))
      try {
        assert.ok((await world.up()).healthy)
        assert.notEqual(world.url('node-0.rpc'), url)
      } finally {
        await free()
      }
    })
  })
}

function genesisHashOf({ chain }: NativeWorld): string {
  const rollup = JSON.parse(readFileSync(join(chain.folder, 'rollup.json'), 'utf8'))
  return (rollup as { genesis: { l2: { hash: string } } }).genesis.l2.hash
}

/** Listens on a loopback port as a stranger. @returns What frees it. */
async function occupy(port: number): Promise<() => Promise<void>> {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  return async () => {
    server.close()
    await once(server, 'close')
  }
}

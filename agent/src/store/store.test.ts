import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import type { MinedRecord, SignedRecord } from '@opraas/deployer'
import { releasePort, reservePort } from './chains.ts'
import { requireIdentity } from './identity.ts'
import { STORE_SCHEMA } from './schema.ts'
import { openStore } from './store.ts'
import { findAttempt, storedTxLog } from './txLog.ts'

const folder = mkdtempSync(join(tmpdir(), 'opraas-store-'))
after(() => rmSync(folder, { recursive: true }))

const account = `0x${'11'.repeat(20)}` as const
const identity = {
  marketChainId: 31_337,
  marketplace: `0x${'22'.repeat(20)}`,
  vendor: account,
  marketBlock: `0x${'33'.repeat(32)}`,
} as const
const signed: SignedRecord = {
  kind: 'signed',
  stepId: 'settle/0x01/0',
  from: account,
  nonce: 7,
  to: account,
  valueWei: 0n,
  data: '0x',
  gas: 21_000n,
  maxFeePerGas: 2n * 10n ** 30n,
  maxPriorityFeePerGas: 1n,
  hash: `0x${'44'.repeat(32)}`,
  raw: '0x02',
} as unknown as SignedRecord // only what the log reads back is compared

describe('the store', () => {
  test('belongs to one process at a time', async () => {
    const data = join(folder, 'lock')
    const store = await openStore(data)
    await assert.rejects(openStore(data), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'OPR-402')
      assert.match(error.message, /the agent's store in /)
      return true
    })
    await store.close()
    await (await openStore(data)).close()
  })

  test('of another version is refused, and stays as it is', async () => {
    const data = join(folder, 'version')
    await (await openStore(data)).close()
    const other = await PGlite.create(join(data, 'store'))
    await other.query("update meta set value = $1 where key = 'schema'", [String(STORE_SCHEMA + 1)])
    await other.close()
    const refusal = { code: 'OPR-401', message: new RegExp(`${STORE_SCHEMA + 1}.*${STORE_SCHEMA}`) }
    await assert.rejects(openStore(data), refusal)
    await assert.rejects(openStore(data), refusal, 'the lock is given back')
  })

  test('belongs to one market and one vendor for good', async () => {
    const data = join(folder, 'identity')
    const store = await openStore(data)
    await requireIdentity(store, identity)
    await requireIdentity(store, identity)
    for (const [field, value] of [
      ['marketChainId', 1],
      ['marketplace', account],
      ['vendor', identity.marketplace],
      ['marketBlock', `0x${'55'.repeat(32)}`],
    ] as const) {
      const expected = new RegExp(`${field} ${identity[field]}; found ${value}`)
      await assert.rejects(requireIdentity(store, { ...identity, [field]: value }), { message: expected })
    }
    await store.close()
  })

  test('keeps what was written when the process is gone; a failed write leaves nothing', async () => {
    const data = join(folder, 'writes')
    const points: string[] = []
    const store = await openStore(data, { onWrite: (point, phase) => points.push(`${phase} ${point}`) })
    await assert.rejects(
      store.write('torn', async (write) => {
        await write.query("insert into meta values ('half', 'done')")
        throw new Error('out of luck')
      }),
      /out of luck/,
    )
    await store.write('whole', (write) => write.query("insert into meta values ('all', 'done')"))
    assert.deepEqual(points, ['before torn', 'before whole', 'after whole'])
    await store.close()
    const again = await openStore(data)
    const rows = await again.read<{ key: string }>("select key from meta where value = 'done'")
    assert.deepEqual(
      rows.map(({ key }) => key),
      ['all'],
    )
    await again.close()
  })

  test('remembers transactions before they are sent, and what became of them', async () => {
    const store = await openStore(join(folder, 'txs'))
    const log = storedTxLog(store, { account, chainId: 31_337 })
    await log.append([
      signed,
      { ...signed, stepId: 'settle/0x01/0#2', nonce: 6, hash: `0x${'66'.repeat(32)}` },
    ])
    const pending = await log.pending()
    assert.deepEqual(
      pending.map(({ nonce }) => nonce),
      [6, 7],
      'by nonce',
    )
    assert.deepEqual(pending[1], signed, 'with all numbers as they were')
    const mined = {
      kind: 'mined',
      stepId: 'settle/0x01/0',
      hash: signed.hash,
      status: 'reverted',
    } as unknown as MinedRecord
    await log.append([mined])
    assert.deepEqual(await findAttempt(store, 'settle/0x01/0'), {
      attempts: 2,
      status: 'pending',
      stepId: 'settle/0x01/0#2',
      hash: `0x${'66'.repeat(32)}`,
    })
    assert.deepEqual(
      (await log.pending()).map(({ nonce }) => nonce),
      [6],
    )
    assert.equal(await findAttempt(store, 'settle/0x01'), undefined)
    assert.deepEqual(await storedTxLog(store, { account, chainId: 1 }).pending(), [], 'chains are apart')
    await store.close()
  })

  test('gives each chain a port of its own, the same one again, and takes it back', async () => {
    const store = await openStore(join(folder, 'ports'))
    const range = [29_001, 29_003] as const
    const [a, b, c] = ['0x0a', '0x0b', '0x0c'] as const
    assert.equal(await reservePort(store, a, range), 29_001)
    assert.equal(await reservePort(store, b, range), 29_002)
    assert.equal(await reservePort(store, a, range), 29_001)
    await releasePort(store, a)
    assert.equal(await reservePort(store, c, range, 29_003), 29_003, 'where it was published')
    assert.equal(await reservePort(store, a, range, 29_003), 29_001, 'taken')
    await store.close()
  })
})

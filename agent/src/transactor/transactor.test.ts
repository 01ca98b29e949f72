import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRpcClient, privateKeySigner } from '@opraas/deployer'
import { type Anvil, chooseChainId, startAnvil } from '../../../deployer/src/testing/anvil.ts'
import { devAccount } from '../../../deployer/src/testing/project.ts'
import { openStore, type Store } from '../store/store.ts'
import { createTransactor } from './transactor.ts'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

describe('the agent’s transactor', () => {
  const folder = mkdtempSync(join(tmpdir(), 'opraas-transactor-'))
  const chainId = chooseChainId()
  let anvil: Anvil
  let store: Store

  before(async () => {
    anvil = await startAnvil({ chainId })
    store = await openStore(folder)
  })
  after(async () => {
    await store.close()
    await anvil.close()
    rmSync(folder, { recursive: true })
  })

  function create() {
    return createTransactor({
      client: createRpcClient({ name: 'market', url: anvil.url, chainId }),
      chainId,
      signer: privateKeySigner('KEY', devAccount.key),
      store,
      log: silent,
      confirmations: 1,
      maxFeePerGasWei: 10n ** 12n,
      pollMs: 20,
      signal: new AbortController().signal,
      wait: (ms) => sleep(ms),
    })
  }

  const step = (id: string) => ({
    id,
    title: 'Greet',
    to: `0x${'77'.repeat(20)}` as const,
    data: '0x' as const,
    gasLimit: 30_000n,
  })

  test('sends a step once, also asked again by another process', async () => {
    const mined = await create().send(step('greet/1'))
    assert.equal(mined?.status, 'success')
    assert.equal(await create().send(step('greet/1')), undefined)
    assert.equal(await anvil.client.getTransactionCount({ address: devAccount.address }), 1)
  })

  test('sends the same transaction again when a reorg took its block', async () => {
    const snapshot = await anvil.client.snapshot()
    const first = await create().send(step('greet/2'))
    await anvil.client.revert({ id: snapshot })
    assert.equal(await anvil.client.getTransactionCount({ address: devAccount.address }), 1)
    const second = await create().send(step('greet/2'))
    assert.equal(second?.hash, first?.hash, 'not a new one: it could count twice')
    assert.equal(await anvil.client.getTransactionCount({ address: devAccount.address }), 2)
    assert.equal(await create().send(step('greet/2')), undefined)
  })
})

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRpcClient, privateKeySigner } from '@opraas/deployer'
import { type Address, parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { type Anvil, chooseChainId, startAnvil } from '../../../deployer/src/testing/anvil.ts'
import { devAccount } from '../../../deployer/src/testing/project.ts'
import { openStore, type Store } from '../store/store.ts'
import { createTransactor } from '../transactor/transactor.ts'
import { createFunder, type FundingLimits, type ServiceAccount } from './funding.ts'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const targetWei = parseEther('1')
const day = 86_400_000

describe('the accounts of the services', () => {
  const chainId = chooseChainId()
  let anvil: Anvil
  const folder = mkdtempSync(join(tmpdir(), 'opraas-funding-'))
  let store: Store
  /** Each test has a day of its own, and so a cap of its own. Unix milliseconds. */
  let today = 0

  before(async () => {
    anvil = await startAnvil({ chainId })
    store = await openStore(folder)
  })
  after(async () => {
    await store.close()
    await anvil.close()
    rmSync(folder, { recursive: true })
  })
  beforeEach(async () => {
    today += day
    await anvil.client.setBalance({ address: devAccount.address, value: parseEther('100') })
  })

  /** A funder as a fresh process would have it. */
  function create(limits: Partial<FundingLimits> = {}) {
    const client = createRpcClient({ name: 'L1', url: anvil.url, chainId })
    const operator = createTransactor({
      ...{ client, chainId, store, log: silent, confirmations: 1 },
      signer: privateKeySigner('KEY', devAccount.key),
      maxFeePerGasWei: 10n ** 12n,
      pollMs: 20,
      signal: new AbortController().signal,
      wait: (ms) => sleep(ms),
    })
    const all = { targetWei, capPerDayWei: parseEther('10'), operatorReserveWei: parseEther('1'), ...limits }
    return createFunder({ client, operator, store, log: silent, limits: all, now: () => today })
  }

  const agreementId = `0x${'22'.repeat(32)}` as const
  function account(service: ServiceAccount['service'] = 'batcher'): ServiceAccount {
    return {
      agreementId,
      service,
      address: privateKeyToAddress(generatePrivateKey()).toLowerCase() as Address,
    }
  }
  const balanceOf = (address: Address): Promise<bigint> => anvil.client.getBalance({ address })

  test('get what is missing to the target once they have less than half, in one go', async () => {
    const [poor, low, well] = [account(), account('proposer'), account('resolver')]
    await anvil.client.setBalance({ address: low.address, value: targetWei / 2n - 1n })
    await anvil.client.setBalance({ address: well.address, value: targetWei / 2n })
    const first = await create().ensure([poor, low, well])
    assert.equal(first.problem, undefined)
    assert.equal(await balanceOf(poor.address), targetWei)
    assert.equal(await balanceOf(low.address), targetWei)
    assert.equal(await balanceOf(well.address), targetWei / 2n)
    assert.equal(first.spentWei, targetWei + targetWei / 2n + 1n)
    const before = await balanceOf(devAccount.address)
    const again = await create().ensure([poor, low, well])
    assert.deepEqual(
      again.accounts.map(({ balanceWei }) => balanceWei),
      [targetWei, targetWei, targetWei / 2n],
    )
    assert.equal(await balanceOf(devAccount.address), before, 'nothing is sent again')
  })

  test('asked for twice at once, are paid once', async () => {
    const poor = account()
    const funder = create()
    await Promise.all([funder.ensure([poor]), funder.ensure([poor])])
    assert.equal(await balanceOf(poor.address), targetWei)
  })

  for (const point of ['signed:fund', 'mined:fund']) {
    for (const phase of ['before', 'after']) {
      test(`are paid once when the process ends ${phase} ${point}`, async () => {
        await store.close()
        store = await openStore(folder, {
          onWrite: (found, when) => {
            if (found === point && when === phase) throw new Error('killed')
          },
        })
        const poor = account()
        await assert.rejects(create().ensure([poor]), /killed/)
        await store.close()
        store = await openStore(folder)
        await create().ensure([poor])
        assert.equal(await balanceOf(poor.address), targetWei)
      })
    }
  }

  test('are paid by the same transaction when a reorg took it', async () => {
    const poor = account()
    const snapshot = await anvil.client.snapshot()
    const nonce = await anvil.client.getTransactionCount({ address: devAccount.address })
    await create().ensure([poor])
    await anvil.client.revert({ id: snapshot })
    await assert.rejects(
      create().ensure([poor]),
      { code: 'OPR-200' },
      'balances from before are not believed',
    )
    await anvil.client.mine({ blocks: 2 })
    await create().ensure([poor])
    assert.equal(await balanceOf(poor.address), targetWei)
    assert.equal(await anvil.client.getTransactionCount({ address: devAccount.address }), nonce + 1)
  })

  test('are left low above the cap of a day; the next day has its own', async () => {
    const [one, two] = [account(), account('proposer')]
    const cap = { capPerDayWei: parseEther('1.5') }
    const { problem } = await create(cap).ensure([one, two])
    assert.equal(problem?.code, 'OPR-701')
    assert.match(problem.message, new RegExp(`proposer ${two.address}`))
    assert.deepEqual([await balanceOf(one.address), await balanceOf(two.address)], [targetWei, 0n])
    today += day
    assert.equal((await create(cap).ensure([one, two])).problem, undefined)
    assert.equal(await balanceOf(two.address), targetWei)
  })

  test('leave the operator its reserve', async () => {
    await anvil.client.setBalance({ address: devAccount.address, value: parseEther('1.9') })
    const poor = account()
    const { problem, operatorWei } = await create().ensure([poor])
    assert.equal(problem?.code, 'OPR-300')
    assert.equal(operatorWei, parseEther('1.9'))
    assert.equal(await balanceOf(poor.address), 0n)
  })
})

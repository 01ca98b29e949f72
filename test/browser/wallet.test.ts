import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { type Hex, parseEther, recoverTypedDataAddress, toHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { type Anvil, chooseChainId, startAnvil } from '../../deployer/src/testing/anvil.ts'
import { launchChromium, skipWithoutChromium } from './chromium.ts'
import { openPage, type TestPage } from './page.ts'
import { createTestWallet, type TestWallet } from './wallet.ts'

/** Collects what is announced, and tells the provider's events. */
const html = `<!doctype html><html lang="en"><head><title>A page</title><link rel="icon" href="data:,"></head>
<body><main><h1>A page</h1></main><script>
  window.wallets = []; window.events = []
  addEventListener('eip6963:announceProvider', ({ detail }) => {
    wallets.push(detail)
    for (const name of ['accountsChanged', 'chainChanged'])
      detail.provider.on(name, (value) => events.push([name, value]))
  })
  dispatchEvent(new Event('eip6963:requestProvider'))
  window.ask = (method, params) => wallets[0].provider.request({ method, params })
    .then((result) => ({ result }), ({ code, message }) => ({ code, message }))
</script></body></html>`
const [first, second] = [generatePrivateKey(), generatePrivateKey()].map((key) =>
  privateKeyToAccount(key),
) as [ReturnType<typeof privateKeyToAccount>, ReturnType<typeof privateKeyToAccount>] // two of two
const typedData = {
  domain: { name: 'opraas', version: '1', chainId: 1 },
  types: { Note: [{ name: 'units', type: 'uint256' }] },
  primaryType: 'Note',
  message: { units: '123456789012345678901234567890' },
} as const

describe('the test wallet', { skip: skipWithoutChromium(), timeout: 120_000 }, () => {
  let browser: Browser
  let anvil: Anvil
  let server: Server
  let baseUrl: string
  let chainId: number
  let wallet: TestWallet
  let tested: TestPage

  const ask = (method: string, params: unknown[] = []) =>
    tested.page.evaluate(`ask(${JSON.stringify(method)}, ${JSON.stringify(params)})`) as Promise<{
      result?: unknown
      code?: number
      message?: string
    }>
  const events = async (): Promise<unknown> => {
    await tested.page.waitForTimeout(100)
    return tested.page.evaluate('events.splice(0)')
  }
  const transfer = (value: bigint) =>
    ask('eth_sendTransaction', [{ from: first.address, to: second.address, value: toHex(value) }])

  before(async () => {
    chainId = chooseChainId()
    server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    ;[browser, anvil] = await Promise.all([launchChromium(), startAnvil({ chainId })])
    await anvil.client.setBalance({ address: first.address, value: parseEther('10') })
    wallet = createTestWallet({ account: first, chains: [{ id: chainId, rpcUrl: anvil.url }] })
    tested = await openPage(browser, { baseUrl, isAllowed: () => false, wallets: [wallet] })
    await tested.goto('')
  })
  after(async () => {
    await browser?.close()
    await anvil?.close()
    server?.close()
  })

  test('announces itself, frozen, and shows no account before it is connected', async () => {
    const found = await tested.page.evaluate(
      '({ rdns: wallets[0].info.rdns, frozen: Object.isFrozen(wallets[0]) && Object.isFrozen(wallets[0].info), count: wallets.length })',
    )
    assert.deepEqual(found, { rdns: 'test.opraas.wallet', frozen: true, count: 1 })
    assert.deepEqual(await ask('eth_accounts'), { result: [] })
    assert.equal((await transfer(1n)).code, 4100)
  })

  test('connects after a refusal, and tells it', async () => {
    wallet.rejectNext()
    assert.equal((await ask('eth_requestAccounts')).code, 4001)
    assert.deepEqual(await ask('eth_requestAccounts'), { result: [first.address] })
    assert.deepEqual(await events(), [['accountsChanged', [first.address]]])
    assert.equal(wallet.prompts.eth_requestAccounts, 2)
    await tested.page.reload()
    assert.deepEqual(await ask('eth_accounts'), { result: [first.address] }, 'also after a reload')
  })

  test('signs transactions asked for at once with a nonce each', async () => {
    const replies = await Promise.all([transfer(1n), transfer(2n), transfer(3n)])
    assert.deepEqual(
      wallet.sent.map(({ nonce }) => nonce),
      [0, 1, 2],
    )
    assert.deepEqual(
      new Set(replies.map(({ result }) => result)),
      new Set(wallet.sent.map(({ hash }) => hash)),
    )
    assert.equal(await anvil.client.getBalance({ address: second.address }), 6n)
  })

  test('signs typed data whose numbers are strings', async () => {
    const { result } = await ask('eth_signTypedData_v4', [first.address, JSON.stringify(typedData)])
    const message = { units: BigInt(typedData.message.units) }
    const signer = await recoverTypedDataAddress({ ...typedData, message, signature: result as Hex })
    assert.equal(signer, first.address)
  })

  test('refuses in the middle of others, loses a reply, waits', async () => {
    wallet.rejectNext()
    assert.equal((await transfer(1n)).code, 4001)
    const before = wallet.sent.length
    wallet.loseReplies()
    assert.equal(
      await Promise.race([transfer(5n), tested.page.waitForTimeout(500).then(() => 'lost')]),
      'lost',
    )
    assert.equal(wallet.sent.length, before + 1, 'sent all the same')
    const release = wallet.hold()
    const asked = transfer(7n)
    await tested.page.waitForTimeout(200)
    assert.equal(wallet.sent.length, before + 1)
    release()
    assert.ok((await asked).result)
  })

  test('switches and adds chains, and answers for none it does not know', async () => {
    const other = await startAnvil({ chainId: chainId + 1 })
    try {
      const id = toHex(chainId + 1)
      assert.equal((await ask('wallet_switchEthereumChain', [{ chainId: id }])).code, 4902)
      const added = { chainId: id, rpcUrls: [other.url] }
      assert.deepEqual(await ask('wallet_addEthereumChain', [added]), { result: null })
      assert.deepEqual(await ask('eth_chainId'), { result: id })
      wallet.switchChain(chainId)
      assert.deepEqual(await events(), [
        ['chainChanged', id],
        ['chainChanged', toHex(chainId)],
      ])
      wallet.switchChain(5)
      assert.equal((await ask('eth_blockNumber')).code, 4901)
      wallet.switchChain(chainId)
    } finally {
      await other.close()
    }
  })

  test('replaces a pending transaction', async () => {
    await anvil.client.setAutomine(false)
    const { result: slow } = await transfer(9n)
    const fast = await wallet.cancel(slow as Hex)
    await anvil.client.mine({ blocks: 1 })
    await anvil.client.setAutomine(true)
    const { to } = await anvil.client.getTransactionReceipt({ hash: fast })
    assert.equal(to, first.address.toLowerCase())
    await assert.rejects(anvil.client.getTransactionReceipt({ hash: slow as Hex }))
  })

  test('changes account and disconnects', async () => {
    await events()
    wallet.switchAccount(second)
    assert.deepEqual(await events(), [['accountsChanged', [second.address]]])
    await ask('wallet_revokePermissions')
    assert.deepEqual(await events(), [['accountsChanged', []]])
    assert.equal((await ask('wallet_getCapabilities')).code, 4200)
  })

  test('the page is watched', async () => {
    assert.deepEqual(tested.consoleErrors(), [])
    await tested.page.evaluate(
      'console.error("a fault"); fetch("http://127.0.0.1:9/").catch(() => undefined)',
    )
    await tested.page.waitForTimeout(200)
    assert.equal(tested.consoleErrors().length, 2)
    tested.expectConsole(/a fault|ERR_/)
    assert.deepEqual(tested.consoleErrors(), [])
    assert.deepEqual(tested.foreignOrigins(), ['http://127.0.0.1:9'])
    assert.deepEqual(await tested.axe(), [])
    await tested.page.evaluate('document.querySelector("h1").innerHTML = "<img src=data:,>"')
    assert.deepEqual(
      (await tested.axe()).map(({ rule }) => rule),
      ['image-alt'],
    )
    assert.equal(await tested.overflow(), 0)
  })
})

import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { type Address, type Hash, numberToHex, type PrivateKeyAccount } from 'viem'
import { createMethods, promptedMethods, requireChain, type WalletState } from './wallet/methods.ts'
import { emitterOf, injectProvider, type Reply } from './wallet/provider.ts'
import { asReplyError, codes, ProviderError } from './wallet/providerError.ts'
import { createSigner, forward, type SentTransaction, type WalletChain } from './wallet/signer.ts'

export type { SentTransaction, WalletChain }

const ICON = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8H0z"/></svg>')}`
/** Wallets tell a change after they have answered what led to it. */
const EVENT_AFTER_MS = 20

/** A wallet in the hands of a test. Pages see it as an extension that announces itself by EIP-6963. */
export type TestWallet = ReturnType<typeof createTestWallet>

/**
 * Creates a wallet for any number of pages; it keeps its connection over reloads.
 *
 * @param options.chains - What it can reach; it begins on the first.
 * @param options.batches - Supports EIP-5792; without, it knows none of its methods.
 */
export function createTestWallet(options: {
  account: PrivateKeyAccount
  chains: readonly [WalletChain, ...WalletChain[]]
  name?: string
  rdns?: string
  batches?: boolean
}) {
  const { name = 'Test wallet', rdns = 'test.opraas.wallet', batches = false } = options
  const info = { uuid: randomUUID(), name, icon: ICON, rdns }
  const binding = `wallet${info.uuid.replaceAll('-', '')}`
  const emitter = emitterOf(binding)
  const pages = new Set<Page>()
  const prompts: Record<string, number> = {}
  const signer = createSigner()
  let account = options.account
  let chainId = options.chains[0].id
  let connected = false
  let rejections = 0
  let lost = 0
  let delayMs = 0
  let held: Promise<void> | undefined

  const state: WalletState = {
    account: () => account,
    chainId: () => chainId,
    chains: new Map(options.chains.map((chain) => [chain.id, chain])),
    accounts: () => (connected ? [account.address] : []),
    setConnected(is) {
      if (is !== connected) emit('accountsChanged', is ? [account.address] : [])
      connected = is
      return state.accounts()
    },
    moveTo(id) {
      if (id !== chainId) emit('chainChanged', numberToHex(id))
      chainId = id
    },
    send: signer.send,
  }
  const methods = createMethods(state, { batches })

  function emit(event: string, value: unknown): void {
    setTimeout(() => {
      for (const page of pages) tell(page, { emitter, event, value })
    }, EVENT_AFTER_MS)
  }

  async function prompt(method: string): Promise<void> {
    prompts[method] = (prompts[method] ?? 0) + 1
    await held
    await sleep(delayMs)
    if (rejections === 0) return
    rejections--
    throw new ProviderError(codes.rejected, 'User rejected the request.')
  }

  async function answer(method: string, params: unknown): Promise<unknown> {
    const isSilent = method === 'eth_requestAccounts' && connected
    if (promptedMethods.has(method) && !isSilent) await prompt(method)
    const own = methods.get(method)
    // Each method names its parameters; a page that sends others gets an error, as it should.
    if (own) return own(params as never)
    if (method.startsWith('wallet_'))
      throw new ProviderError(codes.unsupported, `This wallet does not know ${method}.`)
    return forward(requireChain(state), method, params)
  }

  async function handle(method: string, params: unknown): Promise<Reply> {
    const reply = await answer(method, params).then(
      (result): Reply => ({ result: result ?? null }),
      (error: unknown): Reply => ({ error: asReplyError(error) }),
    )
    if (lost === 0 || !promptedMethods.has(method)) return reply
    lost--
    return new Promise<never>(() => undefined)
  }

  return {
    name,
    rdns,
    /** Transactions in the order they were sent, also those whose reply was lost. */
    sent: signer.sent as readonly SentTransaction[],
    /** How often a person was asked, by method. */
    prompts: prompts as Readonly<Record<string, number>>,
    address: (): Address => account.address,
    chainId: (): number => chainId,

    /** Puts the wallet into a page, before it is opened. */
    async attach(page: Page): Promise<void> {
      pages.add(page)
      page.once('close', () => pages.delete(page))
      await page.exposeFunction(binding, handle)
      await page.addInitScript(injectProvider, { binding, emitter, info })
    },
    /** The next prompts are refused with 4001. */
    rejectNext(count = 1): void {
      rejections = count
    },
    /** The next prompted requests are carried out, but the page never hears of it. */
    loseReplies(count = 1): void {
      lost = count
    },
    /** Milliseconds between a prompt and its answer. */
    setDelay(ms: number): void {
      delayMs = ms
    },
    /** Prompts stay open until the function it returns is called. */
    hold(): () => void {
      let release: () => void = () => undefined
      held = new Promise((resolve) => {
        release = resolve
      })
      return release
    },
    /** The person moves to another chain by the wallet's own menu, also to one that the wallet can't reach. */
    switchChain: state.moveTo,
    /** The person chooses another account. */
    switchAccount(next: PrivateKeyAccount): void {
      account = next
      if (connected) emit('accountsChanged', [next.address])
    },
    /** The person disconnects the site by the wallet's own menu. */
    disconnect(): void {
      state.setConnected(false)
    },
    /** The person pays more for a pending transaction. Takes a chain with time between its blocks. */
    speedUp: (hash: Hash): Promise<Hash> =>
      signer.replace(account, requireChain(state), { hash, change: {} }),
    /** The person cancels a pending transaction: an empty one to itself takes its nonce. */
    cancel: (hash: Hash): Promise<Hash> =>
      signer.replace(account, requireChain(state), {
        hash,
        change: { to: account.address, data: '0x', value: 0n },
      }),
  }
}

/** Tells a page's listeners an event, unless the page is on its way elsewhere: it asks again when it has arrived. */
function tell(page: Page, told: { emitter: string; event: string; value: unknown }): void {
  page
    .evaluate(({ emitter, event, value }) => {
      // Put there by injectProvider.
      const emit = (
        globalThis as unknown as Record<string, ((event: string, value: unknown) => void) | undefined>
      )[emitter]
      emit?.(event, value)
    }, told)
    .catch((error: Error) => {
      if (!page.isClosed() && !/context was destroyed|has been closed/i.test(error.message)) throw error
    })
}

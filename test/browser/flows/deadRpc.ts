import type { Locator, Page } from 'playwright-core'
import { createTestClient, http } from 'viem'
import { BLOCK_SECONDS } from '../../../scripts/demo/chain.ts'
import { publishOffers } from '../arrange/ownOffers.ts'
import { type Relay, startRelay } from '../arrange/relay.ts'
import { connect } from '../connect.ts'
import { expectGone, expectText, expectVisible } from '../expect.ts'
import type { FlowContext } from '../flow.ts'
import type { TestWallet } from '../wallet.ts'

export const name = 'the RPC of L1 dies: figures stay, writing waits, what was sent is followed'

/** Until a head that nobody renews is called old. */
const PATIENCE_MS = 30_000

/** The page reads L1 through a wire that is cut; the wallet has a way of its own. */
export async function run(t: FlowContext): Promise<void> {
  const { stack } = t
  const own = await publishOffers(stack, [{ text: 'Behind a wire\nAn offer seen through an RPC that dies.' }])
  const relay = await startRelay(stack)
  const node = createTestClient({ mode: 'anvil', transport: http(stack.chains.l1.url) })
  try {
    const wallet = t.wallet(await stack.createClient())
    const tested = await t.open({ wallets: [wallet] })
    const { page } = tested
    tested.expectConsole(new RegExp(`Failed to load resource: net::ERR_.*${relay.url}`))
    await tested.remember({ 'opraas:rpc': JSON.stringify({ [stack.chains.l1.chainId]: relay.url }) })
    await tested.goto(`#/offers/${own.offers[0]?.offerId}`)
    await page.reload()
    await connect(page, wallet)
    await page.evaluate('globalThis.isSamePage = true')

    const allow = page.getByRole('button', { name: /^Allow exactly/ })
    const accept = page.getByRole('button', { name: /^Accept and deposit/ })
    await expectVisible(allow)
    relay.cut()
    await expectStale(page, { button: accept, why: 'Local L1 does not answer.' })
    await t.judge(tested)
    await relay.mend()
    await expectFresh(page, allow)
    relay.stall()
    await expectStale(page, { button: accept, why: 'Local L1 does not answer.' })
    await relay.mend()
    await expectFresh(page, allow)
    if (!(await page.evaluate('globalThis.isSamePage'))) throw new Error('the page was loaded anew')

    await allow.click()
    await expectVisible(accept)
    await dieBeforeReceipt(page, { wallet, relay, accept })
    await node.setIntervalMining({ interval: 0 })
    await leaveWhileSent(page, { wallet, relay })
    await expectVisible(page.getByText('Local L1 makes no blocks.'), PATIENCE_MS)
    await node.setIntervalMining({ interval: BLOCK_SECONDS })
    await expectVisible(page.getByRole('button', { name: /^Prepaid 20 verdicts/ }))
    expectAsked(wallet, 3)
  } finally {
    await node.setIntervalMining({ interval: BLOCK_SECONDS })
    relay.cut()
    await own.withdraw()
  }
}

/** The page says that its figures are old and shows them; its button does nothing. */
async function expectStale(page: Page, { button, why }: { button: Locator; why: string }): Promise<void> {
  await expectVisible(page.getByText(why), PATIENCE_MS)
  await expectVisible(page.getByText(/Figures are \d+ s old; writing waits\./))
  await expectVisible(page.getByRole('heading', { name: 'Behind a wire' }))
  await expectVisible(page.getByText('You deposit'))
  await expectVisible(page.getByText(/Writing waits until its figures are new\./))
  if ((await button.getAttribute('aria-disabled')) !== 'true') throw new Error('it can be clicked')
}

async function expectFresh(page: Page, button: Locator): Promise<void> {
  await expectGone(page.getByText(/writing waits/))
  await expectVisible(button)
  if ((await button.getAttribute('aria-disabled')) !== 'false') throw new Error('it can not be clicked')
}

/** The RPC is gone when the wallet has sent, and comes back when the transaction is in a block. */
async function dieBeforeReceipt(
  page: Page,
  { wallet, relay, accept }: { wallet: TestWallet; relay: Relay; accept: Locator },
): Promise<void> {
  const confirm = wallet.hold()
  await accept.click()
  await expectVisible(page.getByRole('button', { name: 'Confirm in your wallet' }))
  relay.cut()
  confirm()
  await expectVisible(page.getByRole('button', { name: 'Sent, waiting for a block' }))
  await expectVisible(page.getByText(/The RPC does not answer\. The transaction is on its way/), PATIENCE_MS)
  await relay.mend()
  await page.waitForURL(/#\/agreements\/0x/)
  await expectText(page.getByRole('heading', { level: 1 }), /^Agreement 0x/)
  expectAsked(wallet, 2)
}

/** Nothing is mined; the page is loaded anew, also while nobody answers, and takes up the same transaction. */
async function leaveWhileSent(
  page: Page,
  { wallet, relay }: { wallet: TestWallet; relay: Relay },
): Promise<void> {
  await page.getByRole('button', { name: /^Prepay 20 verdicts/ }).click()
  const sent = page.getByRole('button', { name: 'Sent, waiting for a block' })
  await expectVisible(sent)
  const short = wallet.sent.at(-1)?.hash.slice(0, 6) ?? 'no hash'
  await expectVisible(page.getByText(short))
  await page.reload()
  await expectVisible(sent)
  await expectVisible(page.getByText(short))
  relay.cut()
  await page.reload()
  await expectVisible(page.getByText(/^Local L1 at .* does not show the market\.$/))
  await relay.mend()
  await page.getByRole('button', { name: 'Retry' }).click()
  await expectVisible(sent)
  await expectVisible(page.getByText(short))
}

function expectAsked({ prompts, sent }: TestWallet, transactions: number): void {
  if (prompts.eth_sendTransaction !== transactions || sent.length !== transactions)
    throw new Error(`asked ${prompts.eth_sendTransaction} times, sent ${sent.length} of ${transactions}`)
}

import type { Page } from 'playwright-core'
import { createTestClient, http, parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { publishOffers } from '../arrange/ownOffers.ts'
import { connect } from '../connect.ts'
import { expectGone, expectText, expectVisible } from '../expect.ts'
import type { FlowContext } from '../flow.ts'
import { createTestWallet, type TestWallet } from '../wallet.ts'

export const name = 'what stands against a transaction is said before it: network, money, role'

/** A chain that this dApp does not serve. */
const ELSEWHERE = { id: 424_242, rpcUrl: 'http://127.0.0.1:9' }

/** Every write button says what is missing, offers the cure where there is one, and asks the wallet for nothing else. */
export async function run(t: FlowContext): Promise<void> {
  const own = await publishOffers(t.stack, [
    { text: 'Far away\nAn offer to be accepted from another chain.' },
  ])
  try {
    const offerRoute = `#/offers/${own.offers[0]?.offerId}`
    const client = await t.stack.createClient()
    // It knows that one chain only: the L1 is added when it says 4902.
    const wallet = createTestWallet({ account: client, chains: [ELSEWHERE] })
    const tested = await t.open({ wallets: [wallet], route: offerRoute })
    const { page } = tested
    await connect(page, wallet)
    await t.judge(tested)
    await lookAtAccount(page)
    await switchNetwork(page, wallet)
    await lackMoney(t, page, wallet)
    wallet.switchAccount(client)
    await accept(page, wallet)
    await page.waitForURL(/#\/agreements\/0x/)
    await visitAsStranger(t, new URL(page.url()).hash)
  } finally {
    await own.withdraw()
  }
}

/** On a chain that is not served, the account can still be disconnected. */
async function lookAtAccount(page: Page): Promise<void> {
  await expectText(page.getByTestId('account'), /on chain 424242/)
  await page.getByTestId('account').click()
  const disconnect = page.getByRole('button', { name: 'Disconnect' })
  await expectVisible(disconnect)
  await page.keyboard.press('Escape')
  await expectGone(disconnect)
}

async function switchNetwork(page: Page, wallet: TestWallet): Promise<void> {
  const cure = page.getByRole('button', { name: 'Switch to Local L1' })
  await expectVisible(cure)
  await expectVisible(page.getByText(`Your wallet is on chain ${ELSEWHERE.id}.`))
  if (wallet.prompts.wallet_switchEthereumChain) throw new Error('connecting asked for another chain')
  wallet.rejectNext()
  await cure.click()
  await expectVisible(page.getByText('You declined in the wallet.'))
  await cure.click()
  await expectVisible(page.getByRole('button', { name: /^Allow exactly/ }))
  const { prompts } = wallet
  if (prompts.wallet_switchEthereumChain !== 2 || prompts.wallet_addEthereumChain !== 1)
    throw new Error(`asked: ${JSON.stringify(prompts)}`)
}

/** The person changes to an account without ETH, then to one without tokens. */
async function lackMoney(t: FlowContext, page: Page, wallet: TestWallet): Promise<void> {
  const node = createTestClient({ mode: 'anvil', transport: http(t.stack.chains.l1.url) })
  const withoutEther = await t.stack.createClient()
  await node.setBalance({ address: withoutEther.address, value: 0n })
  wallet.switchAccount(withoutEther)
  await expectInert(page, 'Not enough ETH for gas')
  const withoutTokens = privateKeyToAccount(generatePrivateKey())
  await node.setBalance({ address: withoutTokens.address, value: parseEther('1') })
  wallet.switchAccount(withoutTokens)
  await expectInert(page, 'Not enough tUSD')
  await expectVisible(page.getByText(/You have 0\.00 tUSD, this takes [\d.]+ tUSD\./))
}

async function accept(page: Page, wallet: TestWallet): Promise<void> {
  await page.getByRole('button', { name: /^Allow exactly/ }).click()
  const accept = page.getByRole('button', { name: /^Accept and deposit/ })
  await expectVisible(accept)
  wallet.rejectNext()
  await accept.click()
  await expectVisible(page.getByText('You declined in the wallet. Nothing was sent.'))
  await accept.click()
}

/** Somebody else opens the agreement: the pages show it, and say who may write. */
async function visitAsStranger(t: FlowContext, route: string): Promise<void> {
  const wallet = t.wallet(await t.stack.createClient())
  const tested = await t.open({ wallets: [wallet], route })
  const { page } = tested
  await connect(page, wallet)
  const title = await page.getByRole('heading', { level: 1 }).textContent()
  await tested.goto(`${route}/end`)
  await page.getByRole('textbox', { name: /^Type / }).fill(title ?? '')
  await expectInert(page, 'Only the client can end it')
  await t.judge(tested)
  await tested.goto(route.replace('agreements', 'deploy'))
  await expectVisible(page.getByText(/^Only the client, 0x.*, can sign here\.$/))
  const { eth_sendTransaction: asked } = wallet.prompts
  if (asked !== undefined) throw new Error('a stranger was asked to sign')
}

/** A button that says why it does nothing. */
async function expectInert(page: Page, label: string): Promise<void> {
  const button = page.getByRole('button', { name: label })
  await expectVisible(button)
  if ((await button.getAttribute('aria-disabled')) !== 'true') throw new Error(`${label} can be clicked`)
}

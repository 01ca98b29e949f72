import type { Page } from 'playwright-core'
import { publishOffers } from '../arrange/ownOffers.ts'
import { expectGone, expectVisible } from '../expect.ts'
import type { FlowContext } from '../flow.ts'
import type { TestPage } from '../page.ts'

export const name = 'a stranger without an extension plays with the built-in wallet, on local chains only'

/** From no wallet to an accepted offer, with a no, an Escape, and a yes for all that follows. */
export async function run(t: FlowContext): Promise<void> {
  const own = await publishOffers(t.stack, [{ text: 'No extension\nAn offer for the built-in wallet.' }])
  try {
    const tested = await t.open()
    const { page } = tested
    await connectAsVisitor(t, tested)
    await page.getByRole('link', { name: 'Review No extension' }).click()
    await refuseOthers(page, t.stack.chains.l1.url)
    await accept(t, tested)
    await prepay(page)
    await disconnect(page)
  } finally {
    await own.withdraw()
  }
}

async function connectAsVisitor(t: FlowContext, tested: TestPage): Promise<void> {
  const { page } = tested
  await page.getByTestId('connect').click()
  const option = page.getByTestId('rk-wallet-option-org.opraas.local')
  await expectVisible(option.getByText('Local demo wallet'))
  await option.click()
  const dialog = page.getByRole('dialog', { name: 'Connect as' })
  await expectVisible(dialog.getByText(/Its keys are published: it signs for local chains only\./))
  for (const name of ['Vendor', 'Client of the story'])
    await expectVisible(dialog.getByRole('button', { name }))
  await t.judge(tested)
  await dialog.getByRole('button', { name: /^Visitor/ }).click()
  await expectVisible(page.getByTestId('account'))
  await expectGone(dialog)
}

/** Two refusals, by button and by key; then a confirmation that counts for the next ones. */
async function accept(t: FlowContext, tested: TestPage): Promise<void> {
  const { page } = tested
  const dialog = page.getByRole('dialog', { name: 'Confirm a transaction' })
  const declined = page.getByText('You declined in the wallet. Nothing was sent.')
  const allow = page.getByRole('button', { name: /^Allow exactly/ })
  await allow.click()
  await expectVisible(dialog.getByText('approve'))
  await expectVisible(dialog.getByText('Visitor'))
  await expectVisible(dialog.getByText('Local L1'))
  await t.judge(tested)
  await dialog.getByRole('button', { name: 'Decline' }).click()
  await expectVisible(declined)
  await allow.click()
  await expectVisible(dialog)
  await expectGone(declined)
  await page.keyboard.press('Escape')
  await expectGone(dialog)
  await expectVisible(declined)
  await allow.click()
  await dialog.getByRole('checkbox', { name: /^Confirm the next ones by itself/ }).check()
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await page.getByRole('button', { name: /^Accept and deposit/ }).click()
  await page.waitForURL(/#\/agreements\/0x/)
}

/** Nothing is asked, as was said; a reload keeps the account, and asks again. */
async function prepay(page: Page): Promise<void> {
  const prepay = page.getByRole('button', { name: /^Prepay 20 verdicts/ })
  await prepay.click()
  await expectVisible(page.getByRole('button', { name: /^Prepaid 20 verdicts/ }))
  await page.reload()
  await expectVisible(page.getByTestId('account'))
  await prepay.click()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await expectVisible(page.getByText('You declined in the wallet. Nothing was sent.'))
}

/** A page that asks it, as any wallet, to work on another chain, or to take a stranger's RPC for a local one. */
async function refuseOthers(page: Page, l1Url: string): Promise<void> {
  const answers = await page.evaluate(askLocalWallet, [
    { method: 'wallet_switchEthereumChain', params: [{ chainId: '0x1' }] },
    ...['https://rpc.example', l1Url].map((url) => ({
      method: 'wallet_addEthereumChain',
      params: [{ chainId: '0x1', chainName: 'Mainnet', rpcUrls: [url] }],
    })),
    { method: 'eth_chainId', params: [] },
  ])
  const expected = [/^4902 /, /^4001 .*not on this machine/, /^4001 .*is chain 31337, not 1\.$/, /^0x7a69$/]
  expected.forEach((pattern, index) => {
    if (!pattern.test(answers[index] ?? '')) throw new Error(`${pattern}: ${answers[index]}`)
  })
  await expectGone(page.getByRole('dialog'))
}

/** Runs in the page: finds the local wallet as every dApp does, asks, and tells results or "code message". */
async function askLocalWallet(calls: { method: string; params: unknown[] }[]): Promise<string[]> {
  type Announced = { info: { rdns: string }; provider: { request(call: unknown): Promise<unknown> } }
  // The page's window: this program is compiled for Node.
  const page = globalThis as unknown as EventTarget
  const found: Announced[] = []
  page.addEventListener('eip6963:announceProvider', (event) =>
    found.push((event as CustomEvent<Announced>).detail),
  )
  page.dispatchEvent(new Event('eip6963:requestProvider'))
  const wallet = found.find(({ info }) => info.rdns === 'org.opraas.local')
  if (!wallet) throw new Error('the local wallet does not announce itself')
  const answers: string[] = []
  for (const call of calls)
    answers.push(
      await wallet.provider.request(call).then(String, ({ code, message }) => `${code} ${message}`),
    )
  return answers
}

async function disconnect(page: Page): Promise<void> {
  await page.getByTestId('account').click()
  await page.getByTestId('rk-disconnect-button').click()
  await expectVisible(page.getByTestId('connect'))
  await page.reload()
  await expectVisible(page.getByTestId('connect').getByText('Connect', { exact: true }))
}

import type { Locator, Page } from 'playwright-core'
import type { PrivateKeyAccount, TransactionReceipt } from 'viem'
import { requireMined } from '../../../scripts/demo/chain.ts'
import { connect } from '../connect.ts'
import { eventually, expectGone, expectVisible } from '../expect.ts'
import type { FlowContext } from '../flow.ts'
import type { TestPage } from '../page.ts'
import type { TestWallet } from '../wallet.ts'

/** Somebody at the dApp, with a wallet that is connected to it. */
export type Person = { t: FlowContext; tested: TestPage; page: Page; wallet: TestWallet }

/** A machine that many share answers late. */
const PATIENCE_MS = 60_000
const DECLINED = 'You declined in the wallet. Nothing was sent.'

/** Opens the dApp and connects an account's wallet. */
export async function arrive(t: FlowContext, account: PrivateKeyAccount, route: string): Promise<Person> {
  const wallet = t.wallet(account)
  const tested = await t.open({ wallets: [wallet], route })
  await connect(tested.page, wallet)
  return { t, tested, page: tested.page, wallet }
}

/** Presses what asks the wallet, and says no there: the page tells that nothing was sent, and nothing was. */
export async function decline({ page, wallet }: Person, button: Locator): Promise<void> {
  const note = page.getByText(DECLINED)
  await expectGone(note)
  const before = wallet.sent.length
  wallet.rejectNext()
  await button.click({ timeout: PATIENCE_MS })
  await expectVisible(note, PATIENCE_MS)
  if (wallet.sent.length !== before) throw new Error(`${button} was declined, and sent`)
}

/** Presses what asks the wallet, says yes there, and waits until that transaction is mined. */
export async function sign({ t, wallet }: Person, button: Locator): Promise<TransactionReceipt> {
  const before = wallet.sent.length
  await button.click({ timeout: PATIENCE_MS })
  const { hash } = await eventually(`${button} to send`, PATIENCE_MS, async () => wallet.sent[before])
  return requireMined(t.stack.chains.l1.client, hash, `${button}`)
}

/** A button by its whole name. */
export function buttonOf({ page }: Person, name: string): Locator {
  return page.getByRole('button', { name, exact: true })
}

/** What a page tells of something, by the name that stands before it. */
export function factOf({ page }: Person, name: RegExp): Locator {
  return page.getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd').first()
}

import type { Page } from 'playwright-core'
import { expectVisible } from './expect.ts'
import type { TestWallet } from './wallet.ts'

/** Opens the list of wallets and chooses one, as a person does; it is not confirmed yet. */
export async function chooseWallet(page: Page, wallet: TestWallet): Promise<void> {
  await page.getByTestId('connect').click()
  await page.getByTestId(`rk-wallet-option-${wallet.rdns}`).click()
}

/** Connects a wallet and waits until the page shows its account. */
export async function connect(page: Page, wallet: TestWallet): Promise<void> {
  await chooseWallet(page, wallet)
  await expectVisible(page.getByTestId('account'))
}

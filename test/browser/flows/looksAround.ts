import { connect } from '../connect.ts'
import { expectVisible } from '../expect.ts'
import type { FlowContext } from '../flow.ts'

export const name = 'a visitor looks around without a wallet, then connects one'

/** Every page answers who has no wallet, and none asks for one by itself. */
export async function run(t: FlowContext): Promise<void> {
  const wallet = t.wallet(await t.stack.createClient())
  const tested = await t.open({ wallets: [wallet] })
  const { page } = tested
  await expectVisible(page.getByRole('heading', { name: 'Offers', level: 1 }))
  await expectVisible(page.getByText('Demo on one machine'))
  await page.getByRole('link', { name: /^Review Demo/ }).click()
  await expectVisible(page.getByRole('heading', { name: 'Demo on one machine', level: 1 }))
  await t.judge(tested)
  for (const place of ['Agreements', 'Vendor', 'Market']) {
    await page.getByRole('navigation').getByRole('link', { name: place }).click()
    await expectVisible(page.getByRole('heading', { level: 1 }))
    await t.judge(tested)
  }
  if (Object.keys(wallet.prompts).length > 0) throw new Error(`asked: ${JSON.stringify(wallet.prompts)}`)
  await connect(page, wallet)
  await page.reload()
  await expectVisible(page.getByTestId('account'))
}

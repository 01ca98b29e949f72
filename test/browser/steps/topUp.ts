import { expectVisible } from '../expect.ts'
import { asShown, PRICE } from './amounts.ts'
import { requireMoves } from './market.ts'
import { buttonOf, decline, type Person, sign } from './person.ts'

/** Adds epochs to the deposit, on the agreement's page. Declines it once. */
export async function topUp(person: Person, epochs: number): Promise<void> {
  const { t, tested, page, wallet } = person
  const units = BigInt(epochs) * PRICE
  await buttonOf(person, 'Top up').click()
  const dialog = page.getByRole('dialog', { name: 'Top up' })
  await dialog.getByRole('spinbutton', { name: 'Epochs to add' }).fill(String(epochs))
  await sign(person, buttonOf(person, `Allow exactly ${asShown(units)}`))
  const add = buttonOf(person, `Top up ${asShown(units)}`)
  await expectVisible(add)
  await decline(person, add)
  await t.judge(tested)
  await requireMoves(t.stack, { account: wallet.address(), units: -units }, () => sign(person, add))
  await expectVisible(buttonOf(person, `Topped up ${asShown(units)}`))
  await dialog.getByRole('button', { name: 'Close' }).click()
}

import assert from 'node:assert/strict'
import { LINK_PER_VERDICT } from '../../../scripts/market/deployLocal.ts'
import { expectGone, expectVisible } from '../expect.ts'
import { readBalance } from './market.ts'
import { buttonOf, decline, type Person, sign } from './person.ts'

const PATIENCE_MS = 60_000

/** Prepays verdicts in LINK, on any page with the oracle's panel. Declines it once. */
export async function prepayVerdicts(person: Person, verdicts: number): Promise<void> {
  const { t, page, wallet } = person
  const { link } = t.stack.market
  const juels = BigInt(verdicts) * LINK_PER_VERDICT
  const before = await readBalance(t.stack, link, wallet.address())
  await page.getByRole('spinbutton', { name: 'Verdicts to prepay' }).fill(String(verdicts))
  const prepay = page.getByRole('button', { name: new RegExp(`^Prepay ${verdicts} verdicts for `) })
  await decline(person, prepay)
  await sign(person, prepay)
  await expectVisible(page.getByRole('button', { name: new RegExp(`^Prepaid ${verdicts} verdicts for `) }))
  assert.equal(before - (await readBalance(t.stack, link, wallet.address())), juels)
}

/** Takes back the LINK that no verdict used, on a page of an agreement that is over. `unused`: verdicts. */
export async function takeBackLink(person: Person, unused: number): Promise<void> {
  const { t, wallet } = person
  const { link } = t.stack.market
  const before = await readBalance(t.stack, link, wallet.address())
  const takeBack = buttonOf(person, 'Take back unused LINK')
  await sign(person, takeBack)
  await expectGone(takeBack, PATIENCE_MS)
  const back = (await readBalance(t.stack, link, wallet.address())) - before
  assert.equal(back, BigInt(unused) * LINK_PER_VERDICT)
}

import assert from 'node:assert/strict'
import { chainlinkSlaOracleAbi } from '@opraas/contracts'
import type { Hex } from 'viem'
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

/** Takes back the LINK that no verdict used, on a page of an agreement that is over: all that its oracle still holds. */
export async function takeBackLink(person: Person, agreementId: Hex): Promise<void> {
  const { t, wallet } = person
  const { link, oracle } = t.stack.market
  const unused = await t.stack.chains.market.client.readContract({
    address: oracle,
    abi: chainlinkSlaOracleAbi,
    functionName: 'balanceOf',
    args: [agreementId],
  })
  const before = await readBalance(t.stack, link, wallet.address())
  const takeBack = buttonOf(person, 'Take back unused LINK')
  await sign(person, takeBack)
  await expectGone(takeBack, PATIENCE_MS)
  assert.equal((await readBalance(t.stack, link, wallet.address())) - before, unused)
}

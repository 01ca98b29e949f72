import type { Hex } from 'viem'
import { eventually, expectVisible } from '../expect.ts'
import { asShown } from './amounts.ts'
import { readClaimable, readEpochs, requireMoves } from './market.ts'
import { buttonOf, decline, type Person, sign } from './person.ts'

const PATIENCE_MS = 60_000
const EPOCH_MS = 120_000

/**
 * Claims what a vendor has earned, on its own page. Declines it once. What the page says before and after is what comes.
 *
 * @param agreementId - One that runs: an epoch of it that was just booked leaves time until the next.
 */
export async function claimEarnings(vendor: Person, agreementId: Hex): Promise<void> {
  const { t, tested, page, wallet } = vendor
  const { stack } = t
  const account = wallet.address()
  await expectVisible(page.getByRole('heading', { name: 'Vendor', level: 1 }))
  await decline(vendor, page.getByRole('button', { name: /^Claim \d/ }))
  await t.judge(tested)

  const booked = (await readEpochs(stack, agreementId)).length
  await eventually('the next epoch to be booked', EPOCH_MS, async () =>
    (await readEpochs(stack, agreementId)).length > booked ? true : undefined,
  )
  const { claim, units } = await eventually('the page to tell what is free', PATIENCE_MS, async () => {
    const units = await readClaimable(stack, account)
    const claim = buttonOf(vendor, `Claim ${asShown(units)}`)
    return (await claim.isVisible()) ? { claim, units } : undefined
  })
  await requireMoves(stack, { account, units }, () => sign(vendor, claim))
  await expectVisible(page.getByText(`${asShown(units)} came.`))
  await t.judge(tested)
}

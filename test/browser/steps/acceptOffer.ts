import assert from 'node:assert/strict'
import { erc20Abi, type Hex, isHash } from 'viem'
import { expectVisible } from '../expect.ts'
import { asShown, PRICE } from './amounts.ts'
import { readAgreement, requireMoves } from './market.ts'
import { buttonOf, decline, type Person, sign } from './person.ts'

const OFFER = 'Demo on one machine'

/**
 * From the list of offers to a reserved agreement. Declines the allowance and the accept once each.
 *
 * @returns The agreement, which the page shows.
 */
export async function acceptOffer(person: Person, { epochs }: { epochs: number }): Promise<Hex> {
  const { t, tested, page, wallet } = person
  const { stack } = t
  const deposit = BigInt(epochs) * PRICE
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Market' }).click()
  await page.getByRole('link', { name: `Review ${OFFER}` }).click()
  await expectVisible(page.getByRole('heading', { name: OFFER, level: 1 }))
  await page.getByRole('spinbutton', { name: 'Prepay' }).fill(String(epochs))

  const allow = buttonOf(person, `Allow exactly ${asShown(deposit)}`)
  await decline(person, allow)
  await t.judge(tested)
  await sign(person, allow)

  const accept = buttonOf(person, `Accept and deposit ${asShown(deposit)}`)
  await expectVisible(accept)
  await decline(person, accept)
  await requireMoves(stack, { account: wallet.address(), units: -deposit }, () => sign(person, accept))

  await expectVisible(page.getByText('Reserved', { exact: true }))
  await expectVisible(page.getByText(/Deploy the chain.s contracts, or attach one, before/))
  await t.judge(tested)
  const agreementId = page.url().split('/').at(-1)
  assert.ok(isHash(agreementId ?? ''), page.url())
  const { state, deposit: stored, client } = await readAgreement(stack, agreementId as Hex) // as just asserted
  assert.deepEqual(
    { state, stored, client },
    { state: 'Reserved', stored: deposit, client: wallet.address() },
  )
  const left = await stack.chains.market.client.readContract({
    address: stack.market.token,
    abi: erc20Abi,
    functionName: 'allowance',
    args: [wallet.address(), stack.market.marketplace],
  })
  assert.equal(left, 0n, 'no allowance is left')
  return agreementId as Hex
}

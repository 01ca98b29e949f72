import assert from 'node:assert/strict'
import { epochOutcome } from '@opraas/contracts'
import { createPublicClient, type Hex, http } from 'viem'
import { demo } from '../../../scripts/demo/terms.ts'
import { eventually, expectGone, expectVisible } from '../expect.ts'
import { asShown, PRICE } from './amounts.ts'
import { readAgreement, readEpochs } from './market.ts'
import type { Person } from './person.ts'

const PATIENCE_MS = 60_000
const LONG_MS = 180_000

/**
 * Waits, on the agreement's page, until the vendor's agent has started the chain and the browser sees its blocks.
 *
 * @returns The L2's RPC, as the page tells it.
 */
export async function awaitService({ t, tested, page }: Person, agreementId: Hex): Promise<string> {
  // The probe hears of an agreement a moment after the page.
  tested.expectConsole(new RegExp(`404 .*/v1/agreements/${agreementId}:`))
  await expectVisible(page.getByText('Active', { exact: true }), LONG_MS)
  const url = await page
    .getByText(/^http:\/\/127\.0\.0\.1:\d+\/?$/)
    .first()
    .textContent()
  assert.ok(url)
  const l2 = createPublicClient({ transport: http(url) })
  const { l2ChainId } = await readAgreement(t.stack, agreementId)
  assert.equal(BigInt(await l2.getChainId()), l2ChainId, `${url} is the chain that was bound`)
  await eventually('an L2 block', PATIENCE_MS, async () => (await l2.getBlockNumber()) > 0n || undefined)
  await expectVisible(page.getByRole('term').filter({ hasText: 'Newest block' }), PATIENCE_MS)
  await t.judge(tested)
  return url
}

/** Waits until an epoch was judged and paid in full: in the page's table as on chain. */
export async function awaitFullPay(person: Person, agreementId: Hex): Promise<void> {
  const { t, tested } = person
  const { epoch } = await eventually('an epoch that pays all', LONG_MS, async () =>
    (await readEpochs(t.stack, agreementId)).find(({ paid }) => paid === PRICE),
  )
  await expectEpoch(person, { agreementId, epoch })
  await t.judge(tested)
}

/**
 * Cuts the vendor's power by the demo's switch as an epoch begins, and waits until an epoch has cost the vendor.
 *
 * @param options.rpc - The L2's, which does not answer meanwhile.
 */
export async function cutPower(
  person: Person,
  { agreementId, rpc }: { agreementId: Hex; rpc: string },
): Promise<void> {
  const { t, tested, page } = person
  tested.expectConsole(new RegExp(`net::ERR_\\w+ \\(${new URL(rpc).origin}/`))
  const epoch = await eventually('an epoch to begin', PATIENCE_MS, async () => {
    const { running } = await readAgreement(t.stack, agreementId)
    return running.seconds < 4 ? running.epoch : undefined
  })
  await page.getByRole('button', { name: /^Cut the vendor.s power for \d+ s$/ }).click()
  const off = page.getByText(/^The vendor.s machine is off/)
  const unanswered = page.getByText(/^The RPC does not answer your browser/)
  await expectVisible(off)
  await expectVisible(unanswered)
  await t.judge(tested)

  await expectGone(off, PATIENCE_MS)
  await expectGone(unanswered, PATIENCE_MS)
  const cost = await eventually('an epoch that was slashed', LONG_MS, async () =>
    (await readEpochs(t.stack, agreementId)).find((one) => one.epoch >= epoch && one.slashed > 0n),
  )
  assert.ok(cost.paid < PRICE, `epoch ${cost.epoch} paid ${cost.paid}`)
  await expectEpoch(person, { agreementId, epoch: cost.epoch })
  await expectKept(person, agreementId)
  await t.judge(tested)
}

/** Requires that the table tells a booked epoch as the chain does. */
async function expectEpoch(
  { t, page }: Person,
  { agreementId, epoch }: { agreementId: Hex; epoch: number },
): Promise<void> {
  await page.getByRole('radio', { name: /^All/ }).check()
  const table = page.getByRole('table', { name: 'Booked epochs, the newest first' })
  const row = table.getByRole('row', { name: new RegExp(`^${epoch} `) })
  await expectVisible(row, PATIENCE_MS)
  const columns = await table.getByRole('columnheader').allInnerTexts()
  const cells = await row.getByRole('cell').allInnerTexts()
  const told = (column: RegExp) => cells[columns.findIndex((title) => column.test(title))]
  const booked = (await readEpochs(t.stack, agreementId)).find((one) => one.epoch === epoch)
  assert.ok(booked)
  assert.equal(told(/^Verdict/)?.toLowerCase(), epochOutcome(booked.outcome))
  assert.equal(`${told(/^Paid/)} ${demo.symbol}`, asShown(booked.paid))
  const slashed = booked.slashed > 0n ? `${asShown(booked.slashed)} slashed` : ''
  assert.ok(told(/^Why/)?.endsWith(slashed), `${told(/^Why/)} tells ${slashed}`)
}

/** Requires that the page's figure of what the SLA kept is the chain's: not paid, and slashed. */
async function expectKept({ t, page }: Person, agreementId: Hex): Promise<void> {
  await eventually('what the SLA kept to be told', PATIENCE_MS, async () => {
    const epochs = await readEpochs(t.stack, agreementId)
    const unpaid = epochs.reduce((sum, { paid }) => sum + PRICE - paid, 0n)
    const slashed = epochs.reduce((sum, one) => sum + one.slashed, 0n)
    const told = page.getByText(`${asShown(unpaid)} not paid, ${asShown(slashed)} slashed`)
    return (await told.isVisible()) || undefined
  })
}

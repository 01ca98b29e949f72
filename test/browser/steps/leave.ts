import assert from 'node:assert/strict'
import { l1Abi, PERMISSIONED_GAME } from '@opraas/deployer/core'
import { type Address, type Hex, zeroAddress, zeroHash } from 'viem'
import { demo } from '../../../scripts/demo/terms.ts'
import { eventually, expectVisible } from '../expect.ts'
import { asShown, PRICE, parseShown } from './amounts.ts'
import { type DeployedChain, stepOf } from './deployChain.ts'
import { readAgreement, readEpochs, readFree, requireMoves } from './market.ts'
import { buttonOf, decline, factOf, type Person, sign } from './person.ts'

const PATIENCE_MS = 60_000
const LONG_MS = 180_000
/** An end sent so early in an epoch is mined within it. Seconds. */
const EARLY_SECONDS = 7

type Leaving = { agreementId: Hex; chain: DeployedChain }

/** From the agreement's page to an L1 on which the vendor's keys hold no role. Declines the first rotation once. */
export async function rotateKeys(person: Person, { chain }: Leaving): Promise<void> {
  const { t, tested, page } = person
  await page.getByRole('link', { name: 'Terminate…' }).click()
  await expectVisible(page.getByRole('heading', { name: `End ${chain.name}`, level: 1 }))
  const batcher = buttonOf(person, 'Take the batcher away')
  await decline(person, batcher)
  await t.judge(tested)
  await sign(person, batcher)
  for (const title of ['Take the unsafe block signer away', 'Take proposer and challenger away']) {
    const next = buttonOf(person, title)
    await expectVisible(next, PATIENCE_MS)
    await sign(person, next)
  }
  await expectVisible(page.getByText(/^The vendor.s keys hold no role on /), PATIENCE_MS)
  await requireRevoked(person, chain.systemConfig)
}

/** What the page said would come at once, in token units, and the block of the end. */
type Said = { units: bigint; block: bigint }

/** Ends the agreement on its end page, early in an epoch: what the page says is free then. Declines it once. */
export async function terminate(person: Person, { agreementId, chain }: Leaving): Promise<Said> {
  const { t, tested, page, wallet } = person
  await page.getByRole('textbox', { name: `Type ${chain.name} to go on` }).fill(chain.name)
  const end = buttonOf(person, `End ${chain.name}`)
  await decline(person, end)
  await t.judge(tested)
  const atOnce = factOf(person, /^To the client, at once/).getByTitle(/tUSD$/)
  const units = await eventually('the page to tell, early in an epoch, what comes', LONG_MS, async () => {
    const { running, settledEpochs, deposit } = await readAgreement(t.stack, agreementId)
    const free = deposit - BigInt(running.epoch + 1 - settledEpochs) * PRICE
    const isTold = parseShown((await atOnce.getAttribute('title')) ?? '') === free
    return isTold && running.seconds < EARLY_SECONDS ? free : undefined
  })
  const { blockNumber: block } = await sign(person, end)
  const free = await readFree(t.stack, { agreementId, party: wallet.address(), blockNumber: block })
  assert.equal(free, units, 'what was said is free')
  await expectVisible(page.getByText(`Said at least ${asShown(units)}, came 0.00 ${demo.symbol} so far.`))
  await t.judge(tested)
  return { units, block }
}

/** Waits until the last epoch is booked, and claims what is left. Declines it once. */
export async function claimRefund(
  person: Person,
  { agreementId, said }: { agreementId: Hex; said: Said },
): Promise<void> {
  const { t, tested, page, wallet } = person
  const account = wallet.address()
  await expectVisible(stepOf(person, 'Claim the refund').getByText('Every epoch is booked'), LONG_MS)
  const units = await readFree(t.stack, { agreementId, party: account })
  const held = (await readEpochs(t.stack, agreementId)).filter(({ blockNumber }) => blockNumber > said.block)
  const back = held.reduce((sum, { paid, slashed }) => sum + PRICE - paid + slashed, 0n)
  assert.equal(units, said.units + back, 'what was said, and what measurement gave back of what was held')

  const claim = buttonOf(person, `Claim ${asShown(units)}`)
  await decline(person, claim)
  await t.judge(tested)
  await requireMoves(t.stack, { account, units }, () => sign(person, claim))
  await expectVisible(page.getByText(`${asShown(units)} came back`))
  await expectVisible(page.getByText(`Said at least ${asShown(said.units)}, came ${asShown(units)}.`))
  await t.judge(tested)
}

async function requireRevoked({ t }: Person, systemConfig: Address): Promise<void> {
  const { client } = t.stack.chains.l1
  const config = { address: systemConfig, abi: l1Abi } as const
  const [batcherHash, factory] = await Promise.all([
    client.readContract({ ...config, functionName: 'batcherHash' }),
    client.readContract({ ...config, functionName: 'disputeGameFactory' }),
  ])
  const games = { address: factory, abi: l1Abi } as const
  const game = await client.readContract({ ...games, functionName: 'gameImpls', args: [PERMISSIONED_GAME] })
  assert.deepEqual([batcherHash, game], [zeroHash, zeroAddress])
}

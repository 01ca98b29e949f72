import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { Locator } from 'playwright-core'
import { type Address, getAddress, type Hex } from 'viem'
import { eventually, expectVisible } from '../expect.ts'
import { buttonOf, decline, factOf, type Person, sign } from './person.ts'
import { requireSentOnce } from './sentOnce.ts'

const DEPLOY_MS = 240_000
const PATIENCE_MS = 60_000
/** Mined before the page is reloaded, at least: some of them the chain's own. Below half of them all. */
const MINED_BEFORE = 14
/** Nobody confirms faster: while some are mined, others are still to come. */
const CONFIRM_MS = 200

/** What the page says of the chain that it has brought to the L1. */
export type DeployedChain = {
  name: string
  toml: string
  genesisJson: string
  genesisHash: Hex
  systemConfig: Address
}

/** From a reserved agreement's page to settings that are chosen. */
export async function chooseSettings({ t, tested, page }: Person, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Deploy or attach' }).first().click()
  await expectVisible(page.getByRole('heading', { name: /^Deploy a chain on /, level: 1 }))
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await t.judge(tested)
  await page.getByRole('button', { name: 'Use these settings' }).click()
  await expectVisible(page.getByRole('heading', { name: new RegExp(`^Deploy ${name} on `), level: 1 }))
}

/**
 * Signs all transactions of the deployment: declines the first once, reloads the page in the middle while the wallet
 * has an answer that the page never hears. Nothing may be sent twice.
 */
export async function deployContracts(person: Person): Promise<void> {
  const { t, tested, page, wallet } = person
  const all = page.getByRole('button', { name: /^Sign all \d+$/ })
  await decline(person, all)
  await t.judge(tested)
  await sign(person, buttonOf(person, 'Sign only this one'))

  const before = wallet.sent.length
  wallet.setDelay(CONFIRM_MS)
  await all.click({ timeout: PATIENCE_MS })
  await eventually('some to be mined', PATIENCE_MS, async () => {
    const mined = await t.stack.chains.l1.client.getTransactionCount({ address: wallet.address() })
    return mined >= before + MINED_BEFORE || undefined
  })
  const unheard = wallet.sent.length
  wallet.loseReplies()
  await eventually('the one whose answer is lost', PATIENCE_MS, async () => wallet.sent[unheard])
  await page.reload()
  wallet.setDelay(0)
  await expectVisible(page.getByText('Picked up where you left.'), PATIENCE_MS)
  await expectVisible(
    page.getByText(/Transactions? 1 .* on the L1 as of block [\d,]+. Nothing is sent twice./),
  )
  requireSentOnce(wallet)

  await all.click({ timeout: PATIENCE_MS })
  await expectVisible(stepOf(person, 'Checks on chain').getByText(/^\d+ checks, 0 wrong$/), DEPLOY_MS)
  for (const name of ['Check', 'Freeze the L1 origin', 'Genesis and rollup config', 'Anchor'])
    await expectVisible(stepOf(person, name).getByText('Done', { exact: true }))
  requireSentOnce(wallet)
  await t.judge(tested)
}

/** Takes down what the page says of the deployed chain, and its files. */
export async function noteChain(person: Person, name: string): Promise<DeployedChain> {
  const genesisHash = await stepOf(person, 'Genesis and rollup config')
    .getByTitle(/^0x\w{64}$/)
    .getAttribute('title')
  const systemConfig = await factOf(person, /^SystemConfig$/)
    .getByTitle(/^0x\w{40}$/)
    .getAttribute('title')
  return {
    name,
    toml: await download(person, 'Download config.toml'),
    genesisJson: await download(person, 'Download genesis.json'),
    genesisHash: genesisHash as Hex, // as its title was looked for
    systemConfig: getAddress(systemConfig ?? ''),
  }
}

/** Requires that the page finds every role where the key set wants it. */
export async function expectRoles(person: Person): Promise<void> {
  const roles = stepOf(person, 'Roles')
  await expectVisible(roles.getByText('Done', { exact: true }), PATIENCE_MS)
  for (const role of ['Owner', 'Batcher', 'Unsafe signer', 'Proposer', 'Challenger'])
    await expectVisible(roles.getByText(`Done: ${role}`))
}

/** One step of the list that the deploy page and the end page are made of. */
export function stepOf({ page }: Person, title: string): Locator {
  return page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: title, exact: true, level: 2 }) })
}

async function download(person: Person, name: string): Promise<string> {
  const [file] = await Promise.all([person.page.waitForEvent('download'), buttonOf(person, name).click()])
  assert.equal(await file.failure(), null)
  return readFile(await file.path(), 'utf8')
}

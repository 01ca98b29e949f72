import type { Page } from 'playwright-core'
import { startChain } from '../../../scripts/demo/services.ts'
import { startRelay } from '../arrange/relay.ts'
import { expectGone, expectVisible } from '../expect.ts'
import type { FlowContext } from '../flow.ts'

export const name = 'an RPC is chosen: a good one is kept, a dead one replaced, a wrong one refused'

const OTHER = { name: 'Other', chainId: 424_242 } as const

/** No wallet is needed for it, and no market: what is chosen counts for this browser. */
export async function run(t: FlowContext): Promise<void> {
  const { context, world, chains } = t.stack
  const relay = await startRelay(t.stack)
  const other = await startChain(context, { ...OTHER, port: world.ports.market })
  try {
    const tested = await t.open()
    const { page } = tested
    tested.expectConsole(new RegExp(`Failed to load resource: net::ERR_.*${relay.url}`))
    await page.getByRole('contentinfo').getByRole('link').click()
    await expectVisible(page.getByText('From config.json'))
    await t.judge(tested)
    await choose(page, relay.url)
    await expectVisible(page.getByText('Your own, kept in this browser'))
    await page.getByRole('link', { name: 'Market' }).click()
    await expectVisible(page.getByRole('heading', { name: 'Offers' }))

    relay.cut()
    await page.reload()
    const failure = page.getByText(/^Local L1 at .* does not show the market\.$/)
    await expectVisible(failure)
    await t.judge(tested)
    await page.getByRole('button', { name: 'Retry' }).click()
    await expectVisible(failure)
    await page.getByRole('link', { name: 'use another RPC' }).click()
    await expectVisible(page.getByText(`${new URL(relay.url).host} does not answer`))
    await refuseAll(page, [
      ['nowhere', 'Expected a URL that begins with https://, or with http:// on this machine.'],
      ['http://rpc.example', 'Expected a URL that begins with https://, or with http:// on this machine.'],
      [relay.url, 'It does not answer, or does not let this page ask.'],
      [other.url, `It answers for chain ${OTHER.chainId}. Local L1 is chain ${chains.l1.chainId}.`],
    ])
    await t.judge(tested)
    await choose(page, chains.l1.url)
    await expectVisible(page.getByText(`Chain ${chains.l1.chainId}`))
    await page.getByRole('button', { name: 'Back to config.json’s' }).click()
    await expectVisible(page.getByText('From config.json'))
    await page.getByRole('link', { name: 'Market' }).click()
    await expectVisible(page.getByRole('heading', { name: 'Offers' }))
  } finally {
    relay.cut()
    await context.supervisor.cut(OTHER.name)
  }
}

async function choose(page: Page, url: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Another RPC of Local L1' }).fill(url)
  await page.getByRole('button', { name: 'Check and use' }).click()
}

async function refuseAll(page: Page, wrong: readonly (readonly [url: string, why: string])[]): Promise<void> {
  for (const [url, why] of wrong) {
    await choose(page, url)
    await expectVisible(page.getByText(why))
    // What is typed next is not refused yet.
    await page.getByRole('textbox', { name: 'Another RPC of Local L1' }).fill('')
    await expectGone(page.getByText(why))
  }
}

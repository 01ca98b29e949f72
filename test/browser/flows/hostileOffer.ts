import { toConfigUri } from '@opraas/deployer/core'
import { startAgreement } from '../arrange/ownAgreement.ts'
import { type OwnOffers, publishOffers } from '../arrange/ownOffers.ts'
import { connect } from '../connect.ts'
import { expectVisible } from '../expect.ts'
import type { FlowContext } from '../flow.ts'
import type { TestPage } from '../page.ts'

export const name = 'what strangers write into offers and agreements is text, and harms nothing'

const SCRIPT = '<script>globalThis.isHacked = true</script>'
const IMAGE = '<img src=x onerror="globalThis.isHacked = true">'
const REVERSED = '\u202egnp.exe\u2067'

const documents = [
  {
    text: `${SCRIPT}${REVERSED} 💸💸 ${'W'.repeat(220)}\n${IMAGE}\u0000\u200f "></style> ${'Z̷̢̛̗͎͉̈́͑a̴l̸g̵o̶ '.repeat(30)} [link](javascript:globalThis.isHacked=true)`,
  },
  { text: 'Never shown', uri: 'javascript:globalThis.isHacked=true' },
  { text: 'Never fetched', uri: `https://terms.example/${'w'.repeat(300)}?<script>` },
]

const CHAIN = '<svg/onload=isHacked=true>'
const config = toConfigUri(`[chain]\nname = "${REVERSED}${CHAIN}"`)
const endpoints = JSON.stringify({
  rpc: 'javascript:globalThis.isHacked=true',
  ws: `wss://${'w'.repeat(60)}.example/${'w'.repeat(300)}`,
  explorer: 'data:text/html,<script>globalThis.isHacked=true</script>',
})

/** Looks at everything that a hostile vendor and a hostile client can write, on a phone and on a desk. */
export async function run(t: FlowContext): Promise<void> {
  const own = await publishOffers(t.stack, documents)
  try {
    const client = await t.stack.createClient()
    const agreementId = await startAgreement(t.stack, own, { client, config, endpoints })
    for (const window of [
      { width: 320, height: 720, touch: true },
      { width: 1280, height: 900, touch: false },
    ]) {
      const wallet = t.wallet(client)
      const tested = await t.open({ wallets: [wallet], ...window })
      await connect(tested.page, wallet)
      await lookAtOffers(t, tested, own)
      for (const route of [`#/agreements/${agreementId}`, '#/agreements'])
        await visit(t, tested, route, CHAIN)
      wallet.switchAccount(own.vendor)
      await visit(t, tested, '#/vendor', CHAIN)
    }
  } finally {
    await own.withdraw()
  }
}

async function lookAtOffers(t: FlowContext, tested: TestPage, { offers }: OwnOffers): Promise<void> {
  const { page } = tested
  const [text, script, link] = offers.map(({ offerId }) => `#/offers/${offerId}`)
  for (const route of ['#/', text]) {
    await visit(t, tested, route, IMAGE)
    await expectVisible(page.getByRole('heading', { name: SCRIPT }))
  }
  await visit(t, tested, script, 'Not readable here')
  await visit(t, tested, link, 'https://terms.example/')
  await expectVisible(page.locator('a[href^="https://terms.example/"][rel="noopener noreferrer"]'))
}

/** What of a page a stranger's text could have changed. */
const look = `(() => {
  const main = document.querySelector('main')
  return {
    isHacked: globalThis.isHacked === true,
    elements: main.querySelectorAll('script, style, img, iframe, object, embed').length,
    links: [...document.querySelectorAll('[href]')]
      .map((one) => one.href.baseVal ?? one.href)
      .filter((href) => !/^https?:/.test(href)),
    hasControls: /[\\u0000-\\u0008\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]/.test(main.outerHTML),
  }
})()`
const harmless = JSON.stringify({ isHacked: false, elements: 0, links: [], hasControls: false })

/** Goes to a page, waits for a stranger's text, and judges what it did. */
async function visit(t: FlowContext, tested: TestPage, route = '', text = ''): Promise<void> {
  await tested.goto(route)
  await expectVisible(tested.page.getByText(text))
  await tested.settle()
  const found = JSON.stringify(await tested.page.evaluate(look))
  if (found !== harmless) throw new Error(`${route}: ${found}`)
  const overflow = await tested.overflow()
  if (overflow > 0) throw new Error(`${route} is ${overflow} px wider than its window`)
  await t.judge(tested)
}

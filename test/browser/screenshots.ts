import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { launchChromium } from './chromium.ts'
import { connect } from './connect.ts'
import { interruption } from './interruption.ts'
import { openPage, type TestPage } from './page.ts'
import { type Shot, shotsOf } from './routes.ts'
import { type Seed, seedMarket } from './seed/index.ts'
import { serveSeed } from './seed/serve.ts'
import { createTestWallet } from './wallet.ts'

const folder = resolve(import.meta.dirname, '../../.opraas/screenshots')
const themes = ['light', 'dark'] as const
/** Window widths with a usual height, in pixels. */
const windows = [
  { width: 320, height: 720, touch: true },
  { width: 768, height: 1024, touch: true },
  { width: 1280, height: 900, touch: false },
] as const

const usage = `Usage: npm run screenshots -- [options]

Renders every page of the dApp over a seeded market into .opraas/screenshots, and fails for what a machine can see:
sideways scroll, errors on the console, requests to strangers, faults that axe finds.

  --only <text>     only pages whose name contains the text
  --theme <name>    light or dark
  --width <pixels>  320, 768 or 1280
  --help            this text`

type Look = { theme: (typeof themes)[number]; window: (typeof windows)[number] }
type Place = { seed: Seed; browser: Browser; baseUrl: string; signal: AbortSignal }

/** Groups of pages rendered at once: most of the time a page waits. */
const CONCURRENCY = 2

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: '' },
      theme: { type: 'string' },
      width: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const looks = themes
    .filter((theme) => (values.theme ?? theme) === theme)
    .flatMap((theme) => windows.map((window) => ({ theme, window })))
    .filter(({ window }) => (values.width ?? String(window.width)) === String(window.width))
  const signal = interruption()
  console.error('seeding a market …')
  const seed = await seedMarket({ signal })
  const end = new AbortController()
  try {
    const baseUrl = await serveSeed(seed, end.signal)
    const browser = await launchChromium()
    try {
      const shots = shotsOf(seed).filter(({ name }) => name.includes(values.only))
      return await shootAll({ seed, browser, baseUrl, signal }, shots, looks)
    } finally {
      await browser.close()
    }
  } finally {
    end.abort()
    await seed.close()
  }
}

async function shootAll(place: Place, shots: readonly Shot[], looks: readonly Look[]): Promise<number> {
  if (shots.length * looks.length === shotsOf(place.seed).length * themes.length * windows.length)
    rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const accounts = [...new Set(shots.map(accountOf))]
  const groups = looks.flatMap((look) =>
    accounts.map((account) => ({ look, group: shots.filter((shot) => accountOf(shot) === account) })),
  )
  let faulty = 0
  const work = async (): Promise<void> => {
    for (let next = groups.shift(); next; next = groups.shift()) {
      const found = await shootGroup(place, next.group, next.look)
      faulty += found
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
  const count = shots.length * looks.length
  console.error(`${count} pictures in ${folder}, ${faulty} with faults`)
  return faulty === 0 && count > 0 ? 0 : 1
}

function accountOf({ as }: Shot): string {
  return as ? Object.values(as).join() : 'nobody'
}

/** Pages of one account in one look. @returns How many have faults. */
async function shootGroup(
  { seed, browser, baseUrl, signal }: Place,
  shots: readonly Shot[],
  { theme, window }: Look,
): Promise<number> {
  const as = shots[0]?.as
  const { id, rpcUrl } = seed.chain
  const wallet =
    as &&
    createTestWallet({
      account: ('client' in as ? seed.accounts.clients[as.client] : seed.accounts.vendors[as.vendor]).account,
      chains: [{ id, rpcUrl }],
    })
  const tested = await openPage(browser, {
    baseUrl,
    isAllowed: (origin) => seed.origins.includes(origin),
    ...(wallet && { wallets: [wallet] }),
    ...window,
    theme,
  })
  let faulty = 0
  try {
    await tested.goto('#/')
    if (wallet) await connect(tested.page, wallet)
    for (const shot of shots) {
      signal.throwIfAborted()
      const name = `${shot.name}-${theme}-${window.width}`
      const before = { console: tested.consoleErrors().length, foreign: tested.foreignOrigins().length }
      await tested.remember(shot.storage ?? {})
      await tested.goto(shot.route)
      const isSettled = await tested.settle()
      await tested.page.screenshot({
        path: join(folder, `${name}.png`),
        fullPage: true,
        animations: 'disabled',
      })
      const faults = await faultsOf(tested, before)
      if (!isSettled && !shot.neverSettles) faults.unshift('still reads or computes')
      if (faults.length > 0) faulty++
      console.error([`${faults.length > 0 ? 'FAULTS' : 'ok    '}  ${name}`, ...faults].join('\n    '))
    }
  } finally {
    await tested.close()
  }
  return faulty
}

/** What a machine can see, beyond what was told before. */
async function faultsOf(tested: TestPage, before: { console: number; foreign: number }): Promise<string[]> {
  const overflow = await tested.overflow()
  const violations = await tested.axe()
  return [
    ...(overflow > 0 ? [`${overflow} px wider than its window`] : []),
    ...tested.consoleErrors().slice(before.console),
    ...tested
      .foreignOrigins()
      .slice(before.foreign)
      .map((origin) => `asks ${origin}`),
    ...violations.map(
      ({ rule, help, elements }) => `axe ${rule}: ${help}\n      ${elements.join('\n      ')}`,
    ),
  ]
}

process.exitCode = await main()

import { setTimeout as sleep } from 'node:timers/promises'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import type { TestWallet } from './wallet.ts'

/** WCAG 2.2 A and AA. */
const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** RainbowKit's own dialog, whose faults are not ours: facts, section 3. */
const NOT_OURS = '[data-rk] [role=dialog]'
const QUIET_MS = 300
/** A page that polls without a pause is taken as it is. */
const QUIET_TIMEOUT_MS = 5_000
const BUSY_TIMEOUT_MS = 15_000
const TIMEOUT_MS = 20_000

export type PageOptions = {
  /** Where the dApp is served; ends in a slash. */
  baseUrl: string
  /** Whether the page may ask this origin; its own is always allowed. Asked when the request is made. */
  isAllowed: (origin: string) => boolean
  /** Wallets that the browser has installed. */
  wallets?: readonly TestWallet[]
  width?: number
  height?: number
  /** A phone or tablet: fingers, scrollbars that take no room. */
  touch?: boolean
  theme?: 'light' | 'dark'
}

/** An accessibility fault: a rule, and the elements that break it. */
export type Violation = { rule: string; help: string; elements: string[] }

/** A page under watch. */
export type TestPage = {
  readonly page: Page
  /** Goes to a hash route: `#/offers/0x…`. */
  goto(route: string): Promise<void>
  /** Puts something into the page's localStorage; pages opened later find it. */
  remember(storage: Readonly<Record<string, string>>): Promise<void>
  /**
   * Waits until everything that was asked has answered, all fonts are there, and nothing is being read or computed.
   *
   * @returns False when something still is after 15 seconds.
   */
  settle(): Promise<boolean>
  /** From now on these messages on the console are no fault: the test causes them. */
  expectConsole(pattern: RegExp): void
  /** Errors and warnings on the console and uncaught errors, without the expected ones. */
  consoleErrors(): string[]
  /** Requests that failed, without those the page itself gave up. */
  failedRequests(): string[]
  /** Origins asked that are not allowed. */
  foreignOrigins(): string[]
  /** All origins asked. */
  origins(): string[]
  axe(): Promise<Violation[]>
  /** The page is wider than its window by so many pixels. */
  overflow(): Promise<number>
  /** Keeps a picture of the whole page, as a window would show it that is high enough. */
  picture(file: string): Promise<void>
  /** Another tab of the same browser profile, with the same wallets, under the same watch. */
  openTab(): Promise<Page>
  close(): Promise<void>
}

/** Opens a page in a browser profile of its own, and watches it until it is closed. */
export async function openPage(browser: Browser, options: PageOptions): Promise<TestPage> {
  const { baseUrl, wallets = [], width = 1280, height = 900, touch = false, theme = 'light' } = options
  const context = await browser.newContext({
    viewport: { width, height },
    isMobile: touch,
    hasTouch: touch,
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  })
  context.setDefaultTimeout(TIMEOUT_MS)
  const watch = watchContext(context, options)
  const openTab = async (): Promise<Page> => {
    const tab = await context.newPage()
    for (const wallet of wallets) await wallet.attach(tab)
    return tab
  }
  const page = await openTab()
  const { waitForQuiet: _, ...findings } = watch

  return {
    page,
    ...findings,
    openTab,
    async goto(route) {
      await page.goto(new URL(route, baseUrl).href, { waitUntil: 'load' })
    },
    remember: (storage) => page.evaluate(`Object.assign(localStorage, ${JSON.stringify(storage)})`),
    async settle() {
      await watch.waitForQuiet()
      await page.evaluate('document.fonts.ready.then(() => undefined)')
      const busy = page.getByText(/^(Reading|Running)$/).first()
      return busy.waitFor({ state: 'detached', timeout: BUSY_TIMEOUT_MS }).then(
        () => true,
        () => false,
      )
    },
    async axe() {
      const { violations } = await new AxeBuilder({ page }).withTags(axeTags).exclude(NOT_OURS).analyze()
      return violations.map(({ id, help, nodes }) => ({
        rule: id,
        help,
        elements: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
      }))
    },
    overflow: () =>
      page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    async picture(path) {
      const whole: number = await page.evaluate('document.documentElement.scrollHeight')
      await page.setViewportSize({ width, height: Math.max(height, whole) })
      await page.screenshot({ path, animations: 'disabled' })
      await page.setViewportSize({ width, height })
    },
    close: () => context.close(),
  }
}

function watchContext(context: BrowserContext, { baseUrl, isAllowed }: PageOptions) {
  const own = new URL(baseUrl).origin
  const messages: string[] = []
  const expected: RegExp[] = []
  const failed: string[] = []
  const origins = new Set<string>()
  const foreign = new Set<string>()

  const visit = (address: string): void => {
    const { origin, protocol } = new URL(address)
    if (protocol === 'data:' || protocol === 'blob:' || protocol === 'about:') return
    origins.add(origin)
    if (origin !== own && !isAllowed(origin)) foreign.add(origin)
  }
  const open = new Set<Request>()
  let quietSince = Date.now()
  context.on('request', (request) => {
    visit(request.url())
    open.add(request)
  })
  const closed = (request: Request): void => {
    open.delete(request)
    quietSince = Date.now()
  }
  context.on('requestfinished', closed)
  context.on('page', (page) => page.on('websocket', (socket) => visit(socket.url())))
  context.on('requestfailed', (request) => {
    closed(request)
    const reason = request.failure()?.errorText ?? 'failed'
    if (reason !== 'net::ERR_ABORTED') failed.push(`${request.method()} ${request.url()} ${reason}`)
  })
  context.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return
    const { url, lineNumber } = message.location()
    messages.push(`${message.type()}: ${message.text()} (${url}:${lineNumber})`)
  })
  context.on('weberror', (error) => messages.push(`uncaught: ${error.error().stack ?? error.error()}`))

  return {
    /** Pages look at their chains again and again: quiet is a pause between two looks. */
    async waitForQuiet(): Promise<void> {
      const deadline = Date.now() + QUIET_TIMEOUT_MS
      quietSince = Date.now()
      while (open.size > 0 || Date.now() - quietSince < QUIET_MS) {
        if (Date.now() > deadline) return
        await sleep(25)
      }
    },
    expectConsole: (pattern: RegExp) => void expected.push(pattern),
    consoleErrors: () => messages.filter((text) => !expected.some((pattern) => pattern.test(text))),
    failedRequests: () => [...failed],
    foreignOrigins: () => [...foreign],
    origins: () => [...origins],
  }
}

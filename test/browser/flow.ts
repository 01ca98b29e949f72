import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import type { PrivateKeyAccount } from 'viem'
import { openPage, type PageOptions, type TestPage, type Violation } from './page.ts'
import type { Stack } from './stack.ts'
import { createTestWallet, type TestWallet } from './wallet.ts'

/** Something a person does with the dApp, from its first page to its result. A file of `flows/` exports both. */
export type Flow = { name: string; run(t: FlowContext): Promise<void> }

/** What a flow works with. */
export type FlowContext = {
  stack: Stack
  /** A wallet of an account on the stack's chains: L1 first. */
  wallet(
    account: PrivateKeyAccount,
    options?: { batches?: boolean; name?: string; rdns?: string },
  ): TestWallet
  /** Opens the dApp; it is watched, and judged by axe when the flow ends. */
  open(
    options?: Pick<PageOptions, 'wallets' | 'width' | 'height' | 'touch' | 'theme'> & { route?: string },
  ): Promise<TestPage>
  /** Judges a page in a state that the flow leaves again. */
  judge(page: TestPage): Promise<void>
}

/** What came of a flow. */
export type FlowResult = {
  name: string
  seconds: number
  error: Error | undefined
  consoleErrors: string[]
  foreignOrigins: string[]
  violations: Violation[]
}

/** Where pages are kept as they were when a flow failed. */
const folder = resolve(import.meta.dirname, '../../.opraas/browser')

/** True when nothing is to be said against it. */
export function isClean({ error, consoleErrors, foreignOrigins, violations }: FlowResult): boolean {
  return !error && [consoleErrors, foreignOrigins, violations].every(({ length }) => length === 0)
}

/** Runs one flow. Never throws for what the flow finds. */
export async function runFlow(
  flow: Flow,
  { stack, browser }: { stack: Stack; browser: Browser },
): Promise<FlowResult> {
  const startedAt = Date.now()
  const pages: TestPage[] = []
  const violations: Violation[] = []
  const judge = async (page: TestPage): Promise<void> => {
    violations.push(...(await page.axe()))
  }
  const { l1, market } = stack.chains
  const chains = [l1, market].map(({ chainId, url }) => ({ id: chainId, rpcUrl: url }))
  const context: FlowContext = {
    stack,
    judge,
    wallet: (account, options) =>
      createTestWallet({ account, chains: [{ id: l1.chainId, rpcUrl: l1.url }, ...chains], ...options }),
    async open({ route = '#/', ...options } = {}) {
      const page = await openPage(browser, { baseUrl: stack.url, isAllowed: stack.isOrigin, ...options })
      pages.push(page)
      await page.goto(route)
      return page
    },
  }
  const isOpen = ({ page }: TestPage): boolean => !page.isClosed()
  const error = await flow.run(context).then(
    async () => {
      for (const page of pages.filter(isOpen)) await judge(page)
      return undefined
    },
    async (thrown: unknown) => {
      for (const [index, page] of pages.filter(isOpen).entries()) await keep(page, `${flow.name}-${index}`)
      return thrown instanceof Error ? thrown : new Error(String(thrown))
    },
  )
  for (const page of pages.filter(isOpen)) await page.close()
  return {
    name: flow.name,
    seconds: (Date.now() - startedAt) / 1000,
    error,
    consoleErrors: pages.flatMap((page) => page.consoleErrors()),
    foreignOrigins: [...new Set(pages.flatMap((page) => page.foreignOrigins()))],
    violations,
  }
}

/** Keeps what a page shows, as a picture and as its roles and names. */
async function keep({ page, picture }: TestPage, name: string): Promise<void> {
  const file = join(folder, name.replaceAll(/[^\w-]+/g, '-'))
  mkdirSync(folder, { recursive: true })
  await picture(`${file}.png`)
  writeFileSync(`${file}.txt`, `${page.url()}\n\n${await page.locator('body').ariaSnapshot()}\n`)
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { Locator } from 'playwright-core'

const TIMEOUT_MS = 20_000

/** Waits until something is seen. @throws Error naming it, and what the page shows instead */
export async function expectVisible(locator: Locator, timeoutMs = TIMEOUT_MS): Promise<void> {
  await locator
    .first()
    .waitFor({ state: 'visible', timeout: timeoutMs })
    .catch(async () => {
      throw new Error(`${locator} is not seen; the page shows:\n${await readPage(locator)}`)
    })
}

/** Waits until something is no longer seen. */
export async function expectGone(locator: Locator, timeoutMs = TIMEOUT_MS): Promise<void> {
  await locator
    .first()
    .waitFor({ state: 'hidden', timeout: timeoutMs })
    .catch(() => {
      throw new Error(`${locator} is still seen`)
    })
}

/** Waits until the text of something matches. @throws Error with the text found last */
export async function expectText(locator: Locator, pattern: RegExp, timeoutMs = TIMEOUT_MS): Promise<void> {
  let found: string | null = null
  await eventually(`${locator} to say ${pattern}`, timeoutMs, async () => {
    found = await locator.first().textContent({ timeout: timeoutMs })
    return found !== null && pattern.test(found) ? true : undefined
  }).catch((error: Error) => {
    throw new Error(`${error.message}; found: ${found}`)
  })
}

/** Asks until there is an answer. @throws Error naming what was waited for */
export async function eventually<T>(
  what: string,
  timeoutMs: number,
  ask: () => Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs / 1000} s for ${what}`)
    await sleep(100)
  }
}

function readPage(locator: Locator): Promise<string> {
  return locator.page().locator('body').ariaSnapshot()
}

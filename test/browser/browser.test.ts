import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchChromium, skipWithoutChromium } from './chromium.ts'
import { isClean, runFlow } from './flow.ts'
import { loadFlows } from './flows.ts'
import { raiseStack, type Stack } from './stack.ts'

const flows = await loadFlows()

describe('the dApp in a browser', { skip: skipWithoutChromium(), timeout: 15 * 60_000 }, () => {
  let browser: Browser
  let stack: Stack
  let allClean = true

  before(async () => {
    browser = await launchChromium()
    stack = await raiseStack({ say: () => undefined })
  })
  after(async () => {
    await browser?.close()
    await stack?.close({ keepLogs: !allClean })
  })

  for (const flow of flows) {
    test(flow.name, async () => {
      const result = await runFlow(flow, { stack, browser })
      allClean &&= isClean(result)
      if (result.error) throw result.error
      const { consoleErrors, foreignOrigins, violations } = result
      assert.deepEqual(
        { consoleErrors, foreignOrigins, violations },
        { consoleErrors: [], foreignOrigins: [], violations: [] },
      )
    })
  }
})

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  type BedrockArtifacts,
  buildOutputs,
  type L1Facts,
  type Outputs,
  parseIntent,
} from '@opraas/deployer/core'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { loadBedrock } from '../../deployer/src/artifacts/bedrock.ts'
import { sampleConfig } from '../../deployer/src/testing/project.ts'
import { launchChromium, skipWithoutChromium } from './chromium.ts'

/** What a page is given under this name: everything that `@opraas/deployer/core` exports. */
declare const opraas: typeof import('@opraas/deployer/core')
/** The bytecode, which a page is given once. */
declare const bedrock: BedrockArtifacts

const entry = fileURLToPath(new URL('../../deployer/src/core/index.ts', import.meta.url))

const facts: Omit<L1Facts, 'ownerIsContract'> = {
  addresses: {
    L1CrossDomainMessenger: '0x1111111111111111111111111111111111111111',
    L1StandardBridge: '0x2222222222222222222222222222222222222222',
    L1ERC721Bridge: '0x3333333333333333333333333333333333333333',
    OptimismPortal2: '0x4444444444444444444444444444444444444444',
    SystemConfig: '0x5555555555555555555555555555555555555555',
  },
  origin: { number: 17n, hash: `0x${'aa'.repeat(32)}`, timestampSeconds: 1_750_000_000n },
  firstBatcher: '0x0000000000000000000000000000000000001001',
}

const schedules = [
  '',
  'ecotone = "genesis"',
  'fjord = 20\ngranite = 20\nholocene = 40',
  'isthmus = 20\njovian = 40',
  'isthmus = 2\njovian = 4\nkarst = 6',
]

describe('genesis.json and rollup.json', { skip: skipWithoutChromium(), timeout: 120_000 }, () => {
  const artifacts = loadBedrock()
  let browser: Browser
  let page: Page

  before(async () => {
    browser = await launchChromium()
    page = await browser.newPage()
    await page.addScriptTag({ content: await bundle() })
    await page.evaluate(
      (text) => Object.assign(globalThis, { bedrock: opraas.parseBedrock(JSON.parse(text)) }),
      JSON.stringify(artifacts),
    )
  })
  after(() => browser?.close())

  for (const forks of schedules) {
    test(`have the same bytes in Node and in Chromium with ${forks.replaceAll('\n', ', ') || 'the default forks'}`, async () => {
      const config = sampleConfig({ append: forks && `\n[chain.forks]\n${forks}\n` })
      for (const ownerIsContract of [false, true]) {
        const here = buildOutputs({ intent: parseIntent(config), ...facts, ownerIsContract }, artifacts)
        const input = { config, facts: { ...facts, ownerIsContract } }
        assert.deepEqual(await page.evaluate(buildInPage, input), here)
      }
    })
  }
})

/** Runs in the page. */
function buildInPage({ config, facts }: { config: string; facts: L1Facts }): Outputs {
  return opraas.buildOutputs({ intent: opraas.parseIntent(config), ...facts }, bedrock)
}

/** The core as one script, made as the dApp is made. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['opraas-source', 'module', 'browser', 'production'] },
    build: {
      write: false,
      target: 'es2023',
      lib: { entry, formats: ['iife'], name: 'opraas' },
    },
  })
  const [first] = Array.isArray(built) ? built : []
  const [chunk] = first?.output ?? []
  if (chunk?.type !== 'chunk') throw new TypeError('vite made no script')
  return chunk.code
}

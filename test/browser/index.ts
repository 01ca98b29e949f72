import { parseArgs } from 'node:util'
import { launchChromium } from './chromium.ts'
import { type FlowResult, isClean, runFlow } from './flow.ts'
import { loadFlows } from './flows.ts'
import { interruption } from './interruption.ts'
import { raiseStack } from './stack.ts'

const usage = `Usage: npm run test:browser -- [options]

Plays what people do with the dApp in headless Chromium, over everything that \`npm start\` brings up.

  --json           print one JSON line at the end
  --only <text>    only flows whose name contains the text
  --help           this text`

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const flows = (await loadFlows()).filter(({ name }) => name.includes(values.only))
  const results: FlowResult[] = []
  const signal = interruption()
  const browser = await launchChromium()
  // What a flow waits for ends with its browser.
  signal.addEventListener('abort', () => void browser.close(), { once: true })
  try {
    const stack = await raiseStack({ say: (text) => console.error(`  ${text}`), signal })
    try {
      for (const flow of flows) {
        signal.throwIfAborted()
        const result = await runFlow(flow, { stack, browser })
        results.push(result)
        console.error(describe(result))
      }
    } finally {
      await stack.close({ keepLogs: !results.every(isClean) })
    }
  } finally {
    await browser.close()
  }
  if (values.json) console.log(JSON.stringify(summarise(results)))
  return results.length > 0 && results.every(isClean) ? 0 : 1
}

/** The one JSON line. */
function summarise(results: readonly FlowResult[]) {
  return {
    flows: results.filter(({ error }) => !error).length,
    consoleErrors: results.flatMap(({ consoleErrors }) => consoleErrors).length,
    foreignOrigins: [...new Set(results.flatMap(({ foreignOrigins }) => foreignOrigins))],
    axe: results.flatMap(({ violations }) => violations).length,
  }
}

function describe(result: FlowResult): string {
  const { name, seconds, error, consoleErrors, foreignOrigins, violations } = result
  return [
    `${isClean(result) ? 'ok    ' : 'FAILED'}  ${name}  ${seconds.toFixed(1)} s`,
    ...(error ? [error.stack ?? error.message] : []),
    ...consoleErrors.map((text) => `  console ${text}`),
    ...foreignOrigins.map((origin) => `  asked ${origin}`),
    ...violations.map(({ rule, help, elements }) => `  axe ${rule}: ${help}\n    ${elements.join('\n    ')}`),
  ].join('\n')
}

process.exitCode = await main()

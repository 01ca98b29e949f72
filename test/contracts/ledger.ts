import { parseArgs } from 'node:util'
import { chooseChainId, startAnvil } from '../../deployer/src/testing/anvil.ts'
import { parseWhole, randomSeed, runCommand, say } from '../../scripts/prove/command.ts'
import { checkLogs } from './history/checkLogs.ts'

await runCommand(main)

/**
 * `npm run test:ledger -- [--agreements N] [--seed S] [--json]`: plays random lives of agreements, rebuilds every number
 * of the market from its logs alone after each step, and compares them with what the contracts hold.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      agreements: { type: 'string', default: '20' },
      seed: { type: 'string', default: randomSeed() },
      json: { type: 'boolean', default: false },
    },
  })
  const agreements = parseWhole('--agreements', values.agreements, 1)
  const seed = parseWhole('--seed', values.seed)
  say(`Agreements ${agreements}, seed ${seed} …`)
  const anvil = await startAnvil({ chainId: chooseChainId() })
  try {
    const { numbers, differences } = await checkLogs(anvil.client, { agreements, seed: `${seed}` })
    for (const { name, logs, storage } of differences.slice(0, 20))
      say(`${name}: logs ${logs}, storage ${storage}`)
    const found = { agreements, numbers, different: differences.length, seed }
    if (values.json) console.log(JSON.stringify(found))
    else
      console.log(
        `${numbers} numbers of ${agreements} agreements, ${found.different} different, seed ${seed}`,
      )
    return found.different > 0 ? 1 : 0
  } finally {
    await anvil.close()
  }
}

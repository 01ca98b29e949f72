import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DeploymentRecord } from '../market/record.ts'
import { type GeneratedFile, generatedHeader } from './file.ts'

/** contracts/ts/generated/deployments.ts: the public deployments, from the records in contracts/deployments. */
export function generateDeployments(root: string): GeneratedFile {
  const folder = join(root, 'contracts/deployments')
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => /^\d+\.json$/.test(name)) : []
  const records = files
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as DeploymentRecord)
    .sort((a, b) => a.chainId - b.chainId)
  const content = `${generatedHeader('scripts/generate/deployments.ts')}
import type { MarketDeployment } from '../deployments.ts'

/** Public deployments by chain id. Local markets are named by \`OPRAAS_MARKETPLACE\`. */
export const deployments: Readonly<Record<number, MarketDeployment>> = {${records.map(entry).join('')}}
`
  return { path: 'contracts/ts/generated/deployments.ts', content }
}

function entry({ chainId, fromBlock, contracts }: DeploymentRecord): string {
  const addressOf = (name: string): string => {
    const found = contracts[name]
    if (!found) throw new Error(`contracts/deployments/${chainId}.json names no ${name}`)
    return `'${found.address}'`
  }
  const fields = [
    `marketplace: ${addressOf('Marketplace')}`,
    `chainLens: ${addressOf('ChainLens')}`,
    ...(contracts.ChainlinkSlaOracle ? [`oracle: ${addressOf('ChainlinkSlaOracle')}`] : []),
    `fromBlock: ${fromBlock ?? 0}n`,
  ]
  return `\n  ${chainId}: {\n${fields.map((field) => `    ${field},\n`).join('')}  },\n`
}

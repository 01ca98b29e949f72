import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Abi, AbiItem } from 'viem'
import { type GeneratedFile, generatedHeader } from './file.ts'

const contracts = {
  marketplaceAbi: 'market/Marketplace',
  offerBookAbi: 'market/OfferBook',
  reputationAbi: 'market/Reputation',
  chainLensAbi: 'l1/ChainLens',
  chainFactoryAbi: 'l1/ChainFactory',
  chainlinkSlaOracleAbi: 'oracles/ChainlinkSlaOracle',
  quorumSlaOracleAbi: 'oracles/QuorumSlaOracle',
  creSlaOracleAbi: 'oracles/CreSlaOracle',
  l1LivenessOracleAbi: 'oracles/L1LivenessOracle',
  slaOracleAbi: 'interfaces/ISlaOracle',
} as const

/** Typed ABIs of the market, and of every error any of its contracts can throw (they bubble through calls). */
export function generateAbis(root: string): GeneratedFile {
  const parts = [generatedHeader('scripts/generate/abis.ts')]
  const errors = new Map<string, AbiItem>()
  for (const [name, path] of Object.entries(contracts)) {
    const file = join(root, 'artifacts/contracts', `${path}.sol`, `${path.split('/').at(-1)}.json`)
    const { abi } = JSON.parse(readFileSync(file, 'utf8'), withoutInternalTypes) as { abi: Abi }
    parts.push(`export const ${name} = ${JSON.stringify(abi, null, 2)} as const\n`)
    for (const item of abi) if (item.type === 'error') errors.set(JSON.stringify(item), item)
  }
  const all = [...errors.values()].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
  parts.push(`export const marketErrorsAbi = ${JSON.stringify(all, null, 2)} as const\n`)
  return { path: 'contracts/ts/generated/abis.ts', content: parts.join('\n') }
}

/** Solidity's names of structs: nothing decodes by them, and a page would load them. */
function withoutInternalTypes(key: string, value: unknown): unknown {
  return key === 'internalType' ? undefined : value
}

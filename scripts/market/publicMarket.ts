import { offerBookAbi } from '@opraas/contracts'
import {
  type Address,
  concatHex,
  encodeAbiParameters,
  encodeDeployData,
  encodeFunctionData,
  getContractAddress,
  type Hex,
  zeroAddress,
} from 'viem'
import { creationOf, deterministicDeployer } from '../../deployer/src/core/l1/contracts.ts'
import { contractArtifact } from './artifacts.ts'
import type { AdapterOptions } from './options.ts'

/** One transaction of the plan. `creates`: it is done when code stands there. `id` names it for good. */
export type MarketStep = { id: string; title: string; to: Address; data: Hex; creates?: Address }

/** A market on any chain: everything through the deterministic deployer, so that nothing is ever deployed twice. */
export type MarketPlan = {
  addresses: {
    marketplace: Address
    offerBook: Address
    reputation: Address
    chainLens: Address
    oracle?: Address
  }
  creations: MarketStep[]
  /** Every contract of the market; `createdBy`: id of the step that brings it about. */
  contracts: { path: string; address: Address; createdBy: string; constructorArguments: Hex }[]
  /** Only the owner may send these. */
  settings: MarketStep[]
}

/**
 * The transactions of a market. Pure but for reading the artifacts.
 *
 * @param options.wrappedEther - What clients may pay L1 costs in; without it they never do.
 * @param options.tokens - `weight`: reputation per token unit of fee, 18 decimals.
 */
export function planMarket(options: {
  owner: Address
  minEpochSeconds: number
  wrappedEther?: Address
  feePpm?: number
  tokens: readonly { token: Address; weight: bigint }[]
  adapter?: AdapterOptions
  salt: Hex
}): MarketPlan {
  const { owner, minEpochSeconds, wrappedEther = zeroAddress, feePpm, tokens, adapter, salt } = options
  const creations: MarketStep[] = []
  const contracts: MarketPlan['contracts'] = []
  const create = (path: string, args: readonly unknown[] = []): Address => {
    const { abi, bytecode } = contractArtifact(path)
    const name = path.split('/').at(-1) ?? path
    const { address, initCode } = creationOf(name, salt, encodeDeployData({ abi, bytecode, args }))
    const data = concatHex([salt, initCode])
    const id = `create:${address}`
    contracts.push({ path, address, createdBy: id, constructorArguments: argumentsOf(path, args) })
    creations.push({
      id,
      title: name,
      to: deterministicDeployer,
      data,
      creates: address,
    })
    return address
  }
  const marketplace = create('market/Marketplace', [owner, minEpochSeconds, wrappedEther])
  const chainLens = create('l1/ChainLens')
  const born = (nonce: bigint): Address =>
    getContractAddress({ from: marketplace, nonce }).toLowerCase() as Address
  const [offerBook, reputation] = [born(1n), born(2n)]
  const createdBy = `create:${marketplace}`
  contracts.push(
    {
      ...{ path: 'market/OfferBook', address: offerBook, createdBy },
      constructorArguments: argumentsOf('market/OfferBook', [owner, minEpochSeconds]),
    },
    {
      ...{ path: 'market/Reputation', address: reputation, createdBy },
      constructorArguments: argumentsOf('market/Reputation', []),
    },
  )
  const oracle =
    adapter &&
    create('oracles/ChainlinkSlaOracle', [
      marketplace,
      adapter.link,
      adapter.operator,
      adapter.jobId,
      adapter.linkPerVerdict,
    ])

  const set = (title: string, data: Hex): MarketStep => ({
    id: `set:${offerBook}:${data}`,
    title,
    to: offerBook,
    data,
  })
  const settings = [
    ...(feePpm === undefined
      ? []
      : [
          set(
            `Set the fee to ${feePpm} ppm`,
            encodeFunctionData({ abi: offerBookAbi, functionName: 'setFee', args: [feePpm] }),
          ),
        ]),
    ...tokens.map(({ token, weight }) =>
      set(
        `List the token ${token}`,
        encodeFunctionData({ abi: offerBookAbi, functionName: 'setToken', args: [token, true, weight] }),
      ),
    ),
    ...(oracle
      ? [
          set(
            'List the adapter',
            encodeFunctionData({ abi: offerBookAbi, functionName: 'setAdapter', args: [oracle, true] }),
          ),
        ]
      : []),
  ]
  return {
    addresses: { marketplace, offerBook, reputation, chainLens, ...(oracle && { oracle }) },
    creations,
    contracts,
    settings,
  }
}

function argumentsOf(path: string, args: readonly unknown[]): Hex {
  const { abi } = contractArtifact(path)
  const found = abi.find(({ type }) => type === 'constructor')
  return found?.type === 'constructor' ? encodeAbiParameters(found.inputs, args) : '0x'
}

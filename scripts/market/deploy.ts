import { isLocalChain } from '@opraas/contracts'
import { InvalidInputError } from '@opraas/deployer'
import { type Address, encodeDeployData, getContractAddress, type Hex } from 'viem'
import { type Artifact, contractArtifact } from './artifacts.ts'

/** One transaction of a deployment, in the order of nonces. `to` undefined: a creation. */
export type DeployStep = { title: string; to?: Address; data: Hex }

/** A deployment in the making: each creation's address is known before anything is sent. */
export type DeployPlan = {
  steps: DeployStep[]
  create(title: string, artifact: Artifact, args?: readonly unknown[]): Address
  call(title: string, to: Address, data: Hex): void
}

/** Collects the transactions of one account, beginning with its next nonce. */
export function planDeployment(from: Address, firstNonce: number): DeployPlan {
  const steps: DeployStep[] = []
  return {
    steps,
    create(title, { abi, bytecode }, args = []) {
      const nonce = BigInt(firstNonce + steps.length)
      steps.push({ title, data: encodeDeployData({ abi, bytecode, args }) })
      return getContractAddress({ from, nonce })
    },
    call(title, to, data) {
      steps.push({ title, to, data })
    },
  }
}

/** Shortest epoch of a public market. */
const MIN_PUBLIC_EPOCH_SECONDS = 3_600

/** Refuses short epochs off the local chains. @throws {@link InvalidInputError} */
export function requireEpochLength({
  chainId,
  minEpochSeconds,
}: {
  chainId: number
  minEpochSeconds: number
}): void {
  if (minEpochSeconds >= MIN_PUBLIC_EPOCH_SECONDS || isLocalChain(chainId)) return
  throw new InvalidInputError({
    field: '--min-epoch',
    found: `${minEpochSeconds} s on chain ${chainId}`,
    expected: `at least ${MIN_PUBLIC_EPOCH_SECONDS} s: only local chains may have shorter epochs`,
  })
}

/**
 * The market itself: marketplace (which creates offer book and reputation) and chain lens.
 *
 * @param options.minEpochSeconds - Fixed for good; less than an hour only on local chains.
 * @param options.wrappedEther - What clients may pay L1 costs in.
 * @throws {@link InvalidInputError}
 */
export function addMarket(
  plan: DeployPlan,
  options: { chainId: number; owner: Address; minEpochSeconds: number; wrappedEther: Address },
): { marketplace: Address; chainLens: Address } {
  const { owner, minEpochSeconds, wrappedEther } = options
  requireEpochLength(options)
  return {
    marketplace: plan.create('Marketplace', contractArtifact('market/Marketplace'), [
      owner,
      minEpochSeconds,
      wrappedEther,
    ]),
    chainLens: plan.create('ChainLens', contractArtifact('l1/ChainLens')),
  }
}

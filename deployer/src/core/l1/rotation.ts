import { type Address, encodeFunctionData, type Hex, zeroAddress, zeroHash } from 'viem'
import { l1Abi } from './abi.ts'
import { type Check, wordOf } from './checks.ts'
import { type L1Addresses, PERMISSIONED_GAME } from './layout.ts'
import type { L1Step } from './step.ts'

/** Nobody holds this account's key. */
const NOBODY: Address = '0x000000000000000000000000000000000000dead'

/**
 * Takes every key of a vendor away, signed by the owner: batches and proposals of the old keys stop counting at
 * once, games and withdrawals proven before go on. No new game is needed.
 *
 * @see facts of contracts-bedrock 0.17.3, dispute-game generation
 */
export function revokeSteps(addresses: Pick<L1Addresses, 'SystemConfig' | 'DisputeGameFactory'>): L1Step[] {
  const { SystemConfig, DisputeGameFactory } = addresses
  return [
    step({
      id: 'revoke.batcher',
      title: 'Take the batcher away',
      to: SystemConfig,
      data: encodeFunctionData({ abi: l1Abi, functionName: 'setBatcherHash', args: [zeroHash] }),
      expectedGas: 32_000n,
      done: answers(SystemConfig, encodeFunctionData({ abi: l1Abi, functionName: 'batcherHash' }), zeroHash),
    }),
    step({
      id: 'revoke.unsafeSigner',
      title: 'Take the unsafe block signer away',
      to: SystemConfig,
      data: encodeFunctionData({ abi: l1Abi, functionName: 'setUnsafeBlockSigner', args: [NOBODY] }),
      expectedGas: 37_000n,
      done: answers(
        SystemConfig,
        encodeFunctionData({ abi: l1Abi, functionName: 'unsafeBlockSigner' }),
        wordOf(NOBODY),
      ),
    }),
    step({
      id: 'revoke.game',
      title: 'Take proposer and challenger away',
      to: DisputeGameFactory,
      data: encodeFunctionData({
        abi: l1Abi,
        functionName: 'setImplementation',
        args: [PERMISSIONED_GAME, zeroAddress],
      }),
      expectedGas: 31_000n,
      done: answers(
        DisputeGameFactory,
        encodeFunctionData({ abi: l1Abi, functionName: 'gameImpls', args: [PERMISSIONED_GAME] }),
        wordOf(zeroAddress),
      ),
    }),
  ]
}

function step(rest: Omit<L1Step, 'stage' | 'gasLimit'>): L1Step {
  return { ...rest, stage: 'rotation', gasLimit: 150_000n }
}

function answers(to: Address, data: Hex, equals: Hex): Check {
  return { kind: 'call', to, data, equals }
}

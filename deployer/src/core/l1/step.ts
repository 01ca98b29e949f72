import { type Address, concatHex, type Hex } from 'viem'
import type { Check } from './checks.ts'
import { type Creation, deterministicDeployer } from './contracts.ts'

/** Most gas one transaction may have (EIP-7825). */
export const TRANSACTION_GAS_CAP = 16_777_216n

/** Where in the deployment a step belongs. */
export type L1Stage = 'shared implementations' | 'chain contracts' | 'anchor' | 'handover' | 'rotation'

/** One transaction: data for any signer, and what L1 shows when it is done. Gas as limit and as measured before. */
export type L1Step = {
  id: string
  stage: L1Stage
  title: string
  to: Address
  data: Hex
  gasLimit: bigint
  expectedGas: bigint
  done: Check
}

/** The creation of one contract; anybody may send it. */
export function creationStep(creation: Creation, name: Pick<L1Step, 'id' | 'stage' | 'title'>): L1Step {
  const size = BigInt((creation.initCode.length - 2) / 2)
  const { id, stage, title } = name
  return {
    id,
    stage,
    title,
    to: deterministicDeployer,
    data: concatHex([creation.salt, creation.initCode]),
    gasLimit: 200_000n + 300n * size,
    expectedGas: 60_000n + 225n * size,
    done: { kind: 'code', address: creation.address, contract: creation.contract },
  }
}

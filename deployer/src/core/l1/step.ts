import type { Address, Hex } from 'viem'
import type { Check } from './checks.ts'

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

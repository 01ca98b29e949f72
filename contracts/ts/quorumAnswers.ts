import type { Address, Hex, TypedDataDefinition } from 'viem'
import type { Verdict } from './terms.ts'

/** What a signer of a quorum found about one epoch. `start` and `end` are the epoch's, in unix seconds. */
export type QuorumAnswer = {
  market: Address
  agreementId: Hex
  epoch: number
  start: number
  end: number
  verdict: Verdict
  /** Hash of what the verdict is made of. */
  evidence: Hex
}

/** What a signer signs. Frozen: signatures are made of it. */
export const quorumAnswerTypes = {
  Answer: [
    { name: 'market', type: 'address' },
    { name: 'agreementId', type: 'bytes32' },
    { name: 'epoch', type: 'uint32' },
    { name: 'start', type: 'uint40' },
    { name: 'end', type: 'uint40' },
    { name: 'verdict', type: 'Verdict' },
    { name: 'evidence', type: 'bytes32' },
  ],
  Verdict: [
    { name: 'rpc', type: 'uint16' },
    { name: 'unsafeHead', type: 'uint16' },
    { name: 'safeHead', type: 'uint16' },
    { name: 'proposals', type: 'uint16' },
    { name: 'coverage', type: 'uint16' },
    { name: 'reason', type: 'uint8' },
    { name: 'l1Spend', type: 'uint96' },
  ],
} as const

/** An answer as `signTypedData` and `recoverTypedDataAddress` take it, for one adapter on one chain. */
export function buildQuorumAnswerTypedData(
  answer: QuorumAnswer,
  { chainId, adapter }: { chainId: number; adapter: Address },
) {
  return {
    domain: { name: 'opraas quorum', version: '1', chainId, verifyingContract: adapter },
    types: quorumAnswerTypes,
    primaryType: 'Answer',
    message: answer,
  } as const satisfies TypedDataDefinition
}

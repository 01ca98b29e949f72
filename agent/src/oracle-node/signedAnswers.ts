import { buildQuorumAnswerTypedData, quorumSlaOracleAbi } from '@opraas/contracts'
import { type Address, encodeFunctionData, type Hex, isAddressEqual, recoverTypedDataAddress } from 'viem'
import { z } from 'zod'
import type { Quorum } from '../chain/quorum.ts'
import { answerSchema } from './answers.ts'

const seconds = z.int().min(0)

/** `data` of the answer of a probe that signs: the verdict, and whose it is. */
export const signedAnswerSchema = answerSchema.extend({
  signed: z.object({
    start: seconds,
    end: seconds,
    signature: z
      .string()
      .regex(/^0x[0-9a-f]{130}$/)
      .transform((signature) => signature as Hex),
  }),
})
export type SignedAnswer = z.output<typeof signedAnswerSchema>

/** What the answers are about, as of the chain. */
export type Asked = {
  chainId: number
  adapter: Address
  market: Address
  agreementId: Hex
  epoch: number
  start: number
  end: number
}

/** Whose answer it is; undefined when no signer of the quorum gave this answer about this very epoch. */
export async function signerOf(
  answer: SignedAnswer,
  { asked, signers }: { asked: Asked; signers: Quorum['signers'] },
): Promise<Address | undefined> {
  const { evidence, signed } = answer
  if (signed.start !== asked.start || signed.end !== asked.end) return undefined
  const message = { ...asked, verdict: verdictOf(answer), evidence }
  const { signature } = signed
  const typedData = buildQuorumAnswerTypedData(message, asked)
  const found = await recoverTypedDataAddress({ ...typedData, signature }).catch(() => undefined)
  return found && signers.find((signer) => isAddressEqual(signer, found))
}

/** The transaction that brings answers of distinct signers to the adapter. */
export function encodeSubmit({ agreementId, epoch }: Asked, answers: readonly SignedAnswer[]): Hex {
  const given = answers.map((answer) => ({
    verdict: verdictOf(answer),
    evidence: answer.evidence,
    signature: answer.signed.signature,
  }))
  return encodeFunctionData({
    abi: quorumSlaOracleAbi,
    functionName: 'submit',
    args: [agreementId, epoch, given],
  })
}

function verdictOf({ rpc, unsafeHead, safeHead, proposals, coverage, reason, l1Spend }: SignedAnswer) {
  return {
    rpc: Number(rpc),
    unsafeHead: Number(unsafeHead),
    safeHead: Number(safeHead),
    proposals: Number(proposals),
    coverage: Number(coverage),
    reason: Number(reason),
    l1Spend,
  }
}

import { buildQuorumAnswerTypedData } from '@opraas/contracts'
import { type Environment, type Market, privateKeyAccount, SignerError } from '@opraas/deployer'
import { type Address, type Hex, isAddressEqual } from 'viem'
import { readQuorum } from '../chain/quorum.ts'
import { variables } from './config.ts'
import type { FrozenVerdict } from './samples.ts'

/** A verdict in the name of one signer of a quorum. Unix seconds. */
export type SignedVerdict = { signer: Address; start: number; end: number; signature: Hex }

export type SignVerdict = (frozen: FrozenVerdict) => Promise<SignedVerdict>

/**
 * Signs verdicts that are frozen: about one epoch there is one answer, however often it is asked for.
 *
 * @returns undefined when the environment holds no key
 * @throws SignerError when the key is no signer's of the adapter; EnvironmentError, RpcUnreachableError
 */
export async function createVerdictSigner(
  market: Market,
  { adapter, environment }: { adapter: Address; environment: Environment },
): Promise<SignVerdict | undefined> {
  const key = environment[variables.signerKey]
  if (!key) return undefined
  const account = privateKeyAccount(variables.signerKey, key)
  const quorum = await readQuorum(market, adapter)
  if (!quorum?.signers.some((signer) => isAddressEqual(signer, account.address))) {
    const expected = quorum
      ? `a signer of the quorum ${adapter}: ${quorum.signers.join(', ')}`
      : `none: ${adapter} is no quorum, nobody signs for it`
    throw new SignerError({ expected, found: account.address, variable: variables.signerKey })
  }
  return async ({ header, end, verdict, evidence }) => {
    const { marketChainId: chainId, marketplace, agreementId, epoch, start } = header
    const answer = {
      ...{ market: marketplace, agreementId, epoch, start, end, evidence },
      verdict: { ...verdict, l1Spend: BigInt(verdict.l1Spend) },
    }
    const signature = await account.signTypedData(buildQuorumAnswerTypedData(answer, { chainId, adapter }))
    return { signer: account.address, start, end, signature }
  }
}

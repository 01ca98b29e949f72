import { chainlinkSlaOracleAbi } from '@opraas/contracts'
import { type Market, reach, type TransactionRequest } from '@opraas/deployer'
import { type Address, encodeFunctionData, type Hex, isAddressEqual, zeroHash } from 'viem'
import type { AgreementReader } from '../chain/agreements.ts'
import type { Look } from '../chain/watcher.ts'
import { unmeasurable } from '../probe/profile.ts'

/**
 * Sees to it that every finished epoch is asked about: requests verdicts as soon as they can be, takes expired requests
 * back so that they can be repeated.
 */
export function createKeeper(deps: { market: Market; reader: AgreementReader; adapter: Address }) {
  const { market, reader, adapter } = deps
  /** First epoch of an agreement about which something may still be to do. */
  const firstOpen = new Map<Hex, number>()

  return {
    /** The transactions that are due as of a look. */
    async due(look: Look): Promise<TransactionRequest[]> {
      if (look.rewoundTo !== undefined) firstOpen.clear()
      const perAgreement = await Promise.all(look.agreementIds.map((agreementId) => dueOf(agreementId, look)))
      return perAgreement.flat()
    },
  }

  async function dueOf(agreementId: Hex, { head, timestampSeconds }: Look): Promise<TransactionRequest[]> {
    const { state, terms, fundedEpochs, endpointsBlock } = await reader.read(agreementId, head.number)
    if (state === 'None' || endpointsBlock === 0n || !isAddressEqual(terms.oracle, adapter)) return []
    if (unmeasurable(terms) !== undefined) return []
    const calls: TransactionRequest[] = []
    for (let epoch = firstOpen.get(agreementId) ?? 0; epoch < fundedEpochs; epoch++) {
      const { exists, open, end } = await reader.readEpoch(agreementId, epoch, head.number)
      if (exists && end > timestampSeconds) break
      const pending = await readPending(agreementId, epoch, head.number)
      if (pending !== undefined) {
        if (pending.expiration <= timestampSeconds) calls.push(call('cancel', agreementId, epoch))
      } else if (open) {
        calls.push(call('request', agreementId, epoch))
      } else if (epoch === (firstOpen.get(agreementId) ?? 0)) {
        firstOpen.set(agreementId, epoch + 1)
      }
    }
    return calls
  }

  async function readPending(agreementId: Hex, epoch: number, blockNumber: bigint) {
    const { client } = market
    const [requestId, expiration] = await reach(client, () =>
      client.readContract({
        address: adapter,
        abi: chainlinkSlaOracleAbi,
        functionName: 'pendingRequest',
        args: [agreementId, epoch],
        blockNumber,
      }),
    )
    return requestId === zeroHash ? undefined : { requestId, expiration }
  }

  function call(functionName: 'request' | 'cancel', agreementId: Hex, epoch: number): TransactionRequest {
    return {
      id: `${functionName}/${agreementId}/${epoch}`,
      title:
        functionName === 'request'
          ? `Ask about epoch ${epoch}`
          : `Take back the request about epoch ${epoch}`,
      to: adapter,
      data: encodeFunctionData({ abi: chainlinkSlaOracleAbi, functionName, args: [agreementId, epoch] }),
      gasLimit: 500_000n,
    }
  }
}

export type Keeper = ReturnType<typeof createKeeper>

import { chainlinkSlaOracleAbi } from '@opraas/contracts'
import { type Market, reach, type TransactionRequest } from '@opraas/deployer'
import { type Address, encodeFunctionData, type Hex, zeroHash } from 'viem'
import type { AgreementReader } from '../chain/agreements.ts'
import type { Look } from '../chain/watcher.ts'
import { createFinishedEpochs } from './finishedEpochs.ts'

/**
 * Sees to it that every finished epoch is asked about: requests verdicts as soon as they can be, takes expired requests
 * back so that they can be repeated.
 */
export function createKeeper(deps: { market: Market; reader: AgreementReader; adapter: Address }) {
  const { market, adapter } = deps
  const finished = createFinishedEpochs(deps)

  return {
    /** The transactions that are due as of a look. */
    async due(look: Look): Promise<TransactionRequest[]> {
      const calls: TransactionRequest[] = []
      await finished.forEach(look, async ({ agreementId }, { epoch, open }) => {
        const pending = await readPending(agreementId, epoch, look.head.number)
        if (pending) {
          if (pending.expiration <= look.timestampSeconds) calls.push(call('cancel', agreementId, epoch))
        } else if (open) calls.push(call('request', agreementId, epoch))
        return pending !== undefined || open
      })
      return calls
    },
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

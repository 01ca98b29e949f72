import { type Address, encodeFunctionData, type Hash, type TransactionReceipt } from 'viem'
import { getL2TransactionHashes } from 'viem/op-stack'
import { NotMinedError, RevertedError } from '../core/errors/index.ts'
import { gamesPortalAbi } from '../core/withdrawals/abi.ts'
import { type BridgeContext, poll } from './context.ts'
import { findReceipt } from './receipts.ts'
import { requestId } from './request.ts'

/** L2 gas that a deposit buys: enough for an account and for a simple contract's receive function. */
const L2_GAS = 100_000n
const ARRIVAL_MS = 600_000

/** A deposit that arrived. */
export type Deposit = { l1Hash: Hash; l2Hash: Hash; to: Address; amountWei: bigint; resumed: boolean }

/**
 * Sends ETH from L1 to an account on L2 and waits until it is there. Interrupted, the same call goes on with the same
 * deposit.
 *
 * @throws NotMinedError when it is not on L2 after ten minutes, RevertedError, UnfundedError
 */
export async function deposit(
  context: BridgeContext,
  { amountWei, to: given }: { amountWei: bigint; to?: Address },
): Promise<Deposit> {
  const { l1, l2, portal, now, report } = context
  const sender = context.sendOnL1()
  const to = given ?? sender.address
  const { id, isResumed, l1Hash } = await sender.run(async (session) => {
    const request = requestId(session.state(), `deposit:${sender.address}:${to}:${amountWei}`)
    if (request.isResumed) report('going on with the deposit of an earlier run')
    const args = [to, amountWei, L2_GAS, false, '0x'] as const
    const mined =
      session.state().mined.get(request.id) ??
      (await session.send({
        id: request.id,
        title: 'Deposit',
        to: portal,
        data: encodeFunctionData({ abi: gamesPortalAbi, functionName: 'depositTransaction', args }),
        valueWei: amountWei,
      }))
    return { ...request, l1Hash: mined.hash }
  })
  const l2Hash = l2HashOf(await findReceipt(l1, l1Hash), l1Hash)
  const startedAt = now()
  const receipt = await poll(context, async () => {
    const found = await findReceipt(l2, l2Hash)
    if (found) return { done: found }
    const seconds = Math.round((now() - startedAt) / 1000)
    if (seconds * 1000 > ARRIVAL_MS)
      throw new NotMinedError({ step: 'The deposit on L2', hash: l2Hash, seconds })
    return { waitingFor: 'the deposit on L2' }
  })
  await sender.run(async (session) => session.finish(id))
  if (receipt.status === 'reverted') {
    throw new RevertedError({
      step: 'The deposit on L2',
      hash: l2Hash,
      reason: 'the recipient refused it; the ETH is with the sender on L2',
    })
  }
  return { l1Hash, l2Hash, to, amountWei, resumed: isResumed }
}

/** The hash on L2 of the first deposit in an L1 transaction. */
function l2HashOf(receipt: TransactionReceipt | undefined, l1Hash: Hash): Hash {
  const [hash] = receipt ? getL2TransactionHashes(receipt) : []
  if (!hash) throw new RevertedError({ step: 'The deposit', hash: l1Hash, reason: 'L1 has dropped it again' })
  return hash
}

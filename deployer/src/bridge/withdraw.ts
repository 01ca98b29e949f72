import { type Address, encodeFunctionData, type Hash, type Hex } from 'viem'
import { PortalUnfundedError, RevertedError } from '../core/errors/index.ts'
import { MESSAGE_PASSER, messagePasserAbi } from '../core/withdrawals/abi.ts'
import { reach } from '../rpc/client.ts'
import type { BridgeContext } from './context.ts'
import { findWithdrawal } from './receipts.ts'
import { requestId } from './request.ts'

/** L1 gas that the call to the target gets at least: enough for an account and a simple contract. */
const L1_GAS = 100_000n

/** A withdrawal that L2 has; it is to be proven and finalized on L1. */
export type Initiated = {
  l2Hash: Hash
  withdrawalHash: Hex
  to: Address
  amountWei: bigint
  resumed: boolean
}

/**
 * Takes ETH out of L2, for an account on L1. Interrupted, the same call goes on with the same withdrawal.
 *
 * @throws PortalUnfundedError when L1 could not pay it: such a withdrawal would be lost; RevertedError, UnfundedError
 */
export async function withdraw(
  context: BridgeContext,
  { amountWei, to: given }: { amountWei: bigint; to?: Address },
): Promise<Initiated> {
  const { l2, report } = context
  const sender = context.sendOnL2()
  const to = given ?? sender.address
  return sender.run(async (session) => {
    const { id, isResumed } = requestId(session.state(), `withdraw:${sender.address}:${to}:${amountWei}`)
    if (isResumed) report('going on with the withdrawal of an earlier run')
    else await requirePortalFunds(context, amountWei)
    const mined =
      session.state().mined.get(id) ??
      (await session.send({
        id,
        title: 'Withdrawal',
        to: MESSAGE_PASSER,
        data: encodeFunctionData({
          abi: messagePasserAbi,
          functionName: 'initiateWithdrawal',
          args: [to, L1_GAS, '0x'],
        }),
        valueWei: amountWei,
      }))
    session.finish(id)
    const initiated = await findWithdrawal(l2, mined.hash)
    if (!initiated) {
      throw new RevertedError({ step: 'The withdrawal', hash: mined.hash, reason: 'L2 has dropped it again' })
    }
    const { withdrawalHash } = initiated.withdrawal
    return { l2Hash: mined.hash, withdrawalHash, to, amountWei, resumed: isResumed }
  })
}

/** @throws PortalUnfundedError */
export async function requirePortalFunds(
  { l1, portal }: Pick<BridgeContext, 'l1' | 'portal'>,
  neededWei: bigint,
): Promise<void> {
  const hasWei = await reach(l1, () => l1.getBalance({ address: portal }))
  if (hasWei < neededWei) throw new PortalUnfundedError({ portal, neededWei, hasWei })
}

import assert from 'node:assert/strict'
import { agreementState, marketplaceAbi } from '@opraas/contracts'
import { type Address, erc20Abi, type Hex } from 'viem'
import { demo } from '../../../scripts/demo/terms.ts'
import type { Stack } from '../stack.ts'

/** What the market says of an agreement, read by viem. */
export async function readAgreement({ chains, market }: Stack, agreementId: Hex) {
  const contract = { address: market.marketplace, abi: marketplaceAbi } as const
  const { client } = chains.market
  const [view, { timestamp }] = await Promise.all([
    client.readContract({ ...contract, functionName: 'getAgreement', args: [agreementId] }),
    client.getBlock(),
  ])
  const elapsed = Number(timestamp) - view.anchor
  return {
    ...view,
    state: agreementState(view.state),
    /** The epoch that runs, and how many seconds of it have passed. */
    running: { epoch: Math.floor(elapsed / demo.epochSeconds), seconds: elapsed % demo.epochSeconds },
  }
}

/** Booked epochs of an agreement in order, and the block of each booking. Token units. */
export async function readEpochs({ chains, market }: Stack, agreementId: Hex) {
  const events = await chains.market.client.getContractEvents({
    address: market.marketplace,
    abi: marketplaceAbi,
    eventName: 'EpochSettled',
    args: { agreementId },
    fromBlock: 0n,
    strict: true,
  })
  return events.map(({ args, blockNumber }) => ({ ...args, blockNumber }))
}

/** What a claim would bring a party now, in token units. */
export async function readFree(
  { chains, market }: Stack,
  { agreementId, party, blockNumber }: { agreementId: Hex; party: Address; blockNumber?: bigint },
): Promise<bigint> {
  const [amount] = await chains.market.client.readContract({
    address: market.marketplace,
    abi: marketplaceAbi,
    functionName: 'freeOf',
    args: [agreementId, party],
    ...(blockNumber !== undefined && { blockNumber }),
  })
  return amount
}

/** What a claim would bring a vendor now, out of all its agreements, in token units. */
export async function readClaimable(stack: Stack, vendor: Address): Promise<bigint> {
  const { chains, market } = stack
  const accepted = await chains.market.client.getContractEvents({
    address: market.marketplace,
    abi: marketplaceAbi,
    eventName: 'AgreementAccepted',
    args: { vendor },
    fromBlock: 0n,
    strict: true,
  })
  const free = accepted.map(({ args }) => readFree(stack, { agreementId: args.agreementId, party: vendor }))
  return (await Promise.all(free)).reduce((sum, units) => sum + units, 0n)
}

/** What an account holds of a token, in its units. */
export function readBalance({ chains }: Stack, token: Address, account: Address): Promise<bigint> {
  return chains.market.client.readContract({
    address: token,
    abi: erc20Abi,
    functionName: 'balanceOf',
    args: [account],
  })
}

/** Does something and requires that an account's balance of the test token moves by exactly `units`. */
export async function requireMoves(
  stack: Stack,
  { account, units }: { account: Address; units: bigint },
  act: () => Promise<unknown>,
): Promise<void> {
  const before = await readBalance(stack, stack.market.token, account)
  await act()
  assert.equal(
    (await readBalance(stack, stack.market.token, account)) - before,
    units,
    'the balance moved by',
  )
}

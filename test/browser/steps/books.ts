import assert from 'node:assert/strict'
import { marketplaceAbi } from '@opraas/contracts'
import { type Address, erc20Abi, type Hex } from 'viem'
import { type Ledger, readLedger } from '../../../scripts/demo/report.ts'
import { eventually } from '../expect.ts'
import type { Stack } from '../stack.ts'
import { readFree } from './market.ts'

const PATIENCE_MS = 60_000

/**
 * Waits until the vendor's agent has claimed the rest of a closed agreement; then its sums must agree, and the market
 * must hold exactly what it owes to everybody.
 */
export async function requireBalanced(
  stack: Stack,
  { agreementId, client, vendor }: { agreementId: Hex; client: Address; vendor: Address },
): Promise<Ledger> {
  await eventually('the agent to claim the rest', PATIENCE_MS, async () =>
    (await readFree(stack, { agreementId, party: vendor })) === 0n ? true : undefined,
  )
  const { chains, market } = stack
  const ledger = await readLedger(chains.market.client, market, { agreementId, client, vendor })
  const { deposited, slashed, paid, fees, refunded } = ledger
  assert.equal(deposited + slashed, paid + fees + refunded, 'deposited + slashed = paid + fees + refunded')
  const agreements = await requireSolvent(stack)
  if (agreements === 1) assert.ok(ledger.balanced, 'balanced')
  return ledger
}

/** Requires that the market holds what it owes, to all parties of all agreements. @returns How many there are */
async function requireSolvent({ chains, market }: Stack): Promise<number> {
  const { client } = chains.market
  const { marketplace, token } = market
  const blockNumber = await client.getBlockNumber()
  const contract = { address: marketplace, abi: marketplaceAbi, blockNumber } as const
  const range = { address: marketplace, abi: marketplaceAbi, fromBlock: 0n, strict: true } as const
  const [accepted, bonds] = await Promise.all([
    client.getContractEvents({ ...range, toBlock: blockNumber, eventName: 'AgreementAccepted' }),
    client.getContractEvents({ ...range, toBlock: blockNumber, eventName: 'BondAdded' }),
  ])
  const vendors = [...new Set(bonds.map(({ args }) => args.vendor))]
  const owed = await Promise.all([
    client.readContract({ ...contract, functionName: 'feesOf', args: [token] }),
    ...vendors.map((vendor) =>
      client.readContract({ ...contract, functionName: 'potOf', args: [vendor, token] }),
    ),
    ...accepted.map(async ({ args }) => {
      const { deposit, earned, bond } = await client.readContract({
        ...contract,
        functionName: 'getAgreement',
        args: [args.agreementId],
      })
      return deposit + earned + bond
    }),
  ])
  const held = await client.readContract({
    address: token,
    abi: erc20Abi,
    functionName: 'balanceOf',
    args: [marketplace],
    blockNumber,
  })
  assert.equal(
    held,
    owed.reduce((sum, units) => sum + units, 0n),
    'the market holds what it owes',
  )
  return accepted.length
}

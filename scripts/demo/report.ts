import { chainlinkSlaOracleAbi, marketplaceAbi } from '@opraas/contracts'
import { type Address, erc20Abi, type Hash, type Hex } from 'viem'
import { LINK_PER_VERDICT, type LocalMarket } from '../market/deployLocal.ts'
import type { Client } from './chain.ts'

/** Every number of one agreement, in token base units, read from the market's events and balances. */
export type Ledger = {
  epochs: { uptimeBps: number; payoutBps: number; paid: bigint; slashed: bigint }[]
  deposited: bigint
  paid: bigint
  fees: bigint
  refunded: bigint
  slashed: bigint
  /** Each token's sums agree, and what the market holds is what it owes. */
  balanced: boolean
  settle: Hash[]
  claim: Hash | undefined
  close: Hash | undefined
}

/** Reads the ledger of an agreement from chain, trusting nothing that the demo remembers. */
export async function readLedger(
  reader: Client,
  market: LocalMarket,
  { agreementId, client, vendor }: { agreementId: Hex; client: Address; vendor: Address },
): Promise<Ledger> {
  const events = await reader.getContractEvents({
    address: market.marketplace,
    abi: marketplaceAbi,
    args: { agreementId },
    fromBlock: 0n,
    strict: true,
  })
  const ledger: Ledger = {
    epochs: [],
    deposited: 0n,
    paid: 0n,
    fees: 0n,
    refunded: 0n,
    slashed: 0n,
    balanced: false,
    settle: [],
    claim: undefined,
    close: undefined,
  }
  for (const event of events.filter(
    ({ args }) => 'agreementId' in args && args.agreementId === agreementId,
  )) {
    switch (event.eventName) {
      case 'AgreementAccepted':
        ledger.deposited += event.args.deposit
        break
      case 'DepositAdded':
        ledger.deposited += event.args.amount
        break
      case 'EpochSettled': {
        const { uptimeBps, payoutBps, paid, slashed } = event.args
        ledger.epochs.push({ uptimeBps, payoutBps, paid, slashed })
        ledger.slashed += slashed
        if (ledger.settle.at(-1) !== event.transactionHash) ledger.settle.push(event.transactionHash)
        break
      }
      case 'Claimed':
        ledger.fees += event.args.fee
        if (same(event.args.party, vendor)) {
          ledger.paid += event.args.amount
          ledger.claim = event.transactionHash
        }
        if (same(event.args.party, client)) ledger.refunded += event.args.amount
        break
      case 'AgreementClosed':
        ledger.close = event.transactionHash
        break
      default:
    }
  }
  ledger.balanced = await isBalanced(reader, market, { ledger, agreementId, vendor })
  return ledger
}

async function isBalanced(
  reader: Client,
  market: LocalMarket,
  { ledger, agreementId, vendor }: { ledger: Ledger; agreementId: Hex; vendor: Address },
): Promise<boolean> {
  const { marketplace, token, link, operator, oracle } = market
  const balance = (of: Address, at: Address): Promise<bigint> =>
    reader.readContract({ address: of, abi: erc20Abi, functionName: 'balanceOf', args: [at] })
  const [held, pot, fees, linkHeld, linkOwed, linkSpent] = await Promise.all([
    balance(token, marketplace),
    reader.readContract({
      address: marketplace,
      abi: marketplaceAbi,
      functionName: 'potOf',
      args: [vendor, token],
    }),
    reader.readContract({ address: marketplace, abi: marketplaceAbi, functionName: 'feesOf', args: [token] }),
    balance(link, oracle),
    reader.readContract({
      address: oracle,
      abi: chainlinkSlaOracleAbi,
      functionName: 'balanceOf',
      args: [agreementId],
    }),
    balance(link, operator),
  ])
  const agreementBalances = ledger.deposited + ledger.slashed === ledger.paid + ledger.fees + ledger.refunded
  const marketBalances = held === pot + fees
  const linkBalances = linkHeld === linkOwed && linkSpent === BigInt(ledger.epochs.length) * LINK_PER_VERDICT
  return agreementBalances && marketBalances && linkBalances
}

function same(a: Address, b: Address): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

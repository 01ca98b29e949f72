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
  ledger.balanced = await isBalanced(reader, market, { ledger, vendor })
  return ledger
}

/** The agreement's sums agree, and the contracts hold exactly what they owe to everybody: others may play beside. */
async function isBalanced(
  reader: Client,
  market: LocalMarket,
  { ledger, vendor }: { ledger: Ledger; vendor: Address },
): Promise<boolean> {
  const { marketplace, token, link, operator, chainlink } = market
  const blockNumber = await reader.getBlockNumber()
  const at = { blockNumber }
  const onMarket = { ...at, address: marketplace, abi: marketplaceAbi } as const
  const onOracle = { ...at, address: chainlink, abi: chainlinkSlaOracleAbi } as const
  const balance = (of: Address, holder: Address): Promise<bigint> =>
    reader.readContract({ ...at, address: of, abi: erc20Abi, functionName: 'balanceOf', args: [holder] })
  const past = { fromBlock: 0n, toBlock: blockNumber, strict: true } as const
  const [accepted, requested] = await Promise.all([
    reader.getContractEvents({ ...past, ...onMarket, eventName: 'AgreementAccepted' }),
    reader.getContractEvents({ ...past, ...onOracle, eventName: 'VerdictRequested' }),
  ])
  const ids = accepted.map(({ args }) => args.agreementId)
  const [held, pot, fees, lines, linkHeld, linkOwed, linkSpent] = await Promise.all([
    balance(token, marketplace),
    reader.readContract({ ...onMarket, functionName: 'potOf', args: [vendor, token] }),
    reader.readContract({ ...onMarket, functionName: 'feesOf', args: [token] }),
    Promise.all(
      ids.map((id) => reader.readContract({ ...onMarket, functionName: 'getAgreement', args: [id] })),
    ),
    balance(link, chainlink),
    Promise.all(ids.map((id) => reader.readContract({ ...onOracle, functionName: 'balanceOf', args: [id] }))),
    balance(link, operator),
  ])
  const agreementBalances = ledger.deposited + ledger.slashed === ledger.paid + ledger.fees + ledger.refunded
  const owed = lines.map(({ deposit, earned, bond }) => deposit + earned + bond)
  const marketBalances = held === sum(owed) + pot + fees
  const linkBalances = linkHeld === sum(linkOwed) && linkSpent === BigInt(requested.length) * LINK_PER_VERDICT
  return agreementBalances && marketBalances && linkBalances
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}

function same(a: Address, b: Address): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

import { cancelReasons } from '@opraas/contracts'
import { type Address, isAddressEqual } from 'viem'
import type { MarketEvent } from './events.ts'

/**
 * All money of an agreement, in token units. What came in equals what went out and what is left:
 * `deposited + slashed + forfeited = gross + claimedByClient + deposit`.
 */
export type Money = {
  /** Brought by the client and others, first deposit included. */
  deposited: bigint
  /** From the bond to the deposit, by verdicts and for a missed start. */
  slashed: bigint
  /** From the bond to the deposit, because the vendor left early. */
  forfeited: bigint
  /** Paid to the vendor so far, for epochs and setup, before the fee. */
  gross: bigint
  /** Taken out by the vendor, after the fee. */
  claimedByVendor: bigint
  /** Kept by the market of what the vendor took out. */
  fees: bigint
  claimedByClient: bigint
  /** Lines as of now. */
  deposit: bigint
  earned: bigint
  bond: bigint
  /** Locked at accept. */
  bondLocked: bigint
  /** What a claim would pay now, and the fee that it would leave. */
  freeClient: bigint
  freeVendor: bigint
  freeVendorFee: bigint
}

/** Adds up an agreement's events. Pure. */
export function moneyOf(
  events: readonly MarketEvent[],
  now: Pick<
    Money,
    'deposit' | 'earned' | 'bond' | 'bondLocked' | 'freeClient' | 'freeVendor' | 'freeVendorFee'
  > & { client: Address; vendor: Address; setupFee: bigint },
): Money {
  const { client, vendor, setupFee, ...lines } = now
  const money = { ...none(), ...lines }
  for (const event of events) {
    switch (event.eventName) {
      case 'AgreementAccepted':
        money.deposited += event.args.deposit
        break
      case 'DepositAdded':
        money.deposited += event.args.amount
        break
      case 'EpochSettled':
        money.slashed += event.args.slashed
        break
      case 'BondForfeited':
        money.forfeited += event.args.amount
        break
      case 'AgreementCancelled':
        if (cancelReasons[event.args.reason] === 'vendor missed its start')
          money.slashed += missedStartCost(setupFee, lines.bondLocked)
        break
      case 'Claimed': {
        const { party, amount, fee } = event.args
        if (isAddressEqual(party, client)) money.claimedByClient += amount
        if (isAddressEqual(party, vendor)) {
          money.claimedByVendor += amount
          money.fees += fee
        }
        break
      }
      default:
    }
  }
  // Setup fees are not told by an event when they are paid outside of epochs; the vendor's lines hold all of it.
  return { ...money, gross: money.earned + money.claimedByVendor + money.fees }
}

/** What a missed start takes out of the vendor's bond for the client: as much as the setup fee. Token units. Pure. */
export function missedStartCost(setupFee: bigint, bond: bigint): bigint {
  return setupFee < bond ? setupFee : bond
}

function none() {
  return {
    deposited: 0n,
    slashed: 0n,
    forfeited: 0n,
    claimedByVendor: 0n,
    fees: 0n,
    claimedByClient: 0n,
  }
}

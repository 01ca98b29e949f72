import { marketplaceAbi } from '@opraas/contracts'
import { type Address, type Hex, isAddressEqual, parseEventLogs, type TransactionReceipt } from 'viem'
import type { Agreement } from '../../../shared/market/agreement.ts'
import type { Token } from '../../../shared/market/token.ts'

/** What a vendor can claim of one token now, in its units: `gross = net + fee`. */
export type Claimable = {
  token: Token
  /** Agreements in which something is free. */
  agreementIds: Hex[]
  gross: bigint
  fee: bigint
  net: bigint
  /** The market's fee when it is the same in all of them. */
  feePpm: number | undefined
}

/** What can be claimed of a token now, also when it is nothing. Pure. */
export function claimableIn(agreements: readonly Agreement[], token: Token): Claimable {
  const free = agreements.filter((one) => one.token.address === token.address && claimableOf(one) > 0n)
  const fees = new Set(free.map(({ feePpm }) => feePpm))
  const [feePpm] = fees
  const net = free.reduce((sum, { money }) => sum + money.freeVendor, 0n)
  const fee = free.reduce((sum, { money }) => sum + money.freeVendorFee, 0n)
  const agreementIds = free.map(({ agreementId }) => agreementId)
  return { token, agreementIds, gross: net + fee, fee, net, feePpm: fees.size === 1 ? feePpm : undefined }
}

/** What the vendor can claim of one agreement, the market's fee included. Token units. Pure. */
export function claimableOf({ money }: Agreement): bigint {
  return money.freeVendor + money.freeVendorFee
}

/**
 * The fee in units, rounded so that the shown figures add up: what is shown of `gross` less what is shown of `net`,
 * which both round down.
 *
 * @param places - Digits after the point that are shown.
 */
export function shownFee(
  { gross, net, token }: Pick<Claimable, 'gross' | 'net' | 'token'>,
  places: number,
): bigint {
  const smallest = 10n ** BigInt(Math.max(0, token.decimals - places))
  return (gross / smallest - net / smallest) * smallest
}

/** What a mined claim brought, in token units. */
export type Claimed = { net: bigint; fee: bigint; agreements: number }

/** Adds up the `Claimed` events of a receipt: those of this market and party alone. Pure. */
export function claimedIn(
  { logs }: TransactionReceipt,
  { marketplace, party }: { marketplace: Address; party: Address },
): Claimed {
  const ours = logs.filter(({ address }) => isAddressEqual(address, marketplace))
  return parseEventLogs({ abi: marketplaceAbi, eventName: 'Claimed', logs: ours })
    .filter(({ args }) => isAddressEqual(args.party, party))
    .reduce(
      ({ net, fee, agreements }, { args }) => ({
        net: net + args.amount,
        fee: fee + args.fee,
        agreements: agreements + 1,
      }),
      { net: 0n, fee: 0n, agreements: 0 },
    )
}

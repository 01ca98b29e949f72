import { hashKeySet, type KeySet } from '@opraas/contracts'
import { type Address, type Hex, isAddressEqual } from 'viem'
import type { Accepted } from '../../shared/market/accepted.ts'
import type { Offer } from '../../shared/market/offers.ts'

/** The key set of one visit. `accepted`: this account has an agreement with it already. */
export type ChosenKeySet = { keySet: KeySet; accepted: Accepted | undefined }

/** A key set as the URL names it. */
export function keySetName(keySet: KeySet): string {
  return shorten(hashKeySet(keySet))
}

/**
 * The key set to accept with: the one the visit named before, while it is free or this account's; else one of the
 * free, at random, so that two clients do not race for the same. Pure.
 *
 * @param visit.name - What {@link keySetName} gave before; null: nothing was chosen.
 * @param visit.seed - 0 to 1, the same for the whole visit.
 * @returns undefined when none is free
 */
export function chooseKeySet(
  { freeKeySets, takenKeySets }: Pick<Offer, 'freeKeySets' | 'takenKeySets'>,
  { name, account, seed }: { name: string | null; account: Address | undefined; seed: number },
): ChosenKeySet | undefined {
  const mine = takenKeySets.find(
    ({ accepted }) =>
      account !== undefined &&
      shorten(accepted.keySetHash) === name &&
      isAddressEqual(accepted.client, account),
  )
  if (mine) return mine
  const named = freeKeySets.find((one) => keySetName(one) === name)
  const keySet = named ?? freeKeySets[Math.floor(seed * freeKeySets.length)]
  return keySet && { keySet, accepted: undefined }
}

function shorten(hash: Hex): string {
  return hash.slice(2, 10)
}

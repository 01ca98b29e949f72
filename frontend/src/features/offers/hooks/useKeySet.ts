import { useEffect, useEffectEvent, useState } from 'react'
import type { Offer } from '../../../shared/market/offers.ts'
import { useAddress } from '../../../shared/wallet/useWallet.ts'
import { type ChosenKeySet, chooseKeySet, keySetName } from '../keySets.ts'

/**
 * The key set of this visit; undefined when none is free.
 *
 * @param visit.name - What the URL names: a reload finds what was begun with it.
 * @param visit.onName - Told when another one is chosen, by an account that can begin something with it.
 * @returns `isReplaced`: somebody else was first with the one before.
 */
export function useKeySet(
  offer: Offer,
  { name, onName }: { name: string | null; onName: (name: string) => void },
): { chosen: ChosenKeySet | undefined; isReplaced: boolean } {
  const account = useAddress()
  const [seed] = useState(Math.random)
  const [isReplaced, setReplaced] = useState(false)
  const chosen = chooseKeySet(offer, { name, account, seed })
  const chosenName = chosen && keySetName(chosen.keySet)
  const keep = useEffectEvent((next: string) => {
    if (name !== null) setReplaced(true)
    onName(next)
  })
  useEffect(() => {
    if (account && chosenName !== undefined && chosenName !== name) keep(chosenName)
  }, [account, chosenName, name])
  return { chosen, isReplaced }
}

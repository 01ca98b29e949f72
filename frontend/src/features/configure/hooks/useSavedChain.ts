import { useState } from 'react'
import type { Hex } from 'viem'
import { keepSaved, readSaved, type SavedChain } from '../saved.ts'

/** The chain that this browser has chosen for an agreement, and how to choose another one. */
export function useSavedChain(agreementId: Hex) {
  const [saved, setSaved] = useState(() => readSaved(agreementId))
  const save = (chain: SavedChain | undefined): void => {
    keepSaved(agreementId, chain)
    setSaved(chain)
  }
  return { saved, save }
}

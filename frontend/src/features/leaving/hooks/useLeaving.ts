import { useState } from 'react'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { useMarket } from '../../../shared/market/context.tsx'
import { formatSaid, parseSaid, type Said } from '../model.ts'

/** What this browser keeps of an end: what was said before, and whether rotating is left out. It survives a reload. */
export function useLeaving({ agreementId, state }: Agreement) {
  const { chain } = useMarket()
  const key = `${chain.id}:${agreementId}`
  const [said, setSaid] = useState(() => parseSaid(localStorage.getItem(`opraas:said:${key}`) ?? ''))
  const [choice, setChoice] = useState(() => localStorage.getItem(`opraas:rotate:${key}`))
  const isOver = state === 'Ended' || state === 'Closed' || state === 'Cancelled'
  return {
    said,
    /** Once it is over, keys that were not rotated are passed by, unless somebody wants it all the same. */
    isSkipped: choice === null ? isOver : choice === 'no',
    /** Keeps what is said, right before the wallet is asked. */
    keepSaid(next: Said): void {
      localStorage.setItem(`opraas:said:${key}`, formatSaid(next))
      setSaid(next)
    },
    /** Leaves the keys where they are, or takes that back. */
    skip(isSkipped: boolean): void {
      const next = isSkipped ? 'no' : 'yes'
      localStorage.setItem(`opraas:rotate:${key}`, next)
      setChoice(next)
    },
  }
}

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useHead } from '../chain/head.ts'
import { MARKET_KEY } from './queries.ts'

/** Has all market reads ask again at every new block. A chain that stands still, or is silent, is asked for its head only. */
export function useRefresh(chainId: number): void {
  const queries = useQueryClient()
  const { data: head } = useHead(chainId)
  const number = head?.number
  useEffect(() => {
    if (number === undefined) return
    // A read that takes longer than a block goes on.
    void queries.invalidateQueries({ queryKey: [MARKET_KEY] }, { cancelRefetch: false })
  }, [queries, number])
}

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { TransactionReceipt } from 'viem'
import { clientOf } from '../chain/client.ts'
import { useChain } from '../config/context.tsx'
import { getWallet } from '../wallet/store.ts'
import { useAddress } from '../wallet/useWallet.ts'
import { reasonOfFailure } from './failures.ts'
import { findPending } from './pending.ts'
import { isBusy, type TxPhase } from './phase.ts'
import type { Say } from './reasons.ts'
import type { Call, TxRequest } from './runTransaction.ts'

export type TxOptions = {
  id: string
  chainId: number
  call: () => Call
  say?: Say | undefined
  isDone?: (() => Promise<boolean>) | undefined
  /** Before anything is asked for: to keep what the user was told. */
  onStart?: (() => void) | undefined
  /** Once, when the chain shows it. */
  onConfirmed?: ((receipt: TransactionReceipt | undefined) => void) | undefined
}

/** One transaction of a page: its phase, and how to begin it. What an earlier visit began is followed on. */
export function useTransaction(options: TxOptions) {
  const { id, chainId } = options
  const chain = useChain(chainId)
  const account = useAddress()
  const queries = useQueryClient()
  const [phase, setPhase] = useState<TxPhase>({ kind: 'idle' })
  const busy = useRef(false)
  const life = useRef<AbortController>(undefined)

  const run = useCallback(
    async (
      begin: (request: TxRequest, signal: AbortSignal) => Promise<TxPhase | undefined>,
      options: TxOptions,
    ) => {
      if (!chain || !account || busy.current) return
      busy.current = true
      const { call, say = {}, isDone, onConfirmed } = options
      const signal = life.current?.signal ?? AbortSignal.abort()
      const request: TxRequest = {
        ...{ id, chainId, account, say, isDone, call: call() },
        client: clientOf(chain),
        confirmations: chain.confirmations,
      }
      try {
        const last = await begin(request, signal)
        if (signal.aborted) return
        setPhase(last ?? { kind: 'idle' })
        if (last?.kind !== 'confirmed') return
        await queries.invalidateQueries()
        onConfirmed?.(last.receipt)
      } catch (error) {
        // Only loading the code for it can fail: nothing was asked for.
        setPhase({ kind: 'failed', reason: reasonOfFailure(error, 'This page could not load what sends') })
      } finally {
        busy.current = false
      }
    },
    [account, chain, chainId, id, queries],
  )

  const start = useCallback(async () => {
    const wallet = getWallet()
    if (wallet.kind !== 'ready') return
    options.onStart?.()
    await run(async (request, signal) => {
      const { runTransaction } = await import('./runTransaction.ts')
      return runTransaction(request, wallet.actions, setPhase, signal)
    }, options)
  }, [run, options])

  const resume = useEffectEvent(() => {
    if (!findPending(id)) return
    void run(async (request, signal) => {
      const { resumeTransaction } = await import('./runTransaction.ts')
      return resumeTransaction(request, setPhase, signal)
    }, options)
  })

  useEffect(() => {
    const controller = new AbortController()
    life.current = controller
    busy.current = false
    if (account) resume()
    return () => controller.abort()
  }, [account])

  return { phase, start, reset: () => setPhase({ kind: 'idle' }), busy: isBusy(phase) }
}

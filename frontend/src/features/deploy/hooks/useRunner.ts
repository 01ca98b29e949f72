import { isLocalChain } from '@opraas/contracts'
import type { L1Step } from '@opraas/deployer/core'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { isAddressEqual } from 'viem'
import { clientOf } from '../../../shared/chain/client.ts'
import type { ChainConfig } from '../../../shared/config/schema.ts'
import { findPending } from '../../../shared/tx/pending.ts'
import { resumeTransaction, runTransaction, type TxRequest } from '../../../shared/tx/runTransaction.ts'
import { getWallet } from '../../../shared/wallet/store.ts'
import { holdLock } from '../lock.ts'
import type { Plan } from '../model.ts'
import { observePlan } from '../observe.ts'
import { keepReceipt, readReceipts } from '../receipts.ts'
import { createRunner, type Runner, type Seen } from '../runner.ts'

/** As the CLI: public pools hold few transactions per account, a local L1 any number. */
const LOCAL_IN_FLIGHT = 64
const PUBLIC_IN_FLIGHT = 8

const runners = new Map<string, Runner>()

/** The runner of a plan, fed with what is seen of L1. One per plan and tab. */
export function useRunner(plan: Plan, chain: ChainConfig, seen: Seen | undefined) {
  const queries = useQueryClient()
  const runner = runnerOf(plan, chain, queries)
  const run = useSyncExternalStore(runner.subscribe, runner.get)
  useEffect(() => runner.open(), [runner])
  useEffect(() => {
    if (seen) runner.observe(seen)
  }, [runner, seen])
  return { runner, run }
}

function runnerOf(plan: Plan, chain: ChainConfig, queries: QueryClient): Runner {
  const known = runners.get(plan.planId)
  if (known) return known
  const runner = createRunnerOf(plan, chain, () => void queries.invalidateQueries())
  runners.set(plan.planId, runner)
  return runner
}

function createRunnerOf(plan: Plan, chain: ChainConfig, refresh: () => void): Runner {
  const { planId, layout } = plan
  const account = layout.deployer
  const client = clientOf(chain)
  const idOf = (step: L1Step): string => `deploy:${planId}:${step.id}`
  const requestOf = (step: L1Step): TxRequest => ({
    ...{ id: idOf(step), client, chainId: chain.id, confirmations: chain.confirmations, account, say: {} },
    call: { to: step.to, data: step.data, gas: step.gasLimit },
    isDone: async () => (await observePlan(client, plan, undefined)).results[step.id] === 'done',
  })
  return createRunner({
    inFlight: isLocalChain(chain.id) ? LOCAL_IN_FLIGHT : PUBLIC_IN_FLIGHT,
    async run(step, onPhase, signal) {
      const wallet = getWallet()
      if (wallet.kind !== 'ready') return { kind: 'idle' }
      return runTransaction(requestOf(step), wallet.actions, onPhase, signal)
    },
    resume: (step, onPhase, signal) => resumeTransaction(requestOf(step), onPhase, signal),
    isPending: (step) => findPending(idOf(step)) !== undefined,
    canSign() {
      const wallet = getWallet()
      if (wallet.kind !== 'ready' || !wallet.account) return false
      return wallet.account.chainId === chain.id && isAddressEqual(wallet.account.address, account)
    },
    hold: (signal, onLock) => void holdLock(`opraas:deploy:${planId}`, signal, onLock),
    readReceipts: () => readReceipts(planId),
    onMined(step, { receipt, replacedHash }) {
      if (receipt) {
        const { transactionHash: hash, gasUsed, effectiveGasPrice } = receipt
        keepReceipt(planId, step.id, { hash, gasUsed, paidWei: gasUsed * effectiveGasPrice, replacedHash })
      }
      refresh()
    },
  })
}

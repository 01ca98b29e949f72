import type { Address, Hash, Hex } from 'viem'
import type { BedrockArtifacts } from '../core/genesis/index.ts'
import type { Intent } from '../core/intent/index.ts'
import type { Contracts } from '../core/l1/contracts.ts'
import type { L1Layout } from '../core/l1/layout.ts'
import type { L1Step } from '../core/l1/step.ts'
import { planId } from '../core/plan/plan.ts'
import type { RawSigner } from '../core/ports.ts'
import { simulate } from '../rpc/call.ts'
import type { RpcClient } from '../rpc/client.ts'
import type { DeploymentPaths } from '../state/files.ts'
import type { Journal } from '../state/journal.ts'
import { foldJournal, type MinedRecord, type State } from '../state/state.ts'
import { sendAll, type TxLog } from './transactor.ts'

/** What a deployment says while it works. */
export type ApplyEvent =
  | { kind: 'stage'; stage: string; title: string }
  | { kind: 'mined'; step: string; hash: Hash; gasUsed: bigint; done: number; total: number }
  | { kind: 'note'; text: string }

/** Everything the stages of one `apply` share. */
export type ApplyContext = {
  intent: Intent
  artifacts: BedrockArtifacts
  contracts: Contracts
  layout: L1Layout
  client: RpcClient
  signer: RawSigner
  journal: Journal
  paths: DeploymentPaths
  now: () => number
  wait: (ms: number) => Promise<void>
  signal: AbortSignal
  report: (event: ApplyEvent) => void
}

/** A stage is done when the world says so; running it again does what is left. */
export type Stage = {
  name: string
  title: string
  isDone(context: ApplyContext): Promise<boolean>
  run(context: ApplyContext): Promise<void>
}

/** The state as the journal has it now. */
export function stateOf({ journal }: ApplyContext): State {
  return foldJournal(journal.records())
}

/** Keeps the facts of a finished stage. */
export function recordStage(context: ApplyContext, stage: string, facts: Record<string, unknown>): void {
  context.journal.append([{ kind: 'stage', stage, facts }])
}

/** Most transactions on their way at once: public pools hold few per account, a local L1 any number. */
const LOCAL_IN_FLIGHT = 64
const PUBLIC_IN_FLIGHT = 8

/** Sends steps in their order and waits until all are mined. */
export async function sendSteps(
  context: ApplyContext,
  steps: readonly L1Step[],
  isLocal: boolean,
): Promise<MinedRecord[]> {
  const { intent, client, signer, journal, layout } = context
  const log: TxLog = {
    // The owner may sign steps of a deployment that another account pays for: each takes up its own.
    pending: () =>
      [...foldJournal(journal.records()).pending.values()]
        .flat()
        .filter(({ from }) => from === signer.address),
    append: (entries) => {
      journal.append(entries)
    },
  }
  let done = 0
  return sendAll(
    {
      client,
      chainId: intent.l1ChainId,
      signer,
      log,
      planId: planId(intent, layout),
      confirmations: intent.confirmations,
      maxFeePerGasWei: intent.maxFeePerGasWei,
      inFlight: isLocal ? LOCAL_IN_FLIGHT : PUBLIC_IN_FLIGHT,
      now: context.now,
      wait: context.wait,
      signal: context.signal,
      explain: (request) => explain(client, { from: signer.address, ...request }),
      onMined: (record) => {
        done++
        const step = steps.find(({ id }) => id === record.stepId)?.title ?? record.stepId
        context.report({
          kind: 'mined',
          step,
          hash: record.hash,
          gasUsed: record.gasUsed,
          done,
          total: steps.length,
        })
      },
    },
    steps,
  )
}

/** Why a call reverts now, in words. */
async function explain(client: RpcClient, call: { from: Address; to: Address; data: Hex }): Promise<string> {
  const simulation = await simulate(client, call)
  return simulation.ok ? 'it would succeed now' : simulation.reason
}

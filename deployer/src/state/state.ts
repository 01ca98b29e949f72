import type { Hash, Hex } from 'viem'
import type { JournalEntry, JournalRecord } from './record.ts'

export type SignedRecord = Extract<JournalEntry, { kind: 'signed' }>
export type MinedRecord = Extract<JournalEntry, { kind: 'mined' }>

/** What is known of a deployment: a fold of its journal. */
export type State = {
  opened: Extract<JournalEntry, { kind: 'opened' }> | undefined
  /** Signed transactions whose fate is not known yet, by step: newest replacement last. */
  pending: Map<string, SignedRecord[]>
  /** Receipts, by step. */
  mined: Map<string, MinedRecord>
  /** Facts of finished stages. */
  stages: Map<string, Readonly<Record<string, unknown>>>
}

/** Folds a journal. Pure. */
export function foldJournal(records: readonly JournalRecord[]): State {
  const state: State = { opened: undefined, pending: new Map(), mined: new Map(), stages: new Map() }
  for (const record of records) {
    switch (record.kind) {
      case 'opened':
        state.opened = record
        break
      case 'signed':
        state.pending.set(record.stepId, [...(state.pending.get(record.stepId) ?? []), record])
        break
      case 'mined':
        state.pending.delete(record.stepId)
        state.mined.set(record.stepId, record)
        break
      case 'dropped':
        state.pending.delete(record.stepId)
        break
      case 'stage':
        state.stages.set(record.stage, record.facts)
        break
      default:
        throw new TypeError(`unknown record ${(record satisfies never as JournalRecord).kind}`)
    }
  }
  return state
}

/** Hashes of all transactions that were mined successfully, in order. */
export function minedHashes(state: State): Hash[] {
  return [...state.mined.values()]
    .filter((record) => record.status === 'success')
    .map((record) => record.hash)
}

/** A fact that a stage left behind, as text. */
export function factOf(state: State, stage: string, name: string): Hex | undefined {
  const value = state.stages.get(stage)?.[name]
  return typeof value === 'string' ? (value as Hex) : undefined
}

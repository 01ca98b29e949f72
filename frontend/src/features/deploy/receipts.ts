import * as v from 'valibot'
import { type Hash, isHash } from 'viem'
import type { Receipt } from './model.ts'

const PREFIX = 'opraas:receipts:'

const hash = v.custom<Hash>((value) => typeof value === 'string' && isHash(value))
const amount = v.pipe(
  v.string(),
  v.digits(),
  v.transform((text) => BigInt(text)),
)
const schema = v.record(
  v.string(),
  v.object({ hash, gasUsed: amount, paidWei: amount, replacedHash: v.optional(hash) }),
)

/** What this browser has seen mined of a plan, by step id. The chain is the record; this adds hash and cost. */
export function readReceipts(planId: string): Readonly<Record<string, Receipt>> {
  try {
    const result = v.safeParse(schema, JSON.parse(localStorage.getItem(PREFIX + planId) ?? '{}'))
    return result.success ? result.output : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

/** Adds one. */
export function keepReceipt(planId: string, stepId: string, receipt: Receipt): void {
  const receipts = { ...readReceipts(planId), [stepId]: receipt }
  const text = JSON.stringify(receipts, (_, value) => (typeof value === 'bigint' ? String(value) : value))
  localStorage.setItem(PREFIX + planId, text)
}

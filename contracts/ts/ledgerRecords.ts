import type { Address } from 'viem'
import type { LedgerDraft, VendorRecord } from './ledgerDraft.ts'

const MAX_24 = 2 ** 24 - 1
const MAX_32 = 2 ** 32 - 1
const MAX_48 = 2 ** 48 - 1

const emptyRecord: VendorRecord = {
  met: 0,
  degraded: 0,
  failed: 0,
  silent: 0,
  slashed: 0,
  servedSeconds: 0,
  active: 0,
  total: 0,
  misses: 0,
  rejects: 0,
  earlyExits: 0,
  exitBundles: 0,
  clients: 0,
}

/** Counts epochs of one settling: met, degraded, failed, silent; slashed; judged seconds. What the score weighs follows. */
export function countEpochs(draft: LedgerDraft, vendor: Address, tally: readonly bigint[]): void {
  const record = draft.records.get(vendor) ?? emptyRecord
  const plus = (count: number, index: number, max = MAX_32) => add(count, Number(tally[index] ?? 0n), max)
  draft.records.set(vendor, {
    ...record,
    met: plus(record.met, 0),
    degraded: plus(record.degraded, 1),
    failed: plus(record.failed, 2, MAX_24),
    silent: plus(record.silent, 3, MAX_24),
    slashed: plus(record.slashed, 4, MAX_24),
    servedSeconds: plus(record.servedSeconds, 5, MAX_48),
  })
}

/** Counts what happened to an agreement, by the number that `Changes` gives it. */
export function countAgreement(
  draft: LedgerDraft,
  { vendor, client, change }: { vendor: Address; client: Address; change: number },
): void {
  const record = draft.records.get(vendor) ?? emptyRecord
  const changed = { ...record, ...changeOf(record, change) }
  const pair = `${vendor}:${client}`
  if (change === 0 && !draft.served.has(pair)) {
    draft.served.add(pair)
    changed.clients = add(record.clients, 1, MAX_24)
  }
  draft.records.set(vendor, changed)
}

function changeOf(record: VendorRecord, change: number): Partial<VendorRecord> {
  const active = Math.max(0, record.active - 1)
  switch (change) {
    case 0:
      return { active: add(record.active, 1, MAX_24), total: add(record.total, 1, MAX_32) }
    case 1:
      return { active }
    case 2:
      return { active, earlyExits: add(record.earlyExits, 1, MAX_24) }
    case 3:
      return { rejects: add(record.rejects, 1, MAX_24) }
    case 4:
      return { misses: add(record.misses, 1, MAX_24) }
    case 5:
      return { exitBundles: add(record.exitBundles, 1, MAX_24) }
    default:
      throw new RangeError(`change of an agreement: found ${change}, expected 0 to 5`)
  }
}

/** Saturates at `max`. */
function add(a: number, b: number, max: number): number {
  return Math.min(a + b, max)
}

import { BPS, metricNames, type Terms, type Verdict } from '@opraas/contracts'
import { canonicalJson } from '@opraas/deployer'
import { type Hex, keccak256, stringToBytes } from 'viem'
import type { Header, Sample } from './sample.ts'
import { slotsBetween } from './slots.ts'

/** A verdict with what it was made of. */
export type Computed = {
  verdict: Verdict
  /** Hash of the header and the samples that were looked at, in the order of their slots. */
  evidence: Hex
  /** Slots of the epoch, and how many of them were counted, void, or never sampled. */
  slots: { expected: number; counted: number; void: number; missing: number }
}

type Measured = {
  header: Header
  /** End of the epoch in unix seconds, earlier than its length when the agreement ended in it. */
  end: number
  /** In any order; the first of a slot counts, slots outside of the epoch do not. */
  samples: readonly Sample[]
  /** What is agreed; a metric without a target is reported as met. */
  sla: Terms['sla']
}

/** The verdict that some samples give, by the formula of docs/sla-profile-1.md. Pure: same samples, same verdict. */
export function computeVerdict(measured: Measured): Computed {
  const { verdict, slots, used } = weighSamples(measured)
  return { verdict, evidence: hashEvidence(measured.header, used), slots }
}

/**
 * The same without the hash of the evidence, which takes long.
 *
 * @returns Also the samples that were looked at, in the order of their slots.
 */
export function weighSamples({
  header,
  end,
  samples,
  sla,
}: Measured): Omit<Computed, 'evidence'> & { used: Sample[] } {
  const { first, count: expected } = slotsBetween(header, { start: header.start, end })
  const bySlot = new Map<number, Sample>()
  for (const sample of samples) {
    const isOfEpoch = sample.slot >= first && sample.slot < first + expected
    if (isOfEpoch && !bySlot.has(sample.slot)) bySlot.set(sample.slot, sample)
  }
  const used = [...bySlot.values()].sort((a, b) => a.slot - b.slot)
  const counted = used.filter((sample) => sample.void === undefined)

  const measured = (metric: 'rpc' | 'unsafeHead'): number => {
    if (sla[metric].target === 0) return BPS
    return share(counted.filter((sample) => sample[metric]).length, counted.length)
  }
  return {
    verdict: {
      rpc: measured('rpc'),
      unsafeHead: measured('unsafeHead'),
      safeHead: BPS,
      proposals: BPS,
      coverage: share(counted.length, expected),
      reason: 0,
      l1Spend: 0n,
    },
    slots: {
      expected,
      counted: counted.length,
      void: used.length - counted.length,
      missing: expected - used.length,
    },
    used,
  }
}

/** Names of the fields in which two answers differ. */
export function differingFields(
  a: { verdict: Verdict; evidence: Hex },
  b: { verdict: Verdict; evidence: Hex },
): string[] {
  const fields = [...metricNames, 'coverage', 'reason', 'l1Spend'] as const
  const differing: string[] = fields.filter((field) => a.verdict[field] !== b.verdict[field])
  return a.evidence === b.evidence ? differing : [...differing, 'evidence']
}

/** Bps, rounded down; nothing of nothing is 0. */
function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((part * BPS) / whole)
}

function hashEvidence(header: Header, samples: readonly Sample[]): Hex {
  const text = [header, ...samples].map((line) => `${canonicalJson(line)}\n`).join('')
  return keccak256(stringToBytes(text))
}

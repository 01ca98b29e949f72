import type { Market } from '@opraas/deployer'
import type { Hex } from 'viem'
import { z } from 'zod'
import type { Agreement } from '../chain/agreements.ts'
import type { Grid } from './slots.ts'

/** Version of the files of samples and verdicts. */
export const STORE_SCHEMA = 1

const hex = (bytes: number) =>
  z
    .string()
    .regex(new RegExp(`^0x[0-9a-f]{${2 * bytes}}$`))
    .transform((value) => value as Hex)
const bytes32 = hex(32)
const seconds = z.int().min(0)

/** First line of a file of samples: what they are of, and the grid they lie on. */
export const headerSchema = z.strictObject({
  schema: z.literal(STORE_SCHEMA),
  marketChainId: z.int(),
  marketplace: hex(20),
  agreementId: bytes32,
  epoch: z.int().min(0),
  /** Start of epoch 0 and of this epoch, unix seconds. */
  anchor: seconds,
  start: seconds,
  /** Seconds. */
  probeInterval: z.int().min(1),
  profile: bytes32,
})
export type Header = z.output<typeof headerSchema>

/** Why a sample counts neither way. */
export const voidReasons = [
  'market unreachable',
  'market stalled',
  'market clock ahead',
  'prober late',
  'prober stalled',
] as const
export type VoidReason = (typeof voidReasons)[number]

/** One sample. `at` is when it began, in unix milliseconds; `ms` how long the answer took. */
export const sampleSchema = z.strictObject({
  slot: z.int().min(0),
  at: z.int(),
  rpc: z.boolean(),
  unsafeHead: z.boolean(),
  ms: z.int().min(0),
  /** Number of the newest block, when one was given. */
  head: z.int().min(0).optional(),
  void: z.enum(voidReasons).optional(),
  /** What was wrong, for people. */
  note: z.string().max(80).optional(),
})
export type Sample = z.output<typeof sampleSchema>

/** The grid of an agreement that has started. */
export function gridOf({ anchor, terms }: Agreement): Grid {
  return { anchor, probeInterval: terms.sla.probeInterval, epochLength: terms.epochLength }
}

/** The header of one epoch of a started agreement, as the chain says it must be. */
export function headerOf(market: Market, agreement: Agreement, epoch: number): Header {
  const { agreementId, anchor, terms } = agreement
  return {
    schema: STORE_SCHEMA,
    marketChainId: market.marketChainId,
    marketplace: market.marketplace,
    agreementId,
    epoch,
    anchor,
    start: anchor + epoch * terms.epochLength,
    probeInterval: terms.sla.probeInterval,
    profile: terms.sla.profile,
  }
}

/** End of an epoch in unix seconds: its length after its start, unless the agreement ended before. */
export function endOf(
  { start }: Pick<Header, 'start'>,
  { terms, endsAt }: Pick<Agreement, 'terms' | 'endsAt'>,
): number {
  const end = start + terms.epochLength
  return endsAt !== 0 && endsAt < end ? endsAt : end
}

import type { Hex } from 'viem'

/** What L1 is told of a genesis. Seconds. */
export type Anchor = { outputRoot: Hex; timestampSeconds: bigint }

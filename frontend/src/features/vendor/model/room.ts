import { zeroHash } from 'viem'
import type { Agreement } from '../../../shared/market/agreement.ts'
import type { PublishedOffer } from '../../../shared/market/book.ts'
import type { Token } from '../../../shared/market/token.ts'
import type { Standing } from '../standing.ts'

/** A vendor's bond in one token, in its units. */
export type Bond = {
  token: Token
  free: bigint
  locked: bigint
  /** The largest bond of its open offers; undefined without one. */
  each: bigint | undefined
  /** New agreements that the free bond covers; infinite when the offers ask for none. */
  covers: number
}

/** How many agreements a vendor can take on. */
export type Room = { keySets: number; freeKeySets: number; agreements: number; bonds: Bond[] }

/** Room for new agreements: key sets that nobody took, and bond for each. `now` in unix seconds. Pure. */
export function roomOf(standing: Standing, agreements: readonly Agreement[], now: number): Room {
  const used = new Set(agreements.map(({ accepted }) => accepted.keySetHash))
  const freeKeySets = standing.keySets.filter((hash) => !used.has(hash)).length
  const bonds = standing.pots.map(({ token, free }): Bond => {
    const open = standing.offers.filter((one) => one.terms.token === token.address && isOpen(one, now))
    const each = open.map(({ terms }) => terms.bond).reduce<bigint | undefined>(larger, undefined)
    const locked = agreements
      .filter((one) => one.token.address === token.address)
      .reduce((sum, { money }) => sum + money.bond, 0n)
    return { token, free, locked, each, covers: coveredBy(free, each) }
  })
  const covered = bonds.reduce((sum, { covers }) => sum + covers, 0)
  return { keySets: standing.keySets.length, freeKeySets, agreements: Math.min(freeKeySets, covered), bonds }
}

function isOpen({ cancelled, offer }: PublishedOffer, now: number): boolean {
  const { agreement, deadline } = offer
  return !cancelled && agreement === zeroHash && (deadline === 0n || Number(deadline) >= now)
}

function coveredBy(free: bigint, each: bigint | undefined): number {
  if (each === undefined) return 0
  return each === 0n ? Number.POSITIVE_INFINITY : Number(free / each)
}

function larger(a: bigint | undefined, b: bigint): bigint {
  return a !== undefined && a > b ? a : b
}

import { agreementStates } from '@opraas/contracts'
import type { Hex } from 'viem'
import { feeOn, freeDeposit, stateOf, withdrawable } from './agreement.ts'
import type { Market } from './market.ts'

/** Numbers by what they are, the same for a model and a chain. */
export type Numbers = Record<string, bigint>

/** Everything that the model says about these agreements, pots and fees at `now`. */
export function numbersOf(market: Market, agreementIds: readonly Hex[], now: number): Numbers {
  const numbers: Numbers = {}
  for (const id of agreementIds) {
    const a = market.agreements.get(id)
    if (!a) continue
    const last = a.epochs.length - 1
    Object.assign(numbers, {
      [`${id} state`]: BigInt(agreementStates.indexOf(stateOf(a, now))),
      [`${id} deposit`]: a.deposit,
      [`${id} earned`]: a.earned,
      [`${id} bond`]: a.bond,
      [`${id} settled epochs`]: BigInt(a.settled),
      [`${id} funded epochs`]: BigInt(a.epochs.length),
      [`${id} last epoch from`]: BigInt(a.epochs[last]?.start ?? a.deadline),
      [`${id} ends at`]: BigInt(a.endsAt ?? 0),
      [`${id} silent epochs`]: BigInt(a.silent),
      [`${id} free deposit`]: freeDeposit(a, now),
      [`${id} free earned`]: a.earned - feeOn(a),
      [`${id} fee`]: feeOn(a),
      [`${id} withdrawable`]: withdrawable(a, now),
    })
  }
  for (const [key, amount] of market.pots) numbers[`pot ${key}`] = amount
  for (const [token, amount] of market.fees) numbers[`fees ${token}`] = amount
  for (const token of market.fees.keys()) numbers[`held ${token}`] = heldOf(market, token)
  return numbers
}

/** What the market holds of a token: all lines, pots and fees. */
function heldOf(market: Market, token: string): bigint {
  let held = 0n
  for (const a of market.agreements.values()) {
    if (a.terms.token === token) held += a.deposit + a.earned + a.bond
  }
  for (const [key, amount] of market.pots) if (key.endsWith(token)) held += amount
  for (const [fees, amount] of market.fees) if (fees === token) held += amount
  return held
}

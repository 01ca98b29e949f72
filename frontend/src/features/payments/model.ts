import type { Agreement } from '../../shared/market/agreement.ts'
import { fundedUntil, openEpochs, owedAtMost, setupDue, startOfEpoch } from '../../shared/market/runway.ts'

/** The most unsettled epochs that a deposit may fund, as the ledger has it. */
const MAX_FUNDED_EPOCHS = 400n

/** Whose the client's money is, in token units; the parts add up to all that came into the deposit. */
export type MoneySplit = {
  earned: bigint
  /** Price of epochs that have begun and are not booked, and a setup fee that is still due. */
  atStake: bigint
  /** What an end now would give back at once. */
  yours: bigint
  claimed: bigint
}

/** Splits all that came into an agreement's deposit. Pure. */
export function splitMoney(agreement: Agreement, now: number): MoneySplit {
  const { gross, claimedByClient, deposit } = agreement.money
  const atStake = owedAtMost(agreement, now)
  return {
    earned: gross,
    atStake,
    yours: deposit - atStake,
    claimed: claimedByClient,
  }
}

/** Where the vendor's bond is, in token units; the parts add up to what was locked. Pure. */
export function splitBond({ money }: Pick<Agreement, 'money'>) {
  const { bondLocked, bond, slashed, forfeited } = money
  return { bondLocked, locked: bond, slashed, forfeited, returned: bondLocked - bond - slashed - forfeited }
}

/** How the money at stake is called. Pure. */
export function stakeLabel(agreement: Agreement, now: number): string {
  const { state } = agreement
  if (state === 'Reserved' || state === 'Requested') return 'Setup fee at stake'
  const open = openEpochs(agreement, now).length
  if (open <= 1) return state === 'Ended' ? 'At stake in the last epoch' : 'At stake in this epoch'
  return `At stake in ${open} epochs not booked yet`
}

/** What topping up some epochs costs and leads to. Token units, unix seconds. */
export type TopUp = {
  amount: bigint
  /** When the money would end; undefined when the clock of epochs does not run. */
  fundedUntil: number | undefined
}

/** Plans a top-up of whole epochs. Pure. */
export function planTopUp(agreement: Agreement, epochs: number): TopUp {
  const { terms, money, settledEpochs, state } = agreement
  const amount = BigInt(epochs) * terms.pricePerEpoch
  if (state !== 'Active') return { amount, fundedUntil: undefined }
  const paid = (money.deposit + amount - setupDue(agreement)) / terms.pricePerEpoch
  const funded = settledEpochs + Number(paid < MAX_FUNDED_EPOCHS ? paid : MAX_FUNDED_EPOCHS)
  const after = startOfEpoch(agreement, funded)
  const before = fundedUntil(agreement)
  return {
    amount,
    fundedUntil: after !== undefined && before !== undefined ? Math.max(after, before) : undefined,
  }
}

/** Most epochs that can be topped up now: the ledger pays for 400 ahead. Pure. */
export function maxTopUp(agreement: Agreement): number {
  const { terms, money } = agreement
  const most = setupDue(agreement) + (MAX_FUNDED_EPOCHS + 1n) * terms.pricePerEpoch - 1n
  return money.deposit >= most ? 0 : Number((most - money.deposit) / terms.pricePerEpoch)
}

/** True while money can be added and would pay for service. Pure. */
export function canTopUp({ state, endsAt }: Pick<Agreement, 'state' | 'endsAt'>): boolean {
  return (
    endsAt === 0 &&
    (state === 'Reserved' || state === 'Requested' || state === 'Active' || state === 'Suspended')
  )
}

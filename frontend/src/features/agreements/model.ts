import { type Address, isAddressEqual } from 'viem'
import { formatDuration } from '../../shared/format/index.ts'
import type { Agreement } from '../../shared/market/agreement.ts'
import { missedStartCost } from '../../shared/market/money.ts'
import { closableFrom, fundedUntil, openEpochs, owedAtMost } from '../../shared/market/runway.ts'
import { ofEnded, ofOver } from './afterEnd.ts'
import { amount, amountUp, count, moment, quiet } from './phrases.ts'

/** Who looks at an agreement. */
export type Party = 'client' | 'vendor' | 'stranger'

/** What the page offers to do about it. */
export type Act = 'deploy' | 'topUp' | 'settle' | 'close' | 'claim'

/** What is next, in words. `needsMe`: whoever looks is the one to act. */
export type NextAction = {
  sentence: string
  detail?: string
  act?: Act
  needsMe: boolean
  tone: 'info' | 'warn' | 'good'
}

/** With fewer epochs ahead than this the money ends soon. */
const LOW_EPOCHS = 7
const AN_HOUR = 3_600

/** Whose agreement it is to an account. Pure. */
export function partyOf(agreement: Pick<Agreement, 'client' | 'vendor'>, me: Address | undefined): Party {
  if (me !== undefined && isAddressEqual(agreement.client, me)) return 'client'
  if (me !== undefined && isAddressEqual(agreement.vendor, me)) return 'vendor'
  return 'stranger'
}

/**
 * The one thing that is next for an agreement, seen by an account. Pure.
 *
 * @param now - Unix seconds by the market's chain.
 */
export function nextAction(agreement: Agreement, now: number, me: Address | undefined): NextAction {
  const party = partyOf(agreement, me)
  switch (agreement.state) {
    case 'Reserved':
      return ofReserved(agreement, now, party)
    case 'Requested':
      return ofRequested(agreement, now, party)
    case 'Active':
      return ofActive(agreement, now, party)
    case 'Suspended':
      return ofSuspended(agreement, now, party)
    case 'Ended':
      return ofEnded(agreement, now, party)
    case 'Closed':
    case 'Cancelled':
      return ofOver(agreement, party)
    case 'None':
      return { sentence: 'The market has no such agreement.', needsMe: false, tone: 'info' }
    default:
      throw new TypeError(`unknown state ${agreement.state satisfies never}`)
  }
}

function ofReserved(agreement: Agreement, now: number, party: Party): NextAction {
  const { deadline, money, terms } = agreement
  const at = moment(deadline, now)
  if (now > deadline) {
    const kept =
      terms.setupFee === 0n ? '' : ` ${amount(agreement, terms.setupFee)} setup fee is the vendor’s.`
    return {
      sentence: `No chain was bound before ${at}.`,
      detail: `Anyone may close it: ${amount(agreement, money.deposit - terms.setupFee)} comes back to the client.${kept}`,
      act: 'close',
      needsMe: party === 'client',
      tone: 'warn',
    }
  }
  if (party === 'client')
    return {
      sentence: `Deploy the chain’s contracts, or attach one, before ${at}.`,
      detail: 'Then bind the chain to this agreement; key set and bond are kept for you until then.',
      act: 'deploy',
      needsMe: true,
      tone: 'info',
    }
  return { ...quiet, sentence: `The client has until ${at} to deploy its chain’s contracts and bind it.` }
}

function ofRequested(agreement: Agreement, now: number, party: Party): NextAction {
  const { deadline, money, terms } = agreement
  const at = moment(deadline, now)
  const fee = missedStartCost(terms.setupFee, money.bond)
  const extra = fee === 0n ? '' : ` and ${amount(agreement, fee)} of the vendor’s bond`
  if (now > deadline)
    return {
      sentence: 'The vendor missed its start.',
      detail: `${amount(agreement, money.deposit)}${extra} are the client’s to claim, once somebody closes it.`,
      act: 'close',
      needsMe: party === 'client',
      tone: 'warn',
    }
  const afterwards = `Afterwards the whole deposit, ${amount(agreement, money.deposit)}${extra}, would be the client’s.`
  if (party === 'vendor')
    return {
      sentence: `Start the chain before ${at}; your agent does it.`,
      detail: afterwards,
      needsMe: true,
      tone: 'info',
    }
  return { ...quiet, sentence: `Waiting for the vendor to start, until ${at}.`, detail: afterwards }
}

function ofActive(agreement: Agreement, now: number, party: Party): NextAction {
  const { endsAt, terms, silentStreak } = agreement
  const isClient = party === 'client'
  const unbooked = openEpochs(agreement, now).filter(
    ({ isBookable, verdictDeadline }) => isBookable && verdictDeadline + terms.epochLength < now,
  )
  if (endsAt !== 0)
    return {
      sentence: `The vendor leaves at ${moment(endsAt, now)}.`,
      detail: 'It serves until then; what is not used comes back to the client.',
      needsMe: isClient,
      tone: 'warn',
    }
  if (unbooked.length > 0)
    return {
      sentence: `${count(unbooked.length, 'finished epoch is', 'finished epochs are')} not booked.`,
      detail: 'The vendor’s agent usually does it; anyone may.',
      act: 'settle',
      needsMe: isClient,
      tone: 'warn',
    }
  const until = fundedUntil(agreement) ?? now
  const left = until - now
  if (left < LOW_EPOCHS * terms.epochLength)
    return {
      sentence: `Money ends in ${formatDuration(left)}.`,
      detail: `${offerMore(agreement)}${silentWords(silentStreak)}`,
      act: 'topUp',
      needsMe: isClient,
      tone: 'warn',
    }
  return {
    ...quiet,
    sentence: 'Nothing to do.',
    detail: `${dueWords(agreement, now)}${silentWords(silentStreak)}`,
  }
}

function ofSuspended(agreement: Agreement, now: number, party: Party): NextAction {
  const { terms, money, endsAt } = agreement
  const until = fundedUntil(agreement) ?? now
  const isClient = party === 'client'
  const sentence = `The money ended at ${moment(until, now)}: no service is owed.`
  const closable = closableFrom(agreement, now) ?? now
  const missing = owedAtMost(agreement, now) + terms.pricePerEpoch - money.deposit
  if (endsAt === 0 && missing <= 0n)
    return {
      sentence: 'Waiting for the vendor to resume.',
      detail:
        'The deposit pays for another epoch; the vendor’s agent resumes once all earlier ones are booked.',
      needsMe: party === 'vendor',
      tone: 'info',
    }
  if (now >= closable)
    return {
      sentence,
      detail:
        endsAt === 0
          ? `Top up ${amountUp(agreement, missing)} or more and the vendor may resume, or close it: anyone may.`
          : 'The vendor leaves; anyone may close it now.',
      act: 'close',
      needsMe: isClient,
      tone: 'warn',
    }
  const close = `Anyone may close it from ${moment(closable, now)} on.`
  if (endsAt !== 0)
    return { sentence, detail: `The vendor leaves, too. ${close}`, needsMe: false, tone: 'warn' }
  return {
    sentence,
    detail: `Top up ${amountUp(agreement, missing)} or more, then the vendor resumes. ${close}`,
    act: 'topUp',
    needsMe: isClient,
    tone: 'warn',
  }
}

/** Until when the oracle can judge the running epoch. */
function dueWords(agreement: Agreement, now: number): string {
  const running = openEpochs(agreement, now).find(({ isOver }) => !isOver)
  if (!running) return ''
  const due = moment(running.verdictDeadline, now)
  return `This epoch ends at ${moment(running.end, now)}, its verdict is due by ${due}.`
}

function offerMore(agreement: Agreement): string {
  const epochs = agreement.terms.epochLength < AN_HOUR ? 3 : 7
  return `${amount(agreement, BigInt(epochs) * agreement.terms.pricePerEpoch)} pays ${epochs} epochs more.`
}

function silentWords(streak: number): string {
  if (streak === 0) return ''
  const leave = streak >= 3 ? ' Either party may leave at once.' : ''
  return ` The oracle was silent for ${count(streak, 'epoch', 'epochs')} in a row.${leave}`
}

import { slaProfile1 } from '@opraas/contracts'
import { formatEther, zeroAddress } from 'viem'
import { exactPlaces, formatAmount, formatDuration, formatShare } from '../../shared/format/index.ts'
import type { Offer } from '../../shared/market/offers.ts'

/** A term in words. */
export type TermFact = { label: string; value: string; note?: string }

/** Terms that are numbers: times, and what a shortfall costs. */
export function termsFacts({ terms, token }: Pick<Offer, 'terms' | 'token'>): TermFact[] {
  const { sla, setupFee } = terms
  const amount = (units: bigint): string => formatAmount(units, token, exactPlaces(token, units))
  const maxSlash = (terms.pricePerEpoch * BigInt(sla.slash)) / 10_000n
  const isCovered = setupFee <= terms.bond
  const lateSlash = isCovered ? setupFee : terms.bond
  return [
    {
      label: 'Epoch',
      value: `${formatDuration(terms.epochLength)}, sampled every ${formatDuration(sla.probeInterval)}`,
    },
    {
      label: 'Notice by vendor',
      value: terms.notice === 0 ? 'None' : formatDuration(terms.notice),
      note: 'Yours: none',
    },
    { label: 'Time to bind', value: `${formatDuration(terms.reserveWindow)} after you accept` },
    { label: 'Start window', value: `${formatDuration(terms.startWindow)} after you bind` },
    {
      label: 'Late start',
      value: lateSlash === 0n ? 'All back' : `All back, plus ${amount(lateSlash)} of the bond`,
    },
    setupFee === 0n ? { label: 'Setup fee', value: 'None' } : setupFact(amount(setupFee)),
    {
      label: 'Silent oracle',
      value: `Pays ${formatShare(sla.silentPayout)}, no slash`,
      note: `No verdict within ${formatDuration(terms.verdictTimeout)}, or under ${formatShare(sla.minCoverage)} of the samples`,
    },
    {
      label: 'Slash, at most',
      value: maxSlash === 0n ? 'None' : `${amount(maxSlash)} per epoch`,
      ...(maxSlash > 0n && { note: `${formatShare(sla.slash)} of the price, out of the bond` }),
    },
    {
      label: 'Money runs out',
      value: `Anyone may close after ${formatDuration(terms.grace)}`,
      note: 'Topped up before, it resumes',
    },
    { label: 'L1 data fees', value: l1Fees(terms) },
    {
      label: 'Gas limit, at most',
      value: terms.maxGasLimit === 0n ? 'Any' : `${terms.maxGasLimit.toLocaleString('en-US')} per block`,
    },
    {
      label: 'Measured by',
      value: sla.profile === slaProfile1 ? 'SLA profile 1' : 'A profile this dApp does not know',
    },
  ]
}

/** What the lens of some terms does on the market's chain, in words. */
export function lensWords({ lens, l1ChainId }: Offer['terms'], marketChainId: number): string {
  if (lens === zeroAddress) return 'No lens: the vendor checks the roles'
  return Number(l1ChainId) === marketChainId
    ? 'A lens checks the roles on L1'
    : 'The lens cannot see this L1: the vendor checks the roles'
}

function setupFact(value: string): TermFact {
  return {
    label: 'Setup fee',
    value: `${value}, paid with the first epoch`,
    note: 'Due in full when you leave before half of it',
  }
}

function l1Fees({ clientPaysL1, l1CapPerEpoch }: Offer['terms']): string {
  const payer = clientPaysL1 ? 'You' : 'Vendor'
  return l1CapPerEpoch === 0n ? payer : `${payer}, up to ${formatEther(l1CapPerEpoch)} ETH per epoch`
}

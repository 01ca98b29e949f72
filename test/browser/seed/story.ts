import type { AgreementState, Verdict } from '@opraas/contracts'
import type { ClientName } from './accounts.ts'
import { DAY, type OfferName } from './offers.ts'

/** How an epoch was judged, where it differs from a good one. */
export type Judged = 'silent' | Partial<Verdict>

/** What happens in one agreement. Times are seconds before now, epochs are counted from its start. */
export type Story = {
  chain: string
  l2ChainId: number
  client: ClientName
  offer: OfferName
  prepaidEpochs: number
  accepted: number
  bound?: number
  started?: number
  /** Epochs that are over and were asked about. */
  judgedEpochs?: number
  judged?: Readonly<Record<number, Judged>>
  /** The client adds money after so many epochs. */
  topUp?: { after: number; epochs: number }
  /** The vendor claims after so many epochs. */
  claimed?: { after: number }
  /** The vendor gives notice after so many epochs. */
  notice?: { after: number }
  /** The client ends it after so many epochs; `closed`: everything is judged, booked and taken out. */
  terminated?: { after: number; closed: boolean }
  /** Verdicts prepaid beyond those that come; by default enough for long. */
  spareVerdicts?: number
  /** The vendor never started; this was booked. */
  missed?: number
  /** The chain's L1 contracts are really there; with `steps`, only what so many have made. */
  deployed?: { ago: number; steps?: number }
  /** Its L2 answers. */
  answers?: true
  state: AgreementState
}

/** Seconds of some epochs. */
export const ago = (epochs: number, seconds = DAY): number => Math.round(epochs * seconds)

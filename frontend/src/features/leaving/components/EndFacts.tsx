import { exactPlaces, formatAmount, formatMoment, formatShare } from '../../../shared/format/index.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { AddressText, Amount, Panel } from '../../../shared/ui/index.ts'
import { previewEnd } from '../model.ts'
import styles from './Leaving.module.css'

/** What an end does now: how much goes to whom, and when. */
export function EndFacts({ agreement, now }: { agreement: Agreement; now: number }) {
  const { client, vendor, token, money } = agreement
  const shares = sharesOf(agreement, now)
  const places = exactPlaces(token, money.deposit, ...shares.map(({ units }) => units))
  return (
    <Panel
      title="What goes to whom"
      aside={`${formatAmount(money.deposit, token, places)} in the deposit, as of now`}
      footer={
        <span className={styles.parties}>
          <span className={styles.party}>
            Client <AddressText address={client} />
          </span>
          <span className={styles.party}>
            Vendor <AddressText address={vendor} />
          </span>
        </span>
      }
    >
      <dl className={styles.shares}>
        {shares.map(({ label, units, note }) => (
          <div key={label}>
            <dt>
              {label}
              {note && <p className={styles.note}>{note}</p>}
            </dt>
            <dd>
              <Amount units={units} token={token} places={places} />
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}

type Share = { label: string; units: bigint; note?: string }

function sharesOf(agreement: Agreement, now: number): Share[] {
  const { token, terms, money } = agreement
  const { atOnce, held, heldEpochs, setupFee, fromBond, isCancel, splitBy } = previewEnd(agreement, now)
  const epochs = heldEpochs === 1 ? 'the epoch that runs' : `${heldEpochs} epochs that are not booked`
  const by =
    splitBy === undefined ? '' : ` At the latest ${formatMoment(splitBy, { spanSeconds: splitBy - now })}.`
  const back: Share = {
    label: 'To the client, at once',
    units: atOnce,
    ...(fromBond > 0n && { note: `${formatAmount(fromBond, token)} of it from the vendor’s bond.` }),
  }
  const split: Share = {
    label: `Held for ${epochs}`,
    units: held,
    note: `The vendor gets its share of the time that was served, as measured; the rest comes back.${by}`,
  }
  const setup: Share = {
    label: 'To the vendor, setup fee',
    units: setupFee,
    note: isCancel
      ? 'It is the vendor’s when the client leaves before the start.'
      : 'Owed in full before half of the first epoch.',
  }
  const bond: Share = {
    label: 'Vendor’s bond',
    units: money.bond - fromBond,
    note: isCancel
      ? 'Goes back to the vendor at once.'
      : `Stays locked until the last epoch is booked; up to ${formatShare(terms.sla.slash)} of a price comes to the client for an outage.`,
  }
  return [back, ...(heldEpochs > 0 ? [split] : []), ...(setupFee > 0n ? [setup] : []), bond]
}

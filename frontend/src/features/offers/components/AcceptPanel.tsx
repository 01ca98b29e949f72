import type { Ref } from 'react'
import { exactPlaces, formatAmount, formatDuration } from '../../../shared/format/index.ts'
import type { Offer } from '../../../shared/market/offers.ts'
import { Field, Icon, Notice, NumberStepper, Panel } from '../../../shared/ui/index.ts'
import { useKeySet } from '../hooks/useKeySet.ts'
import { MAX_PREPAID_EPOCHS, sumsOf } from '../pay.ts'
import type { Visit } from '../visit.ts'
import { AcceptButton } from './AcceptButton.tsx'
import styles from './AcceptPanel.module.css'
import { AcceptSums } from './AcceptSums.tsx'
import { NextSteps } from './NextSteps.tsx'

/** Accepting: how long to prepay, the sums, what happens next, and the button. */
export function AcceptPanel({ offer, visit, ref }: { offer: Offer; visit: Visit; ref: Ref<HTMLElement> }) {
  const { terms, token } = offer
  const { epochs, onEpochs } = visit
  const sums = sumsOf(terms, epochs)
  const min = terms.minPrepaidEpochs
  const { chosen, isReplaced } = useKeySet(offer, { name: visit.keys, onName: visit.onKeys })
  const price = formatAmount(terms.pricePerEpoch, token, exactPlaces(token, terms.pricePerEpoch))
  return (
    <aside ref={ref} tabIndex={-1} className={styles.accept}>
      <Panel title="Accept this offer" aside={`${price} per epoch`}>
        <div className={styles.parts}>
          <Field
            label="Prepay"
            hint={`At least ${min}, at most ${MAX_PREPAID_EPOCHS}. Funds ${formatDuration(epochs * terms.epochLength)} from the start. You may top up any time.`}
          >
            <NumberStepper
              value={epochs}
              onChange={onEpochs}
              min={min}
              max={MAX_PREPAID_EPOCHS}
              unit={epochs === 1 ? 'epoch' : 'epochs'}
              label="Epochs to prepay"
            />
          </Field>
          <AcceptSums token={token} epochs={epochs} sums={sums} />
          <NextSteps offer={offer} deposit={sums.deposit} isAccepted={chosen?.accepted !== undefined} />
          {isReplaced && (
            <Notice tone="info" title="Another client was first with that key set.">
              Another one is chosen now. Nothing was deposited.
            </Notice>
          )}
          <AcceptButton offer={offer} sums={sums} chosen={chosen} onAccepted={visit.onAccepted} />
        </div>
      </Panel>
      <p className={styles.promise}>
        <Icon name="lock" />
        <span>
          Your keys own the chain before, during and after. End it any time: the unspent deposit comes back.
        </span>
      </p>
    </aside>
  )
}

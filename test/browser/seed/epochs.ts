import { judge } from './answer.ts'
import type { Told } from './parties.ts'
import type { Timeline } from './timeline.ts'

/** How long after its end an epoch is asked about, in seconds. */
const ASKED_AFTER = 300

/** While service runs: verdicts and silence, top-ups, claims. */
export function addEpochs(timeline: Timeline, { chain, market, agreement, now, parties }: Told): void {
  const { story, agreementId } = agreement
  if (story.started === undefined) return
  const { epochLength, verdictTimeout, pricePerEpoch } = market.terms[story.offer]
  const at = (epochs: number): number => now - (story.started ?? 0) + Math.round(epochs * epochLength)

  for (let epoch = 0; epoch < (story.judgedEpochs ?? 0); epoch++) {
    const verdict = story.judged?.[epoch] ?? {}
    if (verdict === 'silent') {
      timeline.add(at(epoch + 1) + verdictTimeout + 60, parties.settle)
      continue
    }
    timeline.add(at(epoch + 1) + ASKED_AFTER, async () => {
      await judge(chain, market, { agreementId, epoch, differing: verdict })
      await parties.settle()
    })
  }
  const { topUp, claimed, notice } = story
  if (topUp) timeline.add(at(topUp.after), () => parties.topUp(BigInt(topUp.epochs) * pricePerEpoch))
  if (claimed) timeline.add(at(claimed.after), () => parties.claim('vendor'))
  if (notice) timeline.add(at(notice.after), () => parties.terminate('vendor'))
}

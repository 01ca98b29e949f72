import { judge } from './answer.ts'
import type { Told } from './parties.ts'
import type { Timeline } from './timeline.ts'

/** How long after the end the epoch it cut off is asked about, in seconds. */
const ASKED_AFTER = 300

/** The client leaves; when everything is judged the vendor closes, and both take out what is theirs. */
export function addEnd(timeline: Timeline, { chain, market, agreement, now, parties }: Told): void {
  const { story, agreementId } = agreement
  const { started, terminated } = story
  if (started === undefined || !terminated) return
  const { epochLength } = market.terms[story.offer]
  const end = now - started + Math.round(terminated.after * epochLength)
  timeline.add(end, () => parties.terminate('client'))
  if (!terminated.closed) return
  timeline.add(end + ASKED_AFTER, async () => {
    await judge(chain, market, { agreementId, epoch: Math.floor(terminated.after), differing: {} })
    await parties.close()
    await parties.claim('vendor')
    await parties.claim('client')
  })
}

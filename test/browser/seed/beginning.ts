import { hashOffer } from '@opraas/contracts'
import { toConfigUri } from '@opraas/deployer/core'
import { addressOf, clients } from './accounts.ts'
import { beginL1, deployL1 } from './l1.ts'
import type { Told } from './parties.ts'
import { buildOffer } from './terms.ts'
import type { Timeline } from './timeline.ts'

/** Verdicts prepaid beyond those that come. */
const SPARE_VERDICTS = 40

/** From the accepted offer to the start, or to the start that never came. */
export function addBeginning(timeline: Timeline, told: Told, rpcUrl: string): void {
  const { chain, market, agreement, now, parties } = told
  const { story, configToml } = agreement
  const client = clients[story.client]
  const terms = market.terms[story.offer]
  const { offer } = buildOffer(story.offer, terms)
  timeline.add(now - story.accepted, async () => {
    const depositUnits = terms.setupFee + BigInt(story.prepaidEpochs) * terms.pricePerEpoch
    await parties.accept(depositUnits, hashOffer(offer), offer.terms)
    await parties.prepay((story.judgedEpochs ?? 0) + (story.spareVerdicts ?? SPARE_VERDICTS))
  })
  let systemConfig = addressOf(`SystemConfig of ${story.chain}`)
  const { deployed, bound, l2ChainId } = story
  if (deployed) {
    timeline.add(now - deployed.ago, async () => {
      const { steps } = deployed
      if (steps !== undefined) await beginL1(chain, { configToml, client: client.account.address, steps })
      else systemConfig = await deployL1(chain, { configToml, key: client.key })
    })
  }
  if (bound === undefined) return

  timeline.add(now - bound, () =>
    parties.bind({ systemConfig, l2ChainId: BigInt(l2ChainId), config: toConfigUri(configToml) }),
  )
  if (story.missed !== undefined) timeline.add(now - story.missed, () => parties.close())
  if (story.started === undefined) return
  const endpoints = JSON.stringify({ rpc: rpcUrl, simulated: true })
  timeline.add(now - story.started, () => parties.start(endpoints))
}

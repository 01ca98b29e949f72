import { marketplaceAbi } from '@opraas/contracts'
import type { Hex } from 'viem'
import { until } from './chain.ts'
import { money, percent } from './money.ts'
import type { Narrator } from './narrator.ts'
import type { Context } from './services.ts'
import type { Stage } from './stage.ts'

/** Tells every verdict and every settled epoch as it appears on chain, until the agreement is closed. */
export async function narrateEpochs(
  { signal }: Context,
  { chains, market }: Stage,
  { narrator, agreementId }: { narrator: Narrator; agreementId: Hex },
): Promise<void> {
  let told = 0
  const tellNew = async (): Promise<true | undefined> => {
    const events = await chains.market.client.getContractEvents({
      address: market.marketplace,
      abi: marketplaceAbi,
      fromBlock: 0n,
      strict: true,
    })
    const ours = events.filter(({ args }) => 'agreementId' in args && args.agreementId === agreementId)
    for (const event of ours.slice(told)) {
      if (event.eventName === 'VerdictStored') {
        const { epoch, verdict } = event.args
        const measured = `answered ${percent(verdict.rpc)}, head at pace ${percent(verdict.unsafeHead)}`
        narrator.say('oracle', `epoch ${epoch}: ${measured}`)
      }
      if (event.eventName === 'EpochSettled') {
        const { epoch, payoutBps, paid, slashed } = event.args
        const slash = slashed > 0n ? `, ${money(slashed)} slashed from the bond` : ''
        narrator.say(
          'market',
          `epoch ${epoch}: pays ${percent(payoutBps)}, ${money(paid)} to the vendor${slash}`,
        )
      }
    }
    told = ours.length
    return ours.some(({ eventName }) => eventName === 'AgreementClosed') ? true : undefined
  }
  await until('the end of the agreement', tellNew, { signal, seconds: 600, everyMs: 500 })
}

import { type Address, type Hex, isAddressEqual } from 'viem'
import type { Agreement, AgreementReader, Epoch } from '../chain/agreements.ts'
import type { Look } from '../chain/watcher.ts'
import { unmeasurable } from '../probe/profile.ts'

/** What is done about a finished epoch. @returns Whether something may still be to do about it later. */
export type Visit = (agreement: Agreement, epoch: Epoch) => Promise<boolean>

/** Goes through the finished epochs of an adapter's agreements; those about which nothing is left only once. */
export function createFinishedEpochs({ reader, adapter }: { reader: AgreementReader; adapter: Address }) {
  /** First epoch of an agreement about which something may still be to do. */
  const firstOpen = new Map<Hex, number>()

  return {
    /** As of a look, oldest epoch first; agreements side by side. */
    async forEach(look: Look, visit: Visit): Promise<void> {
      if (look.rewoundTo !== undefined) firstOpen.clear()
      await Promise.all(look.agreementIds.map((agreementId) => visitAll(agreementId, look, visit)))
    },
  }

  async function visitAll(agreementId: Hex, { head, timestampSeconds }: Look, visit: Visit): Promise<void> {
    const agreement = await reader.read(agreementId, head.number)
    const { state, terms, fundedEpochs, endpointsBlock } = agreement
    if (state === 'None' || endpointsBlock === 0n || !isAddressEqual(terms.oracle, adapter)) return
    if (unmeasurable(terms) !== undefined) return
    for (let number = firstOpen.get(agreementId) ?? 0; number < fundedEpochs; number++) {
      const epoch = await reader.readEpoch(agreementId, number, head.number)
      if (epoch.exists && epoch.end > timestampSeconds) break
      const isLeft = await visit(agreement, epoch)
      if (!isLeft && number === (firstOpen.get(agreementId) ?? 0)) firstOpen.set(agreementId, number + 1)
    }
  }
}

import { marketplaceAbi } from '@opraas/contracts'
import type { Address, Hash, Hex } from 'viem'
import { actors } from './actors.ts'
import { BLOCK_SECONDS, localClient, until } from './chain.ts'
import type { DemoClient } from './client.ts'
import type { Narrator } from './narrator.ts'
import { playOutage } from './outage.ts'
import { sleepUntil } from './power.ts'
import { readLedger } from './report.ts'
import type { DemoL2 } from './screen.ts'
import type { Context } from './services.ts'
import { readStackNumbers, type StackNumbers } from './stack.ts'
import type { Stage } from './stage.ts'
import { demo } from './terms.ts'

/** Epochs that are judged in full before the client ends the agreement. */
const FULL_EPOCHS = 3
/** Seconds of the last epoch that are served and paid, when the machine keeps up. */
const LAST_EPOCH_SECONDS = 12

/** What happens while the chain runs, from its first block to the closed agreement. */
export type Service = {
  rotate: Hash[]
  terminate: Hash
  blocks: bigint
  outageSeconds: number
  /** Of a chain that is not simulated. */
  stack: StackNumbers | undefined
}

/** From the running chain to the closed agreement: the outage, three judged epochs, the client's exit. */
export async function serveAndEnd(
  context: Context,
  stage: Stage,
  options: {
    narrator: Narrator
    outage: number
    engineSeconds: number
    client: DemoClient
    agreementId: Hex
    l2: DemoL2
    /** The batcher's account and the factory of the games, on L1. */
    posting: { batcher: Address; factory: Address }
  },
): Promise<Service> {
  const { narrator, client, agreementId, l2 } = options
  const { signal } = context
  const { chains, market } = stage
  const readAgreement = () =>
    chains.market.client.readContract({
      address: market.marketplace,
      abi: marketplaceAbi,
      functionName: 'getAgreement',
      args: [agreementId],
    })
  const { anchor } = await readAgreement()
  const epochStart = (epoch: number): number => anchor + epoch * demo.epochSeconds

  const outageSeconds = options.outage > 0 ? await playOutage(context, stage, { ...options, anchor }) : 0

  await sleepUntil(epochStart(FULL_EPOCHS), signal)
  await until(
    `${FULL_EPOCHS} settled epochs`,
    async () => ((await readAgreement()).settledEpochs >= FULL_EPOCHS ? true : undefined),
    { signal, seconds: 120 },
  )
  const l2Client = localClient(l2.url, l2.chainId)
  const stack = l2.simulated
    ? undefined
    : await readStackNumbers({ l1: chains.l1.client, l2: l2Client }, options.posting)
  if (stack) {
    const { safe, finalized, batches, games } = stack
    const heads = `L2 is safe up to block ${safe}, finalized up to ${finalized}`
    narrator.say('vendor', `on L1: ${batches} batches and ${games} games; ${heads}`)
  }
  const rotate = await client.revokeKeys()
  narrator.say('client', `takes all keys of the vendor away on L1 (${rotate.length} transactions)`)
  const blocks = await l2Client.getBlockNumber()
  // By the chain's clock, which may be a block behind ours: sent when the block before the one that is to carry it is seen.
  const sendAt = epochStart(FULL_EPOCHS) + LAST_EPOCH_SECONDS - BLOCK_SECONDS
  const isTime = async (): Promise<true | undefined> =>
    (await chains.market.client.getBlock()).timestamp >= BigInt(sendAt) ? true : undefined
  await until('the moment to terminate', isTime, { signal, everyMs: 100 })
  const terminate = await client.terminate(agreementId)
  narrator.say('client', 'terminates: the epoch begun is measured and paid for its elapsed part')
  const parties = { client: client.address, vendor: actors.vendor.account.address }
  const readEnd = async (): Promise<true | undefined> => {
    const ledger = await readLedger(chains.market.client, market, { agreementId, ...parties })
    return ledger.close && ledger.claim ? true : undefined
  }
  await until('the vendor to close and claim', readEnd, { signal, seconds: 120 })
  return { rotate, terminate, blocks, outageSeconds, stack }
}

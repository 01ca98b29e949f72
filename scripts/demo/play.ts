import { marketplaceAbi } from '@opraas/contracts'
import type { Hash, Hex } from 'viem'
import type { LocalMarket } from '../market/deployLocal.ts'
import { actors } from './actors.ts'
import { type Client, localClient, until } from './chain.ts'
import { createDemoClient, type DemoClient } from './client.ts'
import { money, percent } from './money.ts'
import type { Narrator } from './narrator.ts'
import { cutPower, planOutage, sleepUntil } from './outage.ts'
import { type Ledger, readLedger } from './report.ts'
import type { ScreenState } from './screen.ts'
import { type Context, startAgent } from './services.ts'
import { demo } from './terms.ts'

/** What the story leaves behind, for the report. */
export type Story = {
  agreementId: Hex
  l2: { url: string; chainId: number; blocks: bigint }
  ledger: Ledger
  outageSeconds: number
  txs: { accept: Hash; deploy: Hash[]; bind: Hash; start: Hash; topUp: Hash; rotate: Hash[]; terminate: Hash }
  firstL2BlockAtMs: number
  bindToEndpointSeconds: number
}

const DEPOSITED_ETHER = '0.5'
/** Epochs that are judged in full before the client ends the agreement; the outage hits the second one. */
const FULL_EPOCHS = 3
const OUTAGE_EPOCH = 1

/** Plays one agreement as a client would, from the offer to the last unit. Every step is seen on chain. */
export async function play(options: {
  context: Context
  narrator: Narrator
  screen: ScreenState
  l1: Client
  market: LocalMarket
  environment: Record<string, string>
  offer: { offerId: Hex; termsHash: Hex }
  outage: number
  bootSeconds: number
}): Promise<Story> {
  const { context, narrator, screen, l1, market, environment, offer } = options
  const { signal } = context
  const vendor = actors.vendor.account.address
  const client = createDemoClient(context, l1, market, environment)
  const contract = { address: market.marketplace, abi: marketplaceAbi } as const

  const accepted = await client.accept({ ...offer, vendor })
  const { agreementId, keySet } = accepted
  screen.agreementId = agreementId
  narrator.say(
    'client',
    `accepts: ${demo.deposit}.00 ${demo.symbol} deposited, a key set reserved, bond 40.00 locked`,
  )
  await client.prepay(agreementId, 20n)
  narrator.say(
    'client',
    'opraas new --agreement …, opraas deploy contracts: the L1 contracts of its own chain',
  )
  const chain = await client.deploy(agreementId)
  narrator.say(
    'client',
    `owns the chain ${chain.l2ChainId} on L1: ${chain.transactions.length} transactions, verified`,
  )
  const bind = await client.bind(agreementId, keySet, chain)
  const boundAtMs = Date.now()
  narrator.say('client', 'binds the chain to the agreement: owner and all four roles checked by the market')

  const started = await until(
    'the vendor to start the chain',
    async () =>
      (
        await l1.getContractEvents({
          ...contract,
          eventName: 'EndpointsPublished',
          args: { agreementId },
          fromBlock: 0n,
          strict: true,
        })
      )[0],
    { signal, seconds: 120 },
  )
  const bindToEndpointSeconds = (Date.now() - boundAtMs) / 1000
  const l2 = { url: (JSON.parse(started.args.endpoints) as { rpc: string }).rpc, chainId: chain.l2ChainId }
  const l2Client = localClient(l2.url, l2.chainId)
  screen.l2 = l2
  await until('the first L2 block', async () => ((await l2Client.getBlockNumber()) > 0n ? true : undefined), {
    signal,
  })
  const firstL2BlockAtMs = Date.now()
  narrator.say(
    'vendor',
    `checked the chain on L1, built the genesis anchored there, started it: ${l2.url} (simulated L2)`,
  )

  const view = await l1.readContract({ ...contract, functionName: 'getAgreement', args: [agreementId] })
  const epochStart = (epoch: number): number => view.anchor + epoch * demo.epochSeconds
  await client.depositToL2(chain.portal, DEPOSITED_ETHER)
  await until(
    'the deposit on L2',
    async () => ((await l2Client.getBalance({ address: client.address })) > 0n ? true : undefined),
    { signal },
  )
  narrator.say(
    'client',
    `deposited ${DEPOSITED_ETHER} ETH through the portal: it is on L2 (relayed: simulated derivation)`,
  )
  const topUp = await client.topUp(agreementId)
  narrator.say('client', `tops up ${demo.topUp}.00 ${demo.symbol}`)

  const [end] = await Promise.all([
    serveAndEnd({ ...options, client, agreementId, l2, epochStart }),
    narrateEpochs({ ...options, agreementId }),
  ])
  await client.claim(agreementId)
  const ledger = await readLedger(l1, market, { agreementId, client: client.address, vendor })
  narrator.say('vendor', `claimed ${money(ledger.paid)}; the market's fee was ${money(ledger.fees)}`)
  narrator.say(
    'client',
    `got ${money(ledger.refunded)} back, of them ${money(ledger.slashed)} slashed from the bond`,
  )
  const sums = `${money(ledger.deposited)} + ${money(ledger.slashed)} = ${money(ledger.paid)} + ${money(ledger.fees)} + ${money(ledger.refunded)}`
  narrator.say('market', `${ledger.balanced ? 'balanced' : 'NOT balanced'}: ${sums}`)
  const { rotate, terminate, blocks, outageSeconds } = end
  return {
    agreementId,
    l2: { ...l2, blocks },
    ledger,
    outageSeconds,
    txs: {
      accept: accepted.hash,
      deploy: chain.transactions,
      bind,
      start: started.transactionHash,
      topUp,
      rotate,
      terminate,
    },
    firstL2BlockAtMs,
    bindToEndpointSeconds,
  }
}

/** From the running chain to the closed agreement: the outage, three judged epochs, the client's exit. */
async function serveAndEnd(options: {
  context: Context
  narrator: Narrator
  l1: Client
  market: LocalMarket
  environment: Record<string, string>
  outage: number
  bootSeconds: number
  client: DemoClient
  agreementId: Hex
  l2: { url: string; chainId: number }
  epochStart: (epoch: number) => number
}): Promise<{ rotate: Hash[]; terminate: Hash; blocks: bigint; outageSeconds: number }> {
  const { context, narrator, l1, market, outage, client, agreementId, l2, epochStart } = options
  const { signal } = context
  let outageSeconds = 0
  if (outage > 0) {
    const plan = planOutage({
      share: outage,
      epochStart: epochStart(OUTAGE_EPOCH),
      bootSeconds: options.bootSeconds,
    })
    outageSeconds = await cutPower(context, plan, {
      l2,
      startAgent: () => startAgent(context, options.environment),
      onOff: () =>
        narrator.say(
          'vendor',
          `power cut: agent and L2 are killed for ${percent(outage * 10_000)} of epoch ${OUTAGE_EPOCH}`,
        ),
      onOn: () => narrator.say('vendor', 'power is back: the agent starts and finds what it has to do'),
    })
    narrator.say('vendor', `the L2 answers again after ${outageSeconds.toFixed(1)} s`)
  }

  await sleepUntil(epochStart(FULL_EPOCHS), signal)
  const contract = { address: market.marketplace, abi: marketplaceAbi } as const
  await until(
    `${FULL_EPOCHS} settled epochs`,
    async () => {
      const view = await l1.readContract({ ...contract, functionName: 'getAgreement', args: [agreementId] })
      return view.settledEpochs >= FULL_EPOCHS ? true : undefined
    },
    { signal, seconds: 120 },
  )
  const rotate = await client.revokeKeys()
  narrator.say('client', `takes all keys of the vendor away on L1 (${rotate.length} transactions)`)
  const blocks = await localClient(l2.url, l2.chainId).getBlockNumber()
  const terminate = await client.terminate(agreementId)
  narrator.say('client', 'terminates: the epoch begun is measured and paid for its elapsed part')
  const vendor = actors.vendor.account.address
  await until(
    'the vendor to close and claim',
    async () => {
      const ledger = await readLedger(l1, market, { agreementId, client: client.address, vendor })
      return ledger.close && ledger.claim ? true : undefined
    },
    { signal, seconds: 120 },
  )
  return { rotate, terminate, blocks, outageSeconds }
}

/** Tells every verdict and every settled epoch as it appears on chain, until the agreement is closed. */
async function narrateEpochs(options: {
  context: Context
  narrator: Narrator
  l1: Client
  market: LocalMarket
  agreementId: Hex
}): Promise<void> {
  const { context, narrator, l1, market, agreementId } = options
  let told = 0
  await until(
    'the end of the agreement',
    async () => {
      const events = await l1.getContractEvents({
        address: market.marketplace,
        abi: marketplaceAbi,
        fromBlock: 0n,
        strict: true,
      })
      const ours = events.filter(({ args }) => 'agreementId' in args && args.agreementId === agreementId)
      for (const event of ours.slice(told)) {
        if (event.eventName === 'VerdictStored') {
          const { epoch, verdict } = event.args
          narrator.say(
            'oracle',
            `epoch ${epoch}: answered ${percent(verdict.rpc)}, head at pace ${percent(verdict.unsafeHead)}`,
          )
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
    },
    { signal: context.signal, seconds: 600, everyMs: 500 },
  )
}

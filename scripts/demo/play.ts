import { marketplaceAbi } from '@opraas/contracts'
import type { Hash, Hex } from 'viem'
import { actors } from './actors.ts'
import { localClient, until } from './chain.ts'
import { createDemoClient } from './client.ts'
import { narrateEpochs } from './epochs.ts'
import { money } from './money.ts'
import type { Narrator } from './narrator.ts'
import { type Ledger, readLedger } from './report.ts'
import type { ScreenState } from './screen.ts'
import { serveAndEnd } from './serve.ts'
import type { Context } from './services.ts'
import type { StackNumbers } from './stack.ts'
import type { Stage } from './stage.ts'
import { demo } from './terms.ts'

/** What the story leaves behind, for the report. */
export type Story = {
  agreementId: Hex
  l2: { url: string; chainId: number; blocks: bigint }
  ledger: Ledger
  outageSeconds: number
  stack: StackNumbers | undefined
  txs: { accept: Hash; deploy: Hash[]; bind: Hash; start: Hash; topUp: Hash; rotate: Hash[]; terminate: Hash }
  firstL2BlockAtMs: number
  bindToEndpointSeconds: number
}

const DEPOSITED_ETHER = '0.5'

/**
 * Plays one agreement as a client would, from the offer to the last unit. Every step is seen on chain.
 *
 * @param options.outage - Share of one epoch for which the vendor's machine is off, 0 to 1.
 */
export async function play(
  context: Context,
  stage: Stage,
  options: { narrator: Narrator; screen: ScreenState; outage: number },
): Promise<Story> {
  const { narrator, screen } = options
  const { chains, market } = stage
  const client = createDemoClient(context, stage)

  const accepted = await client.accept({ ...stage.offer, vendor: actors.vendor.account.address })
  const { agreementId } = accepted
  screen.agreementId = agreementId
  narrator.say(
    'client',
    `accepts: ${demo.deposit}.00 ${demo.symbol} deposited, a key set reserved, bond 40.00 locked`,
  )
  if (market.oracle === market.chainlink) await client.prepay(agreementId, 20n)
  narrator.say(
    'client',
    'opraas new --agreement …, opraas deploy contracts: the L1 contracts of its own chain',
  )
  const chain = await client.deploy(await client.create(agreementId))
  const signed = `${chain.transactions.length} transactions, verified`
  narrator.say('client', `owns the chain ${chain.l2ChainId} on L1: ${signed}`)
  const bind = await client.bind(agreementId, accepted.keySet, chain)
  const boundAtMs = Date.now()
  const checks = chains.l1 === chains.market ? 'the market checked owner and all four roles' : 'on another L1'
  narrator.say('client', `binds the chain to the agreement: ${checks}`)

  const started = await waitForStart(context, stage, agreementId)
  const bindToEndpointSeconds = (Date.now() - boundAtMs) / 1000
  const { simulated } = started
  const l2 = { url: started.rpc, chainId: chain.l2ChainId, simulated }
  const l2Client = localClient(l2.url, l2.chainId)
  screen.l2 = l2
  const { signal } = context
  const hasBlock = async () => ((await l2Client.getBlockNumber()) > 0n ? true : undefined)
  await until('the first L2 block', hasBlock, { signal })
  const firstL2BlockAtMs = Date.now()
  narrator.say(
    'vendor',
    `checked the chain on L1, built the genesis anchored there, started it: ${l2.url}${simulated ? ' (simulated L2)' : ' (the real OP Stack)'}`,
  )

  await client.depositToL2(chain.portal, DEPOSITED_ETHER)
  const depositedAtMs = Date.now()
  const hasArrived = async () =>
    (await l2Client.getBalance({ address: client.address })) > 0n ? true : undefined
  await until('the deposit on L2', hasArrived, { signal })
  const how = simulated
    ? 'relayed: simulated derivation'
    : `derived from L1 in ${((Date.now() - depositedAtMs) / 1000).toFixed(1)} s`
  narrator.say('client', `deposited ${DEPOSITED_ETHER} ETH through the portal: it is on L2 (${how})`)
  const topUp = await client.topUp(agreementId)
  narrator.say('client', `tops up ${demo.topUp}.00 ${demo.symbol}`)

  const [end] = await Promise.all([
    serveAndEnd(context, stage, {
      ...{ ...options, client, agreementId, l2 },
      // anvil starts at once; the real stack comes back in a quarter at least of its first way to the endpoint.
      engineSeconds: simulated ? 0 : bindToEndpointSeconds / 4,
      posting: { batcher: accepted.keySet.batcher, factory: chain.factory },
    }),
    narrateEpochs(context, stage, { narrator, agreementId }),
  ])
  await client.claim(agreementId)
  const ledger = await readLedger(chains.market.client, market, {
    agreementId,
    client: client.address,
    vendor: actors.vendor.account.address,
  })
  tellSums(narrator, ledger)
  const { rotate, terminate, blocks, outageSeconds, stack } = end
  return {
    agreementId,
    l2: { ...l2, blocks },
    ledger,
    outageSeconds,
    stack,
    txs: {
      ...{ accept: accepted.hash, deploy: chain.transactions, bind, start: started.hash },
      ...{ topUp, rotate, terminate },
    },
    firstL2BlockAtMs,
    bindToEndpointSeconds,
  }
}

async function waitForStart(
  { signal }: Context,
  { chains, market }: Stage,
  agreementId: Hex,
): Promise<{ hash: Hash; rpc: string; simulated: boolean }> {
  const read = async () =>
    (
      await chains.market.client.getContractEvents({
        address: market.marketplace,
        abi: marketplaceAbi,
        eventName: 'EndpointsPublished',
        args: { agreementId },
        fromBlock: 0n,
        strict: true,
      })
    )[0]
  const { transactionHash, args } = await until('the vendor to start the chain', read, {
    signal,
    seconds: 240,
  })
  const { rpc, simulated = false } = JSON.parse(args.endpoints) as { rpc: string; simulated?: boolean }
  return { hash: transactionHash, rpc, simulated }
}

function tellSums(narrator: Narrator, ledger: Ledger): void {
  const { deposited, paid, fees, refunded, slashed, balanced } = ledger
  narrator.say('vendor', `claimed ${money(paid)}; the market's fee was ${money(fees)}`)
  narrator.say('client', `got ${money(refunded)} back, of them ${money(slashed)} slashed from the bond`)
  const sums = `${money(deposited)} + ${money(slashed)} = ${money(paid)} + ${money(fees)} + ${money(refunded)}`
  narrator.say('market', `${balanced ? 'balanced' : 'NOT balanced'}: ${sums}`)
}

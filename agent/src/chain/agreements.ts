import { type AgreementState, agreementState, marketplaceAbi, type Terms } from '@opraas/contracts'
import { type Market, reach, readTerms } from '@opraas/deployer'
import { type Address, type Hex, parseAbiItem } from 'viem'
import { z } from 'zod'

/** An agreement as of one block. Token units, unix seconds. */
export type Agreement = {
  agreementId: Hex
  state: AgreementState
  client: Address
  vendor: Address
  terms: Terms
  depositUnits: bigint
  earnedUnits: bigint
  bondUnits: bigint
  anchor: number
  settledEpochs: number
  fundedEpochs: number
  /** 0: open end. */
  endsAt: number
  systemConfig: Address
  l2ChainId: number
  /** Block of the last publication of endpoints; 0 before the start. */
  endpointsBlock: bigint
}

/** One epoch as of one block. Unix seconds. */
export type Epoch = {
  epoch: number
  exists: boolean
  open: boolean
  judged: boolean
  start: number
  end: number
  verdictDeadline: number
}

/** Reads agreements; terms are read once per contract that holds them, they never change. */
export function createAgreementReader(market: Market) {
  const { client, marketplace } = market
  const contract = { address: marketplace, abi: marketplaceAbi } as const
  const termsByHolder = new Map<Address, Terms>()

  async function termsAt(holder: Address): Promise<Terms> {
    const known = termsByHolder.get(holder)
    if (known) return known
    const terms = await readTerms(market, holder)
    termsByHolder.set(holder, terms)
    return terms
  }

  return {
    /** An agreement at a block; state `None` when it does not exist there. */
    async read(agreementId: Hex, blockNumber: bigint): Promise<Agreement> {
      const view = await reach(client, () =>
        client.readContract({ ...contract, functionName: 'getAgreement', args: [agreementId], blockNumber }),
      )
      return {
        agreementId,
        state: agreementState(view.state),
        client: view.client,
        vendor: view.vendor,
        terms: await termsAt(view.terms),
        depositUnits: view.deposit,
        earnedUnits: view.earned,
        bondUnits: view.bond,
        anchor: view.anchor,
        settledEpochs: view.settledEpochs,
        fundedEpochs: view.fundedEpochs,
        endsAt: view.endsAt,
        systemConfig: view.systemConfig,
        l2ChainId: Number(view.l2ChainId),
        endpointsBlock: BigInt(view.endpointsBlock),
      }
    },

    async readEpoch(agreementId: Hex, epoch: number, blockNumber: bigint): Promise<Epoch> {
      const view = await reach(client, () =>
        client.readContract({
          ...contract,
          functionName: 'getEpoch',
          args: [agreementId, epoch],
          blockNumber,
        }),
      )
      const { exists, open, judged, start, end, verdictDeadline } = view
      return { epoch, exists, open, judged, start, end, verdictDeadline }
    },

    /** The endpoints published last; undefined before the start, or when what stands there cannot be read. */
    async readEndpoints(agreement: Agreement): Promise<PublishedEndpoints | undefined> {
      const { agreementId, endpointsBlock } = agreement
      if (endpointsBlock === 0n) return undefined
      const logs = await reach(client, () =>
        client.getLogs({
          address: marketplace,
          event: endpointsPublished,
          args: { agreementId },
          fromBlock: endpointsBlock,
          toBlock: endpointsBlock,
          strict: true,
        }),
      )
      return parseEndpoints(logs.at(-1)?.args.endpoints)
    },

    /** The configuration the client named when it bound its chain; undefined before. */
    async readChainConfig(agreementId: Hex): Promise<{ uri: string; boundAtSeconds: number } | undefined> {
      const events = await reach(client, () =>
        client.getContractEvents({
          ...contract,
          eventName: 'ChainBound',
          args: { agreementId },
          fromBlock: market.fromBlock,
          strict: true,
        }),
      )
      const bound = events.at(-1)
      if (!bound) return undefined
      const { blockNumber } = bound
      const { timestamp } = await reach(client, () => client.getBlock({ blockNumber }))
      return { uri: bound.args.config, boundAtSeconds: Number(timestamp) }
    },
  }
}

export type AgreementReader = ReturnType<typeof createAgreementReader>

const endpointsPublished = parseAbiItem(
  'event EndpointsPublished(bytes32 indexed agreementId, string endpoints)',
)

const endpointsSchema = z.object({
  rpc: z.url(),
  /** The engine fakes parts of the stack; only a probe of a local market accepts it. */
  simulated: z.boolean().default(false),
})

/** What a vendor publishes: where the chain answers. */
export type PublishedEndpoints = z.output<typeof endpointsSchema>

function parseEndpoints(text: string | undefined): PublishedEndpoints | undefined {
  if (text === undefined) return undefined
  try {
    return endpointsSchema.parse(JSON.parse(text))
  } catch (error) {
    // A vendor's own text: whatever it is, it is not an endpoint.
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined
    throw error
  }
}

import { isLocalChain, type KeySet, type Terms } from '@opraas/contracts'
import type { Address, Hex } from 'viem'
import { INTENT_SCHEMA } from './schema.ts'

const GAS_LIMIT = 60_000_000

/** What a new config.toml is filled with. Roles not known stay empty, and the file is refused until they are given. */
export type ProjectValues = {
  name: string
  /** A number; as typed where a form is not checked yet. So are the next two. */
  l2ChainId: number | string
  /** Seconds; 2 by default. */
  blockTime?: number | string
  /** Gas per block; 60,000,000 by default. */
  gasLimit?: number | string
  l1ChainId: number
  isLocalL1: boolean
  roles: { owner: string; batcher: string; unsafeSigner: string; proposer: string; challenger: string }
  market?: { marketChainId: number; marketplace: string; agreementId: string }
}

/** config.toml of a new project. */
export function configTemplate(values: ProjectValues): string {
  const { roles, market } = values
  return `#:schema ./config.schema.json
# One file describes the whole chain. \`opraas plan\` shows what it leads to.
schema = ${INTENT_SCHEMA}

[chain]
name = "${values.name}"
id = ${values.l2ChainId}
block_time = ${values.blockTime ?? 2} # seconds
gas_limit = ${values.gasLimit ?? GAS_LIMIT}

[l1]
chain_id = ${values.l1ChainId}
confirmations = ${values.isLocalL1 ? 1 : 3}

[roles]
owner = "${roles.owner}" # owns the chain in the end
batcher = "${roles.batcher}"
unsafe_signer = "${roles.unsafeSigner}"
proposer = "${roles.proposer}"
challenger = "${roles.challenger}"
${values.isLocalL1 ? localGames : ''}
[infra]
engine = "embedded"
rpc_port = 9545
${
  market
    ? `
[market]
chain_id = ${market.marketChainId}
marketplace = "${market.marketplace}"
agreement = "${market.agreementId}"
`
    : ''
}`
}

const localGames = `
[games] # short windows: this L1 is local
proof_maturity = 12 # seconds
finality_delay = 6
weth_delay = 12
max_clock_duration = 10
clock_extension = 0
`

/** An agreement as far as the config of its chain follows from it. */
export type AgreedChain = {
  agreementId: Hex
  client: Address
  keySet: KeySet
  terms: Pick<Terms, 'l1ChainId' | 'maxGasLimit'>
}

/**
 * The values of an agreement's chain: owned by the client, served by the key set, on the L1 of the terms, with no more
 * gas per block than the vendor runs.
 *
 * @param input.name - Name of the chain; by default made of the agreement's id.
 * @param input.l2ChainId - By default nine digits that follow from the agreement: two hardly ever share one.
 */
export function projectValuesFor(
  { agreementId, client, keySet, terms }: AgreedChain,
  input: { market: { marketChainId: number; marketplace: Address }; name?: string; l2ChainId?: number },
): ProjectValues {
  const { batcher, unsafeSigner, proposer, challenger } = keySet
  const { marketChainId, marketplace } = input.market
  const l1ChainId = Number(terms.l1ChainId)
  const mostGas = Number(terms.maxGasLimit)
  return {
    name: input.name ?? `chain-${agreementId.slice(2, 10)}`,
    l2ChainId: input.l2ChainId ?? 100_000_000 + Number(BigInt(agreementId.slice(0, 18)) % 900_000_000n),
    ...(mostGas > 0 && mostGas < GAS_LIMIT && { gasLimit: mostGas }),
    l1ChainId,
    isLocalL1: isLocalChain(l1ChainId),
    roles: { owner: client, batcher, unsafeSigner, proposer, challenger },
    market: { marketChainId, marketplace, agreementId },
  }
}

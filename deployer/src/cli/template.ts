import { configJsonSchema, INTENT_SCHEMA } from '../core/intent/index.ts'

/** What `opraas new` fills in. Roles that are not known stay empty, and config.toml is refused until they are given. */
export type ProjectValues = {
  name: string
  l2ChainId: number
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
block_time = 2 # seconds
gas_limit = 60000000

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

/** config.schema.json of a new project: what editors complete and check config.toml with. */
export function schemaTemplate(): string {
  return `${JSON.stringify(configJsonSchema(), null, 2)}\n`
}

/** .env of a new project. */
export const envTemplate = `# Secrets and URLs: never in config.toml, never committed.
OPRAAS_L1_RPC_URL=
OPRAAS_PRIVATE_KEY=
OPRAAS_MARKET_RPC_URL=
OPRAAS_MARKETPLACE=
`

export const gitignoreTemplate = `.env
deployments/*/engine/
deployments/*/*.lock
`

/** README.md of a new project. */
export function readmeTemplate({ name }: ProjectValues): string {
  return `# ${name}

An OP Stack chain, described by \`config.toml\`.

1. Fill in \`.env\`: an RPC of the L1, and the key that pays for the deployment.
2. \`opraas plan\` shows the steps and their cost, \`opraas deploy contracts\` does them.
3. \`opraas up\`, \`opraas status\`, \`opraas logs\`, \`opraas down\`.

\`deployments/${name}/\` holds what was done: keep \`journal.jsonl\`, \`genesis.json\` and \`rollup.json\`.
`
}

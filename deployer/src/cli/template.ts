import { configJsonSchema, type ProjectValues } from '../core/intent/index.ts'

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
# Keys of the services, for engine = "native"; the resolver's is any funded account.
OPRAAS_BATCHER_KEY=
OPRAAS_UNSAFE_SIGNER_KEY=
OPRAAS_PROPOSER_KEY=
OPRAAS_RESOLVER_KEY=
# Beacon API of the L1, for batches in blobs.
OPRAAS_L1_BEACON_URL=
`

export const gitignoreTemplate = `.env
.opraas/
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

import {
  agentConfigJsonSchema,
  agentConfigSchema,
  variables as agentVariables,
} from '../../agent/src/config.ts'
import { configJsonSchema, parseIntent, parseToml } from '../../deployer/src/core/intent/index.ts'
import { renderVariables } from './environment.ts'
import type { GeneratedFile } from './file.ts'
import { pageHeader } from './markdown.ts'
import { type Examples, renderExample, renderReference } from './schema.ts'

const by = 'scripts/generate/config.ts'
const address = (digit: number): string => `0x${`${digit}`.repeat(40)}`

const cannonExamples: Examples = {
  'services.cannon.bin': 'bin/cannon',
  'services.cannon.server': 'bin/op-program',
  'services.cannon.prestate': 'bin/prestate.json',
}

const chainExamples: Examples = {
  'chain.name': 'my-chain',
  'chain.id': 42_069,
  'l1.chain_id': 11_155_111,
  'roles.owner': address(1),
  'roles.batcher': address(2),
  'roles.unsafe_signer': address(3),
  'roles.proposer': address(4),
  'roles.challenger': address(5),
  ...cannonExamples,
  'market.chain_id': 11_155_111,
  'market.marketplace': address(6),
  'market.agreement': `0x${'7'.repeat(64)}`,
}

const agentExamples: Examples = {
  ...cannonExamples,
  'offer.l1_chain_id': 11_155_111,
  'offer.token': address(1),
  'offer.price_per_epoch': '20.50',
  'offer.bond': '100',
  'offer.epoch_length': 86_400,
  'offer.oracle': address(2),
  'offer.sla.probe_interval': 60,
  'offer.sla.max_latency_ms': 5_000,
  'offer.sla.slash': 2_500,
  'offer.sla.silent_payout': 8_000,
  'offer.sla.min_coverage': 8_000,
  'offer.sla.rpc.target': 9_990,
  'offer.sla.rpc.floor': 9_500,
  'offer.sla.rpc.payout_at_floor': 5_000,
  'offer.sla.unsafe_head.target': 9_900,
  'offer.sla.unsafe_head.floor': 9_000,
  'offer.sla.unsafe_head.payout_at_floor': 5_000,
}

/** docs/config.md and the JSON schema of config.toml. The example is parsed before it is printed. */
export function generateConfig(): GeneratedFile[] {
  const schema = configJsonSchema()
  const example = renderExample(schema, chainExamples)
  parseIntent(example, 'the example in docs/config.md')
  const intro = `The file that describes a chain: \`opraas new\` writes it, \`opraas plan\` shows what it leads to, and no program ever
rewrites it. Unknown keys are errors. URLs and secrets are never in it: they belong to the [environment](cli.md#environment).

Editors that know TOML schemas (Taplo, Even Better TOML) complete and check the file by the line
\`#:schema ./config.schema.json\` at its top; \`opraas new\` writes both. The schema is also in
\`deployer/config.schema.json\`.`
  const content = [
    pageHeader('config.toml', { by, intro }),
    renderReference(schema),
    `## Example\n\nEvery key, with its default where it has one.\n\n\`\`\`toml\n${example}\n\`\`\``,
  ]
  return [
    { path: 'docs/config.md', content: `${content.join('\n\n')}\n` },
    { path: 'deployer/config.schema.json', content: `${JSON.stringify(schema, null, 2)}\n` },
  ]
}

/** docs/agent-config.md. The example is parsed before it is printed. */
export function generateAgentConfig(root: string): GeneratedFile {
  const schema = agentConfigJsonSchema()
  const example = renderExample(schema, agentExamples)
  parseToml(agentConfigSchema, example, 'the example in docs/agent-config.md')
  const intro = `The file of the vendor's daemon, \`opraas-agent\`. Unknown keys are errors. Amounts are in whole tokens, as text; parts
are in bps (10000 = 100%). The keys come from the environment.`
  const content = [
    pageHeader('agent.toml', { by, intro }),
    renderReference(schema),
    `## Environment\n\n${renderVariables(root, Object.values(agentVariables))}\n\nThe rest, and those of the other programs: [CLI](cli.md#environment).`,
    `## Example\n\nEvery key, with its default where it has one.\n\n\`\`\`toml\n${example}\n\`\`\``,
  ]
  return { path: 'docs/agent-config.md', content: `${content.join('\n\n')}\n` }
}

import { dirname, resolve } from 'node:path'
import { ConfigMissingError, parseToml, readFileIfExists } from '@opraas/deployer'
import { configSchema } from '@opraas/deployer/core'
import { type Address, zeroAddress } from 'viem'
import { z } from 'zod'

/** Version of agent.toml. */
const SCHEMA = 1

const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, 'an address (0x and 40 hex digits)')
  .transform((value) => value.toLowerCase() as Address)
const bps = z.int('a whole number of bps').min(0, 'at least 0').max(10_000, 'at most 10000')
const seconds = z.int('a whole number of seconds').min(0, 'at least 0')
const amount = z.string().regex(/^\d+(\.\d+)?$/, 'an amount in whole tokens, like "20.50"')
const ether = z.string().regex(/^\d+(\.\d{1,18})?$/, 'an amount in ETH, like "0.5"')
const port = z.int().min(1024).max(65_535)
const { engine, version_set, programs, sequencers, replicas } = configSchema.shape.infra.unwrap().shape
const metric = z.strictObject({
  target: bps.describe('From here up the full price is paid, in bps of the samples; 0: not agreed.'),
  floor: bps.describe('Below this nothing is paid and the slash begins, in bps of the samples.'),
  payout_at_floor: bps.describe(
    'Part of the price paid at the floor, in bps; linear from there to the target.',
  ),
})
/** SLA profile 1 measures neither safe head nor proposals: promised, they would make each epoch a silent one. */
const unmeasured = metric.refine(({ target }) => target === 0, 'target 0: SLA profile 1 does not measure it')
const notAgreed = { target: 0, floor: 0, payout_at_floor: 0 }

/** agent.toml as it is written. */
export const agentConfigSchema = z.strictObject({
  schema: z.literal(SCHEMA).describe('Version of this file.'),
  agent: z
    .strictObject({
      vendor: address.optional().describe('The vendor, when its own key is not on this machine.'),
      data: z.string().default('data').describe('Folder of the store and the chains, from this file.'),
      listen: z.string().default('127.0.0.1:4702').describe('Health, metrics and the list of agreements.'),
      engine: engine.describe('What runs the chains. A chain stays on the engine that it began with.'),
      version_set,
      rpc_ports: z.tuple([port, port]).default([4710, 4739]).describe('First and last port of the L2 RPCs.'),
      poll_ms: z.int().min(100).default(2_000).describe('Milliseconds between two looks at the market.'),
      confirmations: z.int().min(1).default(1).describe('Blocks until what the market shows counts.'),
      max_fee_gwei: z.number().positive().default(500).describe('Highest fee per gas, in gwei.'),
      key_sets: z.int().min(0).max(100).default(3).describe('Free key sets that setup keeps published.'),
      linger: seconds.default(86_400).describe('Seconds a chain stays up after the end of its agreement.'),
      resync: z.string().default('*/10 * * * *').describe('When to read the whole market again (cron).'),
      claim: z
        .string()
        .default('0 * * * *')
        .describe('When to claim what running agreements have earned (cron).'),
      claim_minimum: amount.default('0').describe('Least amount worth a claim while an agreement runs.'),
      service_balance_eth: ether
        .default('0.5')
        .describe(
          'ETH on L1 that batcher, proposer, resolver and challenger are topped up to, below half of it.',
        ),
      funding_cap_eth: ether
        .default('5')
        .describe('Most ETH that top-ups of all chains may take from the operator in one day (UTC).'),
      operator_reserve_eth: ether
        .default('0.1')
        .describe('ETH on L1 that top-ups leave to the operator; below it the metrics raise an alarm.'),
      fund: z.string().default('*/5 * * * *').describe('When to top up the services’ accounts (cron).'),
    })
    .describe('The daemon.'),
  infra: z
    .strictObject({ programs, sequencers, replicas })
    .prefault({})
    .describe(
      'What runs each chain on the native engine. These four tables are as in config.toml; what a client’s config says there is not read.',
    ),
  da: configSchema.shape.da,
  services: configSchema.shape.services,
  rpc: configSchema.shape.rpc,
  offer: z
    .strictObject({
      l1_chain_id: z.int().min(1).describe('L1 of the chains offered.'),
      token: address.describe('What clients pay in.'),
      price_per_epoch: amount.describe('Price of one epoch, in whole tokens.'),
      setup_fee: amount
        .default('0')
        .describe('Paid with epoch 0, by its payout, in whole tokens; whole when the client leaves early.'),
      bond: amount.describe('What the vendor locks per agreement; slashes come out of it. In whole tokens.'),
      epoch_length: seconds.describe('Seconds of an epoch, the judged and paid period.'),
      reserve_window: seconds
        .default(86_400)
        .describe('Seconds the client has to deploy and bind its chain.'),
      start_window: seconds.default(86_400).describe('Seconds the vendor has to start it then.'),
      notice: seconds
        .default(604_800)
        .describe('Seconds from the vendor’s termination until the next epoch boundary ends it.'),
      grace: seconds
        .default(86_400)
        .describe('Seconds an unfunded agreement waits before anyone may close it.'),
      verdict_timeout: seconds.default(21_600).describe('Seconds after an epoch until it counts as silent.'),
      min_prepaid_epochs: z.int().min(1).default(1).describe('Epochs the first deposit must cover.'),
      oracle: address.describe('The adapter whose verdicts count.'),
      lens: address
        .default(zeroAddress)
        .describe('Reads the roles when the L1 is the market’s own chain; default: none.'),
      max_gas_limit: z
        .int()
        .min(0)
        .default(60_000_000)
        .describe('Highest gas limit of an L2 block that is run; 0: any.'),
      document: z
        .string()
        .max(2_000, 'at most 2000 characters')
        .default('')
        .describe(
          'Text of the human terms, its first line the name of the offer; its hash is part of the terms.',
        ),
      uri: z.string().default('').describe('Where the human terms are; default: the text itself, on chain.'),
      capacity: z.int().min(0).default(1).describe('Agreements whose bond the pot must hold.'),
      sla: z
        .strictObject({
          probe_interval: seconds.describe('Seconds between two samples.'),
          max_latency_ms: z.int().min(1).describe('Slowest answer that counts as up, in milliseconds.'),
          slash: bps.describe(
            'Taken from the bond when a metric is at 0%, in bps of the price; linear from the floor down.',
          ),
          silent_payout: bps.describe('Part of the price paid for a silent epoch, in bps.'),
          min_coverage: bps.describe('Part of the samples, in bps, below which a verdict counts as silent.'),
          rpc: metric.default(notAgreed).describe('The RPC answers in time.'),
          unsafe_head: metric.default(notAgreed).describe('The unsafe head advances.'),
          safe_head: unmeasured.default(notAgreed).describe('Not measured by profile 1: target 0.'),
          proposals: unmeasured.default(notAgreed).describe('Not measured by profile 1: target 0.'),
        })
        .describe('What is promised and what a shortfall costs, by docs/sla-profile-1.md.'),
    })
    .describe('The terms that `opraas-agent setup` publishes. Immutable once accepted.'),
})

/** The JSON schema of agent.toml; docs/agent-config.md is generated from it. */
export function agentConfigJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(agentConfigSchema, { io: 'input' })
}

/** agent.toml with its folder resolved. */
export type AgentConfig = z.output<typeof agentConfigSchema> & { dataFolder: string }

/** Reads agent.toml. @throws ConfigMissingError and what parsing throws */
export function readAgentConfig(file: string): AgentConfig {
  const text = readFileIfExists(file)
  if (text === undefined) throw new ConfigMissingError({ file })
  const config = parseToml(agentConfigSchema, text, file)
  return { ...config, dataFolder: resolve(dirname(resolve(file)), config.agent.data) }
}

/** Names of the agent's secrets in the environment. */
export const variables = {
  operatorKey: 'OPRAAS_OPERATOR_KEY',
  vendorKey: 'OPRAAS_VENDOR_KEY',
  mnemonic: 'OPRAAS_AGENT_MNEMONIC',
} as const

/** A listen address as host and port. */
export function parseListen(listen: string): { host: string; port: number } {
  const at = listen.lastIndexOf(':')
  return { host: listen.slice(0, at) || '127.0.0.1', port: Number(listen.slice(at + 1)) }
}

import { z } from 'zod'
import type { RpcIntent } from '../intent/index.ts'
import { isOperatorMethod, rpcMethods } from './rpcMethods.ts'

const port = z.int().min(0).max(65_535)
const url = z.url({ protocol: /^https?$/, error: 'an http or https URL' })
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lowercase letters, digits and dashes')
const backend = z.strictObject({ name, url })
const positive = z.int().min(1)

/** What the gateway is started with: plain JSON, written by an engine. KiB, MiB, milliseconds, L2 blocks. */
export const gatewayConfigSchema = z
  .strictObject({
    /** Port 0: the system chooses one. */
    listen: z.strictObject({ host: z.string().min(1), port }),
    metrics: z.strictObject({ host: z.string().min(1).default('127.0.0.1'), port }),
    chainId: positive,
    /** Nodes that make blocks. With `conductorUrl`, only the one whose op-conductor leads gets writes. */
    sequencer: z.array(backend.extend({ conductorUrl: url.optional() })).min(1),
    /** Nodes that answer reads: replicas, and sequencers as the last resort. */
    readers: z.array(backend).min(1),
    /** Every method that is served. */
    methods: z
      .array(
        z
          .string()
          .refine((method) => !isOperatorMethod(method), 'no admin, engine, miner or personal methods'),
      )
      .min(1),
    limits: z.strictObject({
      /** Per caller address; ten times as many may come at once. */
      requestsPerSecond: z.number().positive(),
      maxBatch: positive,
      maxBodyKb: positive,
      /** Largest answer of a backend, and of a whole batch. */
      maxResponseKb: positive.default(32_768),
      /** Calls under way at once, over all callers. */
      maxConcurrent: positive.default(1_000),
      /** Open connections; one address may hold a quarter of them. */
      maxConnections: positive.default(4_000),
    }),
    /** A backend further behind the others is not asked. */
    maxLagBlocks: positive,
    /** One attempt at one backend. */
    timeoutMs: positive,
    /** How often each backend is looked at. */
    pollMs: positive.default(300),
    cacheMb: positive.default(64),
  })
  .refine(({ sequencer }) => new Set(sequencer.map((one) => one.conductorUrl === undefined)).size === 1, {
    error: 'a conductorUrl at every sequencer, or at none',
    path: ['sequencer'],
  })
  .refine(({ sequencer, readers }) => namesAgree([...sequencer, ...readers]), {
    error: 'one name for one URL',
    path: ['readers'],
  })

/** The gateway's config with all defaults filled in. */
export type GatewayConfig = z.output<typeof gatewayConfigSchema>

/** The gateway's config as it is written. */
export type GatewayConfigInput = z.input<typeof gatewayConfigSchema>

/** The front door of a chain as the intent wants it. */
export function buildGatewayConfig(input: {
  chainId: number
  rpc: RpcIntent
  port: number
  /** Loopback port of the metrics. */
  metricsPort: number
  sequencer: GatewayConfigInput['sequencer']
  replicas: GatewayConfigInput['readers']
}): GatewayConfig {
  const { chainId, rpc, sequencer, replicas } = input
  const { requestsPerSecond, maxBatch, maxBodyKb, maxLagBlocks } = rpc
  return gatewayConfigSchema.parse({
    listen: { host: rpc.listen, port: input.port },
    metrics: { port: input.metricsPort },
    chainId,
    sequencer,
    readers: [...replicas, ...sequencer.map(({ name, url }) => ({ name, url }))],
    methods: [...new Set([...rpcMethods.map((method) => method.name), ...rpc.methods])],
    limits: { requestsPerSecond, maxBatch, maxBodyKb },
    maxLagBlocks,
    timeoutMs: 10_000,
  } satisfies GatewayConfigInput)
}

function namesAgree(backends: readonly { name: string; url: string }[]): boolean {
  const urls = new Map(backends.map(({ name, url }) => [name, url]))
  const names = new Map(backends.map(({ name, url }) => [url, name]))
  return backends.every(({ name, url }) => urls.get(name) === url && names.get(url) === name)
}

import * as v from 'valibot'
import { type Address, getAddress, isAddress } from 'viem'

/** Version of config.json. */
export const CONFIG_VERSION = 1

const url = v.pipe(v.string(), v.url('expected a URL'))
const whole = v.pipe(v.number(), v.integer('expected a whole number'), v.minValue(0, 'expected 0 or more'))
const address = v.pipe(
  v.string(),
  v.check((text) => isAddress(text, { strict: false }), 'expected an address'),
  v.transform((text): Address => getAddress(text)),
)

const chain = v.strictObject({
  id: whole,
  /** For people: "Local L1", "Sepolia". */
  name: v.pipe(v.string(), v.nonEmpty('expected a name'), v.maxLength(40, 'expected at most 40 characters')),
  rpcUrls: v.pipe(v.array(url), v.nonEmpty('expected at least one URL')),
  /** Base URL of a block explorer. */
  explorer: v.optional(url),
  /** Blocks until a transaction counts as done. */
  confirmations: v.pipe(whole, v.minValue(1, 'expected at least 1')),
  blockTimeSeconds: v.pipe(v.number(), v.minValue(0.1, 'expected at least 0.1')),
})

const oracle = v.strictObject({
  adapter: address,
  name: v.pipe(v.string(), v.maxLength(40, 'expected at most 40 characters')),
  /** Where its probe tells what it measures; without it, live health is what this browser sees. */
  probeUrl: v.optional(url),
})

/** config.json, beside index.html: which market, which chains. One build serves every environment. */
export const configSchema = v.strictObject({
  version: v.literal(CONFIG_VERSION, `expected ${CONFIG_VERSION}`),
  market: v.strictObject({
    chainId: whole,
    marketplace: address,
    /** First block that can hold an event of the market. */
    deploymentBlock: whole,
    oracles: v.array(oracle),
  }),
  /** The market's chain, and every L1 that chains of this market are deployed on. */
  chains: v.pipe(v.array(chain), v.nonEmpty('expected at least one chain')),
  /** Only written by the local demo: where its controls answer. */
  demo: v.optional(v.strictObject({ powerUrl: v.string() })),
})

export type Config = v.InferOutput<typeof configSchema>
export type ChainConfig = v.InferOutput<typeof chain>

/**
 * Reads config.json.
 *
 * @throws {@link ConfigError} naming the field, what was found, what was expected
 */
export function parseConfig(value: unknown): Config {
  const result = v.safeParse(configSchema, value)
  if (!result.success) {
    const [issue] = result.issues
    const field = issue.path?.map(({ key }) => String(key)).join('.') ?? 'the file'
    throw new ConfigError({ field, found: issue.received, expected: issue.message })
  }
  const config = result.output
  if (!config.chains.some(({ id }) => id === config.market.chainId)) {
    const found = config.chains.map(({ id }) => id).join(', ')
    throw new ConfigError({
      field: 'chains',
      found,
      expected: `expected one with id ${config.market.chainId}`,
    })
  }
  return config
}

/** config.json cannot be used. */
export class ConfigError extends Error {
  override name = 'ConfigError'

  constructor({ field, found, expected }: { field: string; found: string; expected: string }) {
    super(`config.json, ${field}: found ${found}, ${expected}.`)
  }
}

import { readFileSync } from 'node:fs'
import type { Address } from 'viem'
import { z } from 'zod'
import { FileError, InvalidInputError } from '../core/errors/index.ts'

const schema = z.strictObject({
  l1ChainId: z.int().min(1),
  /** DisputeGameFactory. */
  factory: z
    .string()
    .regex(/^0x[0-9a-fA-F]{40}$/, 'an address')
    .transform((value) => value.toLowerCase() as Address),
  /** Where the resolver remembers how far it is, and what it has signed. */
  stateFile: z.string().min(1),
  pollMs: z.int().min(100).default(5_000),
  confirmations: z.int().min(1).default(1),
  /** Highest fee per gas, in gwei. */
  maxFeeGwei: z.number().positive().default(500),
  /** Port of /metrics on loopback; none when absent. */
  metricsPort: z.int().min(0).max(65_535).optional(),
})

/** What the resolver is started with, as its file says it. */
export type ResolverConfigFile = z.input<typeof schema>

/** The same with all defaults. Milliseconds, L1 blocks. */
export type ResolverConfig = z.output<typeof schema>

/** Reads the config of a resolver. @throws FileError, InvalidInputError */
export function readResolverConfig(file: string): ResolverConfig {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new FileError({ file, action: 'read', cause })
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = `${file}: ${issue?.path.join('.') || 'the file'}`
  throw new InvalidInputError({ field, found: 'another value', expected: issue?.message ?? 'a config' })
}

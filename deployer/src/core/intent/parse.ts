import { parse, TomlError } from 'smol-toml'
import type { z } from 'zod'
import { ConfigSyntaxError, InvalidFieldError, UnknownKeyError } from '../errors/index.ts'
import { GenesisError } from '../genesis/errors.ts'
import { checkForks, completeForks } from '../genesis/forks.ts'
import { findUnpostable, findUnrunnable } from '../services/versionSets.ts'
import { buildIntent, buildRun, type Intent, type IntentOptions } from './intent.ts'
import { lineOf } from './lines.ts'
import { nearest } from './nearest.ts'
import { type Config, configSchema } from './schema.ts'

/**
 * Reads a config.toml.
 *
 * @param text - The file.
 * @param file - Its name, for messages.
 * @throws {@link ConfigSyntaxError}, {@link UnknownKeyError} or {@link InvalidFieldError}, naming the line.
 */
export function parseConfig(text: string, file = 'config.toml'): Config {
  const config = parseToml(configSchema, text, file)
  requireDistinct(config, text, file)
  requireForks(config, text, file)
  requireRunnable(config, text, file)
  return config
}

/**
 * Reads a TOML file of any schema.
 *
 * @throws {@link ConfigSyntaxError}, {@link UnknownKeyError} or {@link InvalidFieldError}, naming the line.
 */
export function parseToml<schema extends z.ZodType>(
  schema: schema,
  text: string,
  file: string,
): z.output<schema> {
  let raw: unknown
  try {
    raw = parse(text)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const reason = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? 'not TOML'
    throw new ConfigSyntaxError({ file, line: error.line, reason })
  }
  const result = schema.safeParse(raw)
  if (result.success) return result.data
  throw toError(firstIssue(result.error.issues), { schema, raw, text, file })
}

/** Reads a config.toml and derives the rest. */
export function parseIntent(text: string, file = 'config.toml', options?: IntentOptions): Intent {
  const intent = buildIntent(parseConfig(text, file), options)
  requirePostable(intent, text, file)
  return intent
}

/** A typo explains a missing key: unknown keys first. */
function firstIssue(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  const issue = issues.find((one) => one.code === 'unrecognized_keys') ?? issues[0]
  if (!issue) throw new TypeError('zod reported no issue')
  return issue
}

function toError(
  issue: z.core.$ZodIssue,
  { schema, raw, text, file }: { schema: z.ZodType; raw: unknown; text: string; file: string },
): Error {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') {
    const key = [...path, issue.keys[0] ?? ''].join('.')
    const suggestion = nearest(issue.keys[0] ?? '', keysAt(schema, path))
    return new UnknownKeyError({
      file,
      line: lineOf(text, key.split('.')),
      key,
      ...(suggestion && { nearest: [...path, suggestion].join('.') }),
    })
  }
  const found = valueAt(raw, path)
  return new InvalidFieldError({
    file,
    line: lineOf(text, path),
    field: path.join('.'),
    found: found === undefined ? 'nothing' : JSON.stringify(found),
    expected: expectation(issue),
  })
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return issue.values.map((value) => JSON.stringify(value)).join(' or ')
  if (issue.code === 'invalid_type') return issue.expected === 'object' ? `a table` : `a ${issue.expected}`
  return issue.message
}

/** L1 and L2 must differ; no address may have two roles of the services. */
function requireDistinct(config: Config, text: string, file: string): void {
  if (config.chain.id === config.l1.chain_id) {
    throw new InvalidFieldError({
      file,
      line: lineOf(text, ['chain', 'id']),
      field: 'chain.id',
      found: String(config.chain.id),
      expected: 'another id than l1.chain_id',
    })
  }
  const seen = new Map<string, string>()
  for (const role of ['owner', 'batcher', 'unsafe_signer', 'proposer', 'challenger'] as const) {
    const address = config.roles[role]
    const other = seen.get(address)
    if (other) {
      throw new InvalidFieldError({
        file,
        line: lineOf(text, ['roles', role]),
        field: `roles.${role}`,
        found: address,
        expected: `another address than roles.${other}`,
      })
    }
    seen.set(address, role)
  }
}

/** The contracts must be able to follow the forks. */
function requireForks({ chain }: Config, text: string, file: string): void {
  const forks = chain.forks && completeForks(chain.forks)
  if (forks === undefined) return
  const refuse = (field: string, expected: string): never => {
    const path = ['chain', ...field.split('.')]
    const found = JSON.stringify(valueAt({ chain }, path)) ?? 'nothing'
    throw new InvalidFieldError({ file, line: lineOf(text, path), field: path.join('.'), found, expected })
  }
  try {
    checkForks(forks, chain.block_time)
  } catch (error) {
    if (!(error instanceof GenesisError)) throw error
    refuse(error.field, error.expected)
  }
  if (forks.ecotone !== 'genesis')
    refuse('forks.ecotone', '"genesis": the fees that SystemConfig has from the start are of Ecotone')
}

/** The programs of the real stack must be able to run the chain. */
function requireRunnable(config: Config, text: string, file: string): void {
  const { chain, l1, infra } = config
  if (infra.engine !== 'native') return
  const { generation } = l1
  const forks = chain.forks && completeForks(chain.forks)
  const unrunnable = findUnrunnable(buildRun(config).versionSet, { l2ChainId: chain.id, forks, generation })
  if (unrunnable)
    throw new InvalidFieldError({ file, line: lineOf(text, unrunnable.field.split('.')), ...unrunnable })
}

/** The batches must be able to get to L1; a fork of it on this machine takes more than the real one. */
function requirePostable(intent: Intent, text: string, file: string): void {
  const unpostable = intent.engine === 'native' ? findUnpostable(intent) : undefined
  if (unpostable)
    throw new InvalidFieldError({ file, line: lineOf(text, unpostable.field.split('.')), ...unpostable })
}

/** Keys that the schema has at a path. */
function keysAt(schema: z.ZodType, path: readonly string[]): string[] {
  let shape: unknown = schema
  for (const key of path) shape = unwrap(shape)?.shape[key]
  return Object.keys(unwrap(shape)?.shape ?? {})
}

type ObjectSchema = { shape: Record<string, unknown> }

function unwrap(schema: unknown): ObjectSchema | undefined {
  let inner = schema as { shape?: Record<string, unknown>; def?: { innerType?: unknown } } | undefined
  while (inner && !inner.shape) inner = inner.def?.innerType as typeof inner
  return inner as ObjectSchema | undefined
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value)
}

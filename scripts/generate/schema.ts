import type { configJsonSchema } from '../../deployer/src/core/intent/index.ts'
import { table } from './markdown.ts'

type Schema = ReturnType<typeof configJsonSchema>

/** Values of the example by path, for keys that have no default. */
export type Examples = Readonly<Record<string, unknown>>

/** One section of a TOML file: its path, description and keys. */
type Section = { path: string; schema: Schema; keys: [key: string, schema: Schema, isRequired: boolean][] }

/** One table per section: key, type, default, meaning. */
export function renderReference(root: Schema): string {
  return listSections(root)
    .map(({ path, schema, keys }) => {
      const rows = keys.map(([key, value, isRequired]) => {
        if (value.description === undefined)
          throw new Error(`${path}.${key} has no description in its schema`)
        return [`\`${key}\``, typeOf(value), defaultOf(value, isRequired), value.description]
      })
      const title = path === '' ? '## Top level' : `## \`[${path}]\``
      return [
        title,
        schema.description,
        rows.length > 0 && table(['Key', 'Type', 'Default', 'Meaning'], rows),
      ]
        .filter(Boolean)
        .join('\n\n')
    })
    .join('\n\n')
}

/** A whole file: every key with its default, or with the value of the examples; the rest as comments. */
export function renderExample(root: Schema, examples: Examples): string {
  return listSections(root)
    .map(({ path, keys }) => {
      const lines = keys.map(([key, value]) => {
        const shown = examples[path === '' ? key : `${path}.${key}`] ?? value.default ?? value.const
        return shown === undefined ? `# ${key} =` : `${key} = ${toToml(shown)}`
      })
      return [...(path === '' ? [] : [`[${path}]`]), ...lines].join('\n')
    })
    .join('\n\n')
}

function listSections(schema: Schema, path = ''): Section[] {
  const entries = Object.entries(schema.properties ?? {}) as [string, Schema][] // no boolean schemas are generated
  const keys = entries.filter(([, value]) => value.properties === undefined)
  const tables = entries.filter(([, value]) => value.properties !== undefined)
  const defaults = schema.default as Record<string, unknown> | undefined // of a section left out
  const section: Section = {
    path,
    schema,
    keys: keys.map(([key, value]) => [
      key,
      { ...(defaults && key in defaults && { default: defaults[key] }), ...value },
      schema.required?.includes(key) ?? false,
    ]),
  }
  const inner = tables.flatMap(([key, value]) => listSections(value, path === '' ? key : `${path}.${key}`))
  return [...(keys.length > 0 || path !== '' ? [section] : []), ...inner]
}

/** Types by their pattern. */
const patterns: Record<string, string> = {
  '^0x[0-9a-fA-F]{40}$': 'address',
  '^0x[0-9a-fA-F]{64}$': '32 bytes, hex',
  '^\\d+(\\.\\d+)?$': 'amount as text, like `"20.50"`',
}

function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``
  if (schema.enum) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(' or ')
  if (schema.anyOf) return (schema.anyOf as Schema[]).map(typeOf).join(' or ')
  if (schema.type === 'array' && schema.items) return `list of ${typeOf(schema.items as Schema)}`
  if (schema.prefixItems) return `list: ${(schema.prefixItems as Schema[]).map(typeOf).join('; ')}`
  if (schema.type === 'integer' || schema.type === 'number') {
    return `${schema.type === 'integer' ? 'whole number' : 'number'}${rangeOf(schema)}`
  }
  if (schema.pattern) return patterns[schema.pattern] ?? `text matching \`${schema.pattern}\``
  return schema.type === 'string' ? 'text' : String(schema.type)
}

function rangeOf({ minimum, maximum, exclusiveMinimum }: Schema): string {
  const top = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum
  if (exclusiveMinimum !== undefined) return `, above ${exclusiveMinimum}`
  if (minimum !== undefined && top !== undefined) return `, ${minimum} to ${top}`
  if (minimum !== undefined) return `, at least ${minimum}`
  return top === undefined ? '' : `, at most ${top}`
}

function defaultOf({ default: value }: Schema, isRequired: boolean): string {
  if (value !== undefined) return `\`${JSON.stringify(value)}\``
  return isRequired ? 'required' : '–'
}

/** Scalars and lists are written alike in JSON and TOML. */
function toToml(value: unknown): string {
  if (typeof value !== 'object' || Array.isArray(value)) return JSON.stringify(value)
  const entries = Object.entries(value ?? {}).map(([key, inner]) => `${key} = ${toToml(inner)}`)
  return `{ ${entries.join(', ')} }`
}

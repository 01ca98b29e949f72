import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Abi, AbiEvent, AbiFunction, AbiParameter } from 'viem'
import type { GeneratedFile } from './file.ts'
import { pageHeader } from './markdown.ts'

/** The interfaces that carry the documentation, in the order of the page. */
const interfaces = [
  'IMarketplace',
  'IEscrow',
  'IOfferBook',
  'IReputation',
  'IChainLens',
  'IChainInspector',
  'IChainFactory',
  'ISlaOracle',
]

type AbiError = Extract<Abi[number], { type: 'error' }>
type Item = AbiFunction | AbiEvent | AbiError
type UserDoc = { notice?: string; methods?: Docs<Doc>; events?: Docs<Doc>; errors?: Docs<Doc[]> }
type DevDoc = {
  title?: string
  details?: string
  methods?: Docs<Details>
  errors?: Docs<Details[]>
  events?: Docs<Details>
}
type Docs<T> = Record<string, T>
type Doc = { notice?: string }
type Details = { details?: string; params?: Docs<string>; returns?: Docs<string> }
type Output = { abi: Abi; userdoc: UserDoc; devdoc: DevDoc }

const intro = `What the market's contracts offer, from the NatSpec of \`contracts/interfaces\`. Amounts are in units of the agreement's
token, times in unix seconds, parts in bps or ppm as named. Types: \`contracts/types/Types.sol\`.`

/** docs/contracts-reference.md: functions, events and errors of every public interface. */
export function generateContracts(root: string): GeneratedFile {
  const outputs = compile(root)
  const parts = [pageHeader('Contracts: reference', { by: 'scripts/generate/contracts.ts', intro })]
  for (const name of interfaces) {
    const output = outputs[name]
    if (!output) throw new Error(`solc gave nothing for ${name}`)
    parts.push(renderInterface(name, output))
  }
  return { path: 'docs/contracts-reference.md', content: `${parts.join('\n\n')}\n` }
}

/** Parses the interfaces only: artifacts hold no NatSpec, and nothing is compiled to code here. */
function compile(root: string): Record<string, Output> {
  const solc = createRequire(import.meta.url)('solc') as { compile(input: string, callbacks: object): string }
  const read = (path: string): string => readFileSync(join(root, path), 'utf8')
  const sources = interfaces.map((name) => `contracts/interfaces/${name}.sol`)
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(sources.map((path) => [path, { content: read(path) }])),
    settings: { outputSelection: { '*': { '*': ['abi', 'userdoc', 'devdoc'] } } },
  }
  const callbacks = { import: (path: string) => ({ contents: read(path) }) }
  const { contracts, errors = [] } = JSON.parse(solc.compile(JSON.stringify(input), callbacks)) as {
    contracts: Record<string, Record<string, Output>>
    errors?: { severity: string; formattedMessage: string }[]
  } // solc's own shape
  const error = errors.find(({ severity }) => severity === 'error')
  if (error) throw new Error(error.formattedMessage)
  return Object.assign({}, ...Object.values(contracts)) as Record<string, Output>
}

function renderInterface(name: string, { abi, userdoc, devdoc }: Output): string {
  const of = <type extends Item['type']>(type: type) =>
    abi.filter((item): item is Extract<Item, { type: type }> => item.type === type)
  const section = (
    title: string,
    items: readonly Item[],
    docOf: (signature: string) => (Doc & Details) | undefined,
  ) =>
    items.length === 0
      ? []
      : [`### ${title}`, items.map((item) => renderItem(item, docOf(signatureOf(item)))).join('\n')]
  return [
    `## ${name}`,
    [devdoc.title, userdoc.notice, devdoc.details].filter(Boolean).join(' '),
    ...section('Functions', of('function'), (key) => ({
      ...userdoc.methods?.[key],
      ...devdoc.methods?.[key],
    })),
    ...section('Events', of('event'), (key) => ({ ...userdoc.events?.[key], ...devdoc.events?.[key] })),
    ...section('Errors', of('error'), (key) => ({
      ...userdoc.errors?.[key]?.[0],
      ...devdoc.errors?.[key]?.[0],
    })),
  ].join('\n\n')
}

function renderItem(item: Item, doc: (Doc & Details) | undefined): string {
  const outputs = item.type === 'function' && item.outputs.length > 0 ? ` → ${formatList(item.outputs)}` : ''
  const view = item.type === 'function' && item.stateMutability === 'view' ? ' view' : ''
  const meaning = text(doc)
  const signature = `- \`${item.name}${formatList(item.inputs)}${view}${outputs}\``
  const lines = meaning === '' ? [signature] : [`${signature}  `, `  ${meaning}`]
  const named = [...Object.entries(doc?.params ?? {}), ...Object.entries(doc?.returns ?? {})]
  for (const [name, words] of named) lines.push(`  - \`${name.replace(/^_0$/, 'returns')}\`: ${words}`)
  return lines.join('\n')
}

function text(doc: (Doc & Details) | undefined): string {
  return [doc?.notice, doc?.details].filter(Boolean).join(' ').replaceAll(/\s+/g, ' ')
}

function formatList(parameters: readonly AbiParameter[]): string {
  return `(${parameters.map((parameter) => `${typeOf(parameter)} ${parameter.name ?? ''}`.trim()).join(', ')})`
}

/** The name of a struct or user type as in the source; else the ABI's. */
function typeOf({ type, internalType }: AbiParameter): string {
  const struct = internalType?.match(/^(?:struct|enum) (?:\w+\.)?(\w+(?:\[\d*\])?)$/)
  return struct?.[1] ?? type
}

function signatureOf(item: Item): string {
  return `${item.name}(${item.inputs.map(canonicalType).join(',')})`
}

function canonicalType(parameter: AbiParameter): string {
  if (!('components' in parameter)) return parameter.type
  return `(${parameter.components.map(canonicalType).join(',')})${parameter.type.slice('tuple'.length)}`
}

import {
  type AgreedChain,
  ConfigSyntaxError,
  configTemplate,
  type Intent,
  InvalidFieldError,
  OpraasError,
  parseConfig,
  parseIntent,
  projectValuesFor,
  toConfigUri,
} from '@opraas/deployer/core'
import { type Address, isAddressEqual } from 'viem'
import { roleNames, tellApart } from '../../shared/l1/roles.ts'

/** An agreement as far as its chain's settings follow from it. */
export type Agreed = AgreedChain

/** The market that an agreement is on. */
export type MarketId = { marketChainId: number; marketplace: Address }

/** What the client chooses, as typed. Block time in seconds, gas limit in gas. */
export type Settings = { name: string; l2ChainId: string; blockTime: string; gasLimit: string }

/** What is wrong with settings, and where; without a field it is about the whole. */
export type Problem = { field?: keyof Settings; sentence: string }

/** Longest configuration URI that the market takes, in bytes. */
const MAX_URI = 4_096

const fields: Readonly<Record<string, keyof Settings>> = {
  'chain.name': 'name',
  'chain.id': 'l2ChainId',
  'chain.block_time': 'blockTime',
  'chain.gas_limit': 'gasLimit',
}
const keys: Readonly<Record<keyof Settings, string>> = {
  name: 'name',
  l2ChainId: 'id',
  blockTime: 'block_time',
  gasLimit: 'gas_limit',
}

/** The settings that the CLI would choose. */
export function defaultSettings(agreed: Agreed, market: MarketId): Settings {
  return settingsOf(defaultText(agreed, market))
}

/** config.toml with the settings that the CLI would choose: what a client without wishes deploys. */
export function defaultText(agreed: Agreed, market: MarketId): string {
  return configTemplate(projectValuesFor(agreed, { market }))
}

/** The settings in a config.toml. @throws OpraasError when it is none */
export function settingsOf(toml: string): Settings {
  const { chain } = parseConfig(toml)
  return {
    name: chain.name,
    l2ChainId: String(chain.id),
    blockTime: String(chain.block_time),
    gasLimit: String(chain.gas_limit),
  }
}

/** config.toml of an agreement's chain; not checked yet. */
export function configText(agreed: Agreed, market: MarketId, settings: Settings): string {
  const typed = Object.fromEntries(Object.entries(settings).map(([field, text]) => [field, text.trim()]))
  return configTemplate({ ...projectValuesFor(agreed, { market }), ...typed })
}

/** The chain that a config.toml describes, when it is one of this agreement; otherwise what is wrong with it. */
export function checkConfig(toml: string, agreed: Agreed): { intent: Intent } | { problem: Problem } {
  const intent = readIntent(toml)
  if ('problem' in intent) return intent
  const sentence = disagreement(intent.intent, agreed)
  if (sentence !== undefined) return { problem: sentence }
  return toConfigUri(toml).length > MAX_URI
    ? { problem: { sentence: 'config.toml is longer than the market takes. Remove comments.' } }
    : intent
}

function readIntent(toml: string): { intent: Intent } | { problem: Problem } {
  try {
    return { intent: parseIntent(toml) }
  } catch (error) {
    if (error instanceof OpraasError) return { problem: problemOf(error, toml) }
    throw error
  }
}

function problemOf(error: OpraasError, toml: string): Problem {
  if (error instanceof InvalidFieldError) {
    const { field: path, expected } = error.values
    const field = fields[String(path)]
    if (field) return { field, sentence: `Expected ${expected}.` }
  }
  if (error instanceof ConfigSyntaxError && typeof error.values.line === 'number') {
    const line = toml.split('\n')[error.values.line - 1] ?? ''
    const found = Object.entries(keys).find(([, key]) => line.startsWith(`${key} = `))?.[0]
    if (found) return { field: found as keyof Settings, sentence: 'Expected another value.' } // a key of `keys`
  }
  return { sentence: `${error.message} ${error.next}` }
}

/** What the vendor would refuse about a chain of this agreement, the first of it. */
function disagreement(intent: Intent, { client, keySet, terms }: Agreed): Problem | undefined {
  if (BigInt(intent.l1ChainId) !== terms.l1ChainId)
    return { sentence: `The L1 is chain ${intent.l1ChainId}, the agreement says ${terms.l1ChainId}.` }
  if (intent.generation !== 'dispute-games')
    return { sentence: 'This page takes chains with dispute games only; this one has an output oracle.' }
  const { roles } = intent
  if (!isAddressEqual(roles.owner, client)) {
    const [owner, wanted] = tellApart(roles.owner, client)
    return { sentence: `The owner is ${owner}, the client is ${wanted}.` }
  }
  for (const [role, name] of roleNames) {
    if (isAddressEqual(roles[role], keySet[role])) continue
    const [found, wanted] = tellApart(roles[role], keySet[role])
    return { sentence: `The ${name.toLowerCase()} is ${found}, the key set says ${wanted}.` }
  }
  const most = terms.maxGasLimit
  return most > 0n && intent.gasLimit > most
    ? { field: 'gasLimit', sentence: `This offer runs at most ${most.toLocaleString('en-US')}.` }
    : undefined
}

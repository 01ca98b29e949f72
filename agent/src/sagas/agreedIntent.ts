import type { KeySet } from '@opraas/contracts'
import { findUnrunnable, type Intent, OpraasError, parseIntent } from '@opraas/deployer'
import type { Agreement } from '../chain/agreements.ts'
import { runOf } from './chain.ts'
import { type AgentDeps, KEY_SET_LIMIT } from './deps.ts'

/** What a client published, taken for what makes its chain only. */
export type AgreedIntent = {
  intent: Intent
  /** Number of the agreement's key set. */
  index: number
}

/**
 * Reads the config.toml that a client published, and requires that it is the chain of its agreement, on the terms' L1,
 * with a key set of ours, and that our programs can run it. How it is run says agent.toml: a client must not choose
 * what this machine executes, or where it listens. Pure.
 *
 * @throws OpraasError OPR-700, and what parsing throws
 */
export function readAgreedIntent(
  { config, keySets }: Pick<AgentDeps, 'config' | 'keySets'>,
  { text, agreement, keySet }: { text: string; agreement: Agreement; keySet: KeySet },
): AgreedIntent {
  const { terms, agreementId } = agreement
  const { engine, rpc_ports } = config.agent
  const published = parseIntent(text, `config.toml of ${agreementId}`)
  const intent = { ...published, engine, rpcPort: rpc_ports[0], run: runOf(config, published) }
  const refuse = (field: string, found: unknown, expected: unknown): never => {
    throw new OpraasError(`The chain of ${agreementId} has ${field} ${found}, expected ${expected}.`, {
      code: 'OPR-700',
      next: 'The client binds the chain that the agreement is about.',
      values: { agreementId, field, found: String(found), expected: String(expected) },
    })
  }
  const compare = (field: string, found: unknown, expected: unknown): void => {
    if (String(found).toLowerCase() !== String(expected).toLowerCase()) refuse(field, found, expected)
  }
  compare('L1 chain id', intent.l1ChainId, terms.l1ChainId)
  compare('L2 chain id', intent.l2ChainId, agreement.l2ChainId)
  compare('owner', intent.roles.owner, agreement.client)
  for (const role of ['batcher', 'unsafeSigner', 'proposer', 'challenger'] as const) {
    compare(role, intent.roles[role], keySet[role])
  }
  if (terms.maxGasLimit > 0n && intent.gasLimit > terms.maxGasLimit) {
    refuse('a gas limit of', intent.gasLimit, `at most ${terms.maxGasLimit}`)
  }
  const unrunnable = engine === 'native' ? findUnrunnable(intent.run.versionSet, intent) : undefined
  if (unrunnable) refuse(unrunnable.field, unrunnable.found, unrunnable.expected)
  const index =
    keySets.find(keySet, KEY_SET_LIMIT) ?? refuse('a key set', keySet.batcher, 'a key set of this agent')
  return { intent, index }
}

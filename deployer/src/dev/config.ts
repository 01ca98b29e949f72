import { stringify } from 'smol-toml'
import { configTemplate, type Intent, parseConfig } from '../core/intent/index.ts'
import { devRoles } from './accounts.ts'

/** Chain id of a fresh development L1. */
export const DEV_L1_CHAIN_ID = 31_337

/** What a development chain changes about a config. */
export type DevChanges = {
  l1ChainId: number
  engine: Intent['engine']
  versionSet?: Intent['run']['versionSet']
  rpcPort?: number
  replicas?: number
  disputeMon?: boolean
  challenger?: 'alphabet'
}

/** The config of a chain on this machine for who has none. */
export function defaultConfig(): string {
  const { owner, batcher, unsafeSigner, proposer, challenger } = devRoles()
  return configTemplate({
    name: 'dev',
    l2ChainId: 42_069,
    l1ChainId: DEV_L1_CHAIN_ID,
    isLocalL1: true,
    roles: {
      owner: owner.address,
      batcher: batcher.address,
      unsafeSigner: unsafeSigner.address,
      proposer: proposer.address,
      challenger: challenger.address,
    },
  })
}

/**
 * The user's config on a development L1: its keys are the published ones, everything else is as written.
 *
 * @param text - config.toml as the user wrote it
 * @param file - its name, for messages
 * @returns config.toml of the development chain
 */
export function developmentConfig(text: string, file: string, changes: DevChanges): string {
  const config = parseConfig(text, file)
  const { owner, batcher, unsafeSigner, proposer, challenger } = devRoles()
  const { market: _, ...chain } = config
  return stringify({
    ...chain,
    l1: { ...config.l1, chain_id: changes.l1ChainId, confirmations: 1 },
    roles: {
      owner: owner.address,
      batcher: batcher.address,
      unsafe_signer: unsafeSigner.address,
      proposer: proposer.address,
      challenger: challenger.address,
    },
    services: {
      ...config.services,
      ...(changes.disputeMon && { dispute_mon: true }),
      ...(changes.challenger && { challenger: changes.challenger }),
    },
    infra: {
      ...config.infra,
      engine: changes.engine,
      ...(changes.versionSet && { version_set: changes.versionSet }),
      ...(changes.rpcPort !== undefined && { rpc_port: changes.rpcPort }),
      ...(changes.replicas !== undefined && { replicas: changes.replicas }),
    },
  })
}

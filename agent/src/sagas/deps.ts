import type { Market, RpcClient } from '@opraas/deployer'
import type { Address } from 'viem'
import type { AgreementReader } from '../chain/agreements.ts'
import type { AgentConfig } from '../config.ts'
import type { KeySets } from '../keys/keySets.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import type { Transactor } from '../transactor/transactor.ts'
import type { Funder } from './funding.ts'

/** What sagas and setup work with. */
export type AgentDeps = {
  config: AgentConfig
  vendorAddress: Address
  market: Market
  /** The L1 of the offered chains; may be another chain than the market's. */
  l1: { client: RpcClient; url: string; beaconUrl: string | undefined }
  reader: AgreementReader
  store: Store
  keySets: KeySets
  /** The hot key: starts, settles, closes, asks for verdicts. */
  operator: Transactor
  /** Pays the services' accounts on L1, from the operator's. */
  funder: Funder
  /** The vendor's own key, when it is here: offers, bond, rejects, claims. */
  vendor: Transactor | undefined
  log: Log
  signal: AbortSignal
}

/** Key sets that are looked through for an address of ours. */
export const KEY_SET_LIMIT = 1_000

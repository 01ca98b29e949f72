import type { Intent } from '../intent/index.ts'
import { type GamesAddresses, type OracleAddresses, portalOf } from '../l1/addresses.ts'
import type { ServicesInput } from './types.ts'

/** The L1 contracts that the services talk to, by generation. */
export type ServiceAddresses =
  | Pick<GamesAddresses, 'SystemConfig' | 'OptimismPortal2' | 'DisputeGameFactory'>
  | Pick<OracleAddresses, 'SystemConfig' | 'OptimismPortal' | 'L2OutputOracle'>

/** What the services of a deployed chain need to know. */
export function servicesInput(intent: Intent, addresses: ServiceAddresses): ServicesInput {
  const { l1ChainId, l2ChainId, blockTimeSeconds, generation, roles, run } = intent
  return {
    l1ChainId,
    l2ChainId,
    blockTimeSeconds,
    generation,
    systemConfig: addresses.SystemConfig,
    portal: portalOf(addresses),
    proposals: 'L2OutputOracle' in addresses ? addresses.L2OutputOracle : addresses.DisputeGameFactory,
    batcher: roles.batcher,
    proposer: roles.proposer,
    run,
  }
}

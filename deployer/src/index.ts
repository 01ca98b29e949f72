export type { RevertError } from '@opraas/contracts'
export { privateKeyAccount, privateKeySigner } from './apply/signers/privateKey.ts'
export { sendAll, type TransactionRequest, type TransactorOptions, type TxLog } from './apply/transactor.ts'
export { loadBedrock } from './artifacts/bedrock.ts'
export {
  type BuildEvent,
  type BuildOptions,
  type BuiltProgram,
  buildPrograms,
  findPrograms,
  type ProgramsWanted,
  programsAvailable,
} from './artifacts/programs/index.ts'
export { findAnvil } from './artifacts/programs.ts'
export {
  type Bridge,
  type BridgeStatus,
  type Deposit,
  type Finalized,
  type Initiated,
  openBridge,
  type Proven,
} from './bridge/index.ts'
export { type Environment, requireUrl } from './core/environment.ts'
export * from './core/errors/index.ts'
export { buildRun, type Intent, parseIntent, parseToml } from './core/intent/index.ts'
export { canonicalJson, toJson } from './core/json.ts'
export type * from './core/ports.ts'
export { servicesInput } from './core/services/servicesInput.ts'
export type { ServiceKeys, ServicesInput } from './core/services/types.ts'
export { findUnpostable, findUnrunnable, programNames, versionSets } from './core/services/versionSets.ts'
export {
  createDeployer,
  type Deployer,
  L1_BEACON_VARIABLE,
  L1_RPC_VARIABLE,
  SIGNER_VARIABLE,
} from './deployer.ts'
export { type DevBeacon, startDevBeacon } from './dev/beacon.ts'
export { engineOf, type Follower, startFollower } from './engines/index.ts'
export { type Child, startChild } from './engines/process/child.ts'
export { freePort, isPortFree, portOwner, requireFreePort } from './engines/process/ports.ts'
export { readEnvironment } from './environmentFile.ts'
export { type AdoptedChain, adoptChain } from './inspect/adopt.ts'
export { type Simulation, simulate } from './rpc/call.ts'
export { connectRpc, createRpcClient, type RpcClient, reach, redactUrl, rpcPolicy } from './rpc/client.ts'
export {
  connectMarket,
  findAgreement,
  MARKET_RPC_VARIABLE,
  MARKETPLACE_VARIABLE,
  type Market,
  type MarketAgreement,
  readKeySet,
  readRoles,
  readTerms,
} from './rpc/market.ts'
export { readFileIfExists, readVersioned, sha256, writeFileAtomic } from './state/files.ts'
export type { FaultHook } from './state/journal.ts'
export { acquireLock, isLocked, type Lock } from './state/lock.ts'
export type { JournalEntry } from './state/record.ts'
export type { MinedRecord, SignedRecord } from './state/state.ts'

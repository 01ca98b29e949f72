import type { Address, Hex } from 'viem'
import type { Generation, Intent, ProgramName } from '../intent/index.ts'

/** Private keys of the services. They reach a program by its environment only. */
export type ServiceKeys = {
  batcher: Hex
  unsafeSigner: Hex
  proposer: Hex
  challenger: Hex
  /** Pays for resolving games; any funded account. */
  resolver: Hex
}

/** Variables of the environment that hold them. */
export const serviceKeyVariables: Readonly<Record<keyof ServiceKeys, string>> = {
  batcher: 'OPRAAS_BATCHER_KEY',
  unsafeSigner: 'OPRAAS_UNSAFE_SIGNER_KEY',
  proposer: 'OPRAAS_PROPOSER_KEY',
  challenger: 'OPRAAS_CHALLENGER_KEY',
  resolver: 'OPRAAS_RESOLVER_KEY',
}

/** What a program is told by its environment, because it may be secret. */
export type Secret = keyof ServiceKeys | 'l1RpcUrl' | 'l1BeaconUrl'

/** Programs of our own that run beside the stack. */
export type OwnProgram = 'gateway' | 'resolver'

/** One program of a chain as it is started: arguments that anyone may see, and secrets by name of the variable. */
export type ServiceSpec = {
  name: string
  program: ProgramName | OwnProgram
  args: readonly string[]
  secrets: Readonly<Record<string, Secret>>
}

/** Where a program's APIs and metrics listen; default: loopback. Others reach them only when it is told so. */
export type Listener = { listen?: string }

/** Nobody on another machine reaches it. */
export const LOOPBACK = '127.0.0.1'

/** A chain as its services need to know it: follows from the intent and from L1. Plain JSON, no secrets. */
export type ServicesInput = {
  l1ChainId: number
  l2ChainId: number
  blockTimeSeconds: number
  generation: Generation
  systemConfig: Address
  portal: Address
  /** DisputeGameFactory, or L2OutputOracle in the output-oracle generation. */
  proposals: Address
  batcher: Address
  proposer: Address
  run: Intent['run']
}

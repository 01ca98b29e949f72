import type { Address, Hash, Hex } from 'viem'
import type { ServiceKeys, ServicesInput } from './services/types.ts'

/** A transaction before it is signed. Fees in wei per gas. */
export type UnsignedTransaction = {
  chainId: number
  nonce: number
  to: Address | null
  data: Hex
  valueWei: bigint
  gas: bigint
  maxFeePerGas: bigint
  maxPriorityFeePerGas: bigint
}

/** What an external signer is asked for: it chooses nonce and fees itself. */
export type ProposedCall = { title: string; to: Address; data: Hex; valueWei: bigint }

/**
 * Who signs. `raw` gives the signed transaction back, so that it is journaled before it is sent; `wallet` sends by
 * itself and gives the hash (a browser); `external` takes proposals away and answers later, on chain (a Safe, an
 * air-gapped key).
 */
export type Signer =
  | { kind: 'raw'; address: Address; sign(transaction: UnsignedTransaction): Promise<Hex> }
  | { kind: 'wallet'; address: Address; send(transaction: Omit<UnsignedTransaction, 'nonce'>): Promise<Hash> }
  | { kind: 'external'; address: Address; propose(calls: readonly ProposedCall[]): Promise<void> }

/** The signer that services and the CLI use without a human. */
export type RawSigner = Extract<Signer, { kind: 'raw' }>

/** One head of an L2. `simulated`: this engine does not derive it; it must not enter a verdict. */
export type Head = { number: bigint; hash: Hash; timestampSeconds: number; simulated: boolean }

/** One program of a running chain. */
export type ServiceStatus = {
  name: string
  state: 'starting' | 'running' | 'restarting' | 'stopped'
  pid?: number
  restarts: number
  startedAtMs?: number
}

/** A chain as its engine sees it. Healthy is judged by heads, never by processes alone. */
export type EngineStatus = {
  running: boolean
  healthy: boolean
  services: ServiceStatus[]
  heads?: { unsafe: Head; safe: Head; finalized: Head }
  /** What is wrong with it, in words for people. */
  findings?: string[]
  /** Checks this engine cannot make, in words for people. */
  skipped: string[]
}

/** Where a chain answers. Published on the market as JSON. */
export type Endpoints = { rpc: string; ws?: string; explorer?: string }

/** What an engine needs to know of a chain: everything is in its deployment folder. */
export type EngineChain = {
  /** Name of the deployment, for people. */
  name: string
  /** Its folder: genesis.json, rollup.json and the engine's own files. */
  folder: string
  l1ChainId: number
  l2ChainId: number
  l1RpcUrl: string
  /** OptimismPortal proxy and the L1 origin, for deposits. */
  portal: Address
  l1OriginNumber: bigint
  blockTimeSeconds: number
  gasLimit: bigint
  rpcPort: number
  /** What the programs of the stack are started with; the embedded engine needs none of it. */
  services: ServicesInput
  /** L1 beacon API, for batches in blobs. May be secret, as the L1 RPC. */
  l1BeaconUrl?: string
}

export type LogLine = { service: string; text: string }

/** Starts and supervises a chain from its outputs. Every call is idempotent. */
export type Engine = {
  kind: 'embedded' | 'native' | 'docker' | 'kubernetes'
  /** True when this engine fakes a part of the stack; shown wherever a user meets it. */
  simulated: boolean
  /** Starts the chain unless it runs, and returns when it makes blocks. `keys`: of the services that sign. */
  up(chain: EngineChain, options: { signal: AbortSignal; keys?: Partial<ServiceKeys> }): Promise<EngineStatus>
  status(chain: EngineChain): Promise<EngineStatus>
  endpoints(chain: EngineChain): Promise<Endpoints>
  logs(
    chain: EngineChain,
    options: { service?: string; lines: number; follow: boolean; signal: AbortSignal },
  ): AsyncIterable<LogLine>
  /**
   * Makes no more blocks, and waits until all are posted, final on L1 and proposed; then it may be stopped and handed
   * over. Absent where nothing is posted. Returns the last block.
   */
  drain?(chain: EngineChain, options: { signal: AbortSignal; report: (text: string) => void }): Promise<Head>
  /** Stops the chain in order; its data stays. */
  down(chain: EngineChain, options: { signal: AbortSignal }): Promise<void>
}

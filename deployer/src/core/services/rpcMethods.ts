/** What the front door knows of one JSON-RPC method. */
export type RpcMethod = {
  name: string
  /** Writes go to the sequencer that leads, and are never sent twice. */
  kind: 'read' | 'write'
  /** Index of the parameter that names a block; absent when no parameter does. */
  blockParameter?: number
  /** A missing block parameter means the latest block. */
  defaultsToLatest?: true
  /** What a node answers for a block above its head: null, or an error. */
  aboveHead?: 'null' | 'error'
  /** When the answer can no longer change: at once, or when its block is finalized. Null is never kept. */
  immutable?: 'always' | 'finalized'
  /** Null may mean that this node does not know it yet: the leading sequencer is asked as well. */
  mayBeElsewhere?: true
}

const state = (name: string, blockParameter: number): RpcMethod => {
  return { name, kind: 'read', blockParameter, defaultsToLatest: true, aboveHead: 'error' }
}
const byNumber = (name: string): RpcMethod => {
  return { name, kind: 'read', blockParameter: 0, aboveHead: 'null', immutable: 'finalized' }
}
const byHash = (name: string): RpcMethod => {
  return { name, kind: 'read', immutable: 'always', mayBeElsewhere: true }
}
const transaction = (name: string): RpcMethod => {
  return { name, kind: 'read', immutable: 'finalized', mayBeElsewhere: true }
}
const read = (name: string): RpcMethod => ({ name, kind: 'read' })
const write = (name: string): RpcMethod => ({ name, kind: 'write' })

/**
 * Methods that the front door serves unless told otherwise: what viem's public, wallet and op-stack clients, and
 * Blockscout's basics call. No filters: they live in one node, and pollers fall back to eth_getLogs.
 */
export const rpcMethods: readonly RpcMethod[] = [
  ...['eth_getBalance', 'eth_getCode', 'eth_getTransactionCount'].map((name) => state(name, 1)),
  ...['eth_call', 'eth_estimateGas', 'eth_createAccessList', 'eth_simulateV1'].map((name) => state(name, 1)),
  ...['eth_getStorageAt', 'eth_getProof'].map((name) => state(name, 2)),
  { name: 'eth_feeHistory', kind: 'read', blockParameter: 1, aboveHead: 'error' },
  ...['eth_getBlockByNumber', 'eth_getBlockReceipts', 'eth_getBlockTransactionCountByNumber'].map(byNumber),
  ...['eth_getTransactionByBlockNumberAndIndex', 'eth_getRawTransactionByBlockNumberAndIndex'].map(byNumber),
  ...['eth_getUncleCountByBlockNumber', 'eth_getUncleByBlockNumberAndIndex'].map(byNumber),
  ...['eth_getBlockByHash', 'eth_getBlockTransactionCountByHash'].map(byHash),
  ...['eth_getTransactionByBlockHashAndIndex', 'eth_getRawTransactionByBlockHashAndIndex'].map(byHash),
  ...['eth_getUncleCountByBlockHash', 'eth_getUncleByBlockHashAndIndex'].map(byHash),
  ...['eth_getTransactionByHash', 'eth_getTransactionReceipt'].map(transaction),
  { name: 'eth_getRawTransactionByHash', kind: 'read', mayBeElsewhere: true },
  ...['eth_chainId', 'net_version'].map((name): RpcMethod => ({ name, kind: 'read', immutable: 'always' })),
  ...['eth_blockNumber', 'eth_getLogs', 'eth_gasPrice', 'eth_maxPriorityFeePerGas'].map(read),
  ...['eth_blobBaseFee', 'eth_syncing', 'net_listening', 'web3_clientVersion', 'web3_sha3'].map(read),
  ...['eth_sendRawTransaction', 'eth_sendRawTransactionConditional', 'eth_sendRawTransactionSync'].map(write),
]

const known = new Map(rpcMethods.map((method) => [method.name, method]))

/** What is known of a method. An unknown one is a plain read, unless its name says that it sends. */
export function describeRpcMethod(name: string): RpcMethod {
  return known.get(name) ?? (name.startsWith('eth_send') ? write(name) : read(name))
}

/** True for methods that steer a node: no config can publish them. */
export function isOperatorMethod(name: string): boolean {
  return /^(admin|engine|miner|personal)_/.test(name)
}

import { numberToHex } from 'viem'
import type { RpcMethod } from '../core/services/rpcMethods.ts'
import type { Agreement } from './agreement.ts'
import { codes, fail, type Outcome, succeed } from './jsonRpc.ts'

/** A call with its block tags replaced by the numbers that the group agrees on. */
export type Pinned =
  /** `block`: the block that the answer depends on, where one parameter says so. */
  | { kind: 'pinned'; params: readonly unknown[]; block?: bigint }
  /** It asks for what is pending, which only the sequencer knows. */
  | { kind: 'pending' }
  /** The block asked for is above the served head: the answer of a node with that head. */
  | { kind: 'answered'; outcome: Outcome }

/** Replaces the block tags in a call, so that every backend answers for the same block. Pure. */
export function pinBlocks(method: RpcMethod, params: readonly unknown[], served: Agreement): Pinned {
  if (method.name === 'eth_getLogs') return pinRange(params, served)
  const index = method.blockParameter
  if (index === undefined) return { kind: 'pinned', params }
  const given = params[index] ?? undefined
  if (given === undefined && (!method.defaultsToLatest || params.length < index)) {
    return { kind: 'pinned', params }
  }
  const pinned = pinBlock(given ?? 'latest', served)
  if (pinned === 'pending') return { kind: 'pending' }
  if (pinned.number !== undefined && pinned.number > served.latest) {
    const message = `header not found: block ${pinned.number} is above the head, ${served.latest}`
    const isNull = method.aboveHead === 'null'
    return { kind: 'answered', outcome: isNull ? succeed(null) : fail(codes.unavailable, message) }
  }
  return {
    kind: 'pinned',
    params: params.toSpliced(index, 1, pinned.value),
    ...(pinned.number !== undefined && { block: pinned.number }),
  }
}

/** A range of logs ends at the served head; without ends it is the served head alone. */
function pinRange(params: readonly unknown[], served: Agreement): Pinned {
  const [filter, ...rest] = params
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter) || 'blockHash' in filter) {
    return { kind: 'pinned', params }
  }
  const { fromBlock, toBlock } = filter as { fromBlock?: unknown; toBlock?: unknown }
  const [from, to] = [fromBlock, toBlock].map((block) => {
    const pinned = pinBlock(block ?? 'latest', served)
    return pinned === 'pending' ? pinBlock('latest', served) : pinned
  }) as [PinnedBlock, PinnedBlock]
  if (from.number !== undefined && from.number > served.latest)
    return { kind: 'answered', outcome: succeed([]) }
  const end = to.number !== undefined && to.number > served.latest ? numberToHex(served.latest) : to.value
  return { kind: 'pinned', params: [{ ...filter, fromBlock: from.value, toBlock: end }, ...rest] }
}

type PinnedBlock = { value: unknown; number?: bigint }

function pinBlock(block: unknown, served: Agreement): PinnedBlock | 'pending' {
  if (typeof block === 'object' && block !== null && 'blockNumber' in block) {
    const inner = pinBlock(block.blockNumber, served)
    return inner === 'pending' ? inner : { ...inner, value: { ...block, blockNumber: inner.value } }
  }
  switch (block) {
    case 'pending':
      return 'pending'
    case 'latest':
    case 'safe':
    case 'finalized': {
      const number = served[block]
      return number === undefined ? { value: block } : { value: numberToHex(number), number }
    }
    default: {
      const isNumber = typeof block === 'string' && /^0x[0-9a-fA-F]{1,16}$/.test(block)
      return isNumber ? { value: block, number: BigInt(block) } : { value: block }
    }
  }
}

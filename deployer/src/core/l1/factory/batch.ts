import { concatHex, type Hex, size, toHex } from 'viem'
import { type Creation, deterministicDeployer } from '../contracts.ts'

/** Most bytes of init code (EIP-3860). */
const MAX_INIT_CODE = 49_152

/**
 * Init code of a contract without code of its own that makes contracts through the deterministic deployer, all or
 * none; those that are there already are passed over. So several fit into one transaction to the same deployer.
 */
export function batchInitCode(creations: readonly Creation[]): Hex {
  const calls = creations.map(callOf)
  const codeSize = creations.length * SEGMENT_SIZE + size(RETURN)
  let offset = codeSize
  const segments = creations.map(({ address }, index) => {
    const length = size(calls[index] ?? '0x')
    const code = segment({ address, length, offset, next: (index + 1) * SEGMENT_SIZE - 1 })
    offset += length
    return code
  })
  return concatHex([...segments, RETURN, ...calls])
}

/** Creations in their order, in batches that are small enough. */
export function packBatches(creations: readonly Creation[]): Creation[][] {
  const batches: Creation[][] = []
  for (const creation of creations) {
    const last = batches.at(-1)
    if (last && size(batchInitCode([...last, creation])) <= MAX_INIT_CODE) last.push(creation)
    else batches.push([creation])
  }
  return batches
}

/** Calldata of the deterministic deployer. */
function callOf({ salt, initCode }: Creation): Hex {
  return concatHex([salt, initCode])
}

const RETURN: Hex = '0x5f5ff3' // no code

function segment(at: { address: Hex; length: number; offset: number; next: number }): Hex {
  const [length, offset, next] = [at.length, at.offset, at.next].map((value) => toHex(value, { size: 2 }))
  if (!length || !offset || !next) throw new TypeError('three numbers')
  return concatHex([
    ...(['0x73', at.address, '0x3b'] as const), // EXTCODESIZE
    ...(['0x61', next, '0x57'] as const), // JUMPI: it is there
    ...(['0x61', length, '0x61', offset, '0x5f39'] as const), // CODECOPY the call to memory 0
    ...(['0x5f5f61', length, '0x5f5f73', deterministicDeployer, '0x5af1'] as const), // CALL
    ...(['0x61', next, '0x57', '0x5f5ffd'] as const), // JUMPI; unless it succeeded, REVERT
    '0x5b', // JUMPDEST `next`
  ])
}

const SEGMENT_SIZE = size(segment({ address: deterministicDeployer, length: 0, offset: 0, next: 0 }))

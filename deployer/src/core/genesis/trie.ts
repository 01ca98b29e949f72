import { type Hex, hexToBigInt, hexToBytes, keccak256, numberToBytes } from 'viem'
import { entriesOf } from './entries.ts'
import type { GenesisAccount, GenesisAlloc } from './genesis.ts'
import { encodeRlpBytes, encodeRlpList } from './rlp.ts'

/** Root of a trie without entries: keccak256 of the RLP of an empty string. */
export const emptyTrieRoot: Hex = keccak256('0x80')

/** One hex digit per nibble: the hashed key. */
type Leaf = { readonly path: string; readonly value: Uint8Array }

const nibbles = '0123456789abcdef'

/**
 * Root of a secure Merkle-Patricia trie: every key is hashed before it becomes a path.
 *
 * @param entries - Distinct keys with their values, in any order.
 * @see Ethereum Yellow Paper, appendix D
 */
export function secureTrieRoot(entries: Iterable<readonly [key: Hex, value: Uint8Array]>): Hex {
  const leaves = Array.from(entries, ([key, value]): Leaf => ({ path: keccak256(key).slice(2), value }))
  return keccak256(encodeNode(leaves, 0))
}

/**
 * Storage root of an account; slots that hold zero are not part of the state.
 *
 * @param storage - 32-byte slots and values.
 */
export function storageRoot(storage: GenesisAccount['storage'] = {}): Hex {
  const slots = entriesOf(storage)
  const written = slots.filter(([, value]) => hexToBigInt(value) !== 0n)
  return secureTrieRoot(written.map(([slot, value]) => [slot, encodeQuantity(value)]))
}

/** State root of a genesis: all accounts of the alloc, empty ones too, as geth does it for block 0. */
export function stateRoot(alloc: GenesisAlloc): Hex {
  const codeHashes = new Map<Hex, Uint8Array>()
  const accounts = entriesOf(alloc)
  return secureTrieRoot(accounts.map(([address, account]) => [address, encodeAccount(account, codeHashes)]))
}

/** @param codeHashes - Remembers hashes: two thousand proxies share one code. */
function encodeAccount(account: GenesisAccount, codeHashes: Map<Hex, Uint8Array>): Uint8Array {
  const code = account.code ?? '0x'
  const codeHash = codeHashes.get(code) ?? keccak256(code, 'bytes')
  codeHashes.set(code, codeHash)
  return encodeRlpList([
    encodeQuantity(account.nonce ?? '0x0'),
    encodeQuantity(account.balance),
    encodeRlpBytes(hexToBytes(storageRoot(account.storage))),
    encodeRlpBytes(codeHash),
  ])
}

function encodeQuantity(value: Hex): Uint8Array {
  const quantity = hexToBigInt(value)
  return encodeRlpBytes(quantity === 0n ? new Uint8Array() : numberToBytes(quantity))
}

/** RLP of the node that holds `leaves`, all of which agree on the first `depth` nibbles. */
function encodeNode(leaves: readonly Leaf[], depth: number): Uint8Array {
  const [first] = leaves
  if (first === undefined) return encodeRlpBytes(new Uint8Array())
  if (leaves.length === 1) {
    return encodeRlpList([encodePath(first.path.slice(depth), 'leaf'), encodeRlpBytes(first.value)])
  }
  const fork = sharedDepth(leaves, first.path)
  if (fork > depth) {
    return encodeRlpList([encodePath(first.path.slice(depth, fork), 'extension'), encodeChild(leaves, fork)])
  }
  const children = Array.from(nibbles, (nibble) =>
    encodeChild(
      leaves.filter(({ path }) => path[depth] === nibble),
      depth + 1,
    ),
  )
  return encodeRlpList([...children, encodeRlpBytes(new Uint8Array())])
}

/** A node inside its parent: itself when shorter than a hash, else its hash. */
function encodeChild(leaves: readonly Leaf[], depth: number): Uint8Array {
  const node = encodeNode(leaves, depth)
  return node.length < 32 ? node : encodeRlpBytes(keccak256(node, 'bytes'))
}

function sharedDepth(leaves: readonly Leaf[], path: string): number {
  let depth = path.length
  for (const leaf of leaves) while (!leaf.path.startsWith(path.slice(0, depth))) depth--
  return depth
}

/** Hex-prefix encoding of a part of a path. */
function encodePath(part: string, kind: 'leaf' | 'extension'): Uint8Array {
  const isOdd = part.length % 2
  const flag = (kind === 'leaf' ? 2 : 0) + isOdd
  return encodeRlpBytes(hexToBytes(`0x${flag}${isOdd ? '' : '0'}${part}`))
}

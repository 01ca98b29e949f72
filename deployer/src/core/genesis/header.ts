import { type Address, concat, type Hex, keccak256, numberToHex, sha256, toRlp, zeroHash } from 'viem'
import { emptyTrieRoot } from './trie.ts'

/** The fields of a block 0 header that a genesis.json gives. */
export type GenesisHeader = {
  readonly parentHash: Hex
  readonly coinbase: Address
  readonly difficulty: bigint
  readonly number: bigint
  readonly gasLimit: bigint
  readonly gasUsed: bigint
  /** Unix seconds. */
  readonly timestamp: bigint
  readonly extraData: Hex
  readonly mixHash: Hex
  readonly nonce: bigint
  readonly baseFeePerGas: bigint
  readonly blobGasUsed: bigint
  readonly excessBlobGas: bigint
}

/** The forks that add fields to the header, as of the genesis timestamp. */
export type HeaderForks = { readonly canyon: boolean; readonly ecotone: boolean; readonly isthmus: boolean }

const emptyUnclesHash = keccak256('0xc0')
const emptyLogsBloom: Hex = `0x${'00'.repeat(256)}`
const emptyRequestsHash = sha256('0x')

/**
 * Hash of a genesis block.
 *
 * @param roots.messagePasserStorageRoot - Storage root of 0x4200…0016: the withdrawals root from Isthmus on.
 * @see OP Stack spec, "Isthmus: L2 execution engine"; EIP-4895, EIP-4844, EIP-4788, EIP-7685
 */
export function hashHeader(
  header: GenesisHeader,
  { forks, roots }: { forks: HeaderForks; roots: { stateRoot: Hex; messagePasserStorageRoot: Hex } },
): Hex {
  const fields: Hex[] = [
    header.parentHash,
    emptyUnclesHash,
    header.coinbase,
    roots.stateRoot,
    emptyTrieRoot,
    emptyTrieRoot,
    emptyLogsBloom,
    formatInteger(header.difficulty),
    formatInteger(header.number),
    formatInteger(header.gasLimit),
    formatInteger(header.gasUsed),
    formatInteger(header.timestamp),
    header.extraData,
    header.mixHash,
    numberToHex(header.nonce, { size: 8 }),
    formatInteger(header.baseFeePerGas),
  ]
  if (forks.canyon) fields.push(forks.isthmus ? roots.messagePasserStorageRoot : emptyTrieRoot)
  if (forks.ecotone)
    fields.push(formatInteger(header.blobGasUsed), formatInteger(header.excessBlobGas), zeroHash)
  if (forks.isthmus) fields.push(emptyRequestsHash)
  return keccak256(toRlp(fields))
}

/**
 * Output root of a block: what a proposer claims, and the first anchor of a chain when the block is genesis.
 *
 * @see OP Stack spec, "L2 output root"
 */
export function computeOutputRoot({
  stateRoot,
  messagePasserStorageRoot,
  blockHash,
}: {
  stateRoot: Hex
  messagePasserStorageRoot: Hex
  blockHash: Hex
}): Hex {
  return keccak256(concat([zeroHash, stateRoot, messagePasserStorageRoot, blockHash]))
}

/** RLP integers have no leading zeros; zero is the empty string. */
function formatInteger(value: bigint): Hex {
  return value === 0n ? '0x' : numberToHex(value)
}

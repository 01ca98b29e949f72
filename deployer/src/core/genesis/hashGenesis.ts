import { type Hex, zeroHash } from 'viem'
import { parseTable } from './fields.ts'
import { hashHeader } from './header.ts'
import { parseAlloc, parseGenesisHeader, parseTimestamp } from './parseGenesis.ts'
import { parseHeaderForks } from './parseHeaderForks.ts'
import { predeployAddresses } from './predeploys.ts'
import { stateRoot as computeStateRoot, storageRoot } from './trie.ts'

/**
 * Hash and state root of any OP Stack genesis, our own or a foreign one: what `geth init` computes.
 *
 * @param input.genesis - Parsed genesis JSON of op-geth. Numbers as hex or JSON numbers; addresses with or without
 *   `0x`; absent or null fields have op-geth's defaults.
 * @param input.config - Parsed chain config: of op-geth (`canyonTime`, bare or under `config`, so the genesis itself
 *   will do) or a chain TOML of the superchain registry (`[hardforks]`; absent = never).
 * @throws {@link GenesisError} naming the field that is malformed.
 */
export function hashGenesis(input: { genesis: unknown; config: unknown }): { hash: Hex; stateRoot: Hex } {
  const genesis = parseTable(input.genesis, 'genesis')
  const forks = parseHeaderForks(input.config, parseTimestamp(genesis))
  const header = parseGenesisHeader(genesis, forks)
  const alloc = parseAlloc(genesis.alloc)
  const stateRoot = computeStateRoot(alloc)
  const messagePasser = alloc[predeployAddresses.l2ToL1MessagePasser]
  // As op-geth has it: an account without slots has the root of an empty trie, no account at all has zero.
  const messagePasserStorageRoot = messagePasser ? storageRoot(messagePasser.storage) : zeroHash
  return { hash: hashHeader(header, { forks, roots: { stateRoot, messagePasserStorageRoot } }), stateRoot }
}

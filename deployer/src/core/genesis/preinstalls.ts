import type { Address, Hex } from 'viem'
import { type BedrockArtifacts, preinstallNames } from './artifacts.ts'
import { hashDomain } from './eip712.ts'
import type { GenesisAccount } from './genesis.ts'
import { writeBytes } from './immutables.ts'
import { word } from './words.ts'

/** Sends the transaction that creates the beacon roots contract; its nonce says it is sent. */
export const beaconRootsSender: Address = '0x0b799c86a49deeb90402691f1041aa3af2d3c875'

/** Places in the Permit2 template, in bytes. */
const permit2ChainIdOffset = 6945
const permit2DomainSeparatorOffset = 6983

/**
 * Contracts of third parties that wallets and tools expect at the addresses they have on other chains.
 *
 * @see OP Stack spec, "Preinstalls"
 */
export function buildPreinstalls(
  artifacts: BedrockArtifacts,
  l2ChainId: number,
): [Address, GenesisAccount][] {
  const accounts = preinstallNames.map((name): [Address, GenesisAccount] => {
    const { address, code } = artifacts.preinstalls[name]
    const installed = name === 'Permit2' ? buildPermit2(code, address, l2ChainId) : code
    return [address.toLowerCase() as Address, { balance: '0x0', nonce: '0x1', code: installed }] // still an address
  })
  return [...accounts, [beaconRootsSender, { balance: '0x0', nonce: '0x1' }]]
}

/** Permit2 with the two values its constructor would cache on this chain. */
function buildPermit2(template: Hex, address: Address, chainId: number): Hex {
  const separator = hashDomain({ name: 'Permit2', chainId, verifyingContract: address })
  const code = writeBytes(template, permit2ChainIdOffset, word(BigInt(chainId)))
  return writeBytes(code, permit2DomainSeparatorOffset, separator)
}

import { type Address, encodeAbiParameters, type Hex, keccak256, stringToHex } from 'viem'
import type { Immutables } from './immutables.ts'
import { word } from './words.ts'

/** An EIP-712 domain; Permit2 has no version. */
export type Domain = {
  readonly name: string
  readonly version?: string
  readonly chainId: number
  readonly verifyingContract: Address
}

/** @see EIP-712, "Definition of domainSeparator" */
export function hashDomain(domain: Domain): Hex {
  const hashes = [hashDomainType(domain), hashText(domain.name)]
  if (domain.version !== undefined) hashes.push(hashText(domain.version))
  const types = [...hashes.map(() => ({ type: 'bytes32' })), { type: 'uint256' }, { type: 'address' }]
  return keccak256(encodeAbiParameters(types, [...hashes, BigInt(domain.chainId), domain.verifyingContract]))
}

/** Immutables that OpenZeppelin's EIP712 (4.x) caches in its constructor. */
export function eip712Immutables(domain: Domain & { readonly version: string }): Immutables {
  return {
    _CACHED_CHAIN_ID: word(BigInt(domain.chainId)),
    _CACHED_DOMAIN_SEPARATOR: hashDomain(domain),
    _CACHED_THIS: word(domain.verifyingContract),
    _HASHED_NAME: hashText(domain.name),
    _HASHED_VERSION: hashText(domain.version),
    _TYPE_HASH: hashDomainType(domain),
  }
}

function hashDomainType(domain: Domain): Hex {
  const version = domain.version === undefined ? '' : 'string version,'
  return hashText(`EIP712Domain(string name,${version}uint256 chainId,address verifyingContract)`)
}

function hashText(text: string): Hex {
  return keccak256(stringToHex(text))
}

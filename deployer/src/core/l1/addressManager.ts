import { type Address, getContractAddress, type Hex } from 'viem'

/**
 * Init code of a contract without code of its own that creates an AddressManager and hands it to `owner`.
 *
 * AddressManager belongs to whoever creates it, so through the deterministic deployer it would be nobody's. This
 * way its address depends on the owner and the salt only, and no half-made state exists.
 */
export function addressManagerCradle(addressManagerInitCode: Hex, owner: Address): Hex {
  const length = (addressManagerInitCode.length - 2) / 2
  const size = length.toString(16).padStart(4, '0')
  const code = (start: number): string =>
    [
      `61${size}61${start.toString(16).padStart(4, '0')}5f39`, // copy the init code behind this code to memory
      `61${size}5f5ff0`, // CREATE: the address stays on the stack
      '63f2fde38b60e01b5f52', // selector of transferOwnership(address) to memory 0
      `73${owner.slice(2).toLowerCase()}600452`, // its argument
      '5f5f60245f5f855af1', // CALL the address with these 36 bytes
      '603f575f5ffd', // unless it succeeded, REVERT
      '5b5f5ff3', // RETURN no code
    ].join('')
  return `0x${code(code(0).length / 2)}${addressManagerInitCode.slice(2)}`
}

/** Address of the AddressManager that a cradle at `cradle` creates: its first creation. */
export function addressManagerOf(cradle: Address): Address {
  return getContractAddress({ opcode: 'CREATE', from: cradle, nonce: 1n }).toLowerCase() as Address
}

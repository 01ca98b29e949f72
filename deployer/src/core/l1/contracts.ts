import { type Address, concatHex, getContractAddress, type Hex, keccak256 } from 'viem'

/** Bytecode of one contract. `immutables`: byte offsets (of 32 bytes each) in the runtime, by variable. */
export type Bytecode = { initCode: Hex; runtime: Hex; immutables?: Record<string, number[]> }
/** Bytecode by contract name. */
export type Contracts = Readonly<Record<string, Bytecode>>

/** The deterministic deployer: calldata is a salt followed by init code. */
export const deterministicDeployer: Address = '0x4e59b44847b379578588920ca78fbf26c0b4956c'

/** One contract to be created by CREATE2, at an address known beforehand. */
export type Creation = { contract: string; salt: Hex; initCode: Hex; address: Address }

/** The bytecode of a contract. Throws when the bundle lacks it: a fault of ours, never of the user. */
export function bytecodeOf(contracts: Contracts, name: string): Bytecode {
  const bytecode = contracts[name]
  if (!bytecode) throw new TypeError(`no bytecode of ${name} in the bundle`)
  return bytecode
}

/** A creation with constructor arguments already encoded. */
export function createAt(
  contracts: Contracts,
  contract: string,
  salt: Hex,
  args: Hex = '0x',
  creator: Address = deterministicDeployer,
): Creation {
  return creationOf(contract, salt, concatHex([bytecodeOf(contracts, contract).initCode, args]), creator)
}

/** A creation of any init code. */
export function creationOf(
  contract: string,
  salt: Hex,
  initCode: Hex,
  creator: Address = deterministicDeployer,
): Creation {
  const address = getContractAddress({
    opcode: 'CREATE2',
    from: creator,
    salt,
    bytecodeHash: keccak256(initCode),
  })
  return { contract, salt, initCode, address: address.toLowerCase() as Address }
}

/** True when `code` is the contract's runtime, whatever its immutables are. */
export function isRuntimeOf(bytecode: Bytecode, code: Hex): boolean {
  if (code.length !== bytecode.runtime.length) return false
  return withoutImmutables(bytecode, code) === withoutImmutables(bytecode, bytecode.runtime)
}

function withoutImmutables(bytecode: Bytecode, code: Hex): string {
  let masked = code.toLowerCase()
  for (const offset of Object.values(bytecode.immutables ?? {}).flat()) {
    const at = 2 + 2 * offset
    masked = masked.slice(0, at) + '0'.repeat(64) + masked.slice(at + 64)
  }
  return masked
}

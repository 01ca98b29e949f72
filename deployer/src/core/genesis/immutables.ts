import type { Hex } from 'viem'
import type { BedrockArtifacts, BedrockContractName } from './artifacts.ts'
import { GenesisError } from './errors.ts'
import { parseBytes } from './fields.ts'

/** Values of immutables by variable name, 32 bytes each. */
export type Immutables = Readonly<Record<string, Hex>>

/**
 * The code a contract has once its constructor ran: the runtime of the bundle with its immutables filled in.
 *
 * @throws {@link GenesisError} when `values` names other immutables than the contract has.
 */
export function buildRuntime(
  artifacts: BedrockArtifacts,
  name: BedrockContractName,
  values: Immutables = {},
): Hex {
  const { runtime, immutables = {} } = artifacts.contracts[name]
  for (const variable of Object.keys(values)) {
    if (!(variable in immutables)) {
      const known = Object.keys(immutables).join(', ')
      const expected = known === '' ? 'no immutables' : `one of ${known}`
      throw new GenesisError({ field: `${name}.immutables`, found: variable, expected })
    }
  }
  let code: string = runtime
  for (const [variable, offsets] of Object.entries(immutables)) {
    const value = parseBytes(values[variable], `${name}.immutables.${variable}`, 32)
    for (const offset of offsets) code = writeBytes(code, offset, value)
  }
  return code as Hex // starts with the 0x of `runtime`
}

/** `code` with `value` over the bytes at `offset`; the length does not change. */
export function writeBytes(code: string, offset: number, value: Hex): Hex {
  const start = 2 + offset * 2
  return `${code.slice(0, start)}${value.slice(2)}${code.slice(start + value.length - 2)}` as Hex // keeps its 0x
}

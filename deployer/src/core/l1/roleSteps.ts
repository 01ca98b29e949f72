import { type Address, encodeFunctionData, type Hex, toHex } from 'viem'
import { l1Abi } from './abi.ts'
import { callCheck, IMPLEMENTATION_SLOT, wordOf } from './checks.ts'
import { type OracleLayout, PERMISSIONED_GAME } from './layout.ts'
import type { L1Step } from './step.ts'

/** Storage of L2OutputOracle 1.8.0. */
const CHALLENGER_SLOT = toHex(6, { size: 32 })
const PROPOSER_SLOT = toHex(7, { size: 32 })

/** What a step is called, and the gas it was measured with. */
export type Label = Pick<L1Step, 'id' | 'title' | 'expectedGas'>

/** Gives SystemConfig another batcher. */
export function batcherStep(systemConfig: Address, batcherHash: Hex, label: Label): L1Step {
  const data = encodeFunctionData({ abi: l1Abi, functionName: 'setBatcherHash', args: [batcherHash] })
  return ownerStep(label, systemConfig, data, callCheck(systemConfig, 'batcherHash', [], batcherHash))
}

/** Gives SystemConfig another signer of unsafe blocks. */
export function unsafeSignerStep(systemConfig: Address, signer: Address, label: Label): L1Step {
  const data = encodeFunctionData({ abi: l1Abi, functionName: 'setUnsafeBlockSigner', args: [signer] })
  return ownerStep(
    label,
    systemConfig,
    data,
    callCheck(systemConfig, 'unsafeBlockSigner', [], wordOf(signer)),
  )
}

/** Registers another permissioned game, or none. */
export function gameStep(factory: Address, game: Address, label: Label): L1Step {
  const args = [PERMISSIONED_GAME, game] as const
  const data = encodeFunctionData({ abi: l1Abi, functionName: 'setImplementation', args })
  return ownerStep(label, factory, data, callCheck(factory, 'gameImpls', [PERMISSIONED_GAME], wordOf(game)))
}

/**
 * Gives an output oracle another proposer and challenger, in one transaction: the proxy runs StorageSetter for the
 * length of this call, whose last write puts the oracle's own code back. In two transactions the setter would stand
 * open in between, and anybody could take the proxy.
 */
export function oracleStep(
  { proxies, implementations, proxyAdmin }: OracleLayout,
  { proposer, challenger }: { proposer: Address; challenger: Address },
  label: Label,
): L1Step {
  const oracle = proxies.L2OutputOracle.address
  const implementation = wordOf(implementations.L2OutputOracle.address)
  const slots = [
    { key: CHALLENGER_SLOT, value: wordOf(challenger) },
    { key: PROPOSER_SLOT, value: wordOf(proposer) },
    { key: IMPLEMENTATION_SLOT, value: implementation },
  ]
  const write = encodeFunctionData({ abi: l1Abi, functionName: 'setBytes32', args: [slots] })
  const args = [oracle, implementations.StorageSetter.address, write] as const
  const data = encodeFunctionData({ abi: l1Abi, functionName: 'upgradeAndCall', args })
  return ownerStep(label, proxyAdmin.address, data, {
    kind: 'all',
    checks: [
      callCheck(oracle, 'challenger', [], wordOf(challenger)),
      callCheck(oracle, 'proposer', [], wordOf(proposer)),
      { kind: 'storage', address: oracle, slot: IMPLEMENTATION_SLOT, equals: implementation },
    ],
  })
}

function ownerStep(label: Label, to: Address, data: Hex, done: L1Step['done']): L1Step {
  return { ...label, to, data, done, stage: 'rotation', gasLimit: 150_000n }
}

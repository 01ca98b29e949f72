import type { Address, Hex } from 'viem'
import type { BedrockArtifacts } from './artifacts.ts'
import { GenesisError } from './errors.ts'
import { checkAddress } from './fields.ts'
import type { GenesisAccount, GenesisAlloc } from './genesis.ts'
import { buildRuntime } from './immutables.ts'
import { buildPredeploys, type Predeploy, type PredeployInput, predeployAddresses } from './predeploys.ts'
import { buildPreinstalls } from './preinstalls.ts'
import { word } from './words.ts'

/** An account that starts with ETH nobody deposited: development chains only. */
export type Prefund = { readonly address: Address; readonly balanceWei: bigint }

const precompileCount = 0x100
const predeployCount = 0x800

/** @see EIP-1967 */
const implementationSlot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'
const adminSlot = '0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103'

/** Addresses of the predeploy namespace that never have a proxy. */
const unproxied: ReadonlySet<Address> = new Set([predeployAddresses.weth, predeployAddresses.governanceToken])

/**
 * All accounts of block 0: precompiles with 1 wei, 2,046 proxies, the predeploys behind them, preinstalls.
 *
 * @throws {@link GenesisError} when a prefunded account is one of these.
 * @see OP Stack spec, "Predeploys", "Preinstalls"
 */
export function buildAlloc(
  input: PredeployInput,
  { artifacts, prefund = [] }: { artifacts: BedrockArtifacts; prefund?: readonly Prefund[] },
): GenesisAlloc {
  const alloc: Record<Address, GenesisAccount> = {}
  for (let index = 0; index < precompileCount; index++) alloc[addressOf(index)] = { balance: '0x1' }

  const proxyCode = buildRuntime(artifacts, 'Proxy')
  for (let index = 0; index < predeployCount; index++) {
    const address = predeployAddress(index)
    if (!unproxied.has(address)) alloc[address] = { balance: '0x0', code: proxyCode, storage: proxyStorage() }
  }
  for (const predeploy of buildPredeploys(input))
    Object.assign(alloc, predeployAccounts(predeploy, { artifacts, proxyCode }))
  for (const [address, account] of buildPreinstalls(artifacts, input.l2ChainId)) alloc[address] = account

  for (const { address, balanceWei } of prefund) {
    const field = `prefund.${address}`
    const key = checkAddress(address, field)
    if (alloc[key] !== undefined)
      throw new GenesisError({ field, found: address, expected: 'an account of its own, once' })
    if (balanceWei < 0n || balanceWei >> 256n !== 0n)
      throw new GenesisError({ field, found: balanceWei, expected: 'wei, 256 bits' })
    alloc[key] = { balance: `0x${balanceWei.toString(16)}` }
  }
  return alloc
}

function predeployAccounts(
  { contract, address, isProxied, storage, implementationStorage, immutables }: Predeploy,
  { artifacts, proxyCode }: { artifacts: BedrockArtifacts; proxyCode: Hex },
): Record<Address, GenesisAccount> {
  const code = buildRuntime(artifacts, contract, immutables)
  if (!isProxied) return { [address]: { balance: '0x0', code, ...(storage ? { storage } : {}) } }
  const implementation = codeNamespaceAddress(address)
  return {
    [address]: { balance: '0x0', code: proxyCode, storage: { ...proxyStorage(implementation), ...storage } },
    [implementation]: {
      balance: '0x0',
      code,
      ...(implementationStorage ? { storage: implementationStorage } : {}),
    },
  }
}

function proxyStorage(implementation?: Address): Record<Hex, Hex> {
  const admin = { [adminSlot]: word(predeployAddresses.proxyAdmin) }
  return implementation ? { [implementationSlot]: word(implementation), ...admin } : admin
}

/** Where the implementation behind the proxy of a predeploy lives. */
function codeNamespaceAddress(predeploy: Address): Address {
  return `0x${'c0d3'.repeat(9)}${predeploy.slice(-4)}`
}

function predeployAddress(index: number): Address {
  return `0x4200${index.toString(16).padStart(36, '0')}`
}

function addressOf(index: number): Address {
  return `0x${index.toString(16).padStart(40, '0')}`
}

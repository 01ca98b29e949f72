import { type Address, getAddress, type Hex } from 'viem'
import { ContractMismatchError } from '../core/errors/index.ts'
import { l1Abi } from '../core/l1/abi.ts'
import { bytecodeOf, type Contracts, isRuntimeOf } from '../core/l1/contracts.ts'
import { type L1Layout, PERMISSIONED_GAME, type ProxiedContract } from '../core/l1/layout.ts'
import { type RpcClient, reach } from '../rpc/client.ts'

/** EIP-1967 admin slot. */
const ADMIN_SLOT: Hex = '0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103'

/** Contracts of a chain that SystemConfig leads to. */
export type FoundAddresses = Record<
  Exclude<ProxiedContract, 'ProtocolVersions'> | 'ProxyAdmin' | 'PermissionedDisputeGame',
  Address
>

/** Follows the getters from a SystemConfig proxy to every other contract of its chain. */
export async function findAddresses(client: RpcClient, systemConfig: Address): Promise<FoundAddresses> {
  const get = (address: Address, functionName: GetterName): Promise<Address> =>
    reach(client, () => client.readContract({ address, abi: l1Abi, functionName }))
  const [portal, messenger, standardBridge, erc721Bridge, factory, tokenFactory, admin] = await Promise.all([
    get(systemConfig, 'optimismPortal'),
    get(systemConfig, 'l1CrossDomainMessenger'),
    get(systemConfig, 'l1StandardBridge'),
    get(systemConfig, 'l1ERC721Bridge'),
    get(systemConfig, 'disputeGameFactory'),
    get(systemConfig, 'optimismMintableERC20Factory'),
    reach(client, () => client.getStorageAt({ address: systemConfig, slot: ADMIN_SLOT })),
  ])
  const game = await reach(client, () =>
    client.readContract({
      address: factory,
      abi: l1Abi,
      functionName: 'gameImpls',
      args: [PERMISSIONED_GAME],
    }),
  )
  const [superchain, registry, weth] = await Promise.all([
    get(portal, 'superchainConfig'),
    get(game, 'anchorStateRegistry'),
    get(game, 'weth'),
  ])
  return {
    SystemConfig: systemConfig,
    OptimismPortal2: portal,
    L1CrossDomainMessenger: messenger,
    L1StandardBridge: standardBridge,
    L1ERC721Bridge: erc721Bridge,
    DisputeGameFactory: factory,
    OptimismMintableERC20Factory: tokenFactory,
    SuperchainConfig: superchain,
    AnchorStateRegistry: registry,
    DelayedWETH: weth,
    PermissionedDisputeGame: game,
    ProxyAdmin: getAddress(`0x${(admin ?? '0x').slice(-40).padStart(40, '0')}`),
  }
}

type GetterName =
  | 'optimismPortal'
  | 'l1CrossDomainMessenger'
  | 'l1StandardBridge'
  | 'l1ERC721Bridge'
  | 'disputeGameFactory'
  | 'optimismMintableERC20Factory'
  | 'superchainConfig'
  | 'anchorStateRegistry'
  | 'weth'

/** Proxies that are not of the usual kind. */
const proxyKinds: Partial<Record<ProxiedContract, string>> = {
  L1StandardBridge: 'L1ChugSplashProxy',
  L1CrossDomainMessenger: 'ResolvedDelegateProxy',
}

/**
 * Compares the code of every contract of a chain with the release: each proxy is a plain proxy under the one
 * ProxyAdmin, each implementation stands at the address that only the released code can have.
 *
 * @throws {@link ContractMismatchError} naming the first that differs
 */
export async function requireKnownCode(options: {
  client: RpcClient
  contracts: Contracts
  found: FoundAddresses
  implementations: L1Layout['implementations']
}): Promise<void> {
  const { client, contracts, found, implementations } = options
  const requireCode = async (what: string, address: Address, contract: string): Promise<void> => {
    const code = await reach(client, () => client.getCode({ address }))
    if (code && isRuntimeOf(bytecodeOf(contracts, contract), code)) return
    throw new ContractMismatchError({
      what: `The code of ${what} (${address})`,
      expected: contract,
      found: code ? 'other code' : 'none',
    })
  }
  const proxyAdmin = found.ProxyAdmin
  await requireCode('ProxyAdmin', proxyAdmin, 'ProxyAdmin')
  await requireCode('the permissioned game', found.PermissionedDisputeGame, 'PermissionedDisputeGame')
  const names = Object.keys(found).filter(
    (name): name is keyof typeof found & ProxiedContract => name in implementations,
  )
  await Promise.all(
    names.map(async (name) => {
      const proxy = found[name]
      await requireCode(`the ${name} proxy`, proxy, proxyKinds[name] ?? 'Proxy')
      const [implementation, admin] = await reach(client, () =>
        Promise.all([
          client.readContract({
            address: proxyAdmin,
            abi: l1Abi,
            functionName: 'getProxyImplementation',
            args: [proxy],
          }),
          client.readContract({
            address: proxyAdmin,
            abi: l1Abi,
            functionName: 'getProxyAdmin',
            args: [proxy],
          }),
        ]),
      )
      const expected = getAddress(expectedImplementation(name, implementations))
      if (name !== 'AnchorStateRegistry' && implementation !== expected) {
        throw new ContractMismatchError({
          what: `The implementation of ${name}`,
          expected,
          found: implementation,
        })
      }
      if (admin !== proxyAdmin) {
        throw new ContractMismatchError({ what: `The admin of ${name}`, expected: proxyAdmin, found: admin })
      }
      await requireCode(`the implementation of ${name}`, implementation, name)
    }),
  )
}

function expectedImplementation(
  name: ProxiedContract,
  implementations: L1Layout['implementations'],
): Address {
  return implementations[name].address
}

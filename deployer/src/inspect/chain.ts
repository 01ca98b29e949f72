import { type Address, getAddress, type Hex, zeroAddress } from 'viem'
import { ContractMismatchError, RoleMismatchError } from '../core/errors/index.ts'
import type { Generation, Intent } from '../core/intent/index.ts'
import { l1Abi } from '../core/l1/abi.ts'
import { implementationOf } from '../core/l1/addresses.ts'
import { bytecodeOf, type Contracts, isRuntimeOf } from '../core/l1/contracts.ts'
import { type L1Layout, PERMISSIONED_GAME } from '../core/l1/layout.ts'
import type { ProxiedContract } from '../core/l1/names.ts'
import { type RpcClient, reach } from '../rpc/client.ts'

/** EIP-1967 admin slot. */
const ADMIN_SLOT: Hex = '0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103'

type Found<generation extends Generation> = Record<
  Exclude<ProxiedContract<generation>, 'ProtocolVersions'> | 'ProxyAdmin',
  Address
>

/** Contracts of a chain that SystemConfig leads to, by generation. */
export type FoundAddresses =
  | (Found<'dispute-games'> & { PermissionedDisputeGame: Address })
  | Found<'output-oracle'>

/**
 * Follows the getters from a SystemConfig proxy to every other contract of its chain.
 *
 * @throws ContractMismatchError when it is of another generation, RoleMismatchError when its game was taken away
 */
export async function findAddresses(
  client: RpcClient,
  systemConfig: Address,
  { generation, roles }: Pick<Intent, 'generation' | 'roles'>,
): Promise<FoundAddresses> {
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
  const found: Generation = factory === zeroAddress ? 'output-oracle' : 'dispute-games'
  if (found !== generation) {
    throw new ContractMismatchError({ what: 'The generation of the contracts', expected: generation, found })
  }
  const common = {
    SystemConfig: systemConfig,
    L1CrossDomainMessenger: messenger,
    L1StandardBridge: standardBridge,
    L1ERC721Bridge: erc721Bridge,
    OptimismMintableERC20Factory: tokenFactory,
    SuperchainConfig: await get(portal, 'superchainConfig'),
    ProxyAdmin: getAddress(`0x${(admin ?? '0x').slice(-40).padStart(40, '0')}`),
  }
  switch (found) {
    case 'dispute-games': {
      const game = await readGame(client, factory)
      if (game === zeroAddress) {
        throw new RoleMismatchError({ role: 'proposer', expected: roles.proposer, found: zeroAddress })
      }
      return {
        ...common,
        OptimismPortal2: portal,
        DisputeGameFactory: factory,
        AnchorStateRegistry: await get(game, 'anchorStateRegistry'),
        DelayedWETH: await get(game, 'weth'),
        PermissionedDisputeGame: game,
      }
    }
    case 'output-oracle':
      return { ...common, OptimismPortal: portal, L2OutputOracle: await get(portal, 'l2Oracle') }
    default:
      throw new TypeError(`unknown generation ${found satisfies never}`)
  }
}

async function readGame(client: RpcClient, factory: Address): Promise<Address> {
  return reach(client, () =>
    client.readContract({
      ...{ address: factory, abi: l1Abi },
      ...{ functionName: 'gameImpls', args: [PERMISSIONED_GAME] },
    }),
  )
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
  | 'l2Oracle'

/** Proxies that are not of the usual kind. */
const proxyKinds: Readonly<Record<string, string>> = {
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
  if ('PermissionedDisputeGame' in found) {
    await requireCode('the permissioned game', found.PermissionedDisputeGame, 'PermissionedDisputeGame')
  }
  const proxies = Object.entries(found).filter(([name]) => name in implementations)
  await Promise.all(
    proxies.map(async ([name, proxy]) => {
      await requireCode(`the ${name} proxy`, proxy, proxyKinds[name] ?? 'Proxy')
      const call = { address: proxyAdmin, abi: l1Abi, args: [proxy] } as const
      const [implementation, admin] = await reach(client, () =>
        Promise.all([
          client.readContract({ ...call, functionName: 'getProxyImplementation' }),
          client.readContract({ ...call, functionName: 'getProxyAdmin' }),
        ]),
      )
      const at = getAddress(implementationOf({ implementations }, name))
      // The registry's implementation is the chain's own: its code is compared instead.
      if (name !== 'AnchorStateRegistry' && implementation !== at) {
        const what = `The implementation of ${name}`
        throw new ContractMismatchError({ what, expected: at, found: implementation })
      }
      if (admin !== proxyAdmin) {
        throw new ContractMismatchError({ what: `The admin of ${name}`, expected: proxyAdmin, found: admin })
      }
      await requireCode(`the implementation of ${name}`, implementation, name)
    }),
  )
}

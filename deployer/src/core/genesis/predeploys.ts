import { type Address, type Hex, stringToHex } from 'viem'
import type { BedrockContractName } from './artifacts.ts'
import { eip712Immutables } from './eip712.ts'
import type { Immutables } from './immutables.ts'
import { shortString, storageOf, word } from './words.ts'

/** Addresses of the predeploys that have code; OperatorFeeVault comes with Isthmus. */
export const predeployAddresses = {
  legacyMessagePasser: '0x4200000000000000000000000000000000000000',
  deployerWhitelist: '0x4200000000000000000000000000000000000002',
  weth: '0x4200000000000000000000000000000000000006',
  l2CrossDomainMessenger: '0x4200000000000000000000000000000000000007',
  gasPriceOracle: '0x420000000000000000000000000000000000000f',
  l2StandardBridge: '0x4200000000000000000000000000000000000010',
  sequencerFeeVault: '0x4200000000000000000000000000000000000011',
  optimismMintableErc20Factory: '0x4200000000000000000000000000000000000012',
  l1BlockNumber: '0x4200000000000000000000000000000000000013',
  l2Erc721Bridge: '0x4200000000000000000000000000000000000014',
  l1Block: '0x4200000000000000000000000000000000000015',
  l2ToL1MessagePasser: '0x4200000000000000000000000000000000000016',
  optimismMintableErc721Factory: '0x4200000000000000000000000000000000000017',
  proxyAdmin: '0x4200000000000000000000000000000000000018',
  baseFeeVault: '0x4200000000000000000000000000000000000019',
  l1FeeVault: '0x420000000000000000000000000000000000001a',
  operatorFeeVault: '0x420000000000000000000000000000000000001b',
  schemaRegistry: '0x4200000000000000000000000000000000000020',
  eas: '0x4200000000000000000000000000000000000021',
  governanceToken: '0x4200000000000000000000000000000000000042',
} as const satisfies Record<string, Address>

export type FeeVault = {
  /** Who gets the fees, on the network of `network`. */
  readonly recipient: Address
  /** Least balance that can be withdrawn. */
  readonly minimumWithdrawalWei: bigint
  /** Where the fees are paid out. */
  readonly network: 'l1' | 'l2'
}

/** What the predeploys of one chain need to know. */
export type PredeployInput = {
  readonly l1ChainId: number
  readonly l2ChainId: number
  /** Proxies on L1. */
  readonly l1Contracts: {
    readonly l1CrossDomainMessenger: Address
    readonly l1StandardBridge: Address
    readonly l1ERC721Bridge: Address
  }
  /** Owner of the L2 ProxyAdmin as L2 sees it: already aliased when it is an L1 contract. */
  readonly l2ProxyAdminOwner: Address
  readonly feeVaults: { readonly sequencer: FeeVault; readonly base: FeeVault; readonly l1: FeeVault }
  readonly governanceToken?: { readonly owner: Address } | undefined
  /** Upgrades active at genesis, which the GasPriceOracle remembers. */
  readonly isEcotone: boolean
  readonly isFjord: boolean
}

/** A contract of the OP Stack at a fixed address of L2. */
export type Predeploy = {
  readonly contract: BedrockContractName
  readonly address: Address
  /** Behind a proxy at `address`, its code in the namespace 0xc0d3…; else its code is at `address` itself. */
  readonly isProxied: boolean
  /** Beyond the two slots of the proxy itself. */
  readonly storage?: Readonly<Record<Hex, Hex>>
  /** What the implementation's own constructor leaves. */
  readonly implementationStorage?: Readonly<Record<Hex, Hex>>
  readonly immutables?: Immutables
}

/**
 * The predeploys that have code of their own, in the order of their addresses. Storage and immutables are what the
 * real constructors and `initialize()` calls leave, as the tests see on anvil.
 *
 * @see OP Stack spec, "Predeploys"
 */
export function buildPredeploys(input: PredeployInput): readonly Predeploy[] {
  const { l1ChainId, l2ChainId, l1Contracts, feeVaults, governanceToken } = input
  const a = predeployAddresses
  const messenger = word(a.l2CrossDomainMessenger)
  const owner = storageOf({ 0: word(input.l2ProxyAdminOwner) })
  const erc721Factory = { BRIDGE: word(a.l2Erc721Bridge), REMOTE_CHAIN_ID: word(BigInt(l1ChainId)) }
  return [
    proxied('LegacyMessagePasser', a.legacyMessagePasser),
    proxied('DeployerWhitelist', a.deployerWhitelist),
    { contract: 'WETH', address: a.weth, isProxied: false },
    initialised('L2CrossDomainMessenger', a.l2CrossDomainMessenger, {
      implementation: { 0: word(1n << 160n), 204: word(0xdeadn) },
      proxy: { 207: word(l1Contracts.l1CrossDomainMessenger) },
    }),
    proxied('GasPriceOracle', a.gasPriceOracle, { storage: gasPriceOracleStorage(input) }),
    initialised('L2StandardBridge', a.l2StandardBridge, {
      implementation: { 0: word(1n), 3: messenger },
      proxy: { 4: word(l1Contracts.l1StandardBridge) },
    }),
    proxied('SequencerFeeVault', a.sequencerFeeVault, {
      immutables: feeVaultImmutables(feeVaults.sequencer),
    }),
    initialised('OptimismMintableERC20Factory', a.optimismMintableErc20Factory, {
      implementation: { 0: word(1n) },
      proxy: { 1: word(a.l2StandardBridge) },
    }),
    proxied('L1BlockNumber', a.l1BlockNumber),
    initialised('L2ERC721Bridge', a.l2Erc721Bridge, {
      implementation: { 0: word(1n), 1: messenger },
      proxy: { 2: word(l1Contracts.l1ERC721Bridge) },
    }),
    proxied('L1Block', a.l1Block),
    proxied('L2ToL1MessagePasser', a.l2ToL1MessagePasser),
    proxied('OptimismMintableERC721Factory', a.optimismMintableErc721Factory, { immutables: erc721Factory }),
    proxied('ProxyAdmin', a.proxyAdmin, { storage: owner, implementationStorage: owner }),
    proxied('BaseFeeVault', a.baseFeeVault, { immutables: feeVaultImmutables(feeVaults.base) }),
    proxied('L1FeeVault', a.l1FeeVault, { immutables: feeVaultImmutables(feeVaults.l1) }),
    proxied('SchemaRegistry', a.schemaRegistry),
    proxied('EAS', a.eas, { immutables: easImmutables(l2ChainId, a.eas) }),
    ...(governanceToken ? [governanceTokenPredeploy(l2ChainId, governanceToken.owner)] : []),
  ]
}

/**
 * Immutables of EAS.
 *
 * @param self - Address the constructor sees. Upstream's script leaves a throw-away one; ours is the predeploy, which
 *   is what calls through the proxy see, so they use the cached domain separator.
 */
export function easImmutables(chainId: number, self: Address): Immutables {
  const cached = eip712Immutables({ name: 'EAS', version: '1.3.0', chainId, verifyingContract: self })
  return { ...cached, _name: stringToHex('EAS', { size: 32 }) }
}

/** Immutables of the governance token; `self` as for {@link easImmutables}. */
export function governanceTokenImmutables(chainId: number, self: Address): Immutables {
  return eip712Immutables({ name: 'Optimism', version: '1', chainId, verifyingContract: self })
}

function feeVaultImmutables({ recipient, minimumWithdrawalWei, network }: FeeVault): Immutables {
  return {
    RECIPIENT: word(recipient),
    MIN_WITHDRAWAL_AMOUNT: word(minimumWithdrawalWei),
    WITHDRAWAL_NETWORK: word(network === 'l1' ? 0n : 1n),
  }
}

function proxied(
  contract: BedrockContractName,
  address: Address,
  rest: Pick<Predeploy, 'storage' | 'implementationStorage' | 'immutables'> = {},
): Predeploy {
  return { contract, address, isProxied: true, ...rest }
}

/** A proxied contract whose constructor initialises the implementation, and whose proxy has more slots than that. */
function initialised(
  contract: BedrockContractName,
  address: Address,
  slots: { implementation: Readonly<Record<number, Hex>>; proxy: Readonly<Record<number, Hex>> },
): Predeploy {
  const implementationStorage = storageOf(slots.implementation)
  const storage = { ...implementationStorage, ...storageOf(slots.proxy) }
  return proxied(contract, address, { storage, implementationStorage })
}

/** Two booleans in slot 0. */
function gasPriceOracleStorage({ isEcotone, isFjord }: PredeployInput): Readonly<Record<Hex, Hex>> {
  const flags = (isEcotone ? 0x01n : 0n) + (isFjord ? 0x0100n : 0n)
  return flags === 0n ? {} : storageOf({ 0: word(flags) })
}

function governanceTokenPredeploy(chainId: number, owner: Address): Predeploy {
  const address = predeployAddresses.governanceToken
  return {
    contract: 'GovernanceToken',
    address,
    isProxied: false,
    storage: storageOf({ 3: shortString('Optimism'), 4: shortString('OP'), 10: word(owner) }),
    immutables: governanceTokenImmutables(chainId, address),
  }
}

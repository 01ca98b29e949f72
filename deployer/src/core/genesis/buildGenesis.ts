import { type Address, concat, type Hex, numberToHex, zeroHash } from 'viem'
import { buildAlloc, type Prefund } from './alloc.ts'
import type { BedrockArtifacts } from './artifacts.ts'
import { buildChainConfig } from './chainConfig.ts'
import { GenesisError } from './errors.ts'
import { checkAddress, checkChainIds, checkInteger, parseQuantity } from './fields.ts'
import { defaultForks, type ForkSchedule, type ForkTimes, scheduleForks } from './forks.ts'
import type { Eip1559, Genesis } from './genesis.ts'
import { computeOutputRoot, hashHeader } from './header.ts'
import { parseGenesisHeader } from './parseGenesis.ts'
import { type FeeVault, type PredeployInput, predeployAddresses } from './predeploys.ts'
import { stateRoot as computeStateRoot, storageRoot } from './trie.ts'

export type GenesisInput = {
  readonly l1ChainId: number
  readonly l2ChainId: number
  /** Unix seconds of block 0: the timestamp of the L1 origin. */
  readonly timestamp: number
  /** Seconds between L2 blocks. */
  readonly blockTime: number
  /** Gas per L2 block; the same as in SystemConfig and rollup.json. */
  readonly gasLimit: number
  /** {@link defaultForks} when absent. */
  readonly forks?: ForkSchedule | undefined
  /** Proxies on L1 that the L2 side trusts. */
  readonly l1Contracts: PredeployInput['l1Contracts']
  /** Who may upgrade the predeploys. The address of an L1 contract (a Safe) is aliased, that of an account is not. */
  readonly proxyAdminOwner: { readonly address: Address; readonly isL1Contract: boolean }
  readonly feeVaults: PredeployInput['feeVaults']
  /** No token at 0x4200…0042 when absent. */
  readonly governanceToken?: { readonly owner: Address } | undefined
  /** Development chains only: refused on public L1s, where ETH that nobody deposited would break the bridge. */
  readonly prefund?: readonly Prefund[] | undefined
  /** {@link defaultEip1559} when absent. */
  readonly eip1559?: Eip1559 | undefined
}

export type GenesisOutput = {
  readonly genesis: Genesis
  /** Hash of block 0. */
  readonly hash: Hex
  readonly stateRoot: Hex
  readonly messagePasserStorageRoot: Hex
  /** Output root of block 0: the first anchor of the chain on L1. */
  readonly outputRoot: Hex
}

/** Parameters of the chains of the superchain registry. */
export const defaultEip1559: Eip1559 = { elasticity: 6, denominator: 50, denominatorCanyon: 250 }

/** L1s whose ETH is wanted: mainnet and the public testnets. */
const publicL1s: ReadonlySet<number> = new Set([1, 11155111, 560048, 17000])

const initialBaseFee: Hex = '0x3b9aca00'
const aliasOffset = 0x1111000000000000000000000000000000001111n

/**
 * Block 0 of an L2 with the contracts of contracts-bedrock 0.17.3. Pure: the same input gives the same bytes.
 *
 * @throws {@link GenesisError} naming the field that no chain can be made of.
 * @see OP Stack spec, "Predeploys", "Preinstalls"; op-geth's genesis.json
 */
export function buildGenesis(input: GenesisInput, artifacts: BedrockArtifacts): GenesisOutput {
  const { timestamp, blockTime } = input
  checkChainIds(input)
  checkInteger(input.gasLimit, 'gasLimit', { unit: 'units of gas' })
  if (input.prefund?.length && publicL1s.has(input.l1ChainId))
    throw new GenesisError({
      field: 'prefund',
      found: input.prefund,
      expected: `nothing on the public L1 ${input.l1ChainId}`,
    })

  const times = scheduleForks(input.forks ?? defaultForks, { timestamp, blockTime })
  const eip1559 = input.eip1559 ?? defaultEip1559
  checkEip1559(eip1559)
  const alloc = buildAlloc(buildPredeployInput(input, times), { artifacts, prefund: input.prefund ?? [] })
  const config = buildChainConfig(input.l2ChainId, { times, eip1559 })
  const genesis = { config, ...buildFields(input, { times, eip1559 }), alloc }
  return { genesis, ...computeRoots(genesis, times) }
}

function buildPredeployInput(input: GenesisInput, times: ForkTimes): PredeployInput {
  const { l1CrossDomainMessenger, l1StandardBridge, l1ERC721Bridge } = input.l1Contracts
  const { sequencer, base, l1 } = input.feeVaults
  const owner = checkAddress(input.proxyAdminOwner.address, 'proxyAdminOwner.address')
  const token = input.governanceToken
  return {
    l1ChainId: input.l1ChainId,
    l2ChainId: input.l2ChainId,
    l1Contracts: {
      l1CrossDomainMessenger: checkAddress(l1CrossDomainMessenger, 'l1Contracts.l1CrossDomainMessenger'),
      l1StandardBridge: checkAddress(l1StandardBridge, 'l1Contracts.l1StandardBridge'),
      l1ERC721Bridge: checkAddress(l1ERC721Bridge, 'l1Contracts.l1ERC721Bridge'),
    },
    l2ProxyAdminOwner: input.proxyAdminOwner.isL1Contract ? aliasL1Address(owner) : owner,
    feeVaults: {
      sequencer: checkFeeVault(sequencer, 'feeVaults.sequencer'),
      base: checkFeeVault(base, 'feeVaults.base'),
      l1: checkFeeVault(l1, 'feeVaults.l1'),
    },
    governanceToken: token && { owner: checkAddress(token.owner, 'governanceToken.owner') },
    isEcotone: times.ecotone === 0,
    isFjord: times.fjord === 0,
  }
}

function checkFeeVault({ recipient, minimumWithdrawalWei, network }: FeeVault, field: string): FeeVault {
  if (network !== 'l1' && network !== 'l2')
    throw new GenesisError({ field: `${field}.network`, found: network, expected: "'l1' or 'l2'" })
  return {
    recipient: checkAddress(recipient, `${field}.recipient`),
    minimumWithdrawalWei: parseQuantity(minimumWithdrawalWei, `${field}.minimumWithdrawalWei`, 256),
    network,
  }
}

/** Everything of a genesis.json but config and alloc. */
function buildFields(
  { timestamp, gasLimit }: GenesisInput,
  { times, eip1559 }: { times: ForkTimes; eip1559: Eip1559 },
): Omit<Genesis, 'config' | 'alloc'> {
  return {
    nonce: '0x0',
    timestamp: numberToHex(timestamp),
    extraData: times.holocene === 0 ? encodeHoloceneExtraData(eip1559) : '0x',
    gasLimit: numberToHex(gasLimit),
    difficulty: '0x0',
    mixHash: zeroHash,
    coinbase: predeployAddresses.sequencerFeeVault,
    number: '0x0',
    gasUsed: '0x0',
    parentHash: zeroHash,
    baseFeePerGas: initialBaseFee,
    ...(times.ecotone === 0 ? { excessBlobGas: '0x0', blobGasUsed: '0x0' } : {}),
  }
}

/** Version 0, denominator, elasticity. @see OP Stack spec, "Holocene: dynamic EIP-1559 parameters" */
function encodeHoloceneExtraData({ denominatorCanyon, elasticity }: Eip1559): Hex {
  return concat(['0x00', numberToHex(denominatorCanyon, { size: 4 }), numberToHex(elasticity, { size: 4 })])
}

function computeRoots(genesis: Genesis, times: ForkTimes): Omit<GenesisOutput, 'genesis'> {
  const forks = { canyon: times.canyon === 0, ecotone: times.ecotone === 0, isthmus: times.isthmus === 0 }
  const stateRoot = computeStateRoot(genesis.alloc)
  const messagePasserStorageRoot = storageRoot(genesis.alloc[predeployAddresses.l2ToL1MessagePasser]?.storage)
  const roots = { stateRoot, messagePasserStorageRoot }
  const hash = hashHeader(parseGenesisHeader(genesis, forks), { forks, roots })
  return { hash, ...roots, outputRoot: computeOutputRoot({ ...roots, blockHash: hash }) }
}

/** @throws {@link GenesisError} when a parameter is zero or does not fit into the header of a Holocene block. */
export function checkEip1559(eip1559: Eip1559): void {
  const max = 2 ** 32 - 1
  checkInteger(eip1559.elasticity, 'eip1559.elasticity', { max })
  checkInteger(eip1559.denominator, 'eip1559.denominator', { max })
  checkInteger(eip1559.denominatorCanyon, 'eip1559.denominatorCanyon', { max })
}

/** @see OP Stack spec, "Deposits: address aliasing" */
export function aliasL1Address(address: Address): Address {
  return numberToHex(BigInt.asUintN(160, BigInt(address) + aliasOffset), { size: 20 })
}

import { parseAbi } from 'viem'

/** The calls we make to the contracts of contracts-bedrock 0.17.3, and what we read from them. */
export const l1Abi = parseAbi([
  // ProxyAdmin
  'function setAddressManager(address addressManager)',
  'function addressManager() view returns (address)',
  'function setProxyType(address proxy, uint8 proxyType)',
  'function proxyType(address proxy) view returns (uint8)',
  'function setImplementationName(address proxy, string name)',
  'function implementationName(address proxy) view returns (string)',
  'function upgradeAndCall(address proxy, address implementation, bytes data) payable',
  'function getProxyAdmin(address proxy) view returns (address)',
  'function getProxyImplementation(address proxy) view returns (address)',

  // AddressManager
  'function getAddress(string name) view returns (address)',

  // Ownable
  'function owner() view returns (address)',
  'function transferOwnership(address newOwner)',

  // DisputeGameFactory and games
  'function setImplementation(uint32 gameType, address implementation)',
  'function gameImpls(uint32 gameType) view returns (address)',
  'function gameCount() view returns (uint256)',
  'event ImplementationSet(address indexed impl, uint32 indexed gameType)',
  'function proposer() view returns (address)',
  'function challenger() view returns (address)',
  'function anchorStateRegistry() view returns (address)',
  'function l2ChainId() view returns (uint256)',
  'function absolutePrestate() view returns (bytes32)',
  'function vm() view returns (address)',
  'function weth() view returns (address)',
  'function maxGameDepth() view returns (uint256)',
  'function splitDepth() view returns (uint256)',
  'function anchors(uint32 gameType) view returns (bytes32 root, uint256 l2BlockNumber)',

  // L2OutputOracle, and the tool that sets its roles
  'function startingBlockNumber() view returns (uint256)',
  'function startingTimestamp() view returns (uint256)',
  'function submissionInterval() view returns (uint256)',
  'function l2BlockTime() view returns (uint256)',
  'function finalizationPeriodSeconds() view returns (uint256)',
  'struct Slot { bytes32 key; bytes32 value; }',
  'function setBytes32(Slot[] slots)',

  // SystemConfig
  'event ConfigUpdate(uint256 indexed version, uint8 indexed updateType, bytes data)',
  'function setBatcherHash(bytes32 batcherHash)',
  'function setUnsafeBlockSigner(address signer)',
  'function batcherHash() view returns (bytes32)',
  'function unsafeBlockSigner() view returns (address)',
  'function gasLimit() view returns (uint64)',
  'function scalar() view returns (uint256)',
  'function startBlock() view returns (uint256)',
  'function batchInbox() view returns (address)',
  'function optimismPortal() view returns (address)',
  'function l1CrossDomainMessenger() view returns (address)',
  'function l1StandardBridge() view returns (address)',
  'function l1ERC721Bridge() view returns (address)',
  'function disputeGameFactory() view returns (address)',
  'function optimismMintableERC20Factory() view returns (address)',
  'function gasPayingToken() view returns (address token, uint8 decimals)',

  // portal, messenger, bridges
  'function systemConfig() view returns (address)',
  'function superchainConfig() view returns (address)',
  'function guardian() view returns (address)',
  'function paused() view returns (bool)',
  'function l2Oracle() view returns (address)',
  'function respectedGameType() view returns (uint32)',
  'function l2Sender() view returns (address)',
  'function portal() view returns (address)',
  'function otherMessenger() view returns (address)',
  'function messenger() view returns (address)',
  'function otherBridge() view returns (address)',
  'function bridge() view returns (address)',
  'function depositTransaction(address to, uint256 value, uint64 gasLimit, bool isCreation, bytes data) payable',
])

/** Initialisers by contract: one name, different arguments. */
export const initializers = {
  SuperchainConfig: parseAbi(['function initialize(address guardian, bool paused)']),
  ProtocolVersions: parseAbi(['function initialize(address owner, uint256 required, uint256 recommended)']),
  OptimismPortal2: parseAbi([
    'function initialize(address disputeGameFactory, address systemConfig, address superchainConfig, uint32 initialRespectedGameType)',
  ]),
  OptimismPortal: parseAbi([
    'function initialize(address l2Oracle, address systemConfig, address superchainConfig)',
  ]),
  L2OutputOracle: parseAbi([
    'function initialize(uint256 submissionInterval, uint256 l2BlockTime, uint256 startingBlockNumber, uint256 startingTimestamp, address proposer, address challenger, uint256 finalizationPeriodSeconds)',
  ]),
  SystemConfig: parseAbi([
    'struct ResourceConfig { uint32 maxResourceLimit; uint8 elasticityMultiplier; uint8 baseFeeMaxChangeDenominator; uint32 minimumBaseFee; uint32 systemTxMaxGas; uint128 maximumBaseFee; }',
    'struct Addresses { address l1CrossDomainMessenger; address l1ERC721Bridge; address l1StandardBridge; address disputeGameFactory; address optimismPortal; address optimismMintableERC20Factory; address gasPayingToken; }',
    'function initialize(address owner, uint32 basefeeScalar, uint32 blobbasefeeScalar, bytes32 batcherHash, uint64 gasLimit, address unsafeBlockSigner, ResourceConfig config, address batchInbox, Addresses addresses)',
  ]),
  L1StandardBridge: parseAbi([
    'function initialize(address messenger, address superchainConfig, address systemConfig)',
  ]),
  L1ERC721Bridge: parseAbi(['function initialize(address messenger, address superchainConfig)']),
  OptimismMintableERC20Factory: parseAbi(['function initialize(address bridge)']),
  L1CrossDomainMessenger: parseAbi([
    'function initialize(address superchainConfig, address portal, address systemConfig)',
  ]),
  DisputeGameFactory: parseAbi(['function initialize(address owner)']),
  DelayedWETH: parseAbi(['function initialize(address owner, address superchainConfig)']),
  AnchorStateRegistry: parseAbi([
    'struct OutputRoot { bytes32 root; uint256 l2BlockNumber; }',
    'struct StartingAnchorRoot { uint32 gameType; OutputRoot outputRoot; }',
    'function initialize(StartingAnchorRoot[] startingAnchorRoots)',
  ]),
} as const

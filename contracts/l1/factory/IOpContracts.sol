// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What the factory calls on the contracts of contracts-bedrock 0.17.3.
interface IOwnable {
    function transferOwnership(address newOwner) external;
}

interface IProxyAdmin is IOwnable {
    function setAddressManager(address addressManager) external;
    function setProxyType(address proxy, uint8 proxyType) external;
    function setImplementationName(address proxy, string calldata name) external;
    function upgradeAndCall(address proxy, address implementation, bytes calldata data) external payable;
}

interface IStorageSetter {
    function setUint(bytes32 slot, uint256 value) external;
}

interface ISuperchainConfig {
    function initialize(address guardian, bool paused) external;
}

interface IProtocolVersions {
    function initialize(address owner, uint256 required, uint256 recommended) external;
}

interface IOptimismPortal2 {
    function initialize(
        address disputeGameFactory,
        address systemConfig,
        address superchainConfig,
        uint32 initialRespectedGameType
    ) external;
}

/// @dev Gas, and wei per gas.
struct ResourceConfig {
    uint32 maxResourceLimit;
    uint8 elasticityMultiplier;
    uint8 baseFeeMaxChangeDenominator;
    uint32 minimumBaseFee;
    uint32 systemTxMaxGas;
    uint128 maximumBaseFee;
}

struct SystemAddresses {
    address l1CrossDomainMessenger;
    address l1ERC721Bridge;
    address l1StandardBridge;
    address disputeGameFactory;
    address optimismPortal;
    address optimismMintableERC20Factory;
    address gasPayingToken;
}

interface ISystemConfig {
    function initialize(
        address owner,
        uint32 basefeeScalar,
        uint32 blobbasefeeScalar,
        bytes32 batcherHash,
        uint64 gasLimit,
        address unsafeBlockSigner,
        ResourceConfig calldata config,
        address batchInbox,
        SystemAddresses calldata addresses
    ) external;
}

interface IL1StandardBridge {
    function initialize(address messenger, address superchainConfig, address systemConfig) external;
}

interface IL1ERC721Bridge {
    function initialize(address messenger, address superchainConfig) external;
}

interface IOptimismMintableERC20Factory {
    function initialize(address bridge) external;
}

interface IL1CrossDomainMessenger {
    function initialize(address superchainConfig, address portal, address systemConfig) external;
}

interface IDisputeGameFactory is IOwnable {
    function initialize(address owner) external;
    function setImplementation(uint32 gameType, address implementation) external;
}

interface IDelayedWETH {
    function initialize(address owner, address superchainConfig) external;
}

struct OutputRoot {
    bytes32 root;
    uint256 l2BlockNumber;
}

struct StartingAnchorRoot {
    uint32 gameType;
    OutputRoot outputRoot;
}

interface IAnchorStateRegistry {
    function initialize(StartingAnchorRoot[] calldata startingAnchorRoots) external;
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { KeySet } from "../types/Types.sol";

/// @notice What all chains of one L1 share. The first eight are data contracts: a zero byte, then init code. The others
/// are implementations, made by the deterministic deployer: their addresses are hashes of their code.
/// @param gameCode The init code of the permissioned game is larger than a contract may be: two halves.
/// @param systemConfigSetter Writes storage; runs behind the SystemConfig proxy for one call.
/// @param portal Its delays are part of its code, as are those of delayedWeth.
struct ChainParts {
    address addressManagerCode;
    address proxyAdminCode;
    address proxyCode;
    address chugSplashProxyCode;
    address resolvedProxyCode;
    address anchorStateRegistryCode;
    address[2] gameCode;
    address systemConfigSetter;
    address superchainConfig;
    address protocolVersions;
    address messenger;
    address tokenFactory;
    address systemConfig;
    address standardBridge;
    address erc721Bridge;
    address portal;
    address disputeGameFactory;
    address delayedWeth;
    address vm;
}

/// @notice The L1 block that a chain derives from: one that is mined, and best final.
struct L1Origin {
    uint256 number;
    bytes32 hash;
}

/// @notice How disputes go. Durations in seconds.
struct GameInput {
    bytes32 absolutePrestate;
    uint64 clockExtension;
    uint64 maxClockDuration;
}

/// @notice One chain. Everything else is the standard configuration's.
/// @param salt Chosen by the client; with the client and the L2 chain id it decides all addresses.
/// @param anchorRoot The output root of the chain's genesis.
/// @param gasLimit Gas per L2 block.
/// @param guardian May pause the chain's withdrawals.
struct ChainInput {
    uint256 l2ChainId;
    bytes32 salt;
    L1Origin origin;
    bytes32 anchorRoot;
    uint64 gasLimit;
    address guardian;
    KeySet keys;
    GameInput game;
}

/// @notice The contracts of a chain on L1, proxies where they have one.
struct ChainAddresses {
    address proxyAdmin;
    address addressManager;
    address superchainConfig;
    address protocolVersions;
    address portal;
    address systemConfig;
    address standardBridge;
    address erc721Bridge;
    address tokenFactory;
    address messenger;
    address disputeGameFactory;
    address delayedWeth;
    address anchorStateRegistry;
    address game;
}

/// @title Deploys the L1 contracts of an OP chain with dispute games, in one call of its owner.
/// @notice The sender owns everything afterwards, the factory nothing. Contracts are those of contracts-bedrock 0.17.3.
interface IChainFactory {
    /// @notice Thrown when a shared part is not there yet.
    error ChainFactory_NoCode(address part);
    /// @notice Thrown when the sender has a chain with this L2 chain id and salt already.
    /// @param addressManager Of that chain.
    error ChainFactory_AlreadyDeployed(address addressManager);
    /// @notice Thrown when a chain would derive from a block that L1 does not have.
    /// @param found Zero: not mined yet, block 0, or too old to be known to contracts (8191 blocks; 256 where L1 lacks
    /// EIP-2935).
    error ChainFactory_WrongOrigin(uint256 number, bytes32 found, bytes32 expected);
    /// @notice Thrown when L2 blocks would be too small for the deposits that L1 guarantees room for.
    error ChainFactory_GasLimitTooLow(uint64 found, uint64 required);
    /// @notice Thrown when a chess clock would be extended by more than it may have.
    error ChainFactory_ClockTooShort(uint64 maxClockDuration, uint64 clockExtension);
    /// @notice Thrown when the sender left too little gas for a whole chain.
    error ChainFactory_OutOfGas(uint256 found, uint256 required);
    /// @notice Thrown when a contract of the chain cannot be created.
    error ChainFactory_CreationFailed(address expected);

    /// @notice All contracts of a new chain.
    /// @param client Deployed it, and owns it.
    event ChainDeployed(address indexed client, uint256 indexed l2ChainId, bytes32 salt, ChainAddresses chain);

    /// @notice Deploys a chain that the sender owns.
    /// @dev Requirements:
    /// - The sender has no chain with this L2 chain id and salt.
    /// - The origin is a block of this L1, after block 0, that contracts can still see.
    /// - `gasLimit` is at least 21,000,000, and the clock extension at most the maximal clock.
    /// - At least {DEPLOY_GAS} is left.
    ///
    /// Keys, guardian, prestate and anchor root are taken as they are. The client is who must know them.
    ///
    /// Addresses depend on nothing but factory, sender, L2 chain id and salt; those of the game and of the registry's
    /// implementation on the rest as well. So the genesis, which names some of them, can be made before: call this
    /// statically with any anchor root to learn them.
    ///
    /// SystemConfig names the block after the origin as its start block.
    function deploy(ChainInput calldata input) external returns (ChainAddresses memory chain);

    /// @notice What the chains of this factory are made of.
    function parts() external view returns (ChainParts memory);

    /// @notice What {deploy} needs at most, in gas: below the cap of a transaction (EIP-7825), and enough for the call
    /// of a contract wallet.
    function DEPLOY_GAS() external view returns (uint256);
}

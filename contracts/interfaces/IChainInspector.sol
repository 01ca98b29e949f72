// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ChainRoles, IChainLens } from "./IChainLens.sol";

/// @notice The newest output, or the newest game of any type.
/// @param count How many there are; 0: none yet, and all else is zero.
/// @param timestamp Unix seconds when it was proposed.
/// @param l2Block The L2 block it is about.
/// @param game Zero for an output.
struct LatestProposal {
    uint256 count;
    uint64 timestamp;
    uint256 l2Block;
    uint32 gameType;
    address game;
}

/// @notice An OP chain as its L1 contracts show it. Zero or empty: could not be read, or nothing.
/// @param missing What a whole chain has and this one lacks, see {Missing}.
/// @param proxyAdminOwner Who may upgrade the contracts; those before op-contracts v4 do not tell it to contracts.
/// @param gasLimit Gas per L2 block.
/// @param proposals The output oracle or game factory that the portal judges by.
/// @param respectedGameType What the portal judges by, where it judges by games.
/// @param game The permissioned game of the factory.
struct ChainReport {
    uint256 missing;
    ChainRoles roles;
    address proxyAdminOwner;
    string systemConfigVersion;
    uint64 gasLimit;
    address portal;
    string portalVersion;
    bool paused;
    address proposals;
    uint32 respectedGameType;
    address game;
    LatestProposal latest;
}

/// @dev One bit for each part that a half-deployed chain lacks. What is a contract is missing, too, when it is named
/// but nothing stands there.
library Missing {
    /// Nothing stands at the address of the SystemConfig.
    uint256 internal constant SYSTEM_CONFIG = 1 << 0;
    uint256 internal constant OWNER = 1 << 1;
    uint256 internal constant BATCHER = 1 << 2;
    uint256 internal constant UNSAFE_SIGNER = 1 << 3;
    uint256 internal constant PROPOSER = 1 << 4;
    uint256 internal constant CHALLENGER = 1 << 5;
    uint256 internal constant GAS_LIMIT = 1 << 6;
    uint256 internal constant MESSENGER = 1 << 7;
    uint256 internal constant STANDARD_BRIDGE = 1 << 8;
    uint256 internal constant ERC721_BRIDGE = 1 << 9;
    uint256 internal constant TOKEN_FACTORY = 1 << 10;
    uint256 internal constant PORTAL = 1 << 11;
    /// The portal names another SystemConfig, or none.
    uint256 internal constant PORTAL_LINK = 1 << 12;
    /// The portal does not say whether it is paused.
    uint256 internal constant PAUSE = 1 << 13;
    /// The portal judges by no output oracle and no game factory.
    uint256 internal constant PROPOSALS = 1 << 14;
    /// SystemConfig names another game factory than the portal.
    uint256 internal constant FACTORY_LINK = 1 << 15;
    /// The factory has no permissioned game.
    uint256 internal constant GAME = 1 << 16;
    /// The portal respects another game than the permissioned one: its roles decide nothing.
    uint256 internal constant RESPECT = 1 << 17;
}

/// @title Shows an OP chain to people, in one call.
/// @notice Never spends more than a bound, whatever stands at the address, and reverts only for want of gas.
interface IChainInspector is IChainLens {
    /// @notice The chain behind a SystemConfig proxy, whole or not.
    /// @dev It believes what the contracts answer, as {IChainLens-rolesOf} does. Versions longer than 64 bytes, or
    /// with other than printable ASCII, are left out.
    function inspect(address systemConfig) external view returns (ChainReport memory report);

    /// @notice What {IChainLens-rolesOf} spends at most, in gas; with this much it never reverts.
    function ROLES_GAS() external view returns (uint256);

    /// @notice What {inspect} spends at most, in gas; with this much it never reverts.
    function INSPECT_GAS() external view returns (uint256);
}

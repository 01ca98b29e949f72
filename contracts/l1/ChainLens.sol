// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ChainReport, IChainInspector } from "../interfaces/IChainInspector.sol";
import { ChainRoles, IChainLens } from "../interfaces/IChainLens.sol";
import { BoundedReads } from "./BoundedReads.sol";
import { OpReport } from "./OpReport.sol";
import { OpRoles } from "./OpRoles.sol";

/// @title Reads OP chains of all generations: output oracle, games with the roles in the game, and in its arguments.
/// @dev Every call to the chain is static, with bounded gas and a bounded answer: a hostile target can lie (the
/// vendor's agent compares code hashes), but neither revert nor flood the caller.
contract ChainLens is IChainInspector {
    /// @inheritdoc IChainInspector
    uint256 public constant ROLES_GAS = 450_000;
    /// @inheritdoc IChainInspector
    uint256 public constant INSPECT_GAS = 2_400_000;

    /// @dev Enough for a getter that goes through three proxies, and together for a chain several times dearer than
    /// the dearest known. The market gives 500,000 in all.
    uint256 private constant ROLES_CALL = 60_000;
    uint256 private constant ROLES_CALLS = 440_000;
    /// @dev The newest portals ask other proxies whether they are paused.
    uint256 private constant INSPECT_CALL = 200_000;
    uint256 private constant INSPECT_CALLS = 2_300_000;

    /// @inheritdoc IChainLens
    function rolesOf(address systemConfig) external view returns (ChainRoles memory roles) {
        // What the portal respects is for {inspect}.
        // slither-disable-next-line unused-return
        (roles, ) = OpRoles.read(BoundedReads.open(ROLES_CALLS, ROLES_CALL), systemConfig);
    }

    /// @inheritdoc IChainInspector
    function inspect(address systemConfig) external view returns (ChainReport memory) {
        return OpReport.read(BoundedReads.open(INSPECT_CALLS, INSPECT_CALL), systemConfig);
    }
}

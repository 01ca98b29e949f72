// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { KeySet } from "../types/Types.sol";

/// @notice Who may do what on an OP chain, as its L1 contracts say. Zero: could not be read, or nobody.
/// @param generation See {Generations}.
struct ChainRoles {
    uint8 generation;
    address owner;
    KeySet keys;
}

/// @dev Where proposer and challenger of a chain stand.
library Generations {
    /// Not an OP chain this lens reads, or one whose portal judges by nothing that has these roles.
    uint8 internal constant UNKNOWN = 0;
    uint8 internal constant OUTPUT_ORACLE = 1;
    /// In the permissioned game.
    uint8 internal constant GAME = 2;
    /// In the arguments that the game factory keeps for the permissioned game.
    uint8 internal constant GAME_ARGS = 3;
}

/// @title Reads the roles of an OP chain from its L1 contracts.
/// @notice Never spends more than a bound, whatever stands at the address, and reverts only for want of gas.
interface IChainLens {
    /// @notice Thrown when the caller left too little gas to tell a failing chain from a starved call.
    error ChainLens_OutOfGas(uint256 found, uint256 required);

    /// @notice The roles of the chain behind a SystemConfig proxy. Proposer and challenger are those of the contract
    /// that the chain's portal judges withdrawals by; both are zero when the portal respects another kind of game than
    /// the permissioned one, whose proposers are anybody.
    /// @dev It believes what the contracts answer. It cannot see whether their code is genuine, games that were made
    /// before a role changed, or whether the portal counts them (paused, blacklisted, retired): the vendor's agent does.
    function rolesOf(address systemConfig) external view returns (ChainRoles memory roles);
}

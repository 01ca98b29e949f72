// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { KeySet } from "../types/Types.sol";

/// @notice Who may do what on an OP chain, as its L1 contracts say. Zero: could not be read.
/// @param generation 0: not an OP chain this lens reads; 2: dispute games with the roles in the game.
struct ChainRoles {
    uint8 generation;
    address owner;
    KeySet keys;
}

/// @title Reads the roles of an OP chain from its L1 contracts.
/// @notice Never spends more than a bound, whatever stands at the address, and reverts only for want of gas.
interface IChainLens {
    /// @notice The roles of the chain behind a SystemConfig proxy.
    function rolesOf(address systemConfig) external view returns (ChainRoles memory roles);
}

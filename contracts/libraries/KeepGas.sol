// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Gas for an adapter's call to its market that leaves enough to keep the answer when the call fails.
library KeepGas {
    /// @dev Three fresh slots and an event: 71,000.
    uint256 private constant RESERVE = 90_000;

    /// @notice All that is left but the reserve; with less than that the market gets nothing.
    function grant() internal view returns (uint256) {
        uint256 left = gasleft();
        return left > RESERVE ? left - RESERVE : 0;
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Math } from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Amounts of any size in 64 bits: 56 of mantissa, then 8 of exponent.
library Float64 {
    /// @notice Exact below 2^56 and for round numbers above, else rounded down by less than 2^-55 of the amount.
    function pack(uint256 amount) internal pure returns (uint64) {
        uint256 exponent = Math.log2(amount >> 55); // 0 below 2^56, at most 200
        return uint64(((amount >> exponent) << 8) | exponent);
    }

    function unpack(uint64 packed) internal pure returns (uint256) {
        return uint256(packed >> 8) << uint8(packed);
    }
}

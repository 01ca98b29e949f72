// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Float64 } from "../../../contracts/libraries/Float64.sol";
import { HalfLife } from "../../../contracts/libraries/HalfLife.sol";
import { IScoreHarness } from "./IScoreHarness.sol";

/// @title The libraries behind the score, callable.
contract ScoreHarness is IScoreHarness {
    function decay(uint256 amount, uint256 elapsed) external pure returns (uint256) {
        return HalfLife.decay(amount, elapsed);
    }

    function pack(uint256 amount) external pure returns (uint64) {
        return Float64.pack(amount);
    }

    function unpack(uint64 packed) external pure returns (uint256) {
        return Float64.unpack(packed);
    }
}

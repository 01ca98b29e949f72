// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title See {ScoreHarness}: the production libraries, compiled as in production.
interface IScoreHarness {
    function decay(uint256 amount, uint256 elapsed) external pure returns (uint256);
    function pack(uint256 amount) external pure returns (uint64);
    function unpack(uint64 packed) external pure returns (uint256);
}

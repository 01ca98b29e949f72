// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Metric, Terms, Verdict } from "../../../contracts/types/Types.sol";

/// @title See {LibraryHarness}: the production libraries, compiled as in production.
interface ILibraryHarness {
    function payoutAt(Metric memory metric, uint256 value) external pure returns (uint256);
    function slashAt(Metric memory metric, uint256 value) external pure returns (uint256);
    /// @return Uptime, full payout, payout and slash.
    function judge(Terms calldata terms, Verdict calldata v, uint256 elapsed) external pure returns (uint256[4] memory);
    function pack(Verdict calldata v) external pure returns (bool isPresent, uint16 coverage, uint8 reason);
    function hashTerms(Terms calldata terms) external pure returns (bytes32);
    function encodeTerms(Terms calldata terms) external pure returns (bytes memory);
    function storeTerms(Terms calldata terms) external returns (address);
    function loadTerms(address holder) external view returns (bytes32 hash, Metric[4] memory metrics);
    function respondTerms(address holder) external view returns (Terms memory);
    function firstTooWide(Terms calldata terms) external pure returns (uint256 field);
}

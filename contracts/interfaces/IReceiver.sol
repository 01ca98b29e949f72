// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What Chainlink's forwarder calls with a report it has verified. Its ERC-165 id is that of the one function.
interface IReceiver {
    /// @param metadata Workflow id (32 bytes), name (10), owner (20), report id (2).
    /// @param report The workflow's own payload.
    function onReport(bytes calldata metadata, bytes calldata report) external;
}

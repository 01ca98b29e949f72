// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title An adapter that brings verdicts to one market.
/// @notice Everything it trusts is fixed when it is deployed; a change is a new adapter and new terms. No answer is
/// lost: it is passed on at once, or kept for {deliver} by anyone.
interface ISlaOracle {
    /// @notice A verdict was asked for.
    event VerdictRequested(bytes32 indexed agreementId, uint32 indexed epoch, bytes32 requestId);
    /// @notice An answer reached the market, which counted it or not.
    event VerdictDelivered(bytes32 indexed agreementId, uint32 indexed epoch, bool stored);
    /// @notice An answer could not be passed on and waits for {deliver}.
    event VerdictKept(bytes32 indexed agreementId, uint32 indexed epoch);

    /// @notice Thrown when the market would not store a verdict of this adapter about this epoch now.
    error SlaOracle_EpochNotOpen(bytes32 agreementId, uint32 epoch);
    /// @notice Thrown when no answer is kept for this epoch.
    error SlaOracle_NothingKept(bytes32 agreementId, uint32 epoch);

    /// @notice Anyone: asks for the verdict of a finished epoch.
    function request(bytes32 agreementId, uint32 epoch) external returns (bytes32 requestId);

    /// @notice Anyone: passes a kept answer on.
    function deliver(bytes32 agreementId, uint32 epoch) external returns (bool stored);

    /// @notice The market it answers to.
    function market() external view returns (address);
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The part of the LINK token that the Chainlink adapter calls.
interface ILinkToken {
    function transfer(address to, uint256 amount) external returns (bool);
    function transferAndCall(address to, uint256 amount, bytes calldata data) external returns (bool);
}

/// @title The part of Chainlink's Operator that the Chainlink adapter calls.
interface IOperator {
    /// @notice Arrives through LINK's `transferAndCall`; the first two words are overwritten by the Operator.
    function operatorRequest(
        address sender,
        uint256 payment,
        bytes32 specId,
        bytes4 callbackFunctionId,
        uint256 nonce,
        uint256 dataVersion,
        bytes calldata data
    ) external;

    /// @notice Returns the payment of a request of the caller after its expiration.
    function cancelOracleRequest(
        bytes32 requestId,
        uint256 payment,
        bytes4 callbackFunctionId,
        uint256 expiration
    ) external;
}

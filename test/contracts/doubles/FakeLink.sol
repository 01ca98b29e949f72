// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { PlainToken } from "./Tokens.sol";

interface ITokenReceiver {
    function onTokenTransfer(address sender, uint256 amount, bytes calldata data) external;
}

/// @title LINK as far as the adapter knows it. The real one: test/contracts/chainlink.test.ts.
contract FakeLink is PlainToken {
    function transferAndCall(address to, uint256 amount, bytes calldata data) external returns (bool) {
        _move(msg.sender, to, amount);
        ITokenReceiver(to).onTokenTransfer(msg.sender, amount, data);
        return true;
    }
}

/// @title An Operator that remembers what it was asked, and refunds what it is told to cancel.
contract FakeOperator is ITokenReceiver {
    FakeLink private immutable LINK;
    bytes public asked;
    bytes public cancelled;

    constructor(FakeLink link) {
        LINK = link;
    }

    function onTokenTransfer(address, uint256, bytes calldata data) external {
        asked = data;
    }

    function cancelOracleRequest(bytes32, uint256 payment, bytes4, uint256) external {
        cancelled = msg.data;
        LINK.transfer(msg.sender, payment);
    }

    /// @notice Calls the adapter as the Operator would; like it, ignores a failure.
    function answer(address adapter, bytes calldata call) external returns (bool success) {
        // As the Operator does.
        // solhint-disable-next-line avoid-low-level-calls
        (success, ) = adapter.call(call);
    }
}

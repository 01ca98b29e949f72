// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Stands for any contract of a chain: takes every call, and answers nothing.
contract AnyContract {
    // solhint-disable-next-line no-empty-blocks
    fallback() external payable {}
}

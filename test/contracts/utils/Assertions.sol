// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { vm } from "./Vm.sol";

/// @title What a test claims. Each claim names what it is about, so that a failure reads by itself.
abstract contract Assertions {
    function assertEq(uint256 found, uint256 expected, string memory what) internal pure {
        vm.assertEq(found, expected, what);
    }

    function assertEq(bytes32 found, bytes32 expected, string memory what) internal pure {
        vm.assertEq(found, expected, what);
    }

    function assertEq(address found, address expected, string memory what) internal pure {
        vm.assertEq(found, expected, what);
    }

    function assertEq(bool found, bool expected, string memory what) internal pure {
        vm.assertEq(found, expected, what);
    }

    function assertEq(bytes memory found, bytes memory expected, string memory what) internal pure {
        vm.assertEq(found, expected, what);
    }

    function assertLe(uint256 found, uint256 max, string memory what) internal pure {
        vm.assertLe(found, max, what);
    }

    function assertGe(uint256 found, uint256 min, string memory what) internal pure {
        vm.assertGe(found, min, what);
    }

    function assertTrue(bool condition, string memory what) internal pure {
        vm.assertTrue(condition, what);
    }

    /// @dev Folds a random number into [min, max].
    function bound(uint256 x, uint256 min, uint256 max) internal pure returns (uint256) {
        if (x >= min && x <= max) return x;
        uint256 size = max - min + 1;
        return size == 0 ? x : min + (x % size);
    }
}

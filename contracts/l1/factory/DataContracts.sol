// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Contracts whose code is data, behind a zero byte: a call to one stops at once.
library DataContracts {
    /// @dev PUSH2 length DUP1 PUSH1 10 RETURNDATASIZE CODECOPY RETURNDATASIZE RETURN: copies what stands behind it.
    function write(bytes memory data) internal returns (address pointer) {
        bytes memory initCode = abi.encodePacked(hex"61", uint16(data.length + 1), hex"80600a3d393df300", data);
        assembly ("memory-safe") {
            pointer := create(0, add(initCode, 0x20), mload(initCode))
        }
    }

    function read(address pointer) internal view returns (bytes memory data) {
        uint256 length = pointer.code.length - 1;
        data = new bytes(length);
        assembly ("memory-safe") {
            extcodecopy(pointer, add(data, 0x20), 1, length)
        }
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IChainLens } from "../interfaces/IChainLens.sol";

/// @notice What a series of reads may spend.
/// @param gasAtStart Gas left when the first of them began.
/// @param total Gas for all of them.
/// @param perCall Gas for one of them.
/// @param answer Where the last answer lies.
struct Purse {
    uint256 gasAtStart;
    uint256 total;
    uint256 perCall;
    bytes answer;
}

/// @title Reads of contracts that may be hostile: static, with bounded gas each and together, and a bounded answer.
/// @dev A call gets all of its gas or is not made: the same contracts give the same answers, whatever gas the caller
/// has left, or ChainLens_OutOfGas. Once the purse is empty, nothing is asked any more and all reads as missing.
library BoundedReads {
    /// @dev What a call costs besides the gas it hands on, and what is done with its answer.
    uint256 private constant RESERVE = 5_000;
    uint256 private constant ANSWER_BYTES = 0x100;
    /// @dev Longer than any version of the OP contracts.
    uint256 private constant TEXT_BYTES = 0x40;

    function open(uint256 total, uint256 perCall) internal view returns (Purse memory) {
        return Purse(gasleft(), total, perCall, new bytes(ANSWER_BYTES));
    }

    /// @notice The address a getter answers with; zero when it fails, or when its answer is no address.
    function addressAt(Purse memory purse, address target, bytes4 getter) internal view returns (address) {
        return _addressIn(purse, _ask(purse, target, getter));
    }

    /// @notice The address a getter answers with for one argument.
    function addressAt(
        Purse memory purse,
        address target,
        bytes4 getter,
        uint256 argument
    ) internal view returns (address) {
        return _addressIn(purse, _ask(purse, target, getter, argument, 0x20));
    }

    /// @notice The address of the first of two getters that answers with any but zero.
    function addressAtEither(
        Purse memory purse,
        address target,
        bytes4 getter,
        bytes4 older
    ) internal view returns (address value) {
        value = addressAt(purse, target, getter);
        if (value == address(0)) value = addressAt(purse, target, older);
    }

    /// @notice The word a getter answers with, and whether it answers at all.
    function wordAt(Purse memory purse, address target, bytes4 getter) internal view returns (bool ok, uint256 value) {
        ok = _ask(purse, target, getter) > 0x1f;
        if (ok) value = _word(purse, 0);
    }

    /// @notice The three words a getter answers with for one argument; zeros when it fails.
    function wordsAt(
        Purse memory purse,
        address target,
        bytes4 getter,
        uint256 argument
    ) internal view returns (uint256[3] memory words) {
        if (_ask(purse, target, getter, argument, 0x60) < 0x60) return words;
        for (uint256 i = 0; i < 3; i++) words[i] = _word(purse, i * 0x20);
    }

    /// @notice The first 20 bytes at two offsets of the `bytes` a getter answers with for one argument.
    /// @dev Only when these are `size` bytes, encoded as solc does; the offsets are within them.
    function packedAddressesAt(
        Purse memory purse,
        address target,
        bytes4 getter,
        uint256 argument,
        uint256 size,
        uint256[2] memory offsets
    ) internal view returns (bool ok, address first, address second) {
        ok = _ask(purse, target, getter, argument, 0x40 + size) >= 0x40 + size;
        ok = ok && _word(purse, 0) == 0x20 && _word(purse, 0x20) == size;
        if (!ok) return (false, first, second);
        first = address(uint160(_word(purse, 0x40 + offsets[0]) >> 96));
        second = address(uint160(_word(purse, 0x40 + offsets[1]) >> 96));
    }

    /// @notice The text a getter answers with; none when it is longer than 64 bytes, or has others than printable ASCII.
    function textAt(Purse memory purse, address target, bytes4 getter) internal view returns (string memory) {
        uint256 received = _ask(purse, target, getter, 0, 0, 0x40 + TEXT_BYTES);
        if (received < 0x40 || _word(purse, 0) != 0x20) return "";
        uint256 size = _word(purse, 0x20);
        if (size > TEXT_BYTES || received < 0x40 + size) return "";
        bytes memory text = new bytes(size);
        for (uint256 i = 0; i < size; i++) {
            bytes1 character = purse.answer[0x40 + i];
            if (character < 0x20 || character > 0x7e) return "";
            text[i] = character;
        }
        return string(text);
    }

    function _addressIn(Purse memory purse, uint256 received) private pure returns (address) {
        uint256 value = received < 0x20 ? 0 : _word(purse, 0);
        return value > type(uint160).max ? address(0) : address(uint160(value));
    }

    function _ask(Purse memory purse, address target, bytes4 getter) private view returns (uint256) {
        return _ask(purse, target, getter, 0, 0, 0x20);
    }

    function _ask(
        Purse memory purse,
        address target,
        bytes4 getter,
        uint256 argument,
        uint256 wanted
    ) private view returns (uint256) {
        return _ask(purse, target, getter, argument, 0x20, wanted);
    }

    /// @dev How many bytes of the answer lie in the purse, at most `wanted`, itself at most ANSWER_BYTES; 0: it failed.
    function _ask(
        Purse memory purse,
        address target,
        bytes4 getter,
        uint256 argument,
        uint256 argumentBytes,
        uint256 wanted
    ) private view returns (uint256 received) {
        uint256 limit = _limit(purse);
        if (limit == 0) return 0;
        bytes memory answer = purse.answer;
        assembly ("memory-safe") {
            mstore(0x00, getter)
            mstore(0x04, argument)
            if staticcall(limit, target, 0x00, add(0x04, argumentBytes), add(answer, 0x20), wanted) {
                received := returndatasize()
                if gt(received, wanted) {
                    received := wanted
                }
            }
        }
    }

    /// @dev What the next call gets; 0 when the purse is empty.
    function _limit(Purse memory purse) private view returns (uint256 limit) {
        uint256 spent = purse.gasAtStart - gasleft();
        if (spent >= purse.total) return 0;
        limit = purse.total - spent;
        if (limit > purse.perCall) limit = purse.perCall;
        uint256 required = (limit * 64) / 63 + RESERVE;
        if (gasleft() < required) revert IChainLens.ChainLens_OutOfGas(gasleft(), required);
    }

    function _word(Purse memory purse, uint256 offset) private pure returns (uint256 word) {
        bytes memory answer = purse.answer;
        assembly ("memory-safe") {
            word := mload(add(add(answer, 0x20), offset))
        }
    }
}

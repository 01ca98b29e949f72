// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IOfferBook } from "../interfaces/IOfferBook.sol";
import { Hashes } from "../libraries/Hashes.sol";
import { KeySet } from "../types/Types.sol";

/// @title Key sets and operators of vendors. Nobody touches another vendor's.
abstract contract KeySets is IOfferBook {
    using Hashes for KeySet;

    /// @dev Any offer of the vendor may use the key set.
    bytes32 internal constant FREE = bytes32(uint256(1));
    /// @dev An agreement has it, for good.
    bytes32 private constant USED = bytes32(uint256(2));

    /// @dev 0: unknown; {FREE}; {USED}; otherwise the only offer that may use it.
    mapping(address vendor => mapping(bytes32 keySetHash => bytes32)) private _keySets;
    mapping(address vendor => mapping(address key => bool)) private _keyInUse;
    mapping(address vendor => mapping(address operator => bool)) private _operators;

    /// @inheritdoc IOfferBook
    function isKeySetFree(address vendor, bytes32 keySetHash) external view returns (bool) {
        return _keySets[vendor][keySetHash] == FREE;
    }

    /// @inheritdoc IOfferBook
    function isOperator(address vendor, address account) external view returns (bool) {
        return account == vendor || _operators[vendor][account];
    }

    /// @inheritdoc IOfferBook
    function addKeySets(KeySet[] calldata keySets) external {
        for (uint256 i = 0; i < keySets.length; i++) {
            bytes32 keySetHash = keySets[i].hash();
            _addKeySet(msg.sender, keySets[i], keySetHash);
            _keySets[msg.sender][keySetHash] = FREE;
        }
    }

    /// @inheritdoc IOfferBook
    function setOperator(address operator, bool allowed) external {
        _operators[msg.sender][operator] = allowed;
        emit OperatorSet(msg.sender, operator, allowed);
    }

    /// @dev Sets a key set aside for one offer; one that the vendor has not added yet is added.
    function _holdKeySet(address vendor, KeySet calldata set, bytes32 offerId) internal returns (bytes32 keySetHash) {
        keySetHash = set.hash();
        bytes32 status = _keySets[vendor][keySetHash];
        if (status == 0) _addKeySet(vendor, set, keySetHash);
        else if (status != FREE) revert OfferBook_KeySetTaken(vendor, keySetHash);
        _keySets[vendor][keySetHash] = offerId;
    }

    /// @param status {FREE}, or the offer it must be held for.
    function _useKeySet(address vendor, bytes32 keySetHash, bytes32 status) internal {
        if (_keySets[vendor][keySetHash] != status) revert OfferBook_KeySetTaken(vendor, keySetHash);
        _keySets[vendor][keySetHash] = USED;
    }

    function _addKeySet(address vendor, KeySet calldata set, bytes32 keySetHash) private {
        _addKey(vendor, set, set.batcher);
        _addKey(vendor, set, set.unsafeSigner);
        _addKey(vendor, set, set.proposer);
        _addKey(vendor, set, set.challenger);
        emit KeySetAdded(vendor, keySetHash, set);
    }

    function _addKey(address vendor, KeySet calldata set, address key) private {
        if (key == address(0)) revert OfferBook_KeySetInvalid(set);
        if (_keyInUse[vendor][key]) revert OfferBook_KeyInUse(vendor, key);
        _keyInUse[vendor][key] = true;
    }
}

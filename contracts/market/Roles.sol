// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Hashes } from "../libraries/Hashes.sol";
import { LensRoles } from "../libraries/LensRoles.sol";
import { FlatTerms } from "../libraries/TermsCode.sol";
import { KeySet } from "../types/Types.sol";
import { Agreements } from "./Agreements.sol";

/// @title Whether the chain is the client's and names the agreement's key set.
abstract contract Roles is Agreements {
    using Hashes for KeySet;

    /// @dev In time, the key set is the agreement's, and the chain on this L1 names it and the client.
    function _requireRoles(
        bytes32 agreementId,
        Agreement storage a,
        FlatTerms memory terms,
        KeySet memory keySet,
        address systemConfig
    ) internal view {
        _requireInTime(agreementId, a);
        address client = _lines[agreementId].client;
        bytes32 keySetHash = keySet.hash();
        if (agreementIdOf(client, terms.vendor, keySetHash) != agreementId) {
            revert Marketplace_WrongKeySet(agreementId, keySetHash);
        }
        if (LensRoles.canSee(terms)) LensRoles.requireRoles(terms, systemConfig, client, keySet);
    }

    /// @dev The agreement's id holds the hash of its key set: the roles found now lead to the same id or not. A lens that
    /// fails decides nothing, so that no lens keeps a party in; one that lies is the choice of whoever accepted it.
    function _rolesStand(bytes32 agreementId, FlatTerms memory terms) internal view returns (bool) {
        if (!LensRoles.canSee(terms)) return true;
        (bool ok, address owner, KeySet memory keys) = LensRoles.find(terms, _chains[agreementId].systemConfig);
        // Ids are hashes: equal or not is the question.
        // slither-disable-next-line incorrect-equality
        return !ok || agreementIdOf(owner, terms.vendor, keys.hash()) == agreementId;
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../interfaces/IMarketplace.sol";
import { Changes } from "../interfaces/IReputation.sol";
import { FlatTerms } from "../libraries/TermsCode.sol";
import { KeySet, States } from "../types/Types.sol";
import { Funding } from "./Funding.sol";
import { Roles } from "./Roles.sol";

/// @title What the vendor does while it runs the chain: start, say where it answers, go on after
/// the money had run out, raise its bond.
abstract contract Running is Funding, Roles {
    uint256 private constant MAX_ENDPOINTS = 1024;

    /// @inheritdoc IMarketplace
    // The market's own {Reputation} is called, which calls nobody.
    // slither-disable-next-line reentrancy-no-eth
    function start(bytes32 agreementId, KeySet memory keySet, string calldata endpoints) external {
        (Agreement storage a, FlatTerms memory terms) = _require(agreementId, States.REQUESTED);
        _requireOperator(agreementId, terms);
        _requireRoles(agreementId, a, terms, keySet, _chains[agreementId].systemConfig);
        uint40 anchor = _enter(a, States.ACTIVE, 0);
        uint32 funded = _fundable({
            agreementId: agreementId,
            terms: terms,
            settled: 0,
            amendsFrom: 0,
            setupPaid: false
        });
        a.funded = funded;
        _count(agreementId, a, terms, Changes.STARTED);
        emit AgreementStarted(agreementId, anchor, funded);
        _publish(agreementId, endpoints);
    }

    /// @inheritdoc IMarketplace
    function publishEndpoints(bytes32 agreementId, string calldata endpoints) external {
        (, FlatTerms memory terms) = _requireRunning(agreementId);
        _requireOperator(agreementId, terms);
        _publish(agreementId, endpoints);
    }

    /// @inheritdoc IMarketplace
    function resume(bytes32 agreementId) external {
        (Agreement storage a, FlatTerms memory terms) = _require(agreementId, States.SUSPENDED);
        _requireOperator(agreementId, terms);
        if (a.endsAt != 0) revert Marketplace_AlreadyTerminated(agreementId, a.endsAt);
        uint32 settled = a.settled;
        uint32 funded = _fundable(agreementId, terms, settled, a.amendsFrom, a.setupPaid);
        // Counters that only ever meet: one never passes the other.
        // slither-disable-next-line incorrect-equality
        if (settled != a.funded || settled == funded) revert Marketplace_NotResumable(agreementId, settled, a.funded);
        // Epoch `settled` begins now; the anchor is where epoch 0 would have begun, which cannot be before time began:
        // all these epochs have passed.
        unchecked {
            uint40 anchor = uint40(block.timestamp - uint256(settled) * terms.epochLength);
            (a.anchor, a.funded) = (anchor, funded);
            emit AgreementResumed(agreementId, settled, anchor, funded);
        }
    }

    /// @inheritdoc IMarketplace
    function lockBond(bytes32 agreementId, uint96 amount) external {
        (, FlatTerms memory terms) = _requireRunning(agreementId);
        if (msg.sender != terms.vendor) _revertNotParty(agreementId);
        uint96 bond = _lock(agreementId, terms.vendor, terms.token, amount);
        emit BondLocked({ agreementId: agreementId, amount: amount, bond: bond });
    }

    function _publish(bytes32 agreementId, string calldata endpoints) private {
        _requireLength(bytes(endpoints).length, MAX_ENDPOINTS);
        _chains[agreementId].endpointsBlock = uint32(block.number);
        emit EndpointsPublished(agreementId, endpoints);
    }
}

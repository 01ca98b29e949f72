// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../interfaces/IMarketplace.sol";
import { FlatTerms, TermsCode } from "../libraries/TermsCode.sol";
import { States } from "../types/Types.sol";
import { Funding } from "./Funding.sol";

/// @title How a running agreement gets other terms: its vendor offers them, its client adopts them.
abstract contract Amending is Funding {
    using TermsCode for FlatTerms;

    /// @inheritdoc IMarketplace
    function amend(bytes32 agreementId, bytes32 offerId, bytes32 termsHash) external {
        (Agreement storage a, FlatTerms memory terms) = _require(agreementId, States.ACTIVE);
        _requireClient(agreementId);
        if (a.endsAt != 0) revert Marketplace_AlreadyTerminated(agreementId, a.endsAt);
        if (a.amendsFrom != 0) revert Marketplace_AmendmentPending(agreementId, a.amendsFrom);
        (address holder, bool counted) = BOOK.adopt(offerId, termsHash, msg.sender, agreementId);
        FlatTerms memory next = TermsCode.load(holder);
        _requireAmends(agreementId, terms, next);
        uint32 from = uint32(_epochNow(a, terms) + 1);
        a.amendsFrom = from;
        _amendments[agreementId] = Amendment({ terms: holder, counted: counted && a.counted });
        uint128 deposit = _lines[agreementId].deposit;
        uint256 min = _costOf(agreementId, a, terms, uint256(from - a.settled) + next.minPrepaidEpochs);
        if (deposit < min) revert Escrow_DepositTooSmall(deposit, min);
        uint32 funded = _fundable(agreementId, terms, a.settled, from, a.setupPaid);
        a.funded = funded;
        emit AgreementAmended(agreementId, offerId, termsHash, from, funded);
    }

    /// @inheritdoc IMarketplace
    function amendmentOf(bytes32 agreementId) external view returns (address terms, uint32 fromEpoch) {
        return (_amendments[agreementId].terms, _agreements[agreementId].amendsFrom);
    }

    function _requireAmends(bytes32 agreementId, FlatTerms memory terms, FlatTerms memory next) private pure {
        _requireSame(agreementId, terms, next, 0); // vendor
        _requireSame(agreementId, terms, next, 1); // l1ChainId
        _requireSame(agreementId, terms, next, 2); // token
        _requireSame(agreementId, terms, next, 6); // epochLength
        if (next.bond > terms.bond) revert Marketplace_TermFixed(agreementId, 5, next.bond, terms.bond);
    }

    function _requireSame(
        bytes32 agreementId,
        FlatTerms memory terms,
        FlatTerms memory next,
        uint256 field
    ) private pure {
        (uint256 found, uint256 expected) = (next.wordAt(field), terms.wordAt(field));
        if (found != expected) revert Marketplace_TermFixed(agreementId, field, found, expected);
    }
}

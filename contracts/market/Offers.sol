// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IOfferBook, Reservation } from "../interfaces/IOfferBook.sol";
import { Hashes } from "../libraries/Hashes.sol";
import { FlatTerms, TermsCode } from "../libraries/TermsCode.sol";
import { Offer, Terms } from "../types/Types.sol";
import { KeySets } from "./KeySets.sol";
import { TermsBook } from "./TermsBook.sol";

/// @title Offers: made by vendors, taken by clients through the market.
abstract contract Offers is TermsBook, KeySets {
    using Hashes for Offer;
    using TermsCode for FlatTerms;

    struct OfferRecord {
        address client;
        uint40 deadline;
        uint32 termsIndex; // 0: no such offer
        uint8 kind;
    }

    // Kinds of offers. Not an enum: each read of one costs a range check that cannot fail here.
    uint8 private constant STANDING = 0; // for any number of agreements
    uint8 private constant AMENDING = 1; // of one agreement
    uint8 internal constant SIGNED = 2; // for one agreement, on the key set that is held for it
    uint8 private constant CLOSED = 3; // cancelled, or signed and accepted, or adopted

    mapping(bytes32 offerId => OfferRecord) private _offers;
    mapping(bytes32 offerId => bytes32 agreementId) private _amended;

    /// @inheritdoc IOfferBook
    function getOffer(
        bytes32 offerId
    ) external view returns (bytes32 termsHash, address client, uint64 deadline, bool open) {
        OfferRecord storage offer = _offers[offerId];
        if (offer.termsIndex != 0) termsHash = _termsOf(offer).hash();
        return (termsHash, offer.client, offer.deadline, _isOpen(offer));
    }

    /// @inheritdoc IOfferBook
    function createOffer(
        Terms calldata terms,
        Offer calldata offer,
        string calldata uri
    ) external returns (bytes32 offerId) {
        _requireNotStopped();
        FlatTerms memory flat = TermsCode.flatten(terms);
        _requireValid(flat, msg.sender);
        bytes32 termsHash = flat.hash();
        if (offer.terms != termsHash) revert OfferBook_TermsMismatch({ expected: termsHash, found: offer.terms });
        uint8 kind = offer.agreement == 0 ? STANDING : AMENDING;
        offerId = _addOffer({ terms: flat, offer: offer, uri: uri, kind: kind });
        if (kind == AMENDING) _amended[offerId] = offer.agreement;
    }

    /// @inheritdoc IOfferBook
    function cancelOffer(bytes32 offerId) external {
        _cancelOffer(offerId);
    }

    /// @inheritdoc IOfferBook
    function reserve(
        bytes32 offerId,
        bytes32 termsHash,
        address client,
        bytes32 keySetHash
    ) external returns (Reservation memory reservation) {
        _requireMarket();
        _requireNotStopped();
        OfferRecord storage offer = _offers[offerId];
        if (!_isOpen(offer)) revert OfferBook_OfferNotOpen(offerId, offer.deadline);
        uint8 kind = offer.kind;
        if (kind == AMENDING || !_isFor(offer, client)) revert OfferBook_OfferNotForClient(offerId, client);
        (reservation.terms, reservation.tokenWeight) = _holderAt(offer.termsIndex);
        FlatTerms memory terms = TermsCode.load(reservation.terms);
        _requireHash(terms, termsHash);
        if (kind == SIGNED) {
            offer.kind = CLOSED;
            _useKeySet(terms.vendor, keySetHash, offerId);
        } else {
            _useKeySet(terms.vendor, keySetHash, FREE);
        }
        reservation.feePpm = feePpm;
        reservation.counted = _isAdapterListed(terms.oracle);
    }

    /// @inheritdoc IOfferBook
    function adopt(
        bytes32 offerId,
        bytes32 termsHash,
        address client,
        bytes32 agreementId
    ) external returns (address holder, bool counted) {
        _requireMarket();
        _requireOpen(offerId);
        OfferRecord storage offer = _offers[offerId];
        if (_amended[offerId] != agreementId) revert OfferBook_OfferNotForAgreement(offerId, agreementId);
        if (!_isFor(offer, client)) revert OfferBook_OfferNotForClient(offerId, client);
        holder = _termsAt(offer.termsIndex);
        FlatTerms memory terms = TermsCode.load(holder);
        _requireHash(terms, termsHash);
        offer.kind = CLOSED;
        counted = _isAdapterListed(terms.oracle);
    }

    /// @dev Adds an offer of terms that are valid and the vendor's will.
    function _addOffer(
        FlatTerms memory terms,
        Offer memory offer,
        string calldata uri,
        uint8 kind
    ) internal returns (bytes32 offerId) {
        offerId = offer.hash();
        if (_offers[offerId].termsIndex != 0) revert OfferBook_OfferExists(offerId);
        if (offer.deadline > type(uint40).max) revert OfferBook_OfferNotOpen(offerId, offer.deadline);
        _offers[offerId] = OfferRecord({
            client: offer.client,
            deadline: uint40(offer.deadline),
            termsIndex: _storeTerms(terms, offer.terms),
            kind: kind
        });
        emit OfferCreated(offerId, offer.terms, terms.vendor, offer, terms.encode(), uri);
    }

    /// @dev Closes an offer of the caller.
    function _cancelOffer(bytes32 offerId) internal {
        OfferRecord storage offer = _offers[offerId];
        _requireVendor(offerId);
        if (offer.kind == CLOSED) revert OfferBook_OfferNotOpen(offerId, offer.deadline);
        offer.kind = CLOSED;
        emit OfferCancelled(offerId, msg.sender);
    }

    function _requireOpen(bytes32 offerId) internal view {
        OfferRecord storage offer = _offers[offerId];
        if (!_isOpen(offer)) revert OfferBook_OfferNotOpen(offerId, offer.deadline);
    }

    /// @dev The caller is the vendor of an offer; nobody is that of an unknown one.
    function _requireVendor(bytes32 offerId) internal view {
        address vendor = _termsOf(_offers[offerId]).vendor;
        if (msg.sender != vendor) revert OfferBook_NotVendor(msg.sender, vendor);
    }

    function _clientOf(bytes32 offerId) internal view returns (address) {
        return _offers[offerId].client;
    }

    function _requireMarket() private view {
        if (msg.sender != MARKET) revert OfferBook_NotMarket(msg.sender);
    }

    function _isFor(OfferRecord storage offer, address client) private view returns (bool) {
        return offer.client == address(0) || offer.client == client;
    }

    function _termsOf(OfferRecord storage offer) private view returns (FlatTerms memory) {
        return TermsCode.load(_termsAt(offer.termsIndex));
    }

    function _isOpen(OfferRecord storage offer) private view returns (bool) {
        if (offer.termsIndex == 0 || offer.kind == CLOSED) return false;
        return offer.deadline == 0 || block.timestamp <= offer.deadline;
    }

    /// @dev The terms are those that the client saw.
    function _requireHash(FlatTerms memory terms, bytes32 termsHash) private pure {
        bytes32 expected = terms.hash();
        if (expected != termsHash) revert OfferBook_TermsMismatch({ expected: expected, found: termsHash });
    }
}

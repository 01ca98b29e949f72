// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IEscrow } from "../interfaces/IEscrow.sol";
import { IOfferBook } from "../interfaces/IOfferBook.sol";
import { Float64 } from "../libraries/Float64.sol";
import { FlatTerms, TermsCode } from "../libraries/TermsCode.sol";
import { Terms } from "../types/Types.sol";
import { BookSettings } from "./BookSettings.sol";

/// @title Terms: which ones the market takes, and where they are stored, once each.
abstract contract TermsBook is BookSettings {
    using TermsCode for FlatTerms;

    /// @dev One slot: an accept reads both.
    struct Holder {
        address code;
        uint64 tokenWeight; // fixed by the token's first listing, see Float64
    }

    uint256 private constant BPS = 10_000;
    uint256 private constant MAX_PREPAID = 400;
    uint256 private constant MAX_WINDOW = 90 days;
    uint256 private constant MAX_EPOCH = 31 days;
    uint256 private constant MAX_VERDICT_TIMEOUT = 7 days;

    /// @notice Shortest epoch of this market, in seconds: one hour in public, seconds on local chains.
    uint32 public immutable MIN_EPOCH_LENGTH;

    uint32 private _termsCount;
    mapping(uint32 termsIndex => Holder) private _holders;
    mapping(bytes32 termsHash => uint32 termsIndex) private _termsIndex;

    constructor(uint32 minEpochLength) {
        MIN_EPOCH_LENGTH = minEpochLength;
    }

    /// @inheritdoc IOfferBook
    function getTerms(bytes32 termsHash) external view returns (Terms memory) {
        TermsCode.respond(_holders[_termsIndex[termsHash]].code);
    }

    /// @inheritdoc IOfferBook
    function getTermsAt(address holder) external view returns (Terms memory) {
        TermsCode.respond(holder);
    }

    /// @dev The index of the terms, from 1; they are stored when they are new.
    function _storeTerms(FlatTerms memory terms, bytes32 termsHash) internal returns (uint32 index) {
        index = _termsIndex[termsHash];
        if (index != 0) return index;
        index = ++_termsCount;
        _termsIndex[termsHash] = index;
        _holders[index] = Holder(terms.store(), Float64.pack(_weightOf(terms.token)));
    }

    /// @dev The contract whose code holds the terms.
    function _termsAt(uint32 index) internal view returns (address) {
        return _holders[index].code;
    }

    /// @dev The same, and the weight of the terms' token.
    function _holderAt(uint32 index) internal view returns (address code, uint64 tokenWeight) {
        Holder storage holder = _holders[index];
        return (holder.code, holder.tokenWeight);
    }

    /// @param vendor Who offers them, and must be named by them.
    function _requireValid(FlatTerms memory t, address vendor) internal view {
        (uint256 field, uint256 value, uint256 max) = t.firstTooWide();
        if (field < 38) revert OfferBook_TermOutOfRange(field, value, 0, max);
        if (vendor != t.vendor) revert OfferBook_NotVendor(vendor, t.vendor);
        if (!_isTokenListed(t.token)) revert OfferBook_TokenNotListed(t.token);
        _requireRange(t, 1, 1, type(uint64).max); // l1ChainId
        _requireRange(t, 3, 1, type(uint96).max); // pricePerEpoch
        _requireRange(t, 6, MIN_EPOCH_LENGTH, MAX_EPOCH);
        _requireRange(t, 7, 1, MAX_WINDOW); // reserveWindow
        _requireRange(t, 8, 1, MAX_WINDOW); // startWindow
        _requireRange(t, 9, 0, MAX_WINDOW); // notice
        _requireRange(t, 10, 0, MAX_WINDOW); // grace
        _requireRange(t, 11, 1, MAX_VERDICT_TIMEOUT);
        _requireRange(t, 12, 1, MAX_PREPAID); // minPrepaidEpochs
        _requireRange(t, 13, 1, type(uint160).max); // oracle
        if (t.clientPaysL1) {
            if (IEscrow(MARKET).WETH() == address(0)) revert OfferBook_NoWrappedEther();
            _requireRange(t, 16, 1, type(uint96).max); // l1CapPerEpoch
        }
        uint256 agreed = 0;
        for (uint256 i = 19; i < 31; i += 3) {
            _requireRange(t, i, t.wordAt(i + 1), BPS); // target, not below the floor
            _requireRange(t, i + 2, 0, BPS); // payoutAtFloor
            agreed |= t.wordAt(i);
        }
        if (agreed == 0) revert OfferBook_NothingAgreed();
        _requireRange(t, 32, 1, t.epochLength); // probeInterval
        _requireRange(t, 33, 1, type(uint32).max); // maxLatency
        _requireRange(t, 34, 0, t.epochLength); // maintenance
        _requireRange(t, 35, 0, BPS); // slash
        _requireRange(t, 36, 0, BPS); // silentPayout
        _requireRange(t, 37, 0, BPS); // minCoverage
    }

    function _requireRange(FlatTerms memory t, uint256 field, uint256 min, uint256 max) private pure {
        uint256 found = t.wordAt(field);
        if (found < min || found > max) revert OfferBook_TermOutOfRange(field, found, min, max);
    }
}

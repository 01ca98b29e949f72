// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Ownable, Ownable2Step } from "@openzeppelin/contracts/access/Ownable2Step.sol";

import { IOfferBook, Reservation } from "../interfaces/IOfferBook.sol";
import { Hashes } from "../libraries/Hashes.sol";
import { FlatTerms, TermsCode } from "../libraries/TermsCode.sol";
import { KeySet, Offer, Terms } from "../types/Types.sol";

/// @title Offers and key sets, and the settings of the market's owner. Holds no money.
contract OfferBook is IOfferBook, Ownable2Step {
    using Hashes for Offer;
    using Hashes for KeySet;
    using TermsCode for FlatTerms;

    struct OfferRecord {
        address client;
        uint40 deadline;
        uint32 termsIndex; // 0: no such offer
        bool cancelled;
        bool amends;
    }

    struct TokenRecord {
        bool listed;
        bool known;
        uint128 weight;
    }

    enum KeySetStatus {
        Unknown,
        Free,
        Used
    }

    /// @notice The highest fee the owner may set: 5% of earned.
    uint24 public constant MAX_FEE_PPM = 50_000;
    uint256 private constant BPS = 10_000;
    uint256 private constant MAX_PREPAID = 400;
    uint256 private constant MAX_WINDOW = 90 days;
    uint256 private constant MAX_EPOCH = 31 days;
    uint256 private constant MAX_VERDICT_TIMEOUT = 7 days;

    /// @inheritdoc IOfferBook
    address public immutable MARKET = msg.sender;
    /// @notice Shortest epoch of this market, in seconds: one hour in public, seconds on local chains.
    uint32 public immutable MIN_EPOCH_LENGTH;

    /// @notice Fee of agreements accepted from now on, ppm of earned.
    uint24 public feePpm;
    /// @notice True while new offers and accepts are stopped.
    bool public stopped;
    uint32 private _termsCount;

    mapping(uint32 termsIndex => address code) private _termsCode;
    mapping(bytes32 termsHash => uint32 termsIndex) private _termsIndex;
    mapping(bytes32 offerId => OfferRecord) private _offers;
    mapping(bytes32 vendorAndKeySet => KeySetStatus) private _keySets;
    mapping(address vendor => mapping(address key => bool)) private _keyInUse;
    mapping(address vendor => mapping(address operator => bool)) private _operators;
    mapping(address token => TokenRecord) private _tokens;
    mapping(address adapter => bool) private _adapters;

    constructor(address owner, uint32 minEpochLength) Ownable(owner) {
        MIN_EPOCH_LENGTH = minEpochLength;
    }

    /// @inheritdoc IOfferBook
    function getTerms(bytes32 termsHash) external view returns (Terms memory) {
        TermsCode.respond(_termsCode[_termsIndex[termsHash]]);
    }

    /// @inheritdoc IOfferBook
    function getTermsAt(address holder) external view returns (Terms memory) {
        TermsCode.respond(holder);
    }

    /// @inheritdoc IOfferBook
    function getOffer(
        bytes32 offerId
    ) external view returns (bytes32 termsHash, address client, uint64 deadline, bool open) {
        OfferRecord storage offer = _offers[offerId];
        if (offer.termsIndex != 0) termsHash = _terms(offer.termsIndex).hash();
        return (termsHash, offer.client, offer.deadline, _isOpen(offer));
    }

    /// @inheritdoc IOfferBook
    function isKeySetFree(address vendor, bytes32 keySetHash) external view returns (bool) {
        return _keySets[_keySetKey(vendor, keySetHash)] == KeySetStatus.Free;
    }

    /// @inheritdoc IOfferBook
    function isOperator(address vendor, address account) external view returns (bool) {
        return account == vendor || _operators[vendor][account];
    }

    /// @inheritdoc IOfferBook
    function createOffer(
        Terms calldata terms,
        Offer calldata offer,
        string calldata uri
    ) external returns (bytes32 offerId) {
        if (stopped) revert OfferBook_Stopped();
        FlatTerms memory flat = TermsCode.flatten(terms);
        _requireValid(flat);
        bytes32 termsHash = flat.hash();
        if (offer.terms != termsHash) revert OfferBook_TermsMismatch({ expected: termsHash, found: offer.terms });
        offerId = offer.hash();
        if (_offers[offerId].termsIndex != 0) revert OfferBook_OfferExists(offerId);
        if (offer.deadline > type(uint40).max) revert OfferBook_OfferNotOpen(offerId, offer.deadline);

        uint32 index = _termsIndex[termsHash];
        if (index == 0) {
            index = ++_termsCount;
            _termsIndex[termsHash] = index;
            _termsCode[index] = flat.store();
        }
        _offers[offerId] = OfferRecord({
            client: offer.client,
            deadline: uint40(offer.deadline),
            termsIndex: index,
            cancelled: false,
            amends: offer.agreement != 0
        });
        emit OfferCreated(offerId, termsHash, msg.sender, offer, flat.encode(), uri);
    }

    /// @inheritdoc IOfferBook
    function cancelOffer(bytes32 offerId) external {
        OfferRecord storage offer = _offers[offerId];
        address vendor = _terms(offer.termsIndex).vendor;
        if (msg.sender != vendor) revert OfferBook_NotVendor(msg.sender, vendor);
        if (offer.cancelled) revert OfferBook_OfferNotOpen(offerId, offer.deadline);
        offer.cancelled = true;
        emit OfferCancelled(offerId, msg.sender);
    }

    /// @inheritdoc IOfferBook
    function addKeySets(KeySet[] calldata keySets) external {
        for (uint256 i = 0; i < keySets.length; i++) {
            KeySet calldata set = keySets[i];
            _useKey(set, set.batcher);
            _useKey(set, set.unsafeSigner);
            _useKey(set, set.proposer);
            _useKey(set, set.challenger);
            bytes32 keySetHash = set.hash();
            _keySets[_keySetKey(msg.sender, keySetHash)] = KeySetStatus.Free;
            emit KeySetAdded(msg.sender, keySetHash, set);
        }
    }

    /// @inheritdoc IOfferBook
    function setOperator(address operator, bool allowed) external {
        _operators[msg.sender][operator] = allowed;
        emit OperatorSet(msg.sender, operator, allowed);
    }

    /// @inheritdoc IOfferBook
    function reserve(
        bytes32 offerId,
        bytes32 termsHash,
        address client,
        bytes32 keySetHash
    ) external returns (Reservation memory reservation) {
        if (msg.sender != MARKET) revert OfferBook_NotMarket(msg.sender);
        if (stopped) revert OfferBook_Stopped();
        OfferRecord storage offer = _offers[offerId];
        if (!_isOpen(offer)) revert OfferBook_OfferNotOpen(offerId, offer.deadline);
        if (offer.amends || (offer.client != address(0) && offer.client != client)) {
            revert OfferBook_OfferNotForClient(offerId, client);
        }
        reservation.terms = _termsCode[offer.termsIndex];
        FlatTerms memory terms = TermsCode.load(reservation.terms);
        bytes32 expected = terms.hash();
        if (expected != termsHash) revert OfferBook_TermsMismatch({ expected: expected, found: termsHash });
        bytes32 key = _keySetKey(terms.vendor, keySetHash);
        if (_keySets[key] != KeySetStatus.Free) revert OfferBook_KeySetTaken(terms.vendor, keySetHash);
        _keySets[key] = KeySetStatus.Used;
        reservation.feePpm = feePpm;
        reservation.counted = _adapters[terms.oracle];
    }

    /// @inheritdoc IOfferBook
    function setToken(address token, bool listed, uint128 weight) external onlyOwner {
        TokenRecord storage record = _tokens[token];
        if (record.known && record.weight != weight) revert OfferBook_WeightFixed(token, record.weight);
        (record.weight, record.listed, record.known) = (weight, listed, true);
        emit TokenListed(token, listed, weight);
    }

    /// @inheritdoc IOfferBook
    function setAdapter(address adapter, bool listed) external onlyOwner {
        _adapters[adapter] = listed;
        emit AdapterListed(adapter, listed);
    }

    /// @inheritdoc IOfferBook
    function setFee(uint24 newFeePpm) external onlyOwner {
        if (newFeePpm > MAX_FEE_PPM) revert OfferBook_FeeTooHigh({ found: newFeePpm, max: MAX_FEE_PPM });
        feePpm = newFeePpm;
        emit FeeSet(newFeePpm);
    }

    /// @inheritdoc IOfferBook
    function setStopped(bool newStopped) external onlyOwner {
        stopped = newStopped;
        emit StoppedSet(newStopped);
    }

    function _terms(uint32 termsIndex) private view returns (FlatTerms memory) {
        return TermsCode.load(_termsCode[termsIndex]);
    }

    function _isOpen(OfferRecord storage offer) private view returns (bool) {
        return offer.termsIndex != 0 && !offer.cancelled && (offer.deadline == 0 || block.timestamp <= offer.deadline);
    }

    function _keySetKey(address vendor, bytes32 keySetHash) private pure returns (bytes32) {
        return keccak256(abi.encode(vendor, keySetHash));
    }

    function _useKey(KeySet calldata set, address key) private {
        if (key == address(0)) revert OfferBook_KeySetInvalid(set);
        if (_keyInUse[msg.sender][key]) revert OfferBook_KeyInUse(msg.sender, key);
        _keyInUse[msg.sender][key] = true;
    }

    function _requireValid(FlatTerms memory t) private view {
        (uint256 field, uint256 value, uint256 max) = t.firstTooWide();
        if (field < 38) revert OfferBook_TermOutOfRange(field, value, 0, max);
        if (msg.sender != t.vendor) revert OfferBook_NotVendor(msg.sender, t.vendor);
        if (!_tokens[t.token].listed) revert OfferBook_TokenNotListed(t.token);
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
        uint256 agreed;
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

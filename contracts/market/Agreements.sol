// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../interfaces/IMarketplace.sol";
import { IOfferBook } from "../interfaces/IOfferBook.sol";
import { Change, IReputation } from "../interfaces/IReputation.sol";
import { FlatTerms, TermsCode } from "../libraries/TermsCode.sol";
import { AgreementView, State, States } from "../types/Types.sol";
import { Escrow } from "./Escrow.sol";

/// @title What an agreement is: its storage, its state by the clock, and who may touch it.
abstract contract Agreements is Escrow, IMarketplace {
    /// @dev Two slots; with the two of the lines it is all that settling touches.
    struct Agreement {
        // slot 0: what settling writes
        uint40 anchor; // before the start: deadline of the running window
        uint40 endsAt; // 0: open end
        uint32 settled;
        uint32 funded;
        State state; // never Suspended
        uint8 silentStreak;
        bool setupPaid;
        bool clientsDoing; // by the last verdict
        bool ready; // said by the vendor before the bind
        bool bundled; // the exit bundle was counted
        // slot 1: fixed at accept
        address terms; // its code holds them
        uint24 feePpm;
        bool counted; // for reputation: the adapter was listed at accept
        uint64 tokenWeight; // for reputation, see Float64
    }

    struct BoundChain {
        address systemConfig;
        uint64 l2ChainId;
        uint32 endpointsBlock;
    }

    /// @inheritdoc IMarketplace
    IOfferBook public immutable BOOK;
    /// @inheritdoc IMarketplace
    IReputation public immutable REPUTATION;

    mapping(bytes32 agreementId => Agreement) internal _agreements;
    mapping(bytes32 agreementId => BoundChain) internal _chains;

    constructor(IOfferBook book, IReputation reputation) {
        BOOK = book;
        REPUTATION = reputation;
    }

    /// @inheritdoc IMarketplace
    function agreementIdOf(address client, address vendor, bytes32 keySetHash) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), client, vendor, keySetHash));
    }

    /// @inheritdoc IMarketplace
    function getAgreement(bytes32 agreementId) external view returns (AgreementView memory view_) {
        Agreement storage a = _agreements[agreementId];
        FlatTerms memory terms = TermsCode.load(a.terms);
        Lines memory lines = _lines[agreementId];
        BoundChain memory chain = _chains[agreementId];
        view_.state = _stateOf(a, terms);
        view_.client = lines.client;
        view_.vendor = terms.vendor;
        view_.terms = a.terms;
        view_.token = terms.token;
        view_.deposit = lines.deposit;
        view_.earned = lines.earned;
        view_.bond = lines.bond;
        view_.feePpm = a.feePpm;
        view_.anchor = a.anchor;
        view_.settledEpochs = a.settled;
        view_.fundedEpochs = a.funded;
        view_.endsAt = a.endsAt;
        view_.silentStreak = a.silentStreak;
        view_.systemConfig = chain.systemConfig;
        view_.l2ChainId = chain.l2ChainId;
        view_.endpointsBlock = chain.endpointsBlock;
    }

    /// @inheritdoc IMarketplace
    function runwayOf(bytes32 agreementId) external view returns (uint40) {
        Agreement storage a = _agreements[agreementId];
        return a.state == States.ACTIVE ? uint40(_fundedUntil(a, TermsCode.load(a.terms))) : 0;
    }

    /// @inheritdoc IMarketplace
    function isReady(bytes32 agreementId) external view returns (bool) {
        return _agreements[agreementId].ready;
    }

    /// @dev Enters a state whose window, or whose first epoch, begins now.
    function _enter(Agreement storage a, State state, uint256 window) internal returns (uint40 anchor) {
        a.state = state;
        anchor = uint40(block.timestamp + window);
        a.anchor = anchor;
    }

    function _count(bytes32 agreementId, Agreement storage a, FlatTerms memory terms, Change change) internal {
        if (a.counted) REPUTATION.count(terms.vendor, _lines[agreementId].client, change);
    }

    function _load(
        bytes32 agreementId
    ) internal view returns (Agreement storage a, FlatTerms memory terms, State state) {
        a = _agreements[agreementId];
        terms = TermsCode.load(a.terms);
        state = _stateOf(a, terms);
    }

    function _require(
        bytes32 agreementId,
        State expected
    ) internal view returns (Agreement storage a, FlatTerms memory terms) {
        State state;
        (a, terms, state) = _load(agreementId);
        if (!(state == expected)) _revertState(agreementId, state);
    }

    /// @dev Runs, be it out of money.
    function _requireRunning(bytes32 agreementId) internal view returns (Agreement storage a, FlatTerms memory terms) {
        State state;
        (a, terms, state) = _load(agreementId);
        if (!(state == States.ACTIVE || state == States.SUSPENDED)) _revertState(agreementId, state);
    }

    function _requireClient(bytes32 agreementId) internal view {
        if (msg.sender != _lines[agreementId].client) _revertNotParty(agreementId);
    }

    function _requireInTime(bytes32 agreementId, Agreement storage a) internal view {
        if (block.timestamp > a.anchor) revert Marketplace_TooLate(agreementId, a.anchor);
    }

    function _requireOperator(bytes32 agreementId, FlatTerms memory terms) internal view {
        if (!BOOK.isOperator(terms.vendor, msg.sender)) _revertNotParty(agreementId);
    }

    function _revertNotParty(bytes32 agreementId) internal view {
        revert Marketplace_NotParty(agreementId, msg.sender);
    }

    /// @dev The state by the clock.
    function _stateOf(Agreement storage a, FlatTerms memory terms) internal view returns (State) {
        if (!(a.state == States.ACTIVE)) return a.state;
        if (a.endsAt != 0 && block.timestamp >= a.endsAt) return States.ENDED;
        return block.timestamp < _fundedUntil(a, terms) ? States.ACTIVE : States.SUSPENDED;
    }

    function _fundedUntil(Agreement storage a, FlatTerms memory terms) internal view returns (uint256) {
        // Sum and product of values of at most 40 bits.
        unchecked {
            return a.anchor + uint256(a.funded) * terms.epochLength;
        }
    }

    /// @dev An epoch, cut off by the money and by the end of the agreement.
    function _spanOf(
        Agreement storage a,
        uint256 length,
        uint256 epoch
    ) internal view returns (bool exists, uint256 start, uint256 end) {
        uint256 endsAt = a.endsAt == 0 ? type(uint256).max : a.endsAt;
        // Sums and products of values of at most 40 bits.
        unchecked {
            start = a.anchor + epoch * length;
            end = start + length;
        }
        exists = (a.state == States.ACTIVE || a.state == States.ENDED) && epoch < a.funded && start < endsAt;
        if (endsAt < end) end = endsAt;
    }

    function _isOver(State state) internal pure returns (bool) {
        return State.unwrap(state) >= State.unwrap(States.ENDED);
    }

    function _requireLength(uint256 found, uint256 max) internal pure {
        if (found > max) revert Marketplace_TextTooLong(found, max);
    }

    function _revertState(bytes32 agreementId, State found) internal pure {
        revert Marketplace_WrongState(agreementId, found);
    }
}

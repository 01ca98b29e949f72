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
        bool known; // to reputation: the adapter was listed at accept
        uint32 amendsFrom; // first epoch of the pending amendment; 0: there is none
        // slot 1: fixed at accept, but for amendments
        address terms; // its code holds those of the next unsettled epoch
        uint24 feePpm;
        bool counted; // for reputation: its adapter was listed at accept, nor did an amendment bring one that was not
        uint64 tokenWeight; // for reputation, see Float64
    }

    /// @dev What an agreement has from its epoch `amendsFrom` on.
    struct Amendment {
        address terms;
        bool counted;
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
    mapping(bytes32 agreementId => Amendment) internal _amendments;
    mapping(bytes32 agreementId => BoundChain) internal _chains;

    constructor(IOfferBook book, IReputation reputation, address weth) Escrow(weth) {
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
        return a.state == States.ACTIVE ? uint40(_fundedUntil(a.anchor, a.funded, TermsCode.load(a.terms))) : 0;
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
        if (a.known) REPUTATION.count(terms.vendor, _lines[agreementId].client, change);
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
        return block.timestamp < _fundedUntil(a.anchor, a.funded, terms) ? States.ACTIVE : States.SUSPENDED;
    }

    /// @dev The contract that holds the terms of an unsettled epoch.
    /// @param terms That of the next one.
    /// @param amendsFrom First epoch of the pending amendment.
    function _holderOf(
        bytes32 agreementId,
        address terms,
        uint256 amendsFrom,
        uint256 epoch
    ) internal view returns (address) {
        return amendsFrom == 0 || epoch < amendsFrom ? terms : _amendments[agreementId].terms;
    }

    /// @dev The terms of the epoch in which now lies, of an agreement that has started.
    function _termsNow(
        bytes32 agreementId,
        Agreement storage a,
        FlatTerms memory terms
    ) internal view returns (FlatTerms memory) {
        return TermsCode.load(_holderOf(agreementId, a.terms, a.amendsFrom, _epochNow(a, terms)));
    }

    /// @dev The epoch in which now lies, of an agreement that has started.
    function _epochNow(Agreement storage a, FlatTerms memory terms) internal view returns (uint256) {
        // The anchor has passed, the length is not zero.
        unchecked {
            return (block.timestamp - a.anchor) / terms.epochLength;
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

    /// @dev Unsettled epochs that are funded and not cut off by the end, the last one whole or in part.
    function _unsettled(Agreement storage a, FlatTerms memory terms) internal view returns (uint256 epochs) {
        (uint256 until, uint256 endsAt) = (_fundedUntil(a.anchor, a.funded, terms), a.endsAt);
        if (endsAt != 0 && endsAt < until) until = endsAt;
        // Sums and products of values of at most 40 bits; the length is not zero.
        unchecked {
            uint256 next = a.anchor + uint256(a.settled) * terms.epochLength;
            if (until > next) epochs = (until - next + terms.epochLength - 1) / terms.epochLength;
        }
    }

    function _isOver(State state) internal pure returns (bool) {
        return State.unwrap(state) >= State.unwrap(States.ENDED);
    }

    /// @dev When the money ends. Its caller reads the slot of both, once.
    function _fundedUntil(uint256 anchor, uint256 funded, FlatTerms memory terms) internal pure returns (uint256) {
        // Sum and product of values of at most 40 bits.
        unchecked {
            return anchor + funded * terms.epochLength;
        }
    }

    function _requireLength(uint256 found, uint256 max) internal pure {
        if (found > max) revert Marketplace_TextTooLong(found, max);
    }

    function _revertState(bytes32 agreementId, State found) internal pure {
        revert Marketplace_WrongState(agreementId, found);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Ownable } from "@openzeppelin/contracts/access/Ownable.sol";

import { IMarketplace } from "../interfaces/IMarketplace.sol";
import { Reservation } from "../interfaces/IOfferBook.sol";
import { Change, Changes } from "../interfaces/IReputation.sol";
import { Hashes } from "../libraries/Hashes.sol";
import { LensRoles } from "../libraries/LensRoles.sol";
import { FlatTerms, TermsCode } from "../libraries/TermsCode.sol";
import { CancelReason, CancelReasons, Chain, KeySet, State, States } from "../types/Types.sol";
import { Epochs } from "./Epochs.sol";
import { Escrow } from "./Escrow.sol";
import { OfferBook } from "./OfferBook.sol";
import { Reputation } from "./Reputation.sol";

/// @title What client and vendor do: accept, bind, start, fund, end.
contract Marketplace is Epochs {
    using Hashes for KeySet;

    uint256 private constant MAX_ENDPOINTS = 1024;
    uint256 private constant MAX_CONFIG = 4096;
    uint8 private constant SILENT_EXIT = 3;

    /// @param owner Timelock that may stop new business, list tokens and adapters, and set the fee of the future.
    /// @param minEpochLength Seconds; fixed for good.
    constructor(address owner, uint32 minEpochLength) Epochs(new OfferBook(owner, minEpochLength), new Reputation()) {}

    /// @inheritdoc IMarketplace
    function agreementIdOf(address client, address vendor, bytes32 keySetHash) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), client, vendor, keySetHash));
    }

    /// @inheritdoc IMarketplace
    function accept(
        bytes32 offerId,
        bytes32 termsHash,
        KeySet memory keySet,
        uint128 deposit,
        Chain memory chain
    ) external nonReentrant returns (bytes32 agreementId) {
        bytes32 keySetHash = keySet.hash();
        Reservation memory reserved = BOOK.reserve(offerId, termsHash, msg.sender, keySetHash);
        FlatTerms memory terms = TermsCode.load(reserved.terms);
        agreementId = agreementIdOf(msg.sender, terms.vendor, keySetHash);
        deposit = _pull(terms.token, deposit);
        uint256 min = _requireFundable(deposit, terms.setupFee, terms);
        if (deposit < min) revert Escrow_DepositTooSmall(deposit, min);
        _open(agreementId, terms.vendor, terms.token, terms.bond, deposit);
        Agreement storage a = _agreements[agreementId];
        (a.terms, a.feePpm, a.counted) = (reserved.terms, reserved.feePpm, reserved.counted);
        uint40 deadline = _enter(a, States.RESERVED, terms.reserveWindow);
        emit AgreementAccepted(
            agreementId,
            msg.sender,
            terms.vendor,
            offerId,
            termsHash,
            keySetHash,
            deposit,
            terms.bond,
            reserved.feePpm,
            deadline
        );
        if (chain.systemConfig != address(0)) _bind(agreementId, a, terms, keySet, chain);
    }

    /// @inheritdoc IMarketplace
    function bind(bytes32 agreementId, KeySet memory keySet, Chain memory chain) external {
        (Agreement storage a, FlatTerms memory terms) = _require(agreementId, States.RESERVED);
        if (msg.sender != _lines[agreementId].client) _revertNotParty(agreementId);
        _bind(agreementId, a, terms, keySet, chain);
    }

    /// @inheritdoc IMarketplace
    function start(bytes32 agreementId, KeySet memory keySet, string calldata endpoints) external {
        (Agreement storage a, FlatTerms memory terms) = _require(agreementId, States.REQUESTED);
        _requireOperator(agreementId, terms);
        _requireRoles(agreementId, a, terms, keySet, _chains[agreementId].systemConfig);
        uint40 anchor = _enter(a, States.ACTIVE, 0);
        uint32 funded = uint32(_epochsIn(agreementId, a, terms));
        a.funded = funded;
        _count(agreementId, a, terms, Changes.STARTED);
        emit AgreementStarted(agreementId, anchor, funded);
        _publish(agreementId, endpoints);
    }

    /// @inheritdoc IMarketplace
    function publishEndpoints(bytes32 agreementId, string calldata endpoints) external {
        (, FlatTerms memory terms, State state) = _load(agreementId);
        if (!(state == States.ACTIVE || state == States.SUSPENDED)) _revertState(agreementId, state);
        _requireOperator(agreementId, terms);
        _publish(agreementId, endpoints);
    }

    /// @inheritdoc IMarketplace
    function topUp(bytes32 agreementId, uint128 amount) external nonReentrant {
        (Agreement storage a, FlatTerms memory terms, State state) = _load(agreementId);
        if (state == States.NONE || _isOver(state)) _revertState(agreementId, state);
        amount = _pull(terms.token, amount);
        _add(agreementId, amount);
        _requireFundable(_lines[agreementId].deposit, _setupDue(a, terms), terms);
        if (state == States.ACTIVE) _fund(agreementId, a, terms);
        emit DepositAdded(agreementId, msg.sender, amount, a.funded);
    }

    /// @inheritdoc IMarketplace
    function resume(bytes32 agreementId) external {
        (Agreement storage a, FlatTerms memory terms) = _require(agreementId, States.SUSPENDED);
        _requireOperator(agreementId, terms);
        if (a.endsAt != 0) revert Marketplace_AlreadyTerminated(agreementId, a.endsAt);
        uint32 settled = a.settled;
        uint256 epochs = _epochsIn(agreementId, a, terms);
        if (settled != a.funded || epochs == 0) revert Marketplace_NotResumable(agreementId, settled, a.funded);
        // Epoch `settled` begins now; the anchor is where epoch 0 would have begun, which cannot be before time began:
        // all these epochs have passed.
        unchecked {
            uint40 anchor = uint40(block.timestamp - uint256(settled) * terms.epochLength);
            uint32 funded = uint32(settled + epochs);
            (a.anchor, a.funded) = (anchor, funded);
            emit AgreementResumed(agreementId, settled, anchor, funded);
        }
    }

    /// @inheritdoc IMarketplace
    function terminate(bytes32 agreementId) external {
        (Agreement storage a, FlatTerms memory terms, State state) = _load(agreementId);
        bool isClient = msg.sender == _lines[agreementId].client;
        if (!isClient && msg.sender != terms.vendor) _revertNotParty(agreementId);
        if (state == States.RESERVED || state == States.REQUESTED) {
            _cancel(agreementId, a, terms, isClient ? CancelReasons.CLIENT_LEFT : CancelReasons.VENDOR_REJECTED);
        } else if (state == States.SUSPENDED) {
            _end(agreementId, a, terms, _fundedUntil(a, terms), Changes.ENDED);
        } else if (!(state == States.ACTIVE)) {
            _revertState(agreementId, state);
        } else if (isClient || a.clientsDoing || a.silentStreak >= SILENT_EXIT || !_rolesStand(agreementId, terms)) {
            if (isClient) _payWholeSetup(agreementId, a, terms);
            _end(agreementId, a, terms, block.timestamp, Changes.ENDED);
        } else {
            _giveNotice(agreementId, a, terms);
        }
    }

    /// @inheritdoc IMarketplace
    function forfeit(bytes32 agreementId) external {
        (Agreement storage a, FlatTerms memory terms) = _require(agreementId, States.ACTIVE);
        if (msg.sender != terms.vendor) _revertNotParty(agreementId);
        emit BondForfeited(agreementId, _slash(agreementId, type(uint256).max));
        _end(agreementId, a, terms, block.timestamp, Changes.LEFT_EARLY);
    }

    /// @inheritdoc IMarketplace
    function close(bytes32 agreementId) external {
        (Agreement storage a, FlatTerms memory terms, State state) = _load(agreementId);
        uint256 from = a.anchor;
        if (state == States.RESERVED || state == States.REQUESTED) {
            if (block.timestamp <= from) _revertEarly(agreementId, from);
            return _cancel(agreementId, a, terms, CancelReasons.CLIENT_LAPSED);
        }
        uint256 endsAt = a.endsAt;
        if (state == States.SUSPENDED) {
            endsAt = _fundedUntil(a, terms);
            from = endsAt + terms.grace;
            if (block.timestamp < from) _revertEarly(agreementId, from);
        } else if (!(state == States.ENDED)) {
            _revertState(agreementId, state);
        }
        if (a.state == States.ACTIVE) _end(agreementId, a, terms, endsAt, Changes.ENDED);
        _settle(agreementId, a, terms, a.funded);
        from = _readyAt(a, terms);
        if (from != 0) _revertEarly(agreementId, from);
        a.state = States.CLOSED;
        emit AgreementClosed(agreementId, _releaseBond(agreementId, terms.vendor, terms.token));
    }

    function _bind(
        bytes32 agreementId,
        Agreement storage a,
        FlatTerms memory terms,
        KeySet memory keySet,
        Chain memory chain
    ) private {
        if (chain.systemConfig == address(0) || chain.l2ChainId == 0) {
            revert Marketplace_ChainInvalid(chain.systemConfig, chain.l2ChainId);
        }
        _requireLength(bytes(chain.config).length, MAX_CONFIG);
        _requireRoles(agreementId, a, terms, keySet, chain.systemConfig);
        BoundChain storage bound = _chains[agreementId];
        (bound.systemConfig, bound.l2ChainId) = (chain.systemConfig, chain.l2ChainId);
        uint40 deadline = _enter(a, States.REQUESTED, terms.startWindow);
        emit ChainBound(agreementId, chain.systemConfig, chain.l2ChainId, chain.config, deadline);
    }

    function _publish(bytes32 agreementId, string calldata endpoints) private {
        _requireLength(bytes(endpoints).length, MAX_ENDPOINTS);
        _chains[agreementId].endpointsBlock = uint32(block.number);
        emit EndpointsPublished(agreementId, endpoints);
    }

    /// @dev Ends before the start. Time and the roles on L1 overrule the reason the caller has.
    function _cancel(bytes32 agreementId, Agreement storage a, FlatTerms memory terms, CancelReason reason) private {
        bool late = block.timestamp > a.anchor;
        if (a.state == States.RESERVED) {
            if (late) reason = CancelReasons.CLIENT_LAPSED;
        } else if (late || reason == CancelReasons.VENDOR_REJECTED) {
            if (late) reason = CancelReasons.VENDOR_MISSED;
            if (!_rolesStand(agreementId, terms)) reason = CancelReasons.CLIENT_ROTATED;
        }
        a.state = States.CANCELLED;
        if (reason == CancelReasons.VENDOR_MISSED) {
            _slash(agreementId, terms.setupFee);
            _count(agreementId, a, terms, Changes.MISSED);
        } else if (reason == CancelReasons.VENDOR_REJECTED) {
            _count(agreementId, a, terms, Changes.REJECTED);
        } else {
            _pay(agreementId, terms.setupFee);
        }
        _releaseBond(agreementId, terms.vendor, terms.token);
        emit AgreementCancelled(agreementId, reason);
    }

    /// @dev The vendor leaves at the first epoch boundary after its notice; nobody needs to do anything then.
    function _giveNotice(bytes32 agreementId, Agreement storage a, FlatTerms memory terms) private {
        if (a.endsAt != 0) revert Marketplace_AlreadyTerminated(agreementId, a.endsAt);
        // Values of at most 40 bits; the anchor has passed, the length is not zero.
        unchecked {
            uint256 epochs = (block.timestamp + terms.notice - a.anchor) / terms.epochLength + 1;
            uint40 endsAt = uint40(a.anchor + epochs * terms.epochLength);
            a.endsAt = endsAt;
            emit AgreementTerminated(agreementId, msg.sender, endsAt);
        }
    }

    function _end(
        bytes32 agreementId,
        Agreement storage a,
        FlatTerms memory terms,
        uint256 endsAt,
        Change change
    ) private {
        a.state = States.ENDED;
        a.endsAt = uint40(endsAt);
        _count(agreementId, a, terms, change);
        emit AgreementTerminated(agreementId, msg.sender, uint40(endsAt));
    }

    /// @dev A client that leaves before half of epoch 0 owes the whole setup fee.
    function _payWholeSetup(bytes32 agreementId, Agreement storage a, FlatTerms memory terms) private {
        if (a.setupPaid || block.timestamp >= a.anchor + terms.epochLength / 2) return;
        a.setupPaid = true;
        _pay(agreementId, terms.setupFee);
    }

    /// @dev Enters a state whose window, or whose first epoch, begins now.
    function _enter(Agreement storage a, State state, uint256 window) private returns (uint40 anchor) {
        a.state = state;
        anchor = uint40(block.timestamp + window);
        a.anchor = anchor;
    }

    function _count(bytes32 agreementId, Agreement storage a, FlatTerms memory terms, Change change) private {
        if (a.counted) REPUTATION.count(terms.vendor, _lines[agreementId].client, change);
    }

    function _load(
        bytes32 agreementId
    ) private view returns (Agreement storage a, FlatTerms memory terms, State state) {
        a = _agreements[agreementId];
        terms = TermsCode.load(a.terms);
        state = _stateOf(a, terms);
    }

    function _require(
        bytes32 agreementId,
        State expected
    ) private view returns (Agreement storage a, FlatTerms memory terms) {
        State state;
        (a, terms, state) = _load(agreementId);
        if (!(state == expected)) _revertState(agreementId, state);
    }

    function _requireOperator(bytes32 agreementId, FlatTerms memory terms) private view {
        if (!BOOK.isOperator(terms.vendor, msg.sender)) _revertNotParty(agreementId);
    }

    function _revertNotParty(bytes32 agreementId) private view {
        revert Marketplace_NotParty(agreementId, msg.sender);
    }

    function _revertState(bytes32 agreementId, State found) private pure {
        revert Marketplace_WrongState(agreementId, found);
    }

    function _revertEarly(bytes32 agreementId, uint256 from) private pure {
        revert Marketplace_TooEarly(agreementId, uint40(from));
    }

    function _isOver(State state) private pure returns (bool) {
        return State.unwrap(state) >= State.unwrap(States.ENDED);
    }

    function _requireLength(uint256 found, uint256 max) private pure {
        if (found > max) revert Marketplace_TextTooLong(found, max);
    }

    /// @dev In time, the key set is the agreement's, and the chain on this L1 names it and the client.
    function _requireRoles(
        bytes32 agreementId,
        Agreement storage a,
        FlatTerms memory terms,
        KeySet memory keySet,
        address systemConfig
    ) private view {
        if (block.timestamp > a.anchor) revert Marketplace_TooLate(agreementId, a.anchor);
        address client = _lines[agreementId].client;
        bytes32 keySetHash = keySet.hash();
        if (agreementIdOf(client, terms.vendor, keySetHash) != agreementId) {
            revert Marketplace_WrongKeySet(agreementId, keySetHash);
        }
        if (LensRoles.canSee(terms)) LensRoles.requireRoles(terms, systemConfig, client, keySet);
    }

    /// @dev The agreement's id holds the hash of its key set: the roles found now lead to the same id or not. A lens that
    /// fails decides nothing, so that no lens keeps a party in; one that lies is the choice of whoever accepted it.
    function _rolesStand(bytes32 agreementId, FlatTerms memory terms) private view returns (bool) {
        if (!LensRoles.canSee(terms)) return true;
        (bool ok, address owner, KeySet memory keys) = LensRoles.find(terms, _chains[agreementId].systemConfig);
        return !ok || agreementIdOf(owner, terms.vendor, keys.hash()) == agreementId;
    }

    /// @inheritdoc Escrow
    function _feeOwner() internal view override returns (address) {
        return Ownable(address(BOOK)).owner();
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../interfaces/IMarketplace.sol";
import { Change, Changes } from "../interfaces/IReputation.sol";
import { FlatTerms } from "../libraries/TermsCode.sol";
import { CancelReason, CancelReasons, State, States } from "../types/Types.sol";
import { Roles } from "./Roles.sol";
import { Settling } from "./Settling.sol";

/// @title How an agreement ends: by the hand of a party, or by the clock and anybody's; and what the
/// vendor leaves behind.
abstract contract Ending is Settling, Roles {
    uint8 private constant SILENT_EXIT = 3;
    uint256 private constant MAX_URI = 1024;

    /// @inheritdoc IMarketplace
    function terminate(bytes32 agreementId) external {
        (Agreement storage a, FlatTerms memory terms, State state) = _load(agreementId);
        bool isClient = msg.sender == _lines[agreementId].client;
        if (state == States.RESERVED || state == States.REQUESTED) {
            if (!isClient) _requireOperator(agreementId, terms);
            CancelReason reason = isClient ? CancelReasons.CLIENT_LEFT : CancelReasons.VENDOR_REJECTED;
            return _cancel(agreementId, a, terms, reason);
        }
        if (!isClient && msg.sender != terms.vendor) _revertNotParty(agreementId);
        if (state == States.ACTIVE) {
            if (!isClient && !_leavesFree(agreementId, a, terms)) return _giveNotice(agreementId, a, terms);
            if (isClient) _payWholeSetup(agreementId, a, terms);
            _end(agreementId, a, terms, block.timestamp, Changes.ENDED);
        } else if (state == States.SUSPENDED) {
            _end(agreementId, a, terms, _fundedUntil(a.anchor, a.funded, terms), Changes.ENDED);
        } else {
            _revertState(agreementId, state);
        }
    }

    /// @inheritdoc IMarketplace
    function forfeit(bytes32 agreementId) external {
        (Agreement storage a, FlatTerms memory terms) = _require(agreementId, States.ACTIVE);
        if (msg.sender != terms.vendor) _revertNotParty(agreementId);
        if (_leavesFree(agreementId, a, terms)) return _end(agreementId, a, terms, block.timestamp, Changes.ENDED);
        uint256 owed = a.endsAt == 0 ? terms.notice : a.endsAt - block.timestamp;
        emit BondForfeited(agreementId, _slash(agreementId, type(uint256).max));
        _end(agreementId, a, terms, block.timestamp, Changes.LEFT_EARLY);
        _countBrokenNotice(a, terms, owed);
    }

    /// @inheritdoc IMarketplace
    // The market's own {Reputation} is called, which calls nobody.
    // slither-disable-next-line reentrancy-no-eth
    function close(bytes32 agreementId) external {
        (Agreement storage a, FlatTerms memory terms, State state) = _load(agreementId);
        uint256 from = a.anchor;
        if (state == States.RESERVED || state == States.REQUESTED) {
            if (block.timestamp <= from) _revertEarly(agreementId, from);
            return _cancel(agreementId, a, terms, CancelReasons.CLIENT_LAPSED);
        }
        uint256 endsAt = a.endsAt;
        if (state == States.SUSPENDED) {
            endsAt = _fundedUntil(a.anchor, a.funded, terms);
            from = endsAt + _termsNow(agreementId, a, terms).grace;
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

    /// @inheritdoc IMarketplace
    function bundle(bytes32 agreementId, bytes32 contentHash, string calldata uri) external {
        (Agreement storage a, FlatTerms memory terms, State state) = _load(agreementId);
        if (!(state == States.ENDED || state == States.CLOSED)) _revertState(agreementId, state);
        _requireOperator(agreementId, terms);
        _requireLength(bytes(uri).length, MAX_URI);
        emit ExitBundlePublished(agreementId, contentHash, uri);
        if (a.bundled) return;
        a.bundled = true;
        _count(agreementId, a, terms, Changes.BUNDLED);
    }

    /// @dev Ends before the start. Time and the roles on L1 overrule the reason the caller has.
    // The market's own {Reputation} is called, which calls nobody.
    // slither-disable-next-line reentrancy-no-eth
    function _cancel(bytes32 agreementId, Agreement storage a, FlatTerms memory terms, CancelReason reason) private {
        bool late = block.timestamp > a.anchor;
        if (a.state == States.RESERVED) {
            if (late) reason = CancelReasons.CLIENT_LAPSED;
        } else if (late || reason == CancelReasons.VENDOR_REJECTED) {
            if (late) reason = CancelReasons.VENDOR_MISSED;
            if (!_rolesStand(agreementId, terms)) reason = CancelReasons.CLIENT_ROTATED;
        }
        if (a.ready && reason == CancelReasons.VENDOR_REJECTED) reason = CancelReasons.VENDOR_MISSED;
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
            uint256 notice = _termsNow(agreementId, a, terms).notice;
            uint256 epochs = (block.timestamp + notice - a.anchor) / terms.epochLength + 1;
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
        // Values of at most 40 bits.
        unchecked {
            if (a.setupPaid || block.timestamp >= a.anchor + terms.epochLength / 2) return;
        }
        a.setupPaid = true;
        _pay(agreementId, terms.setupFee);
    }

    /// @dev Three silent epochs in a row, or the client's doing: by the last verdict, or the roles are not there now.
    function _leavesFree(bytes32 agreementId, Agreement storage a, FlatTerms memory terms) private view returns (bool) {
        if (a.clientsDoing || a.silentStreak >= SILENT_EXIT) return true;
        return !_rolesStand(agreementId, _termsNow(agreementId, a, terms));
    }

    function _revertEarly(bytes32 agreementId, uint256 from) private pure {
        revert Marketplace_TooEarly(agreementId, uint40(from));
    }
}

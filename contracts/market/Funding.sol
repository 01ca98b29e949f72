// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Permit } from "../interfaces/IEscrow.sol";
import { IMarketplace } from "../interfaces/IMarketplace.sol";
import { FlatTerms, TermsCode } from "../libraries/TermsCode.sol";
import { State, States } from "../types/Types.sol";
import { Escrow } from "./Escrow.sol";
import { L1Cost } from "./L1Cost.sol";

/// @title How long the money lasts: which epochs a deposit funds, and what of it is free.
abstract contract Funding is L1Cost {
    /// @dev The most unsettled epochs that a deposit may fund.
    uint256 private constant MAX_FUNDED_EPOCHS = 400;
    uint256 internal constant TOO_MANY_EPOCHS = MAX_FUNDED_EPOCHS + 1;

    /// @inheritdoc IMarketplace
    function topUp(bytes32 agreementId, uint128 amount) public payable nonReentrant {
        (Agreement storage a, FlatTerms memory terms, State state) = _load(agreementId);
        if (state == States.NONE || _isOver(state)) _revertState(agreementId, state);
        amount = _pull(terms.token, amount);
        _add(agreementId, amount);
        _requireFundable(_lines[agreementId].deposit, _costOf(agreementId, a, terms, TOO_MANY_EPOCHS));
        if (state == States.ACTIVE) _fund(agreementId, a, terms);
        emit DepositAdded(agreementId, msg.sender, amount, a.funded);
    }

    /// @inheritdoc IMarketplace
    function topUpWithPermit(bytes32 agreementId, uint128 amount, Permit calldata permit) external {
        _permit(permit);
        topUp(agreementId, amount);
    }

    /// @inheritdoc IMarketplace
    function withdraw(bytes32 agreementId, uint128 amount, address to) external nonReentrant {
        (Agreement storage a, FlatTerms memory terms) = _require(agreementId, States.ACTIVE);
        _requireClient(agreementId);
        uint256 free = _spare(agreementId, a, terms);
        if (amount > free) revert Escrow_DepositOverdrawn(agreementId, free, amount);
        _debit(agreementId, amount);
        uint32 funded = _fundable(agreementId, terms, a.settled, a.amendsFrom, a.setupPaid);
        if (funded < a.funded) a.funded = funded;
        emit DepositWithdrawn(agreementId, to, amount, a.funded);
        _push(terms.token, to, amount);
    }

    /// @inheritdoc IMarketplace
    function withdrawableOf(bytes32 agreementId) external view returns (uint256) {
        (Agreement storage a, FlatTerms memory terms, State state) = _load(agreementId);
        return state == States.ACTIVE ? _spare(agreementId, a, terms) : 0;
    }

    /// @dev Raises the funded epochs to what the deposit pays for, unless the money had run out before now: an epoch
    /// is funded or not by the ledger at its start.
    function _fund(bytes32 agreementId, Agreement storage a, FlatTerms memory terms) internal {
        if (block.timestamp >= _fundedUntil(a.anchor, a.funded, terms)) return;
        uint32 funded = _fundable(agreementId, terms, a.settled, a.amendsFrom, a.setupPaid);
        if (funded > a.funded) a.funded = funded;
    }

    /// @dev Epochs that the deposit pays for, counted from epoch 0; at most {MAX_FUNDED_EPOCHS} of them unsettled.
    /// @param terms Of the next unsettled epoch; the others are fields of the agreement.
    function _fundable(
        bytes32 agreementId,
        FlatTerms memory terms,
        uint256 settled,
        uint256 amendsFrom,
        bool setupPaid
    ) internal view returns (uint32) {
        uint256 money = _lines[agreementId].deposit;
        if (!setupPaid) money -= terms.setupFee;
        uint256 epochs = money / terms.pricePerEpoch;
        if (amendsFrom != 0 && epochs >= amendsFrom - settled) {
            epochs = amendsFrom - settled;
            epochs += (money - epochs * terms.pricePerEpoch) / _pendingTerms(agreementId).pricePerEpoch;
        }
        // Fewer than 2^32 epochs can pass.
        unchecked {
            return uint32(settled + (epochs < MAX_FUNDED_EPOCHS ? epochs : MAX_FUNDED_EPOCHS));
        }
    }

    /// @inheritdoc Escrow
    function _account(
        bytes32 agreementId
    ) internal view override returns (address vendor, address token, uint24 feePpm, uint128 freeDeposit) {
        Agreement storage a = _agreements[agreementId];
        FlatTerms memory terms = TermsCode.load(a.terms);
        (vendor, token, feePpm) = (terms.vendor, terms.token, a.feePpm);
        freeDeposit = _lines[agreementId].deposit;
        State state = _stateOf(a, terms);
        if (!_isOver(state)) freeDeposit = 0;
        else if (state == States.ENDED) freeDeposit -= uint128(_stillOwed(agreementId, a, terms));
    }

    /// @dev Reverts when a deposit funds more than {MAX_FUNDED_EPOCHS} epochs.
    /// @param cost Of {TOO_MANY_EPOCHS}.
    function _requireFundable(uint256 deposit, uint256 cost) internal pure {
        if (deposit >= cost) revert Escrow_DepositTooLarge(deposit, cost - 1);
    }

    /// @dev What the deposit of an active agreement holds beyond all that began and is unsettled, at full price, and
    /// the minimal prepaid epochs.
    function _spare(bytes32 agreementId, Agreement storage a, FlatTerms memory terms) private view returns (uint256) {
        uint256 deposit = _lines[agreementId].deposit;
        // Epoch 0 has begun, and no epoch is settled before it is over.
        unchecked {
            uint256 next = _epochNow(a, terms) + 1;
            uint256 prepaid = terms.minPrepaidEpochs;
            if (a.amendsFrom != 0) prepaid = _pendingTerms(agreementId).minPrepaidEpochs;
            uint256 kept = _costOf(agreementId, a, terms, next - a.settled + prepaid);
            return deposit > kept ? deposit - kept : 0;
        }
    }

    /// @dev The most that the epochs not settled yet can cost after the end.
    function _stillOwed(
        bytes32 agreementId,
        Agreement storage a,
        FlatTerms memory terms
    ) private view returns (uint256) {
        uint256 epochs = _unsettled(a, terms);
        return epochs == 0 ? 0 : _costOf(agreementId, a, terms, epochs);
    }

    /// @dev The next `epochs` unsettled ones at full price, and the setup fee while it is unpaid.
    function _costOf(
        bytes32 agreementId,
        Agreement storage a,
        FlatTerms memory terms,
        uint256 epochs
    ) internal view returns (uint256 cost) {
        (uint256 settled, uint256 amendsFrom, bool setupPaid) = (a.settled, a.amendsFrom, a.setupPaid);
        if (!setupPaid) cost = terms.setupFee;
        // At most 2^41 epochs of prices below 2^96; an amendment is pending from an epoch that is not settled.
        unchecked {
            uint256 later = 0;
            if (amendsFrom != 0 && epochs > amendsFrom - settled) {
                later = epochs - (amendsFrom - settled);
                cost += later * _pendingTerms(agreementId).pricePerEpoch;
            }
            cost += (epochs - later) * terms.pricePerEpoch;
        }
    }

    function _pendingTerms(bytes32 agreementId) private view returns (FlatTerms memory) {
        return TermsCode.load(_amendments[agreementId].terms);
    }
}

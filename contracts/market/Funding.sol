// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Permit } from "../interfaces/IEscrow.sol";
import { IMarketplace } from "../interfaces/IMarketplace.sol";
import { FlatTerms, TermsCode } from "../libraries/TermsCode.sol";
import { State, States } from "../types/Types.sol";
import { Agreements } from "./Agreements.sol";
import { Escrow } from "./Escrow.sol";

/// @title How long the money lasts: which epochs a deposit funds, and what of it is free.
abstract contract Funding is Agreements {
    /// @dev The most unsettled epochs that a deposit may fund.
    uint256 private constant MAX_FUNDED_EPOCHS = 400;

    /// @inheritdoc IMarketplace
    function topUp(bytes32 agreementId, uint128 amount) public payable nonReentrant {
        (Agreement storage a, FlatTerms memory terms, State state) = _load(agreementId);
        if (state == States.NONE || _isOver(state)) _revertState(agreementId, state);
        amount = _pull(terms.token, amount);
        _add(agreementId, amount);
        _requireFundable(_lines[agreementId].deposit, _setupDue(a, terms), terms);
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
        uint256 funded = a.settled + _epochsIn(agreementId, a, terms);
        if (funded < a.funded) a.funded = uint32(funded);
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
        if (block.timestamp >= _fundedUntil(a, terms)) return;
        uint256 funded = a.settled + _epochsIn(agreementId, a, terms);
        if (funded > a.funded) a.funded = uint32(funded);
    }

    /// @dev Unsettled epochs that the deposit pays for, at most {MAX_FUNDED_EPOCHS}.
    function _epochsIn(
        bytes32 agreementId,
        Agreement storage a,
        FlatTerms memory terms
    ) internal view returns (uint256 epochs) {
        epochs = (_lines[agreementId].deposit - _setupDue(a, terms)) / terms.pricePerEpoch;
        if (epochs > MAX_FUNDED_EPOCHS) epochs = MAX_FUNDED_EPOCHS;
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
        else if (state == States.ENDED) freeDeposit -= uint128(_stillOwed(a, terms));
    }

    /// @dev The minimal deposit; reverts when `deposit` funds more than {MAX_FUNDED_EPOCHS} epochs.
    function _requireFundable(
        uint256 deposit,
        uint256 setupDue,
        FlatTerms memory terms
    ) internal pure returns (uint256 min) {
        // Values of at most 128 bits.
        unchecked {
            min = setupDue + uint256(terms.minPrepaidEpochs) * terms.pricePerEpoch;
            uint256 max = setupDue + (MAX_FUNDED_EPOCHS + 1) * uint256(terms.pricePerEpoch) - 1;
            if (deposit > max) revert Escrow_DepositTooLarge(deposit, max);
        }
    }

    /// @dev Setup fee that the deposit still has to hold.
    function _setupDue(Agreement storage a, FlatTerms memory terms) private view returns (uint256) {
        return a.setupPaid ? 0 : terms.setupFee;
    }

    /// @dev What the deposit of an active agreement holds beyond all that began and is unsettled, at full price, and
    /// the minimal prepaid epochs.
    function _spare(bytes32 agreementId, Agreement storage a, FlatTerms memory terms) private view returns (uint256) {
        uint256 deposit = _lines[agreementId].deposit;
        // Epoch 0 has begun, and no epoch is settled before it is over; at most 2^41 epochs of a price below 2^96.
        unchecked {
            uint256 begun = (block.timestamp - a.anchor) / terms.epochLength + 1 - a.settled;
            uint256 kept = _setupDue(a, terms) + (begun + terms.minPrepaidEpochs) * terms.pricePerEpoch;
            return deposit > kept ? deposit - kept : 0;
        }
    }

    /// @dev The most that the epochs not settled yet can cost after the end.
    function _stillOwed(Agreement storage a, FlatTerms memory terms) private view returns (uint256) {
        uint256 until = _fundedUntil(a, terms);
        if (a.endsAt < until) until = a.endsAt;
        // Sums and products of values of at most 96 and 40 bits.
        unchecked {
            uint256 next = a.anchor + uint256(a.settled) * terms.epochLength;
            if (until <= next) return 0;
            uint256 epochs = (until - next + terms.epochLength - 1) / terms.epochLength;
            return epochs * terms.pricePerEpoch + _setupDue(a, terms);
        }
    }
}

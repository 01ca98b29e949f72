// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../interfaces/IMarketplace.sol";
import { PackedVerdict } from "../libraries/SlaMath.sol";
import { FlatTerms, TermsCode } from "../libraries/TermsCode.sol";
import { State, States } from "../types/Types.sol";
import { Agreements } from "./Agreements.sol";
import { Escrow } from "./Escrow.sol";

/// @title What the vendor spends on L1, where the client pays it: a line of wrapped ether per agreement.
abstract contract L1Cost is Agreements {
    /// @inheritdoc IMarketplace
    function topUpL1(bytes32 agreementId, uint128 amount) external payable nonReentrant {
        (Agreement storage a, FlatTerms memory terms, State state) = _load(agreementId);
        if (state == States.NONE || _isOver(state)) _revertState(agreementId, state);
        (, uint256 cap, uint256 later) = _capsOf(agreementId, a, terms);
        if (cap == 0 && later == 0) revert Marketplace_VendorPaysL1(agreementId);
        amount = _pull(WETH, amount);
        uint128 line = _fillL1(agreementId, amount);
        emit L1LineFilled({ agreementId: agreementId, from: msg.sender, amount: amount, line: line });
    }

    /// @dev Pays what the vendor spent in an epoch out of the line, up to the cap of the time that was served.
    function _payL1(
        bytes32 agreementId,
        uint32 epoch,
        FlatTerms memory terms,
        PackedVerdict verdict,
        uint256 elapsed
    ) internal {
        if (!verdict.isJudging(terms)) return;
        uint256 spend = verdict.l1Spend();
        // Rounded down, against the vendor; a cap below 2^96, seconds below 2^32, the length is not zero.
        unchecked {
            uint256 cap = (terms.l1CapPerEpoch * elapsed) / terms.epochLength;
            if (spend > cap) spend = cap;
        }
        uint128 amount = _reimburse(agreementId, spend);
        if (amount != 0) emit L1Reimbursed(agreementId, epoch, amount);
    }

    /// @inheritdoc Escrow
    /// @dev The caps of the unsettled epochs that are funded and not cut off by the end.
    function _keptL1(bytes32 agreementId, uint128 line) internal view override returns (uint128) {
        (Agreement storage a, FlatTerms memory terms, State state) = _load(agreementId);
        if (!(state == States.ACTIVE || state == States.SUSPENDED || state == States.ENDED)) return 0;
        uint256 epochs = _unsettled(a, terms);
        (uint256 count, uint256 cap, uint256 later) = _capsOf(agreementId, a, terms);
        if (epochs < count) count = epochs;
        // At most 2^32 epochs of caps below 2^96, and never fewer than `count`.
        unchecked {
            uint256 kept = count * cap + (epochs - count) * later;
            return kept < line ? uint128(kept) : line;
        }
    }

    /// @dev The next `count` unsettled epochs have the cap `cap`, all that come after them the cap `later`.
    function _capsOf(
        bytes32 agreementId,
        Agreement storage a,
        FlatTerms memory terms
    ) private view returns (uint256 count, uint256 cap, uint256 later) {
        (cap, later) = (_capOf(terms), _capOf(terms));
        if (a.amendsFrom == 0) return (0, cap, later);
        return (a.amendsFrom - a.settled, cap, _capOf(TermsCode.load(_amendments[agreementId].terms)));
    }

    function _capOf(FlatTerms memory terms) private pure returns (uint256) {
        return terms.clientPaysL1 ? terms.l1CapPerEpoch : 0;
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../interfaces/IMarketplace.sol";
import { Float64 } from "../libraries/Float64.sol";
import { Judgement, PackedVerdict, SlaMath } from "../libraries/SlaMath.sol";
import { FlatTerms, TermsCode } from "../libraries/TermsCode.sol";
import { EpochView, Outcome, Outcomes, Verdict } from "../types/Types.sol";
import { Funding } from "./Funding.sol";

/// @title What each epoch brings: its verdict, its judgement, its booking.
abstract contract Settling is Funding {
    uint8 private constant REASON_CLIENTS_DOING = 1;

    mapping(bytes32 agreementId => mapping(uint256 epoch => PackedVerdict)) private _verdicts;

    /// @inheritdoc IMarketplace
    function getEpoch(bytes32 agreementId, uint32 epoch) external view returns (EpochView memory view_) {
        Agreement storage a = _agreements[agreementId];
        FlatTerms memory terms = TermsCode.load(a.terms);
        uint256 start;
        uint256 end;
        (view_.exists, start, end) = _spanOf(a, terms.epochLength, epoch);
        view_.judged = _verdicts[agreementId][epoch].isPresent();
        view_.open = !view_.judged && _isOpen(a, terms, epoch);
        view_.start = uint40(start);
        view_.end = uint40(end);
        view_.verdictDeadline = uint40(end + terms.verdictTimeout);
        view_.oracle = terms.oracle;
    }

    /// @inheritdoc IMarketplace
    function onVerdict(
        bytes32 agreementId,
        uint32 epoch,
        Verdict calldata verdict,
        bytes32 evidence
    ) external returns (bool stored) {
        Agreement storage a = _agreements[agreementId];
        FlatTerms memory terms = TermsCode.load(a.terms);
        if (msg.sender != terms.oracle) return false;
        bool known = _verdicts[agreementId][epoch].isPresent();
        if (known || !_isOpen(a, terms, epoch)) {
            emit VerdictIgnored(agreementId, epoch);
            return false;
        }
        _verdicts[agreementId][epoch] = SlaMath.pack(verdict);
        emit VerdictStored(agreementId, epoch, verdict, evidence);
        return true;
    }

    /// @inheritdoc IMarketplace
    function settle(bytes32 agreementId, uint32 maxEpochs) external returns (uint32 settled) {
        Agreement storage a = _agreements[agreementId];
        FlatTerms memory terms = TermsCode.load(a.terms);
        settled = _settle(agreementId, a, terms, maxEpochs);
        if (settled == 0) revert Marketplace_NothingToSettle(agreementId, a.settled, _readyAt(a, terms));
    }

    /// @inheritdoc IMarketplace
    function settleMany(
        bytes32[] calldata agreementIds,
        uint32 maxEpochsEach
    ) external returns (uint32[] memory settled) {
        settled = new uint32[](agreementIds.length);
        address vendor; // whose epochs `tally` holds, counted when another's come and at the end
        uint256[8] memory tally;
        for (uint256 i = 0; i < agreementIds.length; i++) {
            Agreement storage a = _agreements[agreementIds[i]];
            FlatTerms memory terms = TermsCode.load(a.terms);
            uint256[8] memory uncounted;
            if (a.counted && terms.vendor != vendor) {
                _countEpochs(vendor, tally);
                (vendor, tally) = (terms.vendor, uncounted);
            }
            settled[i] = _book(agreementIds[i], a, terms, maxEpochsEach, a.counted ? tally : uncounted);
        }
        _countEpochs(vendor, tally);
    }

    /// @dev Books finished epochs in order, at most `maxEpochs`, and counts them.
    function _settle(
        bytes32 agreementId,
        Agreement storage a,
        FlatTerms memory terms,
        uint256 maxEpochs
    ) internal returns (uint32 settled) {
        uint256[8] memory tally;
        settled = _book(agreementId, a, terms, maxEpochs, tally);
        if (a.counted) _countEpochs(terms.vendor, tally);
    }

    /// @param tally See {IReputation-countEpochs}.
    function _book(
        bytes32 agreementId,
        Agreement storage a,
        FlatTerms memory terms,
        uint256 maxEpochs,
        uint256[8] memory tally
    ) private returns (uint32 settled) {
        mapping(uint256 epoch => PackedVerdict) storage verdicts = _verdicts[agreementId];
        while (settled < maxEpochs) {
            uint32 epoch = a.settled;
            (bool exists, uint256 start, uint256 end) = _spanOf(a, terms.epochLength, epoch);
            if (!exists || block.timestamp < end) break;
            PackedVerdict v = verdicts[epoch];
            if (v.isPresent()) verdicts[epoch] = SlaMath.NONE;
            else if (block.timestamp < end + terms.verdictTimeout) break;
            _bookEpoch(agreementId, a, terms, v, end - start, tally);
            settled++;
            _fund(agreementId, a, terms);
        }
    }

    function _countEpochs(address vendor, uint256[8] memory tally) private {
        if (tally[0] + tally[1] + tally[2] + tally[3] != 0) REPUTATION.countEpochs(vendor, tally);
    }

    /// @dev The notice that a leaving vendor does not keep weighs like service that paid nothing.
    function _countBrokenNotice(Agreement storage a, FlatTerms memory terms, uint256 owed) internal {
        uint256[8] memory tally;
        _weigh(a, terms, owed, 0, tally);
        tally[5] = 0; // judged by nobody
        if (a.counted && tally[6] != 0) REPUTATION.countEpochs(terms.vendor, tally);
    }

    /// @dev Adds judged service to a tally, with the weight of the fee on its full price.
    function _weigh(
        Agreement storage a,
        FlatTerms memory terms,
        uint256 elapsed,
        uint256 payout,
        uint256[8] memory tally
    ) private view {
        // A price below 2^96, ppm below 2^24, seconds below 2^41, a weight below 2^128: some 2^169 per epoch, times
        // bps below 2^14. Each division rounds down.
        unchecked {
            // A fee is whole units of the token, and only what is charged weighs.
            // slither-disable-next-line divide-before-multiply
            uint256 fee = (uint256(terms.pricePerEpoch) * a.feePpm * elapsed) / (1e6 * terms.epochLength);
            // slither-disable-next-line divide-before-multiply
            uint256 weight = (fee * Float64.unpack(a.tokenWeight)) / 1e18;
            tally[5] += elapsed;
            tally[6] += weight;
            tally[7] += weight * payout;
        }
    }

    /// @dev When the next epoch can be settled whatever the oracle does; 0: there is none.
    function _readyAt(Agreement storage a, FlatTerms memory terms) internal view returns (uint40) {
        (bool exists, , uint256 end) = _spanOf(a, terms.epochLength, a.settled);
        return exists ? uint40(end + terms.verdictTimeout) : 0;
    }

    /// @dev Moves the money of one epoch. `elapsed` is shorter than an epoch only when the end cut it off.
    function _bookEpoch(
        bytes32 agreementId,
        Agreement storage a,
        FlatTerms memory terms,
        PackedVerdict verdict,
        uint256 elapsed,
        uint256[8] memory tally
    ) private {
        Judgement memory j;
        Outcome outcome = Outcomes.SILENT;
        (uint8 silentStreak, bool clientsDoing) = (a.silentStreak, a.clientsDoing);
        if (verdict.isPresent() && verdict.coverage() >= terms.minCoverage) {
            j = SlaMath.judge(terms, verdict, elapsed);
            silentStreak = 0;
            clientsDoing = verdict.reason() == REASON_CLIENTS_DOING;
            outcome =
                j.payout == SlaMath.BPS
                    ? Outcomes.MET
                    : j.payout == 0
                        ? Outcomes.FAILED
                        : Outcomes.DEGRADED;
            _weigh(a, terms, elapsed, j.payout, tally);
        } else {
            j.payout = j.fullPayout = terms.silentPayout;
            if (silentStreak != type(uint8).max) silentStreak++;
        }
        uint256 paid;
        uint256 slashed;
        // Products of a price below 2^96, bps below 2^14 and seconds below 2^32. Each division rounds down: the pay
        // against the vendor, the slash against the client.
        unchecked {
            uint256 price = terms.pricePerEpoch;
            paid = (price * j.payout * elapsed) / (SlaMath.BPS * terms.epochLength);
            if (!a.setupPaid) paid += (uint256(terms.setupFee) * j.fullPayout) / SlaMath.BPS;
            slashed = (price * terms.slash * j.slash) / (SlaMath.BPS * SlaMath.BPS);
        }
        uint32 epoch = a.settled;
        (a.settled, a.silentStreak, a.setupPaid, a.clientsDoing) = (epoch + 1, silentStreak, true, clientsDoing);
        _pay(agreementId, uint128(paid));
        slashed = _slash(agreementId, slashed);
        _tally(outcome, slashed != 0, tally);
        emit EpochSettled(
            agreementId,
            epoch,
            outcome,
            uint16(j.uptime),
            uint16(j.payout),
            uint128(paid),
            uint96(slashed)
        );
    }

    /// @dev Adds the outcome of an epoch to a tally.
    function _tally(Outcome outcome, bool isSlashed, uint256[8] memory tally) private pure {
        // Fewer than 2^32 epochs.
        unchecked {
            tally[Outcome.unwrap(outcome)]++;
            if (isSlashed) tally[4]++;
        }
    }

    /// @dev True from the end of an existing, unsettled epoch until its verdict timeout.
    function _isOpen(Agreement storage a, FlatTerms memory terms, uint256 epoch) private view returns (bool) {
        (bool exists, , uint256 end) = _spanOf(a, terms.epochLength, epoch);
        return exists && epoch >= a.settled && block.timestamp >= end && block.timestamp < end + terms.verdictTimeout;
    }
}

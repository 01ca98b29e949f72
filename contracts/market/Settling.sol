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

    /// @dev A struct, so that its place is computed once per call.
    struct StoredVerdict {
        PackedVerdict packed;
    }

    mapping(bytes32 agreementId => mapping(uint256 epoch => StoredVerdict)) private _verdicts;

    /// @inheritdoc IMarketplace
    function getEpoch(bytes32 agreementId, uint32 epoch) external view returns (EpochView memory view_) {
        Agreement storage a = _agreements[agreementId];
        FlatTerms memory terms = TermsCode.load(_holderOf(agreementId, a.terms, a.amendsFrom, epoch));
        uint256 start;
        uint256 end;
        (view_.exists, start, end) = _spanOf(a, terms.epochLength, epoch);
        view_.judged = _verdicts[agreementId][epoch].packed.isPresent();
        view_.open = !view_.judged && epoch >= a.settled && view_.exists && _isTimely(terms, end);
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
        uint256 settled = a.settled;
        FlatTerms memory terms = TermsCode.load(_holderOf(agreementId, a.terms, a.amendsFrom, epoch));
        if (msg.sender != terms.oracle) return false;
        StoredVerdict storage slot = _verdicts[agreementId][epoch];
        (bool exists, , uint256 end) = _spanOf(a, terms.epochLength, epoch);
        if (!exists || epoch < settled || !_isTimely(terms, end) || slot.packed.isPresent()) {
            emit VerdictIgnored(agreementId, epoch);
            return false;
        }
        slot.packed = SlaMath.pack(verdict);
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
    // The market's own {Reputation} is called, which calls nobody.
    // slither-disable-next-line reentrancy-no-eth
    function settleMany(
        bytes32[] calldata agreementIds,
        uint32 maxEpochsEach
    ) external returns (uint32[] memory settled) {
        settled = new uint32[](agreementIds.length);
        address vendor = address(0); // whose epochs `tally` holds, counted when another's come and at the end
        // Zeros, as every tally at first.
        // slither-disable-next-line uninitialized-local
        uint256[8] memory tally;
        for (uint256 i = 0; i < agreementIds.length; i++) {
            Agreement storage a = _agreements[agreementIds[i]];
            FlatTerms memory terms = TermsCode.load(a.terms);
            // slither-disable-next-line uninitialized-local
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
        // slither-disable-next-line uninitialized-local
        uint256[8] memory tally;
        bool counted = a.counted; // what is booked may end it
        settled = _book(agreementId, a, terms, maxEpochs, tally);
        if (counted) _countEpochs(terms.vendor, tally);
    }

    /// @param tally See {IReputation-countEpochs}.
    function _book(
        bytes32 agreementId,
        Agreement storage a,
        FlatTerms memory terms,
        uint256 maxEpochs,
        uint256[8] memory tally
    ) private returns (uint32 settled) {
        mapping(uint256 epoch => StoredVerdict) storage verdicts = _verdicts[agreementId];
        while (settled < maxEpochs) {
            (uint32 epoch, uint32 amendsFrom) = (a.settled, a.amendsFrom);
            (bool exists, uint256 start, uint256 end) = _spanOf(a, terms.epochLength, epoch);
            if (!exists || block.timestamp < end) break;
            StoredVerdict storage slot = verdicts[epoch];
            PackedVerdict v = slot.packed;
            if (v.isPresent()) slot.packed = SlaMath.NONE;
            else if (block.timestamp < end + terms.verdictTimeout) break;
            // What exists lasts; fewer than 2^32 epochs are funded.
            unchecked {
                if (terms.clientPaysL1) _payL1(agreementId, epoch, terms, v, end - start);
                _bookEpoch(agreementId, a, terms, v, end - start, tally);
                settled++;
                if (++epoch == amendsFrom) tally = _amend(agreementId, a, terms, tally);
            }
            _fund(agreementId, a, terms);
        }
    }

    /// @dev The next epoch is the first of the amendment: its terms take the place of `terms`.
    /// @return Where epochs are counted from here on: nowhere that is read, if they no longer count for reputation.
    function _amend(
        bytes32 agreementId,
        Agreement storage a,
        FlatTerms memory terms,
        uint256[8] memory tally
    ) private returns (uint256[8] memory) {
        Amendment memory amendment = _amendments[agreementId];
        delete _amendments[agreementId];
        (a.terms, a.counted, a.amendsFrom) = (amendment.terms, amendment.counted, 0);
        TermsCode.reload(terms, amendment.terms);
        // slither-disable-next-line uninitialized-local
        uint256[8] memory uncounted;
        return amendment.counted ? tally : uncounted;
    }

    function _countEpochs(address vendor, uint256[8] memory tally) private {
        if (tally[0] + tally[1] + tally[2] + tally[3] != 0) REPUTATION.countEpochs(vendor, tally);
    }

    /// @dev The notice that a leaving vendor does not keep weighs like service that paid nothing.
    function _countBrokenNotice(Agreement storage a, FlatTerms memory terms, uint256 owed) internal {
        // slither-disable-next-line uninitialized-local
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
        // Filled in either branch.
        // slither-disable-next-line uninitialized-local
        Judgement memory j;
        (uint8 silentStreak, bool clientsDoing) = (a.silentStreak, a.clientsDoing);
        if (verdict.isJudging(terms)) {
            j = SlaMath.judge(terms, verdict, elapsed);
            silentStreak = 0;
            clientsDoing = verdict.reason() == REASON_CLIENTS_DOING;
            _weigh(a, terms, elapsed, j.payout, tally);
        } else {
            j.payout = j.fullPayout = terms.silentPayout;
            j.outcome = Outcomes.SILENT;
            if (silentStreak != type(uint8).max) silentStreak++;
        }
        // Products of a price below 2^96, bps below 2^14 and seconds below 2^32. Each division rounds down: the slash
        // against the client, the pay against the vendor.
        unchecked {
            uint256 price = terms.pricePerEpoch;
            uint256 slashed = _slash(agreementId, (price * terms.slash * j.slash) / (SlaMath.BPS * SlaMath.BPS));
            _tally(j.outcome, slashed != 0, tally);
            uint256 paid = (price * j.payout * elapsed) / (SlaMath.BPS * terms.epochLength);
            if (!a.setupPaid) paid += (uint256(terms.setupFee) * j.fullPayout) / SlaMath.BPS;
            _pay(agreementId, uint128(paid));
            uint32 epoch = _advance(a, silentStreak, clientsDoing);
            emit EpochSettled(
                agreementId,
                epoch,
                j.outcome,
                uint16(j.uptime),
                uint16(j.payout),
                uint128(paid),
                uint96(slashed)
            );
        }
    }

    /// @dev The next epoch is the first unsettled one.
    /// @return epoch The one that is settled now.
    function _advance(Agreement storage a, uint8 silentStreak, bool clientsDoing) private returns (uint32 epoch) {
        epoch = a.settled;
        // Fewer than 2^32 epochs.
        unchecked {
            (a.settled, a.silentStreak, a.setupPaid, a.clientsDoing) = (epoch + 1, silentStreak, true, clientsDoing);
        }
    }

    /// @dev Adds the outcome of an epoch to a tally.
    function _tally(Outcome outcome, bool isSlashed, uint256[8] memory tally) private pure {
        // Fewer than 2^32 epochs.
        unchecked {
            tally[Outcome.unwrap(outcome)]++;
            if (isSlashed) tally[4]++;
        }
    }

    /// @dev From the end of an epoch until its verdict timeout.
    function _isTimely(FlatTerms memory terms, uint256 end) private view returns (bool) {
        // Values of at most 55 bits.
        unchecked {
            return block.timestamp >= end && block.timestamp < end + terms.verdictTimeout;
        }
    }
}

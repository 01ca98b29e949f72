// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../interfaces/IMarketplace.sol";
import { IOfferBook } from "../interfaces/IOfferBook.sol";
import { IReputation } from "../interfaces/IReputation.sol";
import { Judgement, PackedVerdict, SlaMath } from "../libraries/SlaMath.sol";
import { FlatTerms, TermsCode } from "../libraries/TermsCode.sol";
import { AgreementView, EpochView, Outcome, Outcomes, State, States, Verdict } from "../types/Types.sol";
import { Escrow } from "./Escrow.sol";

/// @title What time and verdicts decide: epochs, their judgement, their booking.
abstract contract Epochs is Escrow, IMarketplace {
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
        // slot 1: fixed at accept
        address terms; // its code holds them
        uint24 feePpm;
        bool counted; // for reputation: the adapter was listed at accept
    }

    struct BoundChain {
        address systemConfig;
        uint64 l2ChainId;
        uint32 endpointsBlock;
    }

    uint8 private constant REASON_CLIENTS_DOING = 1;

    /// @dev The most unsettled epochs that a deposit may fund.
    uint256 private constant MAX_FUNDED_EPOCHS = 400;

    /// @inheritdoc IMarketplace
    IOfferBook public immutable BOOK;
    /// @inheritdoc IMarketplace
    IReputation public immutable REPUTATION;

    mapping(bytes32 agreementId => Agreement) internal _agreements;
    mapping(bytes32 agreementId => BoundChain) internal _chains;
    mapping(bytes32 agreementId => mapping(uint256 epoch => PackedVerdict)) private _verdicts;

    constructor(IOfferBook book, IReputation reputation) {
        BOOK = book;
        REPUTATION = reputation;
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
    function runwayOf(bytes32 agreementId) external view returns (uint40) {
        Agreement storage a = _agreements[agreementId];
        return a.state == States.ACTIVE ? uint40(_fundedUntil(a, TermsCode.load(a.terms))) : 0;
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
        settled = uint32(_settle(agreementId, a, terms, maxEpochs));
        if (settled == 0) revert Marketplace_NothingToSettle(agreementId, a.settled, _readyAt(a, terms));
    }

    /// @dev Books finished epochs in order, at most `maxEpochs`.
    function _settle(
        bytes32 agreementId,
        Agreement storage a,
        FlatTerms memory terms,
        uint256 maxEpochs
    ) internal returns (uint256 settled) {
        uint256[6] memory tally; // per outcome, then slashed epochs, then judged seconds
        while (settled < maxEpochs) {
            (bool exists, uint256 start, uint256 end) = _spanOf(a, terms.epochLength, a.settled);
            if (!exists || block.timestamp < end) break;
            PackedVerdict v = _verdicts[agreementId][a.settled];
            if (!v.isPresent() && block.timestamp < end + terms.verdictTimeout) break;
            _verdicts[agreementId][a.settled] = SlaMath.NONE;
            _book(agreementId, a, terms, v, end - start, tally);
            a.settled++;
            settled++;
            _fund(agreementId, a, terms);
        }
        if (settled != 0 && a.counted) {
            REPUTATION.countEpochs(terms.vendor, tally);
        }
    }

    /// @dev Raises the funded epochs to what the deposit pays for, unless the money had run out before now: an epoch
    /// is funded or not by the ledger at its start.
    function _fund(bytes32 agreementId, Agreement storage a, FlatTerms memory terms) internal {
        if (block.timestamp >= _fundedUntil(a, terms)) return;
        uint256 funded = a.settled + _epochsIn(agreementId, a, terms);
        if (funded > a.funded) a.funded = uint32(funded);
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

    /// @dev Unsettled epochs that the deposit pays for, at most {MAX_FUNDED_EPOCHS}.
    function _epochsIn(
        bytes32 agreementId,
        Agreement storage a,
        FlatTerms memory terms
    ) internal view returns (uint256 epochs) {
        epochs = (_lines[agreementId].deposit - _setupDue(a, terms)) / terms.pricePerEpoch;
        if (epochs > MAX_FUNDED_EPOCHS) epochs = MAX_FUNDED_EPOCHS;
    }

    /// @dev Setup fee that the deposit still has to hold.
    function _setupDue(Agreement storage a, FlatTerms memory terms) internal view returns (uint256) {
        return a.setupPaid ? 0 : terms.setupFee;
    }

    function _fundedUntil(Agreement storage a, FlatTerms memory terms) internal view returns (uint256) {
        // Sum and product of values of at most 40 bits.
        unchecked {
            return a.anchor + uint256(a.funded) * terms.epochLength;
        }
    }

    /// @dev The state by the clock.
    function _stateOf(Agreement storage a, FlatTerms memory terms) internal view returns (State) {
        if (!(a.state == States.ACTIVE)) return a.state;
        if (a.endsAt != 0 && block.timestamp >= a.endsAt) return States.ENDED;
        return block.timestamp < _fundedUntil(a, terms) ? States.ACTIVE : States.SUSPENDED;
    }

    function _isRunning(Agreement storage a) internal view returns (bool) {
        return a.state == States.ACTIVE || a.state == States.ENDED;
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
        exists = _isRunning(a) && epoch < a.funded && start < endsAt;
        if (endsAt < end) end = endsAt;
    }

    /// @dev When the next epoch can be settled whatever the oracle does; 0: there is none.
    function _readyAt(Agreement storage a, FlatTerms memory terms) internal view returns (uint40) {
        (bool exists, , uint256 end) = _spanOf(a, terms.epochLength, a.settled);
        return exists ? uint40(end + terms.verdictTimeout) : 0;
    }

    /// @inheritdoc Escrow
    function _account(
        bytes32 agreementId
    ) internal view override returns (address vendor, address token, uint24 feePpm, uint128 freeDeposit) {
        Agreement storage a = _agreements[agreementId];
        FlatTerms memory terms = TermsCode.load(a.terms);
        (vendor, token, feePpm) = (terms.vendor, terms.token, a.feePpm);
        freeDeposit = _lines[agreementId].deposit;
        if (a.state == States.ENDED) freeDeposit -= uint128(_stillOwed(a, terms));
        else if (!(a.state == States.CLOSED || a.state == States.CANCELLED)) freeDeposit = 0;
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

    /// @dev True from the end of an existing, unsettled epoch until its verdict timeout.
    function _isOpen(Agreement storage a, FlatTerms memory terms, uint256 epoch) private view returns (bool) {
        (bool exists, , uint256 end) = _spanOf(a, terms.epochLength, epoch);
        return exists && epoch >= a.settled && block.timestamp >= end && block.timestamp < end + terms.verdictTimeout;
    }

    /// @dev Moves the money of one epoch. `elapsed` is shorter than an epoch only when the end cut it off.
    function _book(
        bytes32 agreementId,
        Agreement storage a,
        FlatTerms memory terms,
        PackedVerdict verdict,
        uint256 elapsed,
        uint256[6] memory tally
    ) private {
        Judgement memory j;
        Outcome outcome = Outcomes.SILENT;
        if (verdict.isPresent() && verdict.coverage() >= terms.minCoverage) {
            j = SlaMath.judge(terms, verdict, elapsed);
            a.silentStreak = 0;
            a.clientsDoing = verdict.reason() == REASON_CLIENTS_DOING;
            outcome =
                j.payout == SlaMath.BPS
                    ? Outcomes.MET
                    : j.payout == 0
                        ? Outcomes.FAILED
                        : Outcomes.DEGRADED;
            tally[5] += elapsed;
        } else {
            j.payout = j.fullPayout = terms.silentPayout;
            if (a.silentStreak != type(uint8).max) a.silentStreak++;
        }
        uint256 paid;
        uint256 slashed;
        // Products of a price below 2^96, bps below 2^14 and seconds below 2^32. Each division rounds down: the pay
        // against the vendor, the slash against the client.
        unchecked {
            uint256 price = terms.pricePerEpoch;
            paid = (price * j.payout * elapsed) / (SlaMath.BPS * terms.epochLength);
            if (!a.setupPaid) {
                a.setupPaid = true;
                paid += (uint256(terms.setupFee) * j.fullPayout) / SlaMath.BPS;
            }
            slashed = (price * terms.slash * j.slash) / (SlaMath.BPS * SlaMath.BPS);
        }
        _pay(agreementId, uint128(paid));
        slashed = _slash(agreementId, slashed);
        tally[Outcome.unwrap(outcome)]++;
        if (slashed != 0) tally[4]++;
        emit EpochSettled(
            agreementId,
            a.settled,
            outcome,
            uint16(j.uptime),
            uint16(j.payout),
            uint128(paid),
            uint96(slashed)
        );
    }
}

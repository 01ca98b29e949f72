// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../interfaces/IMarketplace.sol";
import { OpProposals } from "../l1/OpProposals.sol";
import { BitRuns } from "../libraries/BitRuns.sol";
import { FlatTerms, TermsCode } from "../libraries/TermsCode.sol";
import { AgreementView, EpochView, Verdict } from "../types/Types.sol";
import { AskedSlaOracle } from "./AskedSlaOracle.sol";

/// @title Verdicts about proposals by the state of L1 alone: nobody is trusted, anyone submits.
/// @notice The seconds that are multiples of {STEP} are samples. A sample of a chain is fresh when an output, or a game
/// of the respected type, was not older than {MAX_AGE} then. Anyone {record}s proposals, as soon as they are made or
/// until the verdict: that marks the samples they keep fresh, for all agreements about this chain, for good. The verdict
/// about an epoch is the share of its samples that are marked, both as the metric `proposals` and as the coverage: what
/// was not shown is not known, rather than missed. An epoch without samples has coverage 0.
/// @dev Why a client that replaces its contracts gains little. It owns all that is read here, and could hide proposals,
/// or make proposing fail, and nobody could tell it from a vendor that stopped. So no verdict of this adapter slashes:
/// it answers only for terms whose floor is not above their `minCoverage`, and below that an epoch is silent. The worst
/// a client can do to an honest vendor is `silentPayout`, or the ramp above the floor, until the vendor leaves, which is
/// free after three silent epochs; and never for what was recorded before. A vendor that really stops gets no more than
/// that, either: so `silentPayout` should be low. Nothing is excused. A vendor cannot raise its share but by proposals
/// that the client's own contracts hold; whether these are right is for challengers, not for this adapter.
/// No one lowers a share by leaving proposals out: marks only ever come to it, and an epoch that is not all fresh takes
/// its verdict in the second half of the verdict window only, after anyone could mark the rest.
contract L1LivenessOracle is AskedSlaOracle {
    using BitRuns for mapping(uint256 => uint256);

    /// @notice The profile that terms must name: this contract's rules. {MAX_AGE} and {STEP} come with the address.
    bytes32 public constant PROFILE = keccak256("opraas.proposals.1");
    uint16 private constant BPS = 10_000;

    /// @notice Seconds that a proposal keeps the chain fresh.
    uint256 public immutable MAX_AGE;
    /// @notice Seconds from one sample to the next.
    uint256 public immutable STEP;

    mapping(address systemConfig => mapping(uint256 word => uint256 samples)) private _fresh;

    /// @notice A proposal was found on L1, and its samples are marked.
    /// @param timestamp Unix seconds when it was made.
    event ProposalRecorded(address indexed systemConfig, uint256 index, uint256 timestamp);

    /// @notice Thrown at deployment when there is no step, or a proposal stays fresh for less than one.
    error L1LivenessOracle_BadGrid(uint256 maxAge, uint256 step);
    /// @notice Thrown when a chain has no proposal of this index, or it is a game of a type that is not respected.
    error L1LivenessOracle_NoProposal(address systemConfig, uint256 index);
    /// @notice Thrown when not all of an epoch is fresh, and there is still time to record what is missing.
    /// @param from Unix seconds from when on the verdict can be submitted as it is.
    error L1LivenessOracle_TooEarly(uint256 fresh, uint256 samples, uint256 from);
    /// @notice Thrown when terms name another profile or L1, agree on other metrics than `proposals`, or could slash for
    /// what was not shown.
    error L1LivenessOracle_UnfitTerms(bytes32 agreementId);

    /// @param maxAge See {MAX_AGE}.
    /// @param step See {STEP}. A verdict reads one slot for every 256 steps of its epoch.
    constructor(address market_, uint256 maxAge, uint256 step) AskedSlaOracle(market_) {
        if (step == 0 || maxAge < step) revert L1LivenessOracle_BadGrid(maxAge, step);
        (MAX_AGE, STEP) = (maxAge, step);
    }

    /// @notice How many samples the time from `start` to `end` has, and how many of them are marked as fresh.
    function freshnessOf(
        address systemConfig,
        uint256 start,
        uint256 end
    ) public view returns (uint256 fresh, uint256 samples) {
        (uint256 from, uint256 to) = (_sampleFrom(start), _sampleFrom(end));
        return (_fresh[systemConfig].count(from, to), to - from);
    }

    /// @notice Anyone: marks the samples that proposals of a chain keep fresh. Once more changes nothing.
    /// @param indices Places of outputs in the output oracle, or of games in the factory.
    function record(address systemConfig, uint256[] calldata indices) external {
        uint256[] memory times = OpProposals.timesOf(systemConfig, indices);
        for (uint256 i = 0; i < times.length; i++) {
            if (times[i] == 0) revert L1LivenessOracle_NoProposal(systemConfig, indices[i]);
            _fresh[systemConfig].set(_sampleFrom(times[i]), _sampleFrom(times[i] + MAX_AGE));
            emit ProposalRecorded(systemConfig, indices[i], times[i]);
        }
    }

    /// @notice Anyone: brings the verdict of an open epoch, once it is all fresh, or half of its window has passed.
    /// @return stored Whether the market counts the verdict.
    function submit(bytes32 agreementId, uint32 epoch) external returns (bool stored) {
        EpochView memory asked = _requireOpen(agreementId, epoch);
        AgreementView memory agreement = IMarketplace(market).getAgreement(agreementId);
        _requireFit(agreementId, TermsCode.load(_termsOf(agreementId, epoch, agreement.terms)));
        (uint256 fresh, uint256 samples) = freshnessOf(agreement.systemConfig, asked.start, asked.end);
        uint256 from = (uint256(asked.end) + asked.verdictDeadline) / 2;
        if (fresh != samples && block.timestamp < from) revert L1LivenessOracle_TooEarly(fresh, samples, from);
        Verdict memory verdict = _verdict(fresh, samples);
        bytes32 evidence = keccak256(abi.encode(agreement.systemConfig, asked.start, asked.end, fresh, samples));
        stored = IMarketplace(market).onVerdict(agreementId, epoch, verdict, evidence);
        emit VerdictDelivered(agreementId, epoch, stored);
    }

    /// @notice Reverts: no answer is ever kept here.
    function deliver(bytes32 agreementId, uint32 epoch) external pure returns (bool) {
        revert SlaOracle_NothingKept(agreementId, epoch);
    }

    /// @dev Number of the first sample from a time on.
    function _sampleFrom(uint256 time) private view returns (uint256) {
        return (time + STEP - 1) / STEP;
    }

    /// @dev Where the terms of an unsettled epoch are, given those of the next one.
    function _termsOf(bytes32 agreementId, uint32 epoch, address next) private view returns (address) {
        (address amended, uint32 from) = IMarketplace(market).amendmentOf(agreementId);
        return from == 0 || epoch < from ? next : amended;
    }

    function _requireFit(bytes32 agreementId, FlatTerms memory t) private view {
        bool fit = t.profile == PROFILE && t.l1ChainId == block.chainid;
        fit = fit && t.rpcTarget | t.unsafeTarget | t.safeTarget == 0 && t.proposalsFloor <= t.minCoverage;
        if (!fit) revert L1LivenessOracle_UnfitTerms(agreementId);
    }

    /// @dev The share rounds down. Metrics that are not agreed count for nobody.
    function _verdict(uint256 fresh, uint256 samples) private pure returns (Verdict memory v) {
        if (samples != 0) v.proposals = v.coverage = uint16((BPS * fresh) / samples);
    }
}

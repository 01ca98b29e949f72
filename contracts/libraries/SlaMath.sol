// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Metric, Outcome, Outcomes, Verdict } from "../types/Types.sol";
import { FlatTerms, TermsCode } from "./TermsCode.sol";

/// @notice A verdict in one word: four metrics and the coverage of 16 bits each, the reason, the spend; the highest
/// bit says that there is one.
type PackedVerdict is uint256;

using SlaMath for PackedVerdict global;

/// @notice What a verdict means for one epoch, in bps.
/// @param uptime Worst agreed metric as measured.
/// @param fullPayout Payout on the metrics as measured.
/// @param payout Payout with the shortfall scaled by elapsed / length.
/// @param slash Share of the maximal slash, read at the scaled shortfall.
/// @param outcome Met when all is paid, failed when nothing is.
struct Judgement {
    uint256 uptime;
    uint256 fullPayout;
    uint256 payout;
    uint256 slash;
    Outcome outcome;
}

/// @title Verdicts and the ramps of an SLA.
library SlaMath {
    uint256 internal constant BPS = 10_000;
    PackedVerdict internal constant NONE = PackedVerdict.wrap(0);
    uint256 private constant PRESENT = 1 << 255;
    /// @dev Bits of the fields of {Verdict}, the last in the lowest byte.
    uint256 private constant WIDTHS = 0x10101010100860;

    /// @dev Reverts, like the ABI decoder, when a field does not fit its type.
    function pack(Verdict calldata v) internal pure returns (PackedVerdict packed) {
        (uint256 word, uint256 widths) = (0, WIDTHS);
        assembly ("memory-safe") {
            // From the last field to the first, which ends lowest.
            for {
                let at := add(v, 0xc0)
            } widths {
                at := sub(at, 0x20)
            } {
                let width := and(widths, 0xff)
                let value := calldataload(at)
                if shr(width, value) {
                    revert(0, 0)
                }
                word := or(shl(width, word), value)
                widths := shr(8, widths)
            }
        }
        packed = PackedVerdict.wrap(PRESENT | word);
    }

    function isPresent(PackedVerdict packed) internal pure returns (bool) {
        return PackedVerdict.unwrap(packed) & PRESENT != 0;
    }

    function coverage(PackedVerdict packed) internal pure returns (uint16) {
        return uint16(PackedVerdict.unwrap(packed) >> 64);
    }

    function reason(PackedVerdict packed) internal pure returns (uint8) {
        return uint8(PackedVerdict.unwrap(packed) >> 80);
    }

    /// @notice Whether there is a verdict, and it rests on enough samples; without one the epoch is silent.
    function isJudging(PackedVerdict packed, FlatTerms memory terms) internal pure returns (bool) {
        return isPresent(packed) && coverage(packed) >= terms.minCoverage;
    }

    function l1Spend(PackedVerdict packed) internal pure returns (uint96) {
        return uint96(PackedVerdict.unwrap(packed) >> 88);
    }

    /// @notice The worst of the four metrics decides, for the payout and for the slash.
    /// @param elapsed Seconds of the epoch that were served; the whole length unless it was cut off.
    function judge(
        FlatTerms memory terms,
        PackedVerdict verdict,
        uint256 elapsed
    ) internal pure returns (Judgement memory j) {
        (j.fullPayout, j.payout) = (BPS, BPS);
        (uint256 uptime, uint256 word) = (BPS, PackedVerdict.unwrap(verdict)); // its first metric lies lowest
        for (uint256 i = 0; i < 4; i++) {
            Metric memory m = TermsCode.metric(terms, i);
            uint256 value = _min(word & type(uint16).max, BPS);
            word >>= 16;
            if (m.target == 0) continue;
            uptime = _min(uptime, value);
            if (value >= m.target) continue; // scaling would only raise it
            // Shortfall rounded down, in favour of the vendor that was cut off.
            uint256 scaled = BPS - ((BPS - value) * elapsed) / terms.epochLength;
            j.fullPayout = _min(j.fullPayout, payoutAt(m, value));
            j.payout = _min(j.payout, payoutAt(m, scaled));
            uint256 slash = slashAt(m, scaled);
            if (slash > j.slash) j.slash = slash;
        }
        j.uptime = uptime;
        j.outcome =
            j.payout == BPS
                ? Outcomes.MET
                : j.payout == 0
                    ? Outcomes.FAILED
                    : Outcomes.DEGRADED;
    }

    /// @notice Bps of the price at a value: all from the target up, linear down to the floor, nothing below.
    function payoutAt(Metric memory m, uint256 value) internal pure returns (uint256) {
        if (value >= m.target) return BPS;
        if (value < m.floor) return 0;
        // Rounded down: floor <= value < target, so the divisor is positive.
        return m.payoutAtFloor + ((BPS - m.payoutAtFloor) * (value - m.floor)) / (m.target - m.floor);
    }

    /// @notice Bps of the maximal slash at a value: nothing from the floor up, all of it at 0.
    function slashAt(Metric memory m, uint256 value) internal pure returns (uint256) {
        // Rounded down: value < floor, so the divisor is positive.
        return value < m.floor ? (BPS * (m.floor - value)) / m.floor : 0;
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Metric, Terms, Verdict } from "../../../contracts/types/Types.sol";
import { BPS } from "../utils/Actors.sol";
import { ILibraryHarness } from "../utils/ILibraryHarness.sol";
import { MarketBase } from "../utils/MarketBase.sol";

contract SlaMathFuzzTest is MarketBase {
    ILibraryHarness private _lib;

    function setUp() public override {
        super.setUp();
        _lib = ILibraryHarness(world.deploy("LibraryHarness.sol:LibraryHarness", ""));
    }

    function testFuzz_PayoutIsTheRamp(Metric memory m, uint256 value) external view {
        _tame(m);
        value = bound(value, 0, BPS);
        assertEq(_lib.payoutAt(m, value), _payout(m, value), "payout");
    }

    function testFuzz_SlashIsTheRamp(Metric memory m, uint256 value) external view {
        _tame(m);
        value = bound(value, 0, BPS);
        assertEq(_lib.slashAt(m, value), _slash(m, value), "slash");
    }

    function testFuzz_ExactAtTheCorners(Metric memory m) external view {
        _tame(m);
        assertEq(_lib.payoutAt(m, m.target), BPS, "payout at the target");
        assertEq(_lib.payoutAt(m, BPS), BPS, "payout at the top");
        if (m.floor < m.target) assertEq(_lib.payoutAt(m, m.floor), m.payoutAtFloor, "payout at the floor");
        if (m.floor > 0) assertEq(_lib.payoutAt(m, m.floor - 1), 0, "payout below the floor");
        assertEq(_lib.slashAt(m, m.floor), 0, "slash at the floor");
        assertEq(_lib.slashAt(m, 0), m.floor == 0 ? 0 : BPS, "slash at 0%");
    }

    function testFuzz_MoreServiceNeverPaysLess(Metric memory m, uint256 a, uint256 b) external view {
        _tame(m);
        (a, b) = (bound(a, 0, BPS), bound(b, 0, BPS));
        if (a > b) (a, b) = (b, a);
        assertLe(_lib.payoutAt(m, a), _lib.payoutAt(m, b), "payout rises");
        assertGe(_lib.slashAt(m, a), _lib.slashAt(m, b), "slash falls");
        assertLe(_lib.payoutAt(m, b), BPS, "payout's bound");
        assertLe(_lib.slashAt(m, a), BPS, "slash's bound");
    }

    function testFuzz_TheWorstMetricDecides(Terms memory t, Verdict memory v, uint256 elapsed) external view {
        _tame(t);
        elapsed = bound(elapsed, 1, t.epochLength);
        uint256[4] memory found = _lib.judge(t, v, elapsed);
        uint256[4] memory expected = [BPS, BPS, BPS, uint256(0)];
        Metric[4] memory metrics = [t.sla.rpc, t.sla.unsafeHead, t.sla.safeHead, t.sla.proposals];
        uint16[4] memory values = [v.rpc, v.unsafeHead, v.safeHead, v.proposals];
        for (uint256 i = 0; i < 4; i++) {
            if (metrics[i].target == 0) continue;
            uint256 value = values[i] > BPS ? BPS : values[i];
            uint256 scaled = BPS - ((BPS - value) * elapsed) / t.epochLength;
            expected[0] = _min(expected[0], value);
            expected[1] = _min(expected[1], _payout(metrics[i], value));
            expected[2] = _min(expected[2], _payout(metrics[i], scaled));
            uint256 slash = _slash(metrics[i], scaled);
            if (slash > expected[3]) expected[3] = slash;
        }
        assertEq(abi.encode(found), abi.encode(expected), "judgement");
    }

    /// A shorter part of the same quality never pays a smaller share, and is never slashed more.
    function testFuzz_AShorterPartIsJudgedNoWorse(
        Terms memory t,
        Verdict memory v,
        uint256 a,
        uint256 b
    ) external view {
        _tame(t);
        (a, b) = (bound(a, 1, t.epochLength), bound(b, 1, t.epochLength));
        if (a > b) (a, b) = (b, a);
        uint256[4] memory short = _lib.judge(t, v, a);
        uint256[4] memory long = _lib.judge(t, v, b);
        assertEq(short[0], long[0], "uptime is as measured");
        assertEq(short[1], long[1], "full payout is as measured");
        assertGe(short[2], long[2], "payout");
        assertLe(short[3], long[3], "slash");
        assertGe(short[2], short[1], "no less than unscaled");
    }

    function testFuzz_PackingLosesNothing(Verdict memory v) external view {
        (bool isPresent, uint16 coverage, uint8 reason) = _lib.pack(v);
        assertTrue(isPresent, "present");
        assertEq(coverage, v.coverage, "coverage");
        assertEq(reason, v.reason, "reason");
    }

    function _payout(Metric memory m, uint256 value) private pure returns (uint256) {
        if (value >= m.target) return BPS;
        if (value < m.floor) return 0;
        uint256 rise = BPS - m.payoutAtFloor;
        return m.payoutAtFloor + (rise * (value - m.floor)) / (m.target - m.floor);
    }

    function _slash(Metric memory m, uint256 value) private pure returns (uint256) {
        return value >= m.floor ? 0 : BPS - _ceil(BPS * value, m.floor);
    }

    function _ceil(uint256 a, uint256 b) private pure returns (uint256) {
        return (a + b - 1) / b;
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }

    /// @dev Brings a random metric into the ranges that the book allows; agreed.
    function _tame(Metric memory m) private pure {
        m.target = uint16(bound(m.target, 1, BPS));
        m.floor = uint16(bound(m.floor, 0, m.target));
        m.payoutAtFloor = uint16(bound(m.payoutAtFloor, 0, BPS));
    }

    /// @dev Every third target or so is not agreed.
    function _tame(Terms memory t) private pure {
        t.epochLength = uint32(bound(t.epochLength, 1, 31 days));
        Metric[4] memory metrics = [t.sla.rpc, t.sla.unsafeHead, t.sla.safeHead, t.sla.proposals];
        for (uint256 i = 0; i < 4; i++) {
            bool agreed = metrics[i].target % 3 != 0;
            _tame(metrics[i]);
            if (!agreed) metrics[i].target = metrics[i].floor = 0;
        }
    }
}

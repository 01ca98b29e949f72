// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { Outcomes, States, Terms, Verdict } from "../../../../contracts/types/Types.sol";
import { BOND, EPOCH, MIN_COVERAGE, PRICE, SETUP, T0, TIMEOUT, VENDOR } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev Epochs without a verdict, or with one that covers too little.
contract SettleSilentTest is MarketBase {
    /// 60% of the price and of the setup fee, no slash, no score.
    function test_PaysTheSilentPayoutAndTells() external {
        Deal memory deal = world.active(3);
        vm.warp(T0 + EPOCH + TIMEOUT);
        vm.expectEmit(address(market));
        emit IMarketplace.EpochSettled(deal.id, 0, Outcomes.SILENT, 0, 6000, 600_000_000 + 180_000_000, 0);
        market.settle(deal.id, 1);
        assertLines(deal.id, 2_520_000_000, 780_000_000, BOND);
        assertEq(reputation.recordOf(VENDOR).silent, 1, "silent");
        assertEq(reputation.recordOf(VENDOR).servedSeconds, 0, "nothing was judged");
    }

    function test_PaysNothingGiven_NoSilentPayout() external {
        _paysGiven(0, 0);
    }

    function test_PaysAllGiven_FullSilentPayout() external {
        _paysGiven(10_000, SETUP + uint256(PRICE));
    }

    function test_SilentWhen_CoverageTooSmall() external {
        Deal memory deal = world.active(3);
        Verdict memory v = _outage();
        v.coverage = MIN_COVERAGE - 1;
        world.serve(deal.id, 0, 1, v);
        assertLines(deal.id, 2_520_000_000, 780_000_000, BOND);
        assertEq(market.getAgreement(deal.id).silentStreak, 1, "streak");
    }

    function test_JudgedWhen_CoverageJustEnough() external {
        Deal memory deal = world.active(3);
        Verdict memory v = _perfect();
        v.coverage = MIN_COVERAGE;
        world.serve(deal.id, 0, 1, v);
        assertEq(market.getAgreement(deal.id).earned, SETUP + uint256(PRICE), "paid in full");
        assertEq(market.getAgreement(deal.id).silentStreak, 0, "streak");
    }

    function test_JudgedWhen_NoCoverageIsAsked() external {
        Terms memory t = world.terms();
        t.sla.minCoverage = 0;
        Deal memory deal = world.active(t, 3);
        Verdict memory v = _perfect();
        v.coverage = 0;
        world.serve(deal.id, 0, 1, v);
        assertEq(market.getAgreement(deal.id).earned, SETUP + uint256(PRICE), "paid in full");
    }

    /// What covers too little says nothing about the client either.
    function test_ReasonIsIgnoredWhen_CoverageTooSmall() external {
        Deal memory deal = world.active(4);
        Verdict memory v = _perfect();
        (v.reason, v.coverage) = (1, MIN_COVERAGE - 1);
        world.serve(deal.id, 0, 1, v);
        _terminate(VENDOR, deal.id);
        assertStateOf(deal.id, States.ACTIVE); // it had to give notice
    }

    /// Silence takes no right away that a verdict gave.
    function test_ReasonStaysWhen_Silent() external {
        Deal memory deal = world.active(4);
        Verdict memory v = _perfect();
        v.reason = 1;
        world.serve(deal.id, 0, 1, v);
        world.stayIdle(deal.id, 1, 2);
        _terminate(VENDOR, deal.id);
        assertStateOf(deal.id, States.ENDED);
    }

    function test_StreakCountsAndBreaks() external {
        Deal memory deal = world.active(9);
        world.stayIdle(deal.id, 0, 2);
        assertEq(market.getAgreement(deal.id).silentStreak, 2, "two");
        world.serve(deal.id, 2, 3, _outage());
        assertEq(market.getAgreement(deal.id).silentStreak, 0, "broken");
        world.stayIdle(deal.id, 3, 7);
        assertEq(market.getAgreement(deal.id).silentStreak, 4, "four");
    }

    function _paysGiven(uint16 silentPayout, uint256 earned) private {
        Terms memory t = world.terms();
        t.sla.silentPayout = silentPayout;
        Deal memory deal = world.active(t, 3);
        world.stayIdle(deal.id, 0, 1);
        assertLines(deal.id, SETUP + 3 * uint256(PRICE) - earned, earned, BOND);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { Outcome, Outcomes, Verdict } from "../../../../contracts/types/Types.sol";
import { BOND, CLIENT, EPOCH, PRICE, SETUP, T0, TIMEOUT, VENDOR } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev The epoch that the end cut off: the shortfall counts by elapsed / length, payout and slash are read there, and
/// the pay is scaled by elapsed / length; the slash is not scaled again.
contract SettlePartialTest is MarketBase {
    function test_PaysThePartServed() external {
        _books(900, _perfect(), Outcomes.MET, 10_000, 10_000, 250_000_000, 0);
        _books(1, _perfect(), Outcomes.MET, 10_000, 10_000, 277_777, 0); // rounded down
        _books(3599, _perfect(), Outcomes.MET, 10_000, 10_000, 999_722_222, 0);
    }

    /// A quarter of the epoch at 96%: one percent short, 99% pays 50% + 50% * 400/490.
    function test_ScalesTheShortfall() external {
        _books(900, _verdict(9600, 10_000, 10_000), Outcomes.DEGRADED, 9600, 9081, 227_025_000, 0);
    }

    /// One missed probe just before an exit is no epoch at 0%: 0.83% short, 99.17% pays 92.55%.
    function test_OneMissedProbeCostsLittle() external {
        _books(30, _verdict(0, 10_000, 10_000), Outcomes.DEGRADED, 0, 9255, 7_712_500, 0);
    }

    /// A quarter down: 75% is 20/95 below the floor, 21.05% of the slash, not a quarter of that again.
    function test_LeavingEscapesNoOutage() external {
        _books(900, _verdict(0, 10_000, 10_000), Outcomes.FAILED, 0, 0, 0, 105_250_000);
        // Three quarters down: proposals at 25% are half below their floor.
        _books(2700, _verdict(10_000, 10_000, 0), Outcomes.FAILED, 0, 0, 0, 250_000_000);
    }

    function test_RoundsTheShortfallDown() external {
        // 0.11% over 3599 of 3600 seconds is 0.10%, in whole bps: just the target.
        _books(3599, _verdict(9989, 10_000, 10_000), Outcomes.MET, 9989, 10_000, 999_722_222, 0);
    }

    /// Silent for 899 seconds: 60% of 899/3600, rounded down.
    function test_PaysTheSilentPart() external {
        Deal memory deal = _endedInEpoch1(899);
        vm.warp(T0 + EPOCH + 899 + TIMEOUT);
        vm.expectEmit(address(market));
        emit IMarketplace.EpochSettled(deal.id, 1, Outcomes.SILENT, 0, 6000, 149_833_333, 0);
        market.settle(deal.id, 1);
    }

    /// The setup fee goes by the metrics as measured, and never by time.
    function test_PaysTheSetupFeeByUnscaledMetrics() external {
        Deal memory deal = world.active(3);
        vm.warp(T0 + 2700);
        _terminate(CLIENT, deal.id);
        world.judge(deal.id, 0, _verdict(9600, 10_000, 10_000));
        vm.expectEmit(address(market));
        // 97% pays 70.4% of three quarters; the fee 60.2%, as 96% does.
        emit IMarketplace.EpochSettled(deal.id, 0, Outcomes.DEGRADED, 9600, 7040, 528_000_000 + 180_600_000, 0);
        market.settle(deal.id, 1);
    }

    function test_NoPartWhen_EndedAtABoundary() external {
        Deal memory deal = _endedInEpoch1(0);
        assertTrue(!market.getEpoch(deal.id, 1).exists, "no epoch 1");
        market.close(deal.id);
        assertLines(deal.id, 2 * uint256(PRICE), SETUP + uint256(PRICE), 0);
    }

    function test_CountsTheSecondsServed() external {
        Deal memory deal = _endedInEpoch1(900);
        world.judge(deal.id, 1, _perfect());
        market.settle(deal.id, 1);
        assertEq(reputation.recordOf(VENDOR).servedSeconds, EPOCH + 900, "seconds");
        assertEq(reputation.recordOf(VENDOR).met, 2, "epochs");
    }

    /// Epoch 0 is settled in full, then the client leaves so many seconds into epoch 1.
    function _endedInEpoch1(uint256 elapsed) private returns (Deal memory deal) {
        vm.warp(T0);
        deal = world.active(3);
        world.serve(deal.id, 0, 1, _perfect());
        vm.warp(T0 + EPOCH + elapsed);
        _terminate(CLIENT, deal.id);
    }

    function _books(
        uint256 elapsed,
        Verdict memory v,
        Outcome outcome,
        uint16 uptime,
        uint16 payout,
        uint128 paid,
        uint96 slashed
    ) private {
        Deal memory deal = _endedInEpoch1(elapsed);
        world.judge(deal.id, 1, v);
        vm.expectEmit(address(market));
        emit IMarketplace.EpochSettled(deal.id, 1, outcome, uptime, payout, paid, slashed);
        market.settle(deal.id, 1);
        assertLines(deal.id, 2 * uint256(PRICE) - paid + slashed, SETUP + uint256(PRICE) + paid, BOND - slashed);
    }
}

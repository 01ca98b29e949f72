// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { Outcome, Outcomes, Terms, Verdict } from "../../../../contracts/types/Types.sol";
import { BOND, EPOCH, MAX_SLASH, PRICE, SETUP, T0, VENDOR } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev What whole epochs pay and slash. The plain terms agree on
/// rpc: target 99.9%, floor 95% paying 50%; unsafe head: 99%, 90%, 40%; proposals: 90%, 50%, 20%; not on the safe head.
/// The slash is at most half of the price.
contract SettleMoneyTest is MarketBase {
    function test_PaysAllAtTheTargets() external {
        _books(_perfect(), Outcomes.MET, 10_000, 10_000, 0);
        _books(_verdict(9990, 9900, 9000), Outcomes.MET, 9000, 10_000, 0);
    }

    function test_PaysLessBelowATarget() external {
        _books(_verdict(9989, 10_000, 10_000), Outcomes.DEGRADED, 9989, 9989, 0); // 50% + 50% * 489/490
        _books(_verdict(10_000, 9450, 10_000), Outcomes.DEGRADED, 9450, 7000, 0); // 40% + 60% * 450/900
        _books(_verdict(10_000, 10_000, 7000), Outcomes.DEGRADED, 7000, 6000, 0); // 20% + 80% * 2000/4000
    }

    function test_PaysTheFloorsPayoutAtTheFloor() external {
        _books(_verdict(9500, 10_000, 10_000), Outcomes.DEGRADED, 9500, 5000, 0);
        _books(_verdict(10_000, 9000, 10_000), Outcomes.DEGRADED, 9000, 4000, 0);
        _books(_verdict(10_000, 10_000, 5000), Outcomes.DEGRADED, 5000, 2000, 0);
    }

    /// One bps below a floor: no pay; the slash begins at 1/9500, 1/9000 and 1/5000 of the maximum, in whole bps.
    function test_PaysNothingBelowAFloor() external {
        _books(_verdict(9499, 10_000, 10_000), Outcomes.FAILED, 9499, 0, 50_000);
        _books(_verdict(10_000, 8999, 10_000), Outcomes.FAILED, 8999, 0, 50_000);
        _books(_verdict(10_000, 10_000, 4999), Outcomes.FAILED, 4999, 0, 100_000);
    }

    function test_SlashesLinearly() external {
        _books(_verdict(4750, 10_000, 10_000), Outcomes.FAILED, 4750, 0, MAX_SLASH / 2);
        _books(_verdict(0, 10_000, 10_000), Outcomes.FAILED, 0, 0, MAX_SLASH);
        _books(_verdict(10_000, 10_000, 1), Outcomes.FAILED, 1, 0, 499_900_000); // 99.98%
    }

    function test_TheWorstPayoutDecides() external {
        // 75%, 70%, 60%
        _books(_verdict(9745, 9450, 7000), Outcomes.DEGRADED, 7000, 6000, 0);
        // The lowest value, 80%, pays 80%; rpc at 96% pays 60.2%.
        _books(_verdict(9600, 10_000, 8000), Outcomes.DEGRADED, 8000, 6020, 0);
    }

    function test_TheWorstSlashDecides() external {
        _books(_verdict(4750, 8999, 1000), Outcomes.FAILED, 1000, 0, 400_000_000); // 80% by the proposals
    }

    function test_IgnoresWhatIsNotAgreed() external {
        Verdict memory v = _perfect();
        assertEq(v.safeHead, 0, "the worst there is");
        _books(v, Outcomes.MET, 10_000, 10_000, 0);
    }

    function test_CountsTheSafeHeadGiven_Agreed() external {
        Terms memory t = _plain();
        (t.sla.safeHead.target, t.sla.safeHead.floor, t.sla.safeHead.payoutAtFloor) = (8000, 4000, 1000);
        Verdict memory v = _perfect();
        v.safeHead = 6000;
        _books(t, v, Outcomes.DEGRADED, 6000, 5500, 550_000_000, 0);
        v.safeHead = 1000;
        _books(t, v, Outcomes.FAILED, 1000, 0, 0, 375_000_000);
    }

    function test_MoreThanAllCountsAsAll() external {
        _books(_verdict(10_001, 65_535, 20_000), Outcomes.MET, 10_000, 10_000, 0);
    }

    /// A target at its floor is a cliff.
    function test_ACliffPaysAllOrNothing() external {
        Terms memory t = _plain();
        (t.sla.rpc.target, t.sla.rpc.floor) = (9500, 9500);
        _books(t, _verdict(9500, 10_000, 10_000), Outcomes.MET, 9500, 10_000, PRICE, 0);
        _books(t, _verdict(9499, 10_000, 10_000), Outcomes.FAILED, 9499, 0, 0, 50_000);
    }

    /// Without a floor nothing is slashed, and at 0% the floor's payout is left.
    function test_SlashesNothingWithoutAFloor() external {
        Terms memory t = _plain();
        t.sla.rpc.floor = 0;
        _books(t, _verdict(0, 10_000, 10_000), Outcomes.DEGRADED, 0, 5000, PRICE / 2, 0);
    }

    function test_RoundsThePayDown() external {
        Terms memory t = _plain();
        t.pricePerEpoch = 1_000_000_007;
        // 998,900,006.9923
        _books(t, _verdict(9989, 10_000, 10_000), Outcomes.DEGRADED, 9989, 9989, 998_900_006, 0);
        // Half of the price, 500,000,003.5; all of it slashed.
        _books(t, _outage(), Outcomes.FAILED, 0, 0, 0, 500_000_003);
    }

    function test_SlashesNothingGiven_NoSlashAgreed() external {
        Terms memory t = _plain();
        t.sla.slash = 0;
        _books(t, _outage(), Outcomes.FAILED, 0, 0, 0, 0);
        assertEq(reputation.recordOf(VENDOR).slashed, 0, "no slashed epoch");
    }

    function test_SlashesNoMoreThanTheBond() external {
        Terms memory t = world.terms();
        t.bond = MAX_SLASH + 200_000_000;
        Deal memory deal = world.active(t, 5);
        world.serve(deal.id, 0, 1, _outage());
        assertEq(market.getAgreement(deal.id).bond, 200_000_000, "once");
        vm.warp(T0 + 2 * EPOCH);
        world.judge(deal.id, 1, _outage());
        vm.expectEmit(address(market));
        emit IMarketplace.EpochSettled(deal.id, 1, Outcomes.FAILED, 0, 0, 0, 200_000_000);
        market.settle(deal.id, 1);
        world.serve(deal.id, 2, 3, _outage());
        assertLines(deal.id, SETUP + 5 * uint256(PRICE) + MAX_SLASH + 200_000_000, 0, 0);
        assertEq(reputation.recordOf(VENDOR).slashed, 2, "slashed epochs");
        assertEq(reputation.recordOf(VENDOR).failed, 3, "failed epochs");
    }

    /// The setup fee comes with epoch 0, by its payout, once.
    function test_PaysTheSetupFeeWithEpoch0() external {
        Deal memory deal = world.active(3);
        world.serve(deal.id, 0, 1, _verdict(10_000, 9450, 10_000)); // 70%
        assertLines(deal.id, 2_390_000_000, 700_000_000 + 210_000_000, BOND);
        world.serve(deal.id, 1, 2, _perfect());
        assertEq(market.getAgreement(deal.id).earned, 1_910_000_000, "the price alone");
    }

    function test_PaysNoSetupFeeGiven_Epoch0Failed() external {
        Deal memory deal = world.active(3);
        world.serve(deal.id, 0, 1, _outage());
        world.serve(deal.id, 1, 2, _perfect());
        assertLines(deal.id, SETUP + 2 * uint256(PRICE) + MAX_SLASH, PRICE, BOND - MAX_SLASH);
    }

    /// @dev Without a setup fee.
    function _plain() private view returns (Terms memory t) {
        t = world.terms();
        t.setupFee = 0;
    }

    function _books(Verdict memory v, Outcome outcome, uint16 uptime, uint16 payout, uint96 slashed) private {
        _books(_plain(), v, outcome, uptime, payout, (uint128(PRICE) * payout) / 10_000, slashed);
    }

    function _books(
        Terms memory t,
        Verdict memory v,
        Outcome outcome,
        uint16 uptime,
        uint16 payout,
        uint128 paid,
        uint96 slashed
    ) private {
        Deal memory deal = world.active(t, 2);
        _skip(EPOCH);
        world.judge(deal.id, 0, v);
        vm.expectEmit(address(market));
        emit IMarketplace.EpochSettled(deal.id, 0, outcome, uptime, payout, paid, slashed);
        market.settle(deal.id, 1);
        assertLines(deal.id, uint256(deal.deposit) - paid + slashed, paid, BOND - slashed);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IReputation } from "../../../../contracts/interfaces/IReputation.sol";
import { Terms } from "../../../../contracts/types/Types.sol";
import { BPS, CLIENT, EPOCH, FEE_PPM, NOTICE, ORACLE, OWNER, PPM, PRICE, T0, VENDOR } from "../../utils/Actors.sol";
import { Deal, IMintable } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { Log, vm } from "../../utils/Vm.sol";

/// @dev The average payout of judged epochs, weighted by the fee on their full price.
contract ScoreTest is MarketBase {
    uint256 private constant HALF_LIFE = 30 days;
    /// @dev The fee on one epoch, in a token of weight 1.
    uint256 private constant FEE = (uint256(PRICE) * FEE_PPM) / PPM;

    function test_NoneGiven_NothingWasJudged() external view {
        _expectScore(0, 0);
    }

    function test_PaidInFull() external {
        world.serve(world.active(3).id, 0, 1, _perfect());
        _expectScore(10_000, FEE);
    }

    function test_PaidInPart() external {
        world.serve(world.active(3).id, 0, 1, _verdict(9600, 10_000, 10_000));
        _expectScore(6020, FEE);
    }

    /// Though it pays no fee.
    function test_NotPaidWeighsAsMuch() external {
        world.serve(world.active(3).id, 0, 1, _outage());
        _expectScore(0, FEE);
    }

    function test_SilentWeighsNothing() external {
        Deal memory deal = world.active(3);
        world.stayIdle(deal.id, 0, 2);
        _expectScore(0, 0);
        assertEq(reputation.recordOf(VENDOR).silent, 2, "silent");
    }

    /// The time that was served weighs; the payout is the one for that time.
    function test_CutOffWeighsByTime() external {
        Deal memory deal = world.active(3);
        vm.warp(T0 + EPOCH / 4);
        _terminate(CLIENT, deal.id);
        world.judge(deal.id, 0, _perfect());
        market.settle(deal.id, 1);
        _expectScore(10_000, FEE / 4);
    }

    function test_WeighsNothingGiven_NoFee() external {
        vm.prank(OWNER);
        book.setFee(0);
        world.serve(world.active(3).id, 0, 1, _perfect());
        _expectScore(0, 0);
        assertEq(reputation.recordOf(VENDOR).met, 1, "but counts");
    }

    function test_WeighsByTheFeeAtAccept() external {
        Deal memory deal = world.active(3);
        vm.prank(OWNER);
        book.setFee(0);
        world.serve(deal.id, 0, 1, _perfect());
        _expectScore(10_000, FEE);
    }

    function test_WeighsByTheToken() external {
        Terms memory t = world.terms();
        t.token = _listToken(2.5e18);
        world.serve(world.active(t, 3).id, 0, 1, _perfect());
        _expectScore(10_000, (FEE * 5) / 2);
    }

    function test_WeighsNothingGiven_TokenWithoutWeight() external {
        Terms memory t = world.terms();
        t.token = _listToken(0);
        world.serve(world.active(t, 3).id, 0, 1, _perfect());
        _expectScore(0, 0);
    }

    function test_SettlesAtTheGreatestWeight() external {
        Terms memory t = world.terms();
        t.token = _listToken(type(uint128).max);
        Deal memory deal = world.active(t, 3);
        world.serve(deal.id, 0, 2, _perfect());
        (uint16 bps, uint256 weight) = reputation.scoreOf(VENDOR);
        assertEq(bps, 10_000, "score");
        assertGe(weight, (FEE * uint256(type(uint128).max)) / 1e18, "weight");
    }

    function test_WeighsNothingGiven_AdapterNotListed() external {
        vm.prank(OWNER);
        book.setAdapter(ORACLE, false);
        world.serve(world.active(3).id, 0, 1, _perfect());
        _expectScore(0, 0);
    }

    /// Twice 0% at one price, and 100% at twice the price.
    function test_AveragesByWeight() external {
        Terms memory t = world.terms();
        t.pricePerEpoch = 2 * PRICE;
        Deal memory dear = world.active(t, 3);
        Deal memory deal = world.active(3);
        bytes32[] memory ids = new bytes32[](2);
        (ids[0], ids[1]) = (deal.id, dear.id);
        vm.warp(T0 + EPOCH);
        world.judge(deal.id, 0, _outage());
        world.judge(dear.id, 0, _perfect());
        market.settleMany(ids, 1);
        _expectScore(6666, 3 * FEE);
        _tally(2 * FEE, 0);
        _expectScore(3999, 5 * FEE); // of 6666.66…, rounded down
    }

    function test_WeightHalvesAndTheScoreStays() external {
        _tally(1e18, 8000e18);
        _skip(HALF_LIFE);
        _expectScore(8000, 0.5e18);
        _skip(2 * HALF_LIFE);
        _expectScore(8000, 0.125e18);
    }

    /// What is new weighs more: a half of 0% against a whole of 100%.
    function test_OldEpochsWeighLess() external {
        _tally(1e18, 0);
        _skip(HALF_LIFE);
        _tally(1e18, 10_000e18);
        _expectScore(6666, 1.5e18);
    }

    function test_ForgetsInTheEnd() external {
        _tally(1e18, 5000e18);
        _skip(100 * HALF_LIFE);
        _expectScore(0, 0);
        _tally(1, 10_000);
        _expectScore(10_000, 1);
    }

    /// A thousand good epochs and one bad: no rounding ever lifts it back, nor drops it.
    function test_KeepsItsPrecision() external {
        _tally(1e18, 0);
        for (uint256 i = 0; i < 1000; i++) _tally(1e18, 10_000e18);
        _expectScore(9990, 1001e18);
    }

    function test_ScoreNeverAboveAll() external {
        _tally(type(uint256).max, type(uint256).max);
        (uint16 bps, ) = reputation.scoreOf(VENDOR);
        assertEq(bps, 10_000, "score");
        _tally(type(uint256).max, 0);
        (bps, ) = reputation.scoreOf(VENDOR);
        assertEq(bps, 5000, "score");
    }

    /// Whatever was counted, a new tally is taken, and the score is an average.
    function testFuzz_NeverReverts(uint256[8][3] memory tallies, uint32[3] memory gaps) external {
        for (uint256 i = 0; i < 3; i++) {
            _skip(gaps[i]);
            vm.prank(address(market));
            reputation.countEpochs(VENDOR, tallies[i]);
        }
        (uint16 bps, ) = reputation.scoreOf(VENDOR);
        assertLe(bps, BPS, "score");
    }

    /// Leaving early is 0% of the notice.
    function test_ForfeitedNoticeWeighsAsFailed() external {
        Deal memory deal = world.active(3);
        world.serve(deal.id, 0, 1, _perfect());
        vm.expectEmit(address(reputation));
        uint256 owed = (FEE * NOTICE) / EPOCH;
        emit IReputation.EpochsCounted(VENDOR, [uint256(0), 0, 0, 0, 0, 0, owed, 0]);
        vm.prank(VENDOR);
        market.forfeit(deal.id);
        _expectScore(uint16((BPS * FEE) / (FEE + owed)), FEE + owed);
        assertEq(reputation.recordOf(VENDOR).servedSeconds, EPOCH, "seconds");
    }

    /// Of a notice that was given, what is left of it.
    function test_ForfeitedRestOfTheNoticeWeighsAsFailed() external {
        Deal memory deal = world.active(9);
        _terminate(VENDOR, deal.id);
        vm.warp(T0 + 6200); // its end is after two epochs
        vm.prank(VENDOR);
        market.forfeit(deal.id);
        (uint16 bps, uint256 weight) = reputation.scoreOf(VENDOR);
        assertEq(bps, 0, "score");
        assertEq(weight, (uint256(PRICE) * FEE_PPM * 1000) / (PPM * EPOCH), "weight");
    }

    function test_ForfeitWeighsNothingGiven_AdapterNotListed() external {
        vm.prank(OWNER);
        book.setAdapter(ORACLE, false);
        Deal memory deal = world.active(3);
        vm.prank(VENDOR);
        market.forfeit(deal.id);
        _expectScore(0, 0);
    }

    function test_ForfeitTellsNothingGiven_NothingOwed() external {
        Terms memory t = world.terms();
        t.notice = 0;
        Deal memory deal = world.active(t, 3);
        vm.recordLogs();
        vm.prank(VENDOR);
        market.forfeit(deal.id);
        Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) {
            assertTrue(logs[i].topics[0] != IReputation.EpochsCounted.selector, "counted");
        }
    }

    /// Logs and the times of their blocks are enough to compute it.
    function test_IsRebuiltFromLogs() external {
        Deal memory deal = world.active(9);
        (uint256 weight, uint256 weighted) = (0, 0);
        for (uint32 epoch = 0; epoch < 6; epoch++) {
            vm.warp(T0 + (epoch + 1) * EPOCH);
            world.judge(deal.id, epoch, _verdict(uint16(9500 + epoch * 90), 10_000, 10_000));
            vm.recordLogs();
            if (epoch % 2 == 1) market.settle(deal.id, 2);
            (uint256 added, uint256 addedWeighted) = _countedIn(vm.getRecordedLogs());
            (weight, weighted) = (_sinceLast(weight) + added, _sinceLast(weighted) + addedWeighted);
        }
        (uint16 bps, uint256 found) = reputation.scoreOf(VENDOR);
        assertEq(bps, weighted / weight, "score");
        assertLe(found > weight ? found - weight : weight - found, weight / 1_000_000, "weight");
    }

    function _countedIn(Log[] memory logs) private pure returns (uint256 weight, uint256 weighted) {
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].topics[0] != IReputation.EpochsCounted.selector) continue;
            uint256[8] memory tally = abi.decode(logs[i].data, (uint256[8]));
            (weight, weighted) = (weight + tally[6], weighted + tally[7]);
        }
    }

    /// @dev After one epoch: 2^(-3600 / 30 days), from Python's decimal.
    function _sinceLast(uint256 value) private pure returns (uint256) {
        return (value * 999_037_758_833_783_388) / 1e18;
    }

    function _listToken(uint128 weight) private returns (address) {
        IMintable listed = IMintable(world.deploy("PlainErc20.sol:PlainErc20", ""));
        vm.prank(OWNER);
        book.setToken(address(listed), true, weight);
        return address(listed);
    }

    function _tally(uint256 weight, uint256 weighted) private {
        vm.prank(address(market));
        reputation.countEpochs(VENDOR, [uint256(0), 0, 0, 0, 0, 0, weight, weighted]);
    }

    function _expectScore(uint16 bps, uint256 weight) private view {
        (uint16 foundBps, uint256 foundWeight) = reputation.scoreOf(VENDOR);
        assertEq(foundBps, bps, "score");
        assertEq(foundWeight, weight, "weight");
    }
}

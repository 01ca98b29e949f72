// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { IReputation } from "../../../../contracts/interfaces/IReputation.sol";
import { Outcomes, States } from "../../../../contracts/types/Types.sol";
import {
    BOND,
    EPOCH,
    FEE_PPM,
    ORACLE,
    OWNER,
    PPM,
    PRICE,
    SETUP,
    STRANGER,
    T0,
    TIMEOUT,
    VENDOR
} from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { Log, vm } from "../../utils/Vm.sol";

/// @dev When and in which order epochs are booked. What they cost: see settleMoney.t.sol and settlePartial.t.sol.
contract SettleTest is MarketBase {
    function test_RevertGiven_NothingRunning() external {
        _expectNothing(keccak256("unknown"), 1, 0, 0);
        _expectNothing(world.dealIn(States.RESERVED).id, 1, 0, 0);
        _expectNothing(world.dealIn(States.REQUESTED).id, 1, 0, 0);
        _expectNothing(world.dealIn(States.CANCELLED).id, 1, 0, 0);
        _expectNothing(world.dealIn(States.CLOSED).id, 1, 2, 0);
    }

    function test_RevertWhen_NoneIsWanted() external {
        Deal memory deal = world.active(3);
        vm.warp(T0 + EPOCH);
        world.judge(deal.id, 0, _perfect());
        _expectNothing(deal.id, 0, 0, T0 + EPOCH + TIMEOUT);
    }

    function test_RevertWhen_EpochRuns() external {
        Deal memory deal = world.active(3);
        vm.warp(T0 + EPOCH - 1);
        _expectNothing(deal.id, 9, 0, T0 + EPOCH + TIMEOUT);
    }

    function test_RevertWhen_VerdictMayCome() external {
        Deal memory deal = world.active(3);
        vm.warp(T0 + EPOCH + TIMEOUT - 1);
        _expectNothing(deal.id, 9, 0, T0 + EPOCH + TIMEOUT);
    }

    function test_RevertGiven_AllSettled() external {
        Deal memory deal = world.active(2);
        world.serve(deal.id, 0, 2, _perfect());
        _expectNothing(deal.id, 9, 2, 0);
    }

    function test_SettlesAsTheEpochEndsGiven_Judged() external {
        Deal memory deal = world.active(3);
        vm.warp(T0 + EPOCH);
        world.judge(deal.id, 0, _perfect());
        _settle(deal.id, 1, 1);
        assertEq(market.getAgreement(deal.id).settledEpochs, 1, "settled");
    }

    function test_SettlesAtTheTimeoutGiven_NoVerdict() external {
        Deal memory deal = world.active(3);
        vm.warp(T0 + EPOCH + TIMEOUT);
        _settle(deal.id, 9, 1);
        assertEq(market.getAgreement(deal.id).silentStreak, 1, "silent");
    }

    /// A verdict in time counts whenever it is booked.
    function test_SettlesByTheVerdictLongAfterTheTimeout() external {
        Deal memory deal = world.active(3);
        vm.warp(T0 + EPOCH);
        world.judge(deal.id, 0, _outage());
        vm.warp(T0 + 300 * EPOCH);
        _settle(deal.id, 1, 1);
        assertEq(market.getAgreement(deal.id).bond, BOND - 500_000_000, "slashed");
    }

    function test_StopsAtTheFirstOpenEpoch() external {
        Deal memory deal = world.active(5);
        vm.warp(T0 + EPOCH);
        world.judge(deal.id, 0, _perfect());
        vm.warp(T0 + 3 * EPOCH);
        world.judge(deal.id, 2, _perfect());
        // Judged, silent past its timeout, judged, and one that has not ended.
        _settle(deal.id, 400, 3);
        assertEq(market.getAgreement(deal.id).settledEpochs, 3, "settled");
    }

    function test_AnOpenEpochHoldsUpTheNext() external {
        Deal memory deal = world.active(5);
        vm.warp(T0 + EPOCH + 5);
        _terminate(deal.client, deal.id);
        world.judge(deal.id, 1, _perfect()); // the part of epoch 1; epoch 0 is open still
        _expectNothing(deal.id, 9, 0, T0 + EPOCH + TIMEOUT);
        vm.warp(T0 + EPOCH + TIMEOUT);
        _settle(deal.id, 9, 2);
    }

    function test_SettlesNoMoreThanWanted() external {
        Deal memory deal = world.active(5);
        vm.warp(T0 + 5 * EPOCH + TIMEOUT);
        _settle(deal.id, 2, 2);
        assertEq(market.getAgreement(deal.id).settledEpochs, 2, "settled");
        _settle(deal.id, 1, 1);
        _settle(deal.id, type(uint32).max, 2);
        assertEq(market.getAgreement(deal.id).settledEpochs, 5, "all");
    }

    function test_ForgetsTheVerdict() external {
        Deal memory deal = world.active(3);
        world.serve(deal.id, 0, 1, _perfect());
        assertTrue(!market.getEpoch(deal.id, 0).judged, "cleared");
        assertTrue(!market.getEpoch(deal.id, 0).open, "and over");
    }

    function test_AllowedToAnybodyInEveryRunningState() external {
        Deal memory deal = world.active(3);
        vm.warp(T0 + EPOCH);
        world.judge(deal.id, 0, _perfect());
        _settle(deal.id, 1, 1); // active
        vm.warp(T0 + 3 * EPOCH);
        _settle(deal.id, 1, 1); // suspended
        _terminate(VENDOR, deal.id);
        vm.warp(T0 + 3 * EPOCH + TIMEOUT);
        _settle(deal.id, 1, 1); // ended
        assertEq(market.getAgreement(deal.id).settledEpochs, 3, "settled");
    }

    /// Settling moves lines only, and calls nobody but the reputation.
    function test_TouchesNoToken() external {
        Deal memory deal = world.active(3);
        vm.warp(T0 + EPOCH);
        world.judge(deal.id, 0, _outage());
        vm.recordLogs();
        vm.expectCall(address(token), "", 0);
        market.settle(deal.id, 1);
        Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 2, "logs");
        assertEq(logs[0].emitter, address(market), "the market's");
        assertEq(logs[1].emitter, address(reputation), "the reputation's");
    }

    function test_CountsOnceForAllEpochs() external {
        Deal memory deal = world.active(5);
        vm.warp(T0 + EPOCH);
        world.judge(deal.id, 0, _perfect());
        vm.warp(T0 + 2 * EPOCH);
        world.judge(deal.id, 1, _verdict(9500, 10_000, 10_000));
        vm.warp(T0 + 3 * EPOCH);
        world.judge(deal.id, 2, _outage());
        vm.warp(T0 + 4 * EPOCH + TIMEOUT);
        vm.expectEmit(address(reputation));
        uint256 fee = (uint256(PRICE) * FEE_PPM) / PPM; // paid in full, by half, not
        emit IReputation.EpochsCounted(VENDOR, [1, 1, 1, 1, 1, 3 * uint256(EPOCH), 3 * fee, 15_000 * fee]);
        market.settle(deal.id, 9);
    }

    function test_CountsNotGiven_AdapterNotListedAtAccept() external {
        vm.prank(OWNER);
        book.setAdapter(ORACLE, false);
        Deal memory deal = world.active(3);
        vm.prank(OWNER);
        book.setAdapter(ORACLE, true);
        world.serve(deal.id, 0, 1, _perfect());
        assertEq(reputation.recordOf(VENDOR).met, 0, "met");
        assertEq(market.getAgreement(deal.id).earned, SETUP + uint256(PRICE), "but paid");
    }

    function test_TellsEachEpoch() external {
        Deal memory deal = world.active(3);
        vm.warp(T0 + EPOCH);
        world.judge(deal.id, 0, _verdict(9600, 10_000, 10_000));
        vm.warp(T0 + 2 * EPOCH);
        world.judge(deal.id, 1, _outage());
        vm.expectEmit(address(market));
        // 50% + 50% * 100 / 490, of the price and of the setup fee.
        emit IMarketplace.EpochSettled(deal.id, 0, Outcomes.DEGRADED, 9600, 6020, 602_000_000 + 180_600_000, 0);
        vm.expectEmit(address(market));
        emit IMarketplace.EpochSettled(deal.id, 1, Outcomes.FAILED, 0, 0, 0, 500_000_000);
        vm.prank(STRANGER);
        market.settle(deal.id, 2);
    }

    function _settle(bytes32 id, uint32 maxEpochs, uint32 expected) private {
        vm.prank(STRANGER);
        assertEq(market.settle(id, maxEpochs), expected, "epochs settled");
    }

    function _expectNothing(bytes32 id, uint32 maxEpochs, uint32 next, uint40 readyAt) private {
        bytes4 selector = IMarketplace.Marketplace_NothingToSettle.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, id, next, readyAt));
        vm.prank(STRANGER);
        market.settle(id, maxEpochs);
    }
}

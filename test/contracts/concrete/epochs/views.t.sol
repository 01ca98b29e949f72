// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { AgreementView, EpochView, States } from "../../../../contracts/types/Types.sol";
import { CLIENT, EPOCH, ORACLE, PRICE, RESERVE_WINDOW, T0, TIMEOUT, VENDOR } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

contract EpochsViewsTest is MarketBase {
    function test_getAgreement_ZeroGiven_None() external view {
        AgreementView memory zero;
        assertEq(abi.encode(market.getAgreement(keccak256("unknown"))), abi.encode(zero), "agreement");
    }

    function test_getEpoch_NothingGiven_None() external view {
        EpochView memory zero;
        assertEq(abi.encode(market.getEpoch(keccak256("unknown"), 0)), abi.encode(zero), "epoch");
        assertTrue(!market.getEpoch(keccak256("unknown"), 7).exists, "nor any other");
    }

    function test_getEpoch_NoneBeforeTheStart() external {
        bytes32 id = world.dealIn(States.REQUESTED).id;
        vm.warp(T0 + 10 * EPOCH);
        EpochView memory epoch = market.getEpoch(id, 0);
        assertTrue(!epoch.exists && !epoch.open && !epoch.judged, "nothing");
    }

    function test_getEpoch_TellsTheTimes() external {
        bytes32 id = world.active(3).id;
        EpochView memory epoch = market.getEpoch(id, 1);
        assertTrue(epoch.exists, "exists");
        assertTrue(!epoch.open && !epoch.judged, "not yet");
        assertEq(epoch.start, T0 + EPOCH, "start");
        assertEq(epoch.end, T0 + 2 * EPOCH, "end");
        assertEq(epoch.verdictDeadline, T0 + 2 * EPOCH + TIMEOUT, "deadline");
        assertEq(epoch.oracle, ORACLE, "oracle");
    }

    function test_getEpoch_ExistsAsFarAsTheMoneyGoes() external {
        bytes32 id = world.active(3).id;
        assertTrue(market.getEpoch(id, 2).exists, "the last one");
        assertTrue(!market.getEpoch(id, 3).exists, "the next one");
        world.topUp(CLIENT, id, PRICE);
        assertTrue(market.getEpoch(id, 3).exists, "topped up");
    }

    function test_getEpoch_OpenFromItsEndToItsDeadline() external {
        bytes32 id = world.active(3).id;
        vm.warp(T0 + EPOCH - 1);
        assertTrue(!market.getEpoch(id, 0).open, "running");
        vm.warp(T0 + EPOCH);
        assertTrue(market.getEpoch(id, 0).open, "ended");
        vm.warp(T0 + EPOCH + TIMEOUT - 1);
        assertTrue(market.getEpoch(id, 0).open, "last second");
        vm.warp(T0 + EPOCH + TIMEOUT);
        assertTrue(!market.getEpoch(id, 0).open, "too late");
    }

    function test_getEpoch_NotOpenGiven_Judged() external {
        bytes32 id = world.active(3).id;
        vm.warp(T0 + EPOCH);
        world.judge(id, 0, _perfect());
        EpochView memory epoch = market.getEpoch(id, 0);
        assertTrue(epoch.judged && !epoch.open, "judged");
        market.settle(id, 1);
        epoch = market.getEpoch(id, 0);
        assertTrue(epoch.exists && !epoch.judged && !epoch.open, "settled");
    }

    function test_getEpoch_IsCutOffByTheEnd() external {
        bytes32 id = world.active(4).id;
        vm.warp(T0 + EPOCH + 50);
        _terminate(CLIENT, id);
        EpochView memory epoch = market.getEpoch(id, 1);
        assertTrue(epoch.exists && epoch.open, "the part");
        assertEq(epoch.start, T0 + EPOCH, "start");
        assertEq(epoch.end, T0 + EPOCH + 50, "end");
        assertEq(epoch.verdictDeadline, T0 + EPOCH + 50 + TIMEOUT, "deadline");
        assertTrue(!market.getEpoch(id, 2).exists, "nothing after it");
    }

    function test_getEpoch_IsCutOffByTheNotice() external {
        bytes32 id = world.active(4).id;
        _terminate(VENDOR, id); // ends after epoch 1
        assertTrue(market.getEpoch(id, 1).exists, "the last one");
        assertTrue(!market.getEpoch(id, 2).exists, "nothing after it");
    }

    function test_getEpoch_NoneGiven_Closed() external {
        bytes32 id = world.dealIn(States.CLOSED).id;
        assertTrue(!market.getEpoch(id, 0).exists, "nothing");
    }

    function test_runwayOf_EndsWithTheMoney() external {
        Deal memory deal = world.reserved(3);
        assertEq(market.runwayOf(deal.id), 0, "reserved");
        world.bind(deal);
        assertEq(market.runwayOf(deal.id), 0, "requested");
        vm.warp(T0 + 100);
        world.start(deal);
        assertEq(market.runwayOf(deal.id), T0 + 100 + 3 * EPOCH, "active");
        vm.warp(T0 + 100 + 3 * EPOCH);
        assertEq(market.runwayOf(deal.id), T0 + 100 + 3 * EPOCH, "suspended: over");
        _terminate(CLIENT, deal.id);
        assertEq(market.runwayOf(deal.id), 0, "ended");
    }

    function test_runwayOf_ZeroGiven_None() external view {
        assertEq(market.runwayOf(keccak256("unknown")), 0, "runway");
    }

    function test_getAgreement_TellsTheDeadlineBeforeTheStart() external {
        assertEq(market.getAgreement(world.reserved(2).id).anchor, T0 + RESERVE_WINDOW, "deadline");
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Change, Changes, IReputation, Record } from "../../../../contracts/interfaces/IReputation.sol";
import { CLIENT, SPONSOR, STRANGER, VENDOR } from "../../utils/Actors.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

contract CountTest is MarketBase {
    function test_RevertWhen_CallerNotMarket() external {
        bytes memory reason = abi.encodeWithSelector(IReputation.Reputation_NotMarket.selector, VENDOR);
        vm.expectRevert(reason);
        vm.prank(VENDOR);
        reputation.count(VENDOR, CLIENT, Changes.STARTED);
        uint256[8] memory tally;
        vm.expectRevert(reason);
        vm.prank(VENDOR);
        reputation.countEpochs(VENDOR, tally);
    }

    function test_Started() external {
        vm.expectEmit(address(reputation));
        emit IReputation.AgreementCounted(VENDOR, CLIENT, Changes.STARTED);
        _count(Changes.STARTED, CLIENT);
        Record memory expected;
        (expected.active, expected.total, expected.clients) = (1, 1, 1);
        _assertRecord(expected);
    }

    /// A client counts once, however often it comes back.
    function test_CountsDistinctClients() external {
        _count(Changes.STARTED, CLIENT);
        _count(Changes.STARTED, CLIENT);
        _count(Changes.STARTED, SPONSOR);
        Record memory expected;
        (expected.active, expected.total, expected.clients) = (3, 3, 2);
        _assertRecord(expected);
    }

    function test_Ended() external {
        _count(Changes.STARTED, CLIENT);
        _count(Changes.STARTED, CLIENT);
        _count(Changes.ENDED, CLIENT);
        Record memory expected;
        (expected.active, expected.total, expected.clients) = (1, 2, 1);
        _assertRecord(expected);
    }

    function test_EndedMoreThanStarted() external {
        _count(Changes.ENDED, CLIENT);
        Record memory expected;
        _assertRecord(expected);
    }

    function test_LeftEarly() external {
        _count(Changes.STARTED, CLIENT);
        _count(Changes.LEFT_EARLY, CLIENT);
        Record memory expected;
        (expected.total, expected.clients, expected.earlyExits) = (1, 1, 1);
        _assertRecord(expected);
    }

    function test_Rejected() external {
        _count(Changes.REJECTED, CLIENT);
        Record memory expected;
        expected.rejects = 1;
        _assertRecord(expected);
    }

    function test_Missed() external {
        _count(Changes.MISSED, CLIENT);
        Record memory expected;
        expected.misses = 1;
        _assertRecord(expected);
    }

    function test_Bundled() external {
        _count(Changes.BUNDLED, CLIENT);
        Record memory expected;
        expected.exitBundles = 1;
        _assertRecord(expected);
    }

    function test_CountsEpochs() external {
        uint256[8] memory tally = [uint256(1), 2, 3, 4, 5, 6, 7, 8];
        vm.expectEmit(address(reputation));
        emit IReputation.EpochsCounted(VENDOR, tally);
        _countEpochs(tally);
        _countEpochs([uint256(10), 20, 30, 40, 50, 60, 70, 80]);
        Record memory expected;
        (expected.met, expected.degraded, expected.failed, expected.silent) = (11, 22, 33, 44);
        (expected.slashed, expected.servedSeconds) = (55, 66);
        _assertRecord(expected);
    }

    function test_KeepsVendorsApart() external {
        _count(Changes.STARTED, CLIENT);
        Record memory zero;
        assertEq(abi.encode(reputation.recordOf(STRANGER)), abi.encode(zero), "record");
    }

    /// No counter ever wraps around, and none reverts.
    function test_Saturates() external {
        uint256 most = uint256(type(uint64).max);
        _countEpochs([most, most, most, most, most, most, most, most]);
        _countEpochs([uint256(1), 1, 1, 1, 1, 1, 1, 1]);
        _fillCounters();
        _count(Changes.STARTED, CLIENT);
        _count(Changes.REJECTED, CLIENT);
        _count(Changes.MISSED, CLIENT);
        _count(Changes.BUNDLED, CLIENT);
        Record memory record = reputation.recordOf(VENDOR);
        uint24 max = type(uint24).max;
        assertEq(record.met, type(uint32).max, "met");
        assertEq(record.degraded, type(uint32).max, "degraded");
        assertEq(record.failed, max, "failed");
        assertEq(record.silent, max, "silent");
        assertEq(record.slashed, max, "slashed");
        assertEq(record.servedSeconds, type(uint48).max, "seconds");
        assertEq(record.active, max, "active");
        assertEq(record.total, type(uint32).max, "total");
        assertEq(record.clients, max, "clients");
        assertEq(record.rejects, max, "rejects");
        assertEq(record.misses, max, "misses");
        assertEq(record.exitBundles, max, "exit bundles");
        _count(Changes.LEFT_EARLY, CLIENT);
        assertEq(reputation.recordOf(VENDOR).earlyExits, max, "early exits");
        assertEq(reputation.recordOf(VENDOR).active, max - 1, "one less");
    }

    /// @dev Sets every bit of the slot with the counters that take many agreements to fill.
    function _fillCounters() private {
        bytes32 slot = keccak256(abi.encode(VENDOR, uint256(1)));
        vm.store(address(reputation), slot, bytes32(type(uint256).max >> 8));
        assertEq(reputation.recordOf(VENDOR).total, type(uint32).max, "from the first field");
        assertEq(reputation.recordOf(VENDOR).clients, type(uint24).max, "to the last");
    }

    function _count(Change change, address client) private {
        vm.prank(address(market));
        reputation.count(VENDOR, client, change);
    }

    function _countEpochs(uint256[8] memory tally) private {
        vm.prank(address(market));
        reputation.countEpochs(VENDOR, tally);
    }

    function _assertRecord(Record memory expected) private view {
        assertEq(abi.encode(reputation.recordOf(VENDOR)), abi.encode(expected), "record");
    }
}

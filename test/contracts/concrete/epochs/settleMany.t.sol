// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IReputation, Record } from "../../../../contracts/interfaces/IReputation.sol";
import { AgreementView, States, Terms } from "../../../../contracts/types/Types.sol";
import { BOND, EPOCH, ORACLE, OWNER, PRICE, SETUP, SPONSOR, STRANGER, T0, VENDOR } from "../../utils/Actors.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { Log, vm } from "../../utils/Vm.sol";

contract SettleManyTest is MarketBase {
    function test_SettlesNothing() external {
        assertEq(abi.encode(market.settleMany(new bytes32[](0), 9)), abi.encode(new uint32[](0)), "none");
    }

    function test_SkipsWhatHasNothingToDo() external {
        bytes32[] memory ids = new bytes32[](6);
        ids[0] = keccak256("unknown");
        ids[1] = world.dealIn(States.RESERVED).id;
        ids[2] = world.dealIn(States.CANCELLED).id;
        ids[3] = world.active(3).id; // judged below
        ids[4] = world.active(3).id; // may still be
        ids[5] = world.active(2).id;
        vm.warp(T0 + EPOCH);
        world.judge(ids[3], 0, _perfect());
        world.judge(ids[5], 0, _outage());
        _settles(ids, 9, [uint32(0), 0, 0, 1, 0, 1]);
        _settles(ids, 9, [uint32(0), 0, 0, 0, 0, 0]);
    }

    function test_SettlesAtMostSoManyOfEach() external {
        bytes32[] memory ids = _judged(3, 4);
        uint32[] memory settled = _settleMany(ids, 2);
        for (uint256 i = 0; i < 3; i++) {
            assertEq(settled[i], 2, "two of each");
            assertEq(market.getAgreement(ids[i]).settledEpochs, 2, "settled");
        }
        assertEq(_settleMany(ids, 0)[0], 0, "none is wanted");
    }

    /// The same money as one by one.
    function test_BooksAsSettleDoes() external {
        bytes32[] memory ids = _judged(2, 3);
        uint256 snapshot = vm.snapshotState();
        _settleMany(ids, 9);
        bytes memory together = _pictureOf(ids);
        vm.revertToState(snapshot);
        market.settle(ids[0], 3);
        market.settle(ids[1], 3);
        assertEq(together, _pictureOf(ids), "picture");
        assertLines(ids[0], 2 * uint256(PRICE), SETUP + 3 * uint256(PRICE), BOND);
    }

    function test_SettlesOnceWhen_NamedTwice() external {
        bytes32[] memory ids = _judged(1, 3);
        bytes32[] memory twice = new bytes32[](2);
        (twice[0], twice[1]) = (ids[0], ids[0]);
        uint32[] memory settled = _settleMany(twice, 2);
        assertEq(settled[0], 2, "first");
        assertEq(settled[1], 1, "then the rest");
    }

    /// Epochs of one vendor's agreements in a row are counted in one go.
    function test_CountsPerVendor() external {
        Terms memory t = world.terms();
        bytes32[] memory ids = new bytes32[](4);
        for (uint256 i = 0; i < 4; i++) {
            t.vendor = i < 2 ? VENDOR : STRANGER;
            ids[i] = world.active(t, 3).id;
        }
        vm.warp(T0 + EPOCH);
        for (uint256 i = 0; i < 4; i++) world.judge(ids[i], 0, i == 1 ? _outage() : _perfect());
        vm.recordLogs();
        _settleMany(ids, 9);
        assertEq(_countings(), 2, "one per vendor");
        Record memory record = reputation.recordOf(VENDOR);
        assertEq(record.met, 1, "met");
        assertEq(record.failed, 1, "failed");
        assertEq(record.slashed, 1, "slashed");
        assertEq(record.servedSeconds, 2 * uint256(EPOCH), "seconds");
        assertEq(reputation.recordOf(STRANGER).met, 2, "met by the other");
    }

    /// An agreement whose adapter was not listed counts for nobody, between two that do.
    function test_CountsNotGiven_AdapterNotListed() external {
        bytes32[] memory ids = new bytes32[](3);
        for (uint256 i = 0; i < 3; i++) {
            vm.prank(OWNER);
            book.setAdapter(ORACLE, i != 1);
            ids[i] = world.active(3).id;
        }
        vm.warp(T0 + EPOCH);
        for (uint256 i = 0; i < 3; i++) world.judge(ids[i], 0, _perfect());
        vm.recordLogs();
        uint32[] memory settled = _settleMany(ids, 9);
        assertEq(settled[1], 1, "settled all the same");
        assertEq(_countings(), 1, "one counting");
        assertEq(reputation.recordOf(VENDOR).met, 2, "met");
    }

    /// @dev So many agreements in which so many epochs are judged.
    function _judged(uint256 agreements, uint32 epochs) private returns (bytes32[] memory ids) {
        ids = new bytes32[](agreements);
        for (uint256 i = 0; i < agreements; i++) ids[i] = world.active(5).id;
        for (uint32 epoch = 0; epoch < epochs; epoch++) {
            vm.warp(T0 + (epoch + 1) * EPOCH);
            for (uint256 i = 0; i < agreements; i++) world.judge(ids[i], epoch, _perfect());
        }
    }

    function _settles(bytes32[] memory ids, uint32 max, uint32[6] memory expected) private {
        uint32[] memory settled = _settleMany(ids, max);
        assertEq(settled.length, 6, "one number each");
        for (uint256 i = 0; i < 6; i++) assertEq(settled[i], expected[i], "settled");
    }

    function _settleMany(bytes32[] memory ids, uint32 max) private returns (uint32[] memory) {
        vm.prank(SPONSOR);
        return market.settleMany(ids, max);
    }

    function _countings() private returns (uint256 countings) {
        Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].topics[0] == IReputation.EpochsCounted.selector) countings++;
        }
    }

    function _pictureOf(bytes32[] memory ids) private view returns (bytes memory picture) {
        for (uint256 i = 0; i < ids.length; i++) {
            AgreementView memory a = market.getAgreement(ids[i]);
            picture = bytes.concat(picture, abi.encode(a));
        }
        picture = bytes.concat(picture, abi.encode(reputation.recordOf(VENDOR)));
    }
}

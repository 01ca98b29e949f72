// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { IReputation } from "../../../../contracts/interfaces/IReputation.sol";
import { EpochView, States, Terms } from "../../../../contracts/types/Types.sol";
import {
    BOND,
    CLIENT,
    EPOCH,
    EVIDENCE,
    GRACE,
    ORACLE,
    PRICE,
    SETUP,
    T0,
    TIMEOUT,
    VENDOR
} from "../../utils/Actors.sol";
import { AmendBase } from "../../utils/AmendBase.sol";
import { Deal } from "../../utils/IWorld.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev Which terms an epoch has: the old ones before the amendment's first epoch, the new ones from there on, settled
/// or not. The agreement of these tests is amended in its epoch 0, so from epoch 1 on.
contract AmendedTest is AmendBase {
    address private constant OTHER_ORACLE = address(0xA0AC);

    Deal private _deal;
    Terms private _terms;

    function setUp() public override {
        super.setUp();
        _deal = world.active(9);
        _terms = world.terms();
    }

    function test_EachEpochHasItsOracle() external {
        _terms.oracle = OTHER_ORACLE;
        _amend(_deal, _terms);
        assertEq(market.getEpoch(_deal.id, 0).oracle, ORACLE, "old");
        assertEq(market.getEpoch(_deal.id, 1).oracle, OTHER_ORACLE, "new");
        vm.warp(T0 + 2 * EPOCH);
        assertTrue(!_judge(OTHER_ORACLE, 0), "not the old epoch's");
        assertTrue(!_judge(ORACLE, 1), "not the new epoch's");
        assertTrue(_judge(OTHER_ORACLE, 1), "the new one's");
        assertTrue(!_judge(ORACLE, 0), "too late: the new one's timeout has no say");
        assertEq(market.settle(_deal.id, 9), 2, "both");
        assertTrue(!_judge(ORACLE, 2), "nor any later epoch's");
    }

    function test_TheOldOracleAnswersForTheOldEpoch() external {
        _terms.oracle = OTHER_ORACLE;
        _amend(_deal, _terms);
        vm.warp(T0 + EPOCH);
        assertTrue(_judge(ORACLE, 0), "stored");
        assertEq(market.settle(_deal.id, 1), 1, "settled");
        assertEq(market.getEpoch(_deal.id, 1).oracle, OTHER_ORACLE, "new");
    }

    function test_EachEpochHasItsTimeout() external {
        _terms.verdictTimeout = TIMEOUT + 500;
        _amend(_deal, _terms);
        EpochView memory old = market.getEpoch(_deal.id, 0);
        assertEq(old.verdictDeadline, T0 + EPOCH + TIMEOUT, "old");
        vm.warp(T0 + EPOCH + TIMEOUT);
        assertTrue(!market.getEpoch(_deal.id, 0).open, "over");
        assertEq(market.settle(_deal.id, 1), 1, "silent");
        vm.warp(T0 + 2 * EPOCH + TIMEOUT + 499);
        assertTrue(market.getEpoch(_deal.id, 1).open, "open");
        bytes4 selector = IMarketplace.Marketplace_NothingToSettle.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, _deal.id, 1, T0 + 2 * EPOCH + TIMEOUT + 500));
        market.settle(_deal.id, 1);
        vm.warp(T0 + 2 * EPOCH + TIMEOUT + 500);
        assertEq(market.settle(_deal.id, 1), 1, "silent, too");
    }

    /// Price, ramps and slash: 70% of the old price, nothing and the whole slash of the new one.
    function test_EachEpochIsJudgedByItsTerms() external {
        _terms.pricePerEpoch = 2 * PRICE;
        _terms.sla.unsafeHead.floor = _terms.sla.unsafeHead.target = 10_000;
        _terms.sla.slash = 10_000;
        _terms.sla.rpc.floor = _terms.sla.rpc.target;
        _amend(_deal, _terms);
        vm.warp(T0 + EPOCH);
        world.judge(_deal.id, 0, _verdict(10_000, 9450, 10_000));
        vm.warp(T0 + 2 * EPOCH);
        world.judge(_deal.id, 1, _outage());
        assertEq(market.settle(_deal.id, 9), 2, "in one call");
        uint256 paid = 700_000_000 + 210_000_000;
        uint256 slashed = 2 * uint256(PRICE);
        assertLines(_deal.id, _deal.deposit - paid + slashed, paid, BOND - slashed);
    }

    function test_SilenceIsPaidByItsTerms() external {
        _terms.sla.silentPayout = 1000;
        _amend(_deal, _terms);
        world.stayIdle(_deal.id, 0, 2);
        assertEq(market.getAgreement(_deal.id).earned, 780_000_000 + 100_000_000, "earned");
    }

    function test_TheEndMayComeFirst() external {
        _terms.pricePerEpoch = (5 * PRICE) / 2;
        _amend(_deal, _terms);
        vm.warp(T0 + EPOCH - 1);
        _terminate(CLIENT, _deal.id);
        world.judge(_deal.id, 0, _perfect());
        market.close(_deal.id);
        assertStateOf(_deal.id, States.CLOSED);
        assertEq(market.getAgreement(_deal.id).earned, SETUP + (uint256(PRICE) * (EPOCH - 1)) / EPOCH, "the old price");
    }

    function test_TheLastPartIsTheAmendments() external {
        _terms.pricePerEpoch = 2 * PRICE;
        _amend(_deal, _terms);
        vm.warp(T0 + EPOCH);
        world.judge(_deal.id, 0, _perfect());
        vm.warp(T0 + EPOCH + EPOCH / 2);
        _terminate(CLIENT, _deal.id);
        assertFree(_deal.id, CLIENT, _deal.deposit - SETUP - 3 * uint256(PRICE), 0);
        world.judge(_deal.id, 1, _perfect());
        market.close(_deal.id);
        assertEq(market.getAgreement(_deal.id).earned, SETUP + 2 * uint256(PRICE), "half of the new price");
    }

    /// Notice is that of the epoch in which it is given.
    function test_NoticeIsThatOfTheEpoch() external {
        _terms.notice = 5 * EPOCH;
        _amend(_deal, _terms);
        uint256 snapshot = vm.snapshotState();
        _terminate(VENDOR, _deal.id);
        assertEq(market.getAgreement(_deal.id).endsAt, T0 + 2 * EPOCH, "the old one");
        vm.revertToState(snapshot);
        vm.warp(T0 + EPOCH);
        _terminate(VENDOR, _deal.id);
        assertEq(market.getAgreement(_deal.id).endsAt, T0 + 7 * EPOCH, "the new one");
    }

    /// Settled or not: grace is that of the amendment.
    function test_GraceIsTheAmendments() external {
        _terms.grace = GRACE + 1000;
        _amend(_deal, _terms);
        uint256 end = T0 + 9 * EPOCH + GRACE + 1000;
        vm.warp(end - 1);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.Marketplace_TooEarly.selector, _deal.id, end));
        market.close(_deal.id);
        vm.warp(end);
        market.close(_deal.id);
        assertStateOf(_deal.id, States.CLOSED);
    }

    /// A lens of the new terms has no say before they count.
    function test_TheLensIsThatOfTheEpoch() external {
        world.setSystemConfig(world.deploy("FakeChain.sol:FakeChain", abi.encode(CLIENT, world.newKeys())));
        _deal = world.active(9);
        _terms.lens = world.deploy("ChainLens.sol:ChainLens", "");
        _amend(_deal, _terms);
        uint256 snapshot = vm.snapshotState();
        _terminate(VENDOR, _deal.id);
        assertStateOf(_deal.id, States.ACTIVE); // by notice
        vm.revertToState(snapshot);
        vm.warp(T0 + EPOCH);
        _terminate(VENDOR, _deal.id);
        assertStateOf(_deal.id, States.ENDED); // the roles are foreign
    }

    /// Epochs before the amendment count, in one call with later ones; an adapter that is not listed counts nothing.
    function test_CountsUntilAnUnlistedAdapter() external {
        _terms.oracle = OTHER_ORACLE;
        _amend(_deal, _terms);
        vm.warp(T0 + EPOCH);
        world.judge(_deal.id, 0, _outage());
        vm.warp(T0 + 2 * EPOCH);
        assertTrue(_judge(OTHER_ORACLE, 1), "stored");
        market.settle(_deal.id, 2);
        IReputation r = reputation;
        assertEq(r.recordOf(VENDOR).failed, 1, "the old adapter's");
        assertEq(r.recordOf(VENDOR).met, 0, "not the new one's");
        _terminate(CLIENT, _deal.id);
        assertEq(r.recordOf(VENDOR).active, 0, "the agreement itself still counts");
    }

    function test_CountsUntilAnUnlistedAdapterGiven_SettledWithOthers() external {
        _terms.oracle = OTHER_ORACLE;
        _amend(_deal, _terms);
        Deal memory other = world.active(9);
        vm.warp(T0 + EPOCH);
        world.judge(_deal.id, 0, _perfect());
        vm.warp(T0 + 2 * EPOCH);
        assertTrue(_judge(OTHER_ORACLE, 1), "stored");
        world.judge(other.id, 1, _perfect());
        bytes32[] memory ids = new bytes32[](3);
        (ids[0], ids[1], ids[2]) = (_deal.id, _deal.id, other.id);
        market.settleMany(ids, 1);
        assertEq(reputation.recordOf(VENDOR).met, 1, "epoch 0 of the first");
        assertEq(reputation.recordOf(VENDOR).silent, 1, "epoch 0 of the other");
    }

    /// Once uncounted, a listed adapter brings nothing back.
    function test_CountsNoMoreGiven_AListedAdapterAfterwards() external {
        Terms memory listed = world.terms();
        listed.maxGasLimit = 1;
        _terms.oracle = OTHER_ORACLE;
        _amend(_deal, _terms);
        vm.warp(T0 + EPOCH);
        world.judge(_deal.id, 0, _perfect());
        market.settle(_deal.id, 1);
        _amend(_deal, listed);
        vm.warp(T0 + 2 * EPOCH);
        assertTrue(_judge(OTHER_ORACLE, 1), "stored");
        world.serve(_deal.id, 2, 3, _perfect());
        assertEq(market.getAgreement(_deal.id).settledEpochs, 2, "one at a time");
        market.settle(_deal.id, 1);
        assertEq(reputation.recordOf(VENDOR).met, 1, "epoch 0 only");
    }

    /// A new adapter that is listed goes on counting.
    function test_CountsOnGiven_ListedAdapter() external {
        _terms.maxGasLimit = 1;
        _amend(_deal, _terms);
        world.serve(_deal.id, 0, 2, _perfect());
        assertEq(reputation.recordOf(VENDOR).met, 2, "both");
    }

    function _judge(address oracle, uint32 epoch) private returns (bool) {
        vm.prank(oracle);
        return market.onVerdict(_deal.id, epoch, _perfect(), EVIDENCE);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { AgreementView, EpochView, State, States } from "../../../../contracts/types/Types.sol";
import {
    BOND,
    CLIENT,
    EPOCH,
    GRACE,
    OPERATOR,
    PRICE,
    SPONSOR,
    STRANGER,
    T0,
    TIMEOUT,
    VENDOR
} from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

contract ResumeTest is MarketBase {
    uint40 private constant RESUMED = T0 + 2 * EPOCH + 1234;

    function test_RevertGiven_Active() external {
        _expect(world.active(2).id, VENDOR, States.ACTIVE);
    }

    function test_RevertGiven_Over() external {
        _expect(world.dealIn(States.ENDED).id, VENDOR, States.ENDED);
        _expect(world.dealIn(States.CLOSED).id, VENDOR, States.CLOSED);
    }

    function test_RevertWhen_CallerNotOperator() external {
        bytes32 id = _resumable();
        address[3] memory callers = [CLIENT, SPONSOR, STRANGER];
        for (uint256 i = 0; i < callers.length; i++) {
            vm.expectRevert(abi.encodeWithSelector(IMarketplace.Marketplace_NotParty.selector, id, callers[i]));
            vm.prank(callers[i]);
            market.resume(id);
        }
    }

    /// Notice was given in epoch 0 for the end of epoch 2; the money ends with epoch 1.
    function test_RevertGiven_NoticeGiven() external {
        Deal memory deal = world.active(2);
        vm.warp(T0 + 3000);
        _terminate(VENDOR, deal.id);
        world.stayIdle(deal.id, 0, 2);
        world.topUp(SPONSOR, deal.id, 5 * PRICE);
        bytes4 selector = IMarketplace.Marketplace_AlreadyTerminated.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, deal.id, T0 + 3 * EPOCH));
        vm.prank(VENDOR);
        market.resume(deal.id);
    }

    function test_RevertGiven_EpochsUnsettled() external {
        Deal memory deal = world.active(2);
        world.serve(deal.id, 0, 1, _perfect());
        vm.warp(T0 + 2 * EPOCH);
        world.topUp(SPONSOR, deal.id, PRICE);
        _expectNotResumable(deal.id, 1, 2);
    }

    function test_RevertGiven_NextEpochUnfunded() external {
        Deal memory deal = world.active(2);
        world.serve(deal.id, 0, 2, _perfect());
        world.topUp(SPONSOR, deal.id, PRICE - 1);
        _expectNotResumable(deal.id, 2, 2);
    }

    function test_ResumesAndTells() external {
        bytes32 id = _resumable();
        vm.expectEmit(address(market));
        emit IMarketplace.AgreementResumed(id, 2, RESUMED - 2 * EPOCH, 5);
        vm.prank(OPERATOR);
        market.resume(id);
        AgreementView memory a = market.getAgreement(id);
        assertStateOf(id, States.ACTIVE);
        assertEq(a.anchor, RESUMED - 2 * EPOCH, "anchor");
        assertEq(a.settledEpochs, 2, "settled");
        assertEq(a.fundedEpochs, 5, "funded");
        assertEq(market.runwayOf(id), RESUMED + 3 * EPOCH, "runway");
        assertLines(id, 3 * uint256(PRICE), 2_300_000_000, BOND);
    }

    /// The epoch that begins now has its whole length, and is judged and paid like any other.
    function test_TheNextEpochBeginsNow() external {
        bytes32 id = _resumable();
        vm.prank(VENDOR);
        market.resume(id);
        EpochView memory epoch = market.getEpoch(id, 2);
        assertTrue(epoch.exists, "exists");
        assertEq(epoch.start, RESUMED, "start");
        assertEq(epoch.end, RESUMED + EPOCH, "end");
        assertEq(epoch.verdictDeadline, RESUMED + EPOCH + TIMEOUT, "deadline");
        world.serve(id, 2, 3, _perfect());
        assertLines(id, 2 * uint256(PRICE), 3_300_000_000, BOND);
    }

    function test_AllowedInTheSecondTheMoneyEnds() external {
        Deal memory deal = world.active(2);
        world.serve(deal.id, 0, 2, _perfect()); // settled as epoch 1 ends
        world.topUp(SPONSOR, deal.id, PRICE);
        vm.prank(VENDOR);
        market.resume(deal.id);
        assertEq(market.getAgreement(deal.id).anchor, T0, "the anchor stays");
        assertStateOf(deal.id, States.ACTIVE);
    }

    /// As long as nobody closed it.
    function test_AllowedAfterTheGrace() external {
        bytes32 id = _resumable();
        vm.warp(T0 + 2 * EPOCH + GRACE + 1);
        vm.prank(VENDOR);
        market.resume(id);
        assertStateOf(id, States.ACTIVE);
    }

    function test_FundsAtMost400() external {
        Deal memory deal = world.active(2);
        world.serve(deal.id, 0, 2, _perfect());
        world.topUp(SPONSOR, deal.id, 401 * PRICE - 1);
        vm.prank(VENDOR);
        market.resume(deal.id);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 402, "funded");
    }

    function test_ResumesAgainAndAgain() external {
        bytes32 id = _resumable();
        vm.prank(VENDOR);
        market.resume(id);
        world.serve(id, 2, 5, _perfect());
        assertStateOf(id, States.SUSPENDED);
        _skip(500);
        world.topUp(SPONSOR, id, PRICE);
        vm.prank(VENDOR);
        market.resume(id);
        assertEq(market.getEpoch(id, 5).start, RESUMED + 3 * EPOCH + 500, "epoch 5");
        assertEq(market.getAgreement(id).fundedEpochs, 6, "funded");
    }

    /// Two epochs served, suspended for some time, three more paid.
    function _resumable() private returns (bytes32 id) {
        Deal memory deal = world.active(2);
        world.serve(deal.id, 0, 2, _perfect());
        vm.warp(RESUMED);
        world.topUp(SPONSOR, deal.id, 3 * PRICE);
        return deal.id;
    }

    function _expect(bytes32 id, address caller, State found) private {
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.Marketplace_WrongState.selector, id, found));
        vm.prank(caller);
        market.resume(id);
    }

    function _expectNotResumable(bytes32 id, uint32 settled, uint32 funded) private {
        bytes4 selector = IMarketplace.Marketplace_NotResumable.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, id, settled, funded));
        vm.prank(VENDOR);
        market.resume(id);
    }
}

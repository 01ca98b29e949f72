// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IEscrow } from "../../../../contracts/interfaces/IEscrow.sol";
import { States, Terms, Verdict } from "../../../../contracts/types/Types.sol";
import {
    CLIENT,
    EPOCH,
    FEE_PPM,
    OWNER,
    PPM,
    PRICE,
    RECIPIENT,
    SETUP,
    SPONSOR,
    T0,
    TIMEOUT,
    VENDOR
} from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { L1Base } from "../../utils/L1Base.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev Who gets what of the L1 lines.
contract ClaimL1Test is L1Base {
    function test_PaysTheVendorAndTells() external {
        Deal memory deal = _reimbursed();
        assertFreeL1(deal.id, VENDOR, 50);
        vm.expectEmit(address(market));
        emit IEscrow.L1Claimed(deal.id, VENDOR, RECIPIENT, 50);
        _claimL1(VENDOR, deal.id);
        assertEq(weth.balanceOf(RECIPIENT), 50, "reimbursed");
        assertEq(token.balanceOf(RECIPIENT), 0, "the other lines are apart");
        assertL1(deal.id, 4 * CAP - 50, 0);
        assertFreeL1(deal.id, VENDOR, 0);
    }

    /// A token that moves no more holds back its own money only.
    function test_PaysGiven_TokenFrozen() external {
        Deal memory deal = _reimbursed();
        vm.mockCallRevert(address(token), abi.encodeWithSignature("transfer(address,uint256)"), "frozen");
        _claimL1(VENDOR, deal.id);
        assertEq(weth.balanceOf(RECIPIENT), 50, "reimbursed");
    }

    /// Nothing else is free for it.
    function test_PaysOnlyWhatWasReimbursed() external {
        Deal memory deal = _reimbursed();
        _claimL1(VENDOR, deal.id);
        world.serve(deal.id, 1, 2, _outageThatSpent(3));
        _claimL1(VENDOR, deal.id);
        assertEq(weth.balanceOf(RECIPIENT), 53, "reimbursed");
    }

    /// Three epochs are funded and unsettled: their caps stay.
    function test_PaysTheClientWhatExceedsTheCaps() external {
        Deal memory deal = world.active(_l1Terms(), 3);
        _fill(SPONSOR, deal, 3 * CAP);
        assertFreeL1(deal.id, CLIENT, 0);
        _expectNothing(CLIENT, deal.id);
        _fill(SPONSOR, deal, 5);
        assertFreeL1(deal.id, CLIENT, 5);
        _claimL1(CLIENT, deal.id);
        assertEq(weth.balanceOf(RECIPIENT), 5, "the rest");
        assertL1(deal.id, 3 * CAP, 0);
        world.serve(deal.id, 0, 1, _spent(2));
        assertFreeL1(deal.id, CLIENT, CAP - 2);
        assertFreeL1(deal.id, VENDOR, 2);
    }

    function test_KeepsALineThatIsBelowTheCaps() external {
        Deal memory deal = world.active(_l1Terms(), 3);
        _fill(SPONSOR, deal, 5);
        assertFreeL1(deal.id, CLIENT, 0);
    }

    /// Each unsettled epoch keeps the cap of its terms.
    function test_KeepsTheCapsOfAnAmendment() external {
        Deal memory deal = world.active(_l1Terms(), 4);
        Terms memory t = _l1Terms();
        t.l1CapPerEpoch = 2 * CAP;
        _amend(deal, t);
        _fill(SPONSOR, deal, 9 * CAP);
        assertFreeL1(deal.id, CLIENT, 2 * CAP); // 1 + 3 * 2 are kept
        vm.warp(T0 + 1);
        _terminate(CLIENT, deal.id);
        assertFreeL1(deal.id, CLIENT, 8 * CAP); // epoch 0 alone is left
    }

    /// Ended as its second epoch began: the amendment would have counted from the third.
    function test_KeepsOneCapGiven_EndedBeforeAnAmendment() external {
        Deal memory deal = world.active(_l1Terms(), 4);
        Terms memory t = _l1Terms();
        t.l1CapPerEpoch = 2 * CAP;
        vm.warp(T0 + EPOCH);
        _amend(deal, t);
        _fill(SPONSOR, deal, 4 * CAP);
        _terminate(CLIENT, deal.id);
        assertFreeL1(deal.id, CLIENT, 3 * CAP);
    }

    function test_KeepsNothingOfEpochsTheVendorPays() external {
        Deal memory deal = world.active(_l1Terms(), 4);
        Terms memory t = world.terms();
        t.l1CapPerEpoch = CAP; // says when the vendor may slow down
        _amend(deal, t);
        _fill(SPONSOR, deal, 4 * CAP);
        assertFreeL1(deal.id, CLIENT, 3 * CAP);
    }

    function test_PaysTheClientAllBeforeTheStart() external {
        Deal memory deal = world.reserved(_l1Terms(), 3);
        _fill(CLIENT, deal, 5);
        assertFreeL1(deal.id, CLIENT, 5);
        world.bind(deal);
        _claimL1(CLIENT, deal.id);
        assertEq(weth.balanceOf(RECIPIENT), 5, "all");
    }

    function test_PaysTheClientAllGiven_Cancelled() external {
        Deal memory deal = world.reserved(_l1Terms(), 3);
        _fill(CLIENT, deal, 5);
        _terminate(CLIENT, deal.id);
        _claimL1(CLIENT, deal.id);
        assertEq(weth.balanceOf(RECIPIENT), 5, "all");
    }

    function test_KeepsTheCapsOfUnsettledEpochsAfterTheEnd() external {
        Deal memory deal = world.active(_l1Terms(), 4);
        _fill(CLIENT, deal, 4 * CAP);
        vm.warp(T0 + EPOCH + 1);
        _terminate(CLIENT, deal.id);
        assertFreeL1(deal.id, CLIENT, 2 * CAP);
        vm.warp(T0 + EPOCH + 1 + TIMEOUT);
        market.close(deal.id);
        assertStateOf(deal.id, States.CLOSED);
        assertFreeL1(deal.id, CLIENT, 4 * CAP);
        _claimL1(CLIENT, deal.id);
        assertL1(deal.id, 0, 0);
        assertEq(weth.balanceOf(address(market)), 0, "nothing stays");
    }

    /// Several agreements, with a line and without: each token is sent once.
    function test_PaysManyAtOnce() external {
        Deal memory deal = _reimbursed();
        Deal memory other = world.active(world.terms(), 3);
        Deal memory third = world.active(_l1Terms(), 3);
        _fill(SPONSOR, third, CAP);
        world.serve(other.id, 0, 1, _perfect());
        world.serve(third.id, 0, 1, _spent(7));
        bytes32[] memory ids = new bytes32[](3);
        (ids[0], ids[1], ids[2]) = (third.id, other.id, deal.id);
        vm.expectCall(address(weth), abi.encodeWithSignature("transfer(address,uint256)", RECIPIENT, 57), 1);
        vm.prank(VENDOR);
        market.claimL1(ids, RECIPIENT);
        assertEq(weth.balanceOf(RECIPIENT), 57, "both lines");
    }

    /// An agreement in wrapped ether: deposit and line are apart.
    function test_KeepsDepositAndLineApart() external {
        vm.prank(OWNER);
        book.setToken(address(weth), true, 1e18);
        Terms memory t = _l1Terms();
        t.token = address(weth);
        Deal memory deal = world.active(t, 3);
        _fill(CLIENT, deal, CAP);
        world.serve(deal.id, 0, 1, _spent(CAP));
        world.claim(VENDOR, deal.id);
        uint256 earned = SETUP + uint256(PRICE);
        assertEq(weth.balanceOf(RECIPIENT), earned - (earned * FEE_PPM) / PPM, "the earned line");
        _claimL1(VENDOR, deal.id);
        assertEq(weth.balanceOf(RECIPIENT), earned - (earned * FEE_PPM) / PPM + CAP, "both");
        assertL1(deal.id, 0, 0);
    }

    function test_RevertWhen_ToZero() external {
        Deal memory deal = world.reserved(_l1Terms(), 3);
        _fill(CLIENT, deal, 5);
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = deal.id;
        vm.expectRevert(abi.encodeWithSelector(IEscrow.Escrow_ZeroRecipient.selector));
        vm.prank(CLIENT);
        market.claimL1(ids, address(0));
    }

    function test_RevertWhen_CallerNotParty() external {
        Deal memory deal = _reimbursed();
        assertFreeL1(deal.id, SPONSOR, 0);
        _expectNothing(SPONSOR, deal.id);
    }

    function test_freeL1Of_ZeroGiven_None() external view {
        assertFreeL1(keccak256("unknown"), address(0), 0);
        assertL1(keccak256("unknown"), 0, 0);
    }

    /// @dev Five epochs are funded; the first was perfect and cost 50.
    function _reimbursed() private returns (Deal memory deal) {
        deal = world.active(_l1Terms(), 5);
        _fill(SPONSOR, deal, 4 * CAP);
        world.serve(deal.id, 0, 1, _spent(50));
    }

    function _outageThatSpent(uint96 l1Spend) private pure returns (Verdict memory v) {
        v = _outage();
        v.l1Spend = l1Spend;
    }

    function _expectNothing(address caller, bytes32 id) private {
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = id;
        vm.expectRevert(abi.encodeWithSelector(IEscrow.Escrow_NothingToClaim.selector, caller));
        vm.prank(caller);
        market.claimL1(ids, RECIPIENT);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IEscrow } from "../../../../contracts/interfaces/IEscrow.sol";
import { OWNER, RECIPIENT, STRANGER, VENDOR } from "../../utils/Actors.sol";
import { Deal, IMintable } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

contract WithdrawFeesTest is MarketBase {
    uint256 private constant FEE = 26_000_000; // 2% of one price and the setup fee

    function setUp() public override {
        super.setUp();
        Deal memory deal = world.active(2);
        world.serve(deal.id, 0, 1, _perfect());
        world.claim(VENDOR, deal.id);
    }

    function test_RevertWhen_CallerNotOwner() external {
        vm.expectRevert(abi.encodeWithSelector(IEscrow.Escrow_NotFeeOwner.selector, VENDOR));
        vm.prank(VENDOR);
        market.withdrawFees(address(token), VENDOR);
    }

    function test_RevertWhen_ToZero() external {
        vm.expectRevert(IEscrow.Escrow_ZeroRecipient.selector);
        vm.prank(OWNER);
        market.withdrawFees(address(token), address(0));
    }

    function test_PaysAllAndTells() external {
        uint256 held = token.balanceOf(address(market));
        uint256 before = token.balanceOf(OWNER);
        vm.expectEmit(address(market));
        emit IEscrow.FeesWithdrawn(address(token), OWNER, FEE);
        vm.prank(OWNER);
        market.withdrawFees(address(token), OWNER);
        assertEq(market.feesOf(address(token)), 0, "fees");
        assertEq(token.balanceOf(OWNER) - before, FEE, "owner");
        assertEq(token.balanceOf(address(market)), held - FEE, "market");
    }

    /// What was sent to the market by mistake is no fee.
    function test_LeavesDonations() external {
        token.mint(address(market), 1000);
        vm.prank(OWNER);
        market.withdrawFees(address(token), STRANGER);
        assertEq(token.balanceOf(STRANGER), FEE, "fees only");
    }

    function test_PaysNothingTwice() external {
        vm.startPrank(OWNER);
        market.withdrawFees(address(token), STRANGER);
        market.withdrawFees(address(token), STRANGER);
        vm.stopPrank();
        assertEq(token.balanceOf(STRANGER), FEE, "once");
    }

    function test_KeepsTokensApart() external {
        IMintable other = world.listToken("Tokens.sol:PlainToken");
        other.mint(address(market), FEE);
        vm.prank(OWNER);
        market.withdrawFees(address(other), STRANGER);
        assertEq(other.balanceOf(STRANGER), 0, "no fees in this token");
        assertEq(market.feesOf(address(token)), FEE, "the other's stay");
    }

    function test_FollowsTheOwnership() external {
        vm.prank(OWNER);
        book.transferOwnership(RECIPIENT);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.Escrow_NotFeeOwner.selector, RECIPIENT));
        vm.prank(RECIPIENT);
        market.withdrawFees(address(token), STRANGER);
        vm.startPrank(RECIPIENT);
        book.acceptOwnership();
        market.withdrawFees(address(token), STRANGER);
        vm.stopPrank();
        assertEq(token.balanceOf(STRANGER), FEE, "fees");
    }
}

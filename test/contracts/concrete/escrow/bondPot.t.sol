// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IEscrow } from "../../../../contracts/interfaces/IEscrow.sol";
import { BOND, RECIPIENT, STRANGER, VENDOR } from "../../utils/Actors.sol";
import { IMintable } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

contract BondPotTest is MarketBase {
    function test_addBond_BooksAndTells() external {
        world.mint(token, VENDOR, 70);
        vm.expectEmit(address(market));
        emit IEscrow.BondAdded(VENDOR, address(token), 70);
        vm.prank(VENDOR);
        market.addBond(address(token), 70);
        assertEq(market.potOf(VENDOR, address(token)), 70, "pot");
        assertEq(token.balanceOf(address(market)), 70, "market");
        assertEq(token.balanceOf(VENDOR), 0, "vendor");
    }

    function test_addBond_AddsUp() external {
        world.addBond(VENDOR, 70);
        world.addBond(VENDOR, 5);
        assertEq(market.potOf(VENDOR, address(token)), 75, "pot");
    }

    function test_addBond_KeepsVendorsAndTokensApart() external {
        IMintable other = world.listToken("Tokens.sol:PlainToken");
        world.addBond(VENDOR, 70);
        assertEq(market.potOf(STRANGER, address(token)), 0, "another vendor");
        assertEq(market.potOf(VENDOR, address(other)), 0, "another token");
    }

    function test_withdrawBond_RevertWhen_MoreThanPot() external {
        world.addBond(VENDOR, 70);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.Escrow_PotOverdrawn.selector, VENDOR, address(token), 70, 71));
        vm.prank(VENDOR);
        market.withdrawBond(address(token), 71, RECIPIENT);
    }

    function test_withdrawBond_RevertWhen_PotOfAnother() external {
        world.addBond(VENDOR, 70);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.Escrow_PotOverdrawn.selector, STRANGER, address(token), 0, 1));
        vm.prank(STRANGER);
        market.withdrawBond(address(token), 1, STRANGER);
    }

    /// Bond that agreements hold is not in the pot.
    function test_withdrawBond_RevertGiven_Locked() external {
        world.reserved(2);
        world.addBond(VENDOR, 70);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.Escrow_PotOverdrawn.selector, VENDOR, address(token), 70, BOND));
        vm.prank(VENDOR);
        market.withdrawBond(address(token), BOND, RECIPIENT);
    }

    function test_withdrawBond_RevertWhen_ToZero() external {
        world.addBond(VENDOR, 70);
        vm.expectRevert(IEscrow.Escrow_ZeroRecipient.selector);
        vm.prank(VENDOR);
        market.withdrawBond(address(token), 1, address(0));
    }

    function test_withdrawBond_PaysAndTells() external {
        world.addBond(VENDOR, 70);
        vm.expectEmit(address(market));
        emit IEscrow.BondWithdrawn(VENDOR, address(token), RECIPIENT, 30);
        vm.prank(VENDOR);
        market.withdrawBond(address(token), 30, RECIPIENT);
        assertEq(market.potOf(VENDOR, address(token)), 40, "pot");
        assertEq(token.balanceOf(RECIPIENT), 30, "recipient");
        assertEq(token.balanceOf(address(market)), 40, "market");
    }

    function test_withdrawBond_TakesTheWholePot() external {
        world.addBond(VENDOR, 70);
        vm.prank(VENDOR);
        market.withdrawBond(address(token), 70, RECIPIENT);
        assertEq(market.potOf(VENDOR, address(token)), 0, "pot");
        assertEq(token.balanceOf(RECIPIENT), 70, "recipient");
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { Change, Changes, IReputation } from "../../../../contracts/interfaces/IReputation.sol";
import { CancelReason, CancelReasons, States, Terms } from "../../../../contracts/types/Types.sol";
import {
    BOND,
    CLIENT,
    PRICE,
    RESERVE_WINDOW,
    SETUP,
    START_WINDOW,
    STRANGER,
    T0,
    VENDOR
} from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { IFakeChain, RolesBase } from "../../utils/RolesBase.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev Ends before the start, by {terminate} and {close}: whose doing it is decides where the setup fee goes.
contract CancelTest is RolesBase {
    uint128 private constant DEPOSIT = SETUP + 2 * PRICE;

    function test_Reserved_ClientLeaves() external {
        Deal memory deal = world.reserved(2);
        _terminates(CLIENT, deal, CancelReasons.CLIENT_LEFT);
        _paysVendor(deal);
    }

    function test_Reserved_ClientLeavesAtDeadline() external {
        Deal memory deal = world.reserved(2);
        vm.warp(T0 + RESERVE_WINDOW);
        _terminates(CLIENT, deal, CancelReasons.CLIENT_LEFT);
        _paysVendor(deal);
    }

    function test_Reserved_VendorRejects() external {
        Deal memory deal = world.reserved(2);
        _countsOnce(Changes.REJECTED);
        _terminates(VENDOR, deal, CancelReasons.VENDOR_REJECTED);
        _refunds(deal);
        assertEq(reputation.recordOf(VENDOR).rejects, 1, "rejects");
    }

    function test_Reserved_VendorRejectsAtDeadline() external {
        Deal memory deal = world.reserved(2);
        vm.warp(T0 + RESERVE_WINDOW);
        _terminates(VENDOR, deal, CancelReasons.VENDOR_REJECTED);
        _refunds(deal);
    }

    /// The clock overrules both parties: past the window it is the client that lapsed.
    function test_Reserved_LapsesWhen_TerminatedLate() external {
        Deal memory a = world.reserved(2);
        Deal memory b = world.reserved(2);
        vm.warp(T0 + RESERVE_WINDOW + 1);
        _terminates(CLIENT, a, CancelReasons.CLIENT_LAPSED);
        _paysVendor(a);
        _terminates(VENDOR, b, CancelReasons.CLIENT_LAPSED);
        _paysVendor(b);
    }

    function test_Reserved_CloseRevertWhen_InTime() external {
        Deal memory deal = world.reserved(2);
        vm.warp(T0 + RESERVE_WINDOW);
        _expectEarly(deal.id, T0 + RESERVE_WINDOW);
    }

    function test_Reserved_ClosesAsLapsed() external {
        Deal memory deal = world.reserved(2);
        vm.warp(T0 + RESERVE_WINDOW + 1);
        _closes(deal, CancelReasons.CLIENT_LAPSED);
        _paysVendor(deal);
    }

    function test_Requested_ClientLeaves() external {
        Deal memory deal = world.requested(2);
        vm.warp(T0 + START_WINDOW);
        _terminates(CLIENT, deal, CancelReasons.CLIENT_LEFT);
        _paysVendor(deal);
    }

    function test_Requested_VendorRejects() external {
        Deal memory deal = world.requested(2);
        vm.warp(T0 + START_WINDOW);
        _countsOnce(Changes.REJECTED);
        _terminates(VENDOR, deal, CancelReasons.VENDOR_REJECTED);
        _refunds(deal);
    }

    function test_Requested_VendorRejectsGiven_RolesStand() external {
        (Deal memory deal, ) = _requestedWithChain();
        _terminates(VENDOR, deal, CancelReasons.VENDOR_REJECTED);
        _refunds(deal);
    }

    /// Rejecting what the client itself made impossible is no reject.
    function test_Requested_VendorRejectsGiven_RolesRotated() external {
        for (uint256 i = 0; i < 5; i++) {
            (Deal memory deal, IFakeChain chain) = _requestedWithChain();
            (string memory getter, , ) = _role(i, deal);
            chain.setAddress(getter, STRANGER);
            _terminates(VENDOR, deal, CancelReasons.CLIENT_ROTATED);
            _paysVendor(deal);
        }
        assertEq(reputation.recordOf(VENDOR).rejects, 0, "rejects");
    }

    /// A client that leaves in time leaves, whatever its chain says.
    function test_Requested_ClientLeavesGiven_RolesRotated() external {
        (Deal memory deal, IFakeChain chain) = _requestedWithChain();
        chain.setAddress("proposer()", STRANGER);
        _terminates(CLIENT, deal, CancelReasons.CLIENT_LEFT);
        _paysVendor(deal);
    }

    function test_Requested_VendorMissesWhen_TerminatedLate() external {
        Deal memory a = world.requested(2);
        Deal memory b = world.requested(2);
        vm.warp(T0 + START_WINDOW + 1);
        _countsOnce(Changes.MISSED);
        _terminates(CLIENT, a, CancelReasons.VENDOR_MISSED);
        _punishes(a);
        _terminates(VENDOR, b, CancelReasons.VENDOR_MISSED);
        _punishes(b);
        assertEq(reputation.recordOf(VENDOR).misses, 2, "misses");
    }

    function test_Requested_CloseRevertWhen_InTime() external {
        Deal memory deal = world.requested(2);
        vm.warp(T0 + START_WINDOW);
        _expectEarly(deal.id, T0 + START_WINDOW);
    }

    function test_Requested_ClosesAsMissed() external {
        (Deal memory deal, ) = _requestedWithChain();
        vm.warp(T0 + START_WINDOW + 1);
        _closes(deal, CancelReasons.VENDOR_MISSED);
        _punishes(deal);
    }

    function test_Requested_ClosesAsRotated() external {
        for (uint256 i = 0; i < 5; i++) {
            vm.warp(T0);
            (Deal memory deal, IFakeChain chain) = _requestedWithChain();
            (string memory getter, , ) = _role(i, deal);
            chain.setAddress(getter, STRANGER);
            vm.warp(T0 + START_WINDOW + 1);
            _closes(deal, CancelReasons.CLIENT_ROTATED);
            _paysVendor(deal);
        }
        assertEq(reputation.recordOf(VENDOR).misses, 0, "misses");
    }

    /// A chain that no longer answers counts as rotated away.
    function test_Requested_ClosesAsRotatedGiven_ChainReverts() external {
        (Deal memory deal, IFakeChain chain) = _requestedWithChain();
        chain.setMode("owner()", 1);
        vm.warp(T0 + START_WINDOW + 1);
        _closes(deal, CancelReasons.CLIENT_ROTATED);
        _paysVendor(deal);
    }

    /// Where the lens does not look, the vendor that misses has missed.
    function test_Requested_ClosesAsMissedGiven_AnotherL1() external {
        Terms memory t = _termsWithLens();
        t.l1ChainId = 1;
        Deal memory deal = world.requested(t, 2);
        vm.warp(T0 + START_WINDOW + 1);
        _closes(deal, CancelReasons.VENDOR_MISSED);
        _punishes(deal);
    }

    /// The punishment is capped by the bond.
    function test_Requested_MissCostsTheBondGiven_SmallBond() external {
        Terms memory t = world.terms();
        t.bond = SETUP - 1;
        Deal memory deal = world.requested(t, 2);
        vm.warp(T0 + START_WINDOW + 1);
        market.close(deal.id);
        assertLines(deal.id, DEPOSIT + SETUP - 1, 0, 0);
        assertEq(market.potOf(VENDOR, address(token)), 0, "nothing left of the bond");
    }

    function test_CountsNotGiven_AdapterNotListed() external {
        vm.prank(address(0xA001));
        book.setAdapter(address(0xA005), false);
        _terminate(VENDOR, world.reserved(2).id);
        Deal memory deal = world.requested(2);
        _skip(START_WINDOW + 1);
        market.close(deal.id);
        assertEq(reputation.recordOf(VENDOR).rejects + reputation.recordOf(VENDOR).misses, 0, "counters");
    }

    /// Money topped up before goes back as well.
    function test_RefundsWhatWasToppedUp() external {
        Deal memory deal = world.reserved(2);
        world.topUp(STRANGER, deal.id, 123);
        _terminate(VENDOR, deal.id);
        assertFree(deal.id, CLIENT, DEPOSIT + 123, 0);
    }

    function _terminates(address by, Deal memory deal, CancelReason reason) private {
        vm.expectEmit(address(market));
        emit IMarketplace.AgreementCancelled(deal.id, reason);
        _terminate(by, deal.id);
    }

    function _closes(Deal memory deal, CancelReason reason) private {
        vm.expectEmit(address(market));
        emit IMarketplace.AgreementCancelled(deal.id, reason);
        vm.prank(STRANGER);
        market.close(deal.id);
    }

    function _countsOnce(Change change) private {
        vm.expectEmit(address(reputation));
        emit IReputation.AgreementCounted(VENDOR, CLIENT, change);
    }

    function _expectEarly(bytes32 id, uint40 from) private {
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.Marketplace_TooEarly.selector, id, from));
        vm.prank(STRANGER);
        market.close(id);
    }

    /// @dev The setup fee is the vendor's, the rest the client's; the bond is back in the pot.
    function _paysVendor(Deal memory deal) private {
        _cancelled(deal, 2 * uint256(PRICE), SETUP, BOND);
    }

    function _refunds(Deal memory deal) private {
        _cancelled(deal, DEPOSIT, 0, BOND);
    }

    /// @dev As much as the setup fee comes out of the bond on top.
    function _punishes(Deal memory deal) private {
        _cancelled(deal, DEPOSIT + SETUP, 0, BOND - SETUP);
    }

    function _cancelled(Deal memory deal, uint256 deposit, uint256 earned, uint256 bond) private {
        assertStateOf(deal.id, States.CANCELLED);
        assertLines(deal.id, deposit, earned, 0);
        assertFree(deal.id, CLIENT, deposit, 0);
        // Empty the pot, for the next deal of the test.
        vm.prank(VENDOR);
        market.withdrawBond(address(token), bond, VENDOR);
    }
}

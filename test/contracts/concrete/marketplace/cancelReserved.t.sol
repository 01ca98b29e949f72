// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Changes } from "../../../../contracts/interfaces/IReputation.sol";
import { CancelReasons } from "../../../../contracts/types/Types.sol";
import { CLIENT, OPERATOR, ORACLE, OWNER, RESERVE_WINDOW, STRANGER, T0, VENDOR } from "../../utils/Actors.sol";
import { CancelBase } from "../../utils/CancelBase.sol";
import { Deal } from "../../utils/IWorld.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev No chain was bound: the client leaves or lapses, or the vendor rejects.
contract CancelReservedTest is CancelBase {
    function test_ClientLeaves() external {
        Deal memory deal = world.reserved(2);
        _terminates(CLIENT, deal, CancelReasons.CLIENT_LEFT);
        _paysVendor(deal);
    }

    function test_ClientLeavesAtDeadline() external {
        Deal memory deal = world.reserved(2);
        vm.warp(T0 + RESERVE_WINDOW);
        _terminates(CLIENT, deal, CancelReasons.CLIENT_LEFT);
        _paysVendor(deal);
    }

    function test_VendorRejects() external {
        Deal memory deal = world.reserved(2);
        _countsOnce(Changes.REJECTED);
        _terminates(VENDOR, deal, CancelReasons.VENDOR_REJECTED);
        _refunds(deal);
        assertEq(reputation.recordOf(VENDOR).rejects, 1, "rejects");
    }

    /// Its operators may, too: a hot key knows first.
    function test_OperatorRejects() external {
        Deal memory deal = world.reserved(2);
        _terminates(OPERATOR, deal, CancelReasons.VENDOR_REJECTED);
        _refunds(deal);
    }

    function test_VendorRejectsAtDeadline() external {
        Deal memory deal = world.reserved(2);
        vm.warp(T0 + RESERVE_WINDOW);
        _terminates(VENDOR, deal, CancelReasons.VENDOR_REJECTED);
        _refunds(deal);
    }

    /// The clock overrules both parties: past the window it is the client that lapsed.
    function test_LapsesWhen_TerminatedLate() external {
        Deal memory a = world.reserved(2);
        Deal memory b = world.reserved(2);
        vm.warp(T0 + RESERVE_WINDOW + 1);
        _terminates(CLIENT, a, CancelReasons.CLIENT_LAPSED);
        _paysVendor(a);
        _terminates(VENDOR, b, CancelReasons.CLIENT_LAPSED);
        _paysVendor(b);
    }

    function test_CloseRevertWhen_InTime() external {
        Deal memory deal = world.reserved(2);
        vm.warp(T0 + RESERVE_WINDOW);
        _expectEarly(deal.id, T0 + RESERVE_WINDOW);
    }

    function test_ClosesAsLapsed() external {
        Deal memory deal = world.reserved(2);
        vm.warp(T0 + RESERVE_WINDOW + 1);
        _closes(deal, CancelReasons.CLIENT_LAPSED);
        _paysVendor(deal);
    }

    /// Money topped up before goes back as well.
    function test_RefundsWhatWasToppedUp() external {
        Deal memory deal = world.reserved(2);
        world.topUp(STRANGER, deal.id, 123);
        _terminate(VENDOR, deal.id);
        assertFree(deal.id, CLIENT, DEPOSIT + 123, 0);
    }

    function test_CountsNotGiven_AdapterNotListed() external {
        vm.prank(OWNER);
        book.setAdapter(ORACLE, false);
        _terminate(VENDOR, world.reserved(2).id);
        assertEq(reputation.recordOf(VENDOR).rejects, 0, "rejects");
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../contracts/interfaces/IMarketplace.sol";
import { Change, IReputation } from "../../../contracts/interfaces/IReputation.sol";
import { CancelReason, States } from "../../../contracts/types/Types.sol";
import { BOND, CLIENT, PRICE, SETUP, STRANGER, VENDOR } from "./Actors.sol";
import { Deal } from "./IWorld.sol";
import { RolesBase } from "./RolesBase.sol";
import { vm } from "./Vm.sol";

/// @title Ends before the start, by {terminate} and {close}: whose doing it is decides where the setup fee goes.
abstract contract CancelBase is RolesBase {
    uint128 internal constant DEPOSIT = SETUP + 2 * PRICE;

    function _terminates(address by, Deal memory deal, CancelReason reason) internal {
        vm.expectEmit(address(market));
        emit IMarketplace.AgreementCancelled(deal.id, reason);
        _terminate(by, deal.id);
    }

    function _closes(Deal memory deal, CancelReason reason) internal {
        vm.expectEmit(address(market));
        emit IMarketplace.AgreementCancelled(deal.id, reason);
        vm.prank(STRANGER);
        market.close(deal.id);
    }

    function _countsOnce(Change change) internal {
        vm.expectEmit(address(reputation));
        emit IReputation.AgreementCounted(VENDOR, CLIENT, change);
    }

    function _expectEarly(bytes32 id, uint40 from) internal {
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.Marketplace_TooEarly.selector, id, from));
        vm.prank(STRANGER);
        market.close(id);
    }

    /// @dev The setup fee is the vendor's, the rest the client's; the bond is back in the pot.
    function _paysVendor(Deal memory deal) internal {
        _cancelled(deal, 2 * uint256(PRICE), SETUP, BOND);
    }

    function _refunds(Deal memory deal) internal {
        _cancelled(deal, DEPOSIT, 0, BOND);
    }

    /// @dev As much as the setup fee comes out of the bond on top.
    function _punishes(Deal memory deal) internal {
        _cancelled(deal, DEPOSIT + SETUP, 0, BOND - SETUP);
    }

    function _cancelled(Deal memory deal, uint256 deposit, uint256 earned, uint256 bond) internal {
        assertStateOf(deal.id, States.CANCELLED);
        assertLines(deal.id, deposit, earned, 0);
        assertFree(deal.id, CLIENT, deposit, 0);
        // Empty the pot, for the next deal of the test.
        vm.prank(VENDOR);
        market.withdrawBond(address(token), bond, VENDOR);
    }
}

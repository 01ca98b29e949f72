// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IEscrow } from "../../../../contracts/interfaces/IEscrow.sol";
import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { State, States, Terms } from "../../../../contracts/types/Types.sol";
import { BOND, CLIENT, SPONSOR, VENDOR } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { L1Base } from "../../utils/L1Base.sol";
import { vm } from "../../utils/Vm.sol";

contract TopUpL1Test is L1Base {
    function test_RevertGiven_NoneOrOver() external {
        State[4] memory states = [States.NONE, States.ENDED, States.CLOSED, States.CANCELLED];
        for (uint256 i = 0; i < states.length; i++) {
            bytes32 id = world.dealIn(states[i]).id;
            bytes4 selector = IMarketplace.Marketplace_WrongState.selector;
            _expect(id, 1, 0, abi.encodeWithSelector(selector, id, states[i]));
        }
    }

    function test_RevertGiven_VendorPays() external {
        bytes32 id = world.active(3).id;
        _expect(id, 1, 0, abi.encodeWithSelector(IMarketplace.Marketplace_VendorPaysL1.selector, id));
    }

    function test_FillsBeforeTheStart() external {
        Deal memory deal = world.reserved(_l1Terms(), 3);
        _fill(SPONSOR, deal, 5);
        world.bind(deal);
        _fill(SPONSOR, deal, 7);
        assertL1(deal.id, 12, 0);
    }

    function test_FillsGiven_Suspended() external {
        Deal memory deal = world.active(_l1Terms(), 2);
        vm.warp(market.runwayOf(deal.id));
        assertStateOf(deal.id, States.SUSPENDED);
        _fill(SPONSOR, deal, 5);
        assertL1(deal.id, 5, 0);
    }

    function test_FillsAndTells() external {
        Deal memory deal = world.active(_l1Terms(), 3);
        _fill(SPONSOR, deal, 5);
        world.mint(weth, VENDOR, 7);
        vm.expectEmit(address(market));
        emit IEscrow.L1LineFilled(deal.id, VENDOR, 7, 12);
        vm.prank(VENDOR);
        market.topUpL1(deal.id, 7);
        assertEq(weth.balanceOf(address(market)), 12, "held");
        assertLines(deal.id, deal.deposit, 0, BOND);
    }

    function test_WrapsEther() external {
        Deal memory deal = world.active(_l1Terms(), 3);
        _giveEther();
        vm.prank(CLIENT);
        market.topUpL1{ value: 9 }(deal.id, 9);
        assertL1(deal.id, 9, 0);
        assertEq(weth.balanceOf(address(market)), 9, "wrapped");
    }

    function test_RevertWhen_ValueIsNotTheAmount() external {
        Deal memory deal = world.active(_l1Terms(), 3);
        _giveEther();
        _expect(deal.id, 9, 8, abi.encodeWithSelector(IEscrow.Escrow_WrongValue.selector, 8, 9));
    }

    /// The line can be there when the amendment begins to count.
    function test_FillsGiven_PendingAmendment() external {
        Deal memory deal = world.active(9);
        _amend(deal, _l1Terms());
        _fill(CLIENT, deal, 5);
        assertL1(deal.id, 5, 0);
    }

    function test_FillsGiven_AmendmentThatEndsIt() external {
        Deal memory deal = world.active(_l1Terms(), 9);
        Terms memory t = world.terms();
        _amend(deal, t);
        _fill(CLIENT, deal, 5);
        world.serve(deal.id, 0, 1, _spent(3));
        assertL1(deal.id, 2, 3);
        _expect(deal.id, 1, 0, abi.encodeWithSelector(IMarketplace.Marketplace_VendorPaysL1.selector, deal.id));
    }

    function _giveEther() private {
        // Ether for the client, from the endless purse of a test.
        // solhint-disable-next-line avoid-low-level-calls
        (bool success, ) = CLIENT.call{ value: 100 }("");
        assertTrue(success, "ether");
    }

    function _expect(bytes32 id, uint128 amount, uint256 value, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(CLIENT);
        market.topUpL1{ value: value }(id, amount);
    }
}

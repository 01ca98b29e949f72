// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IEscrow } from "../../../../contracts/interfaces/IEscrow.sol";
import { Chain, Terms } from "../../../../contracts/types/Types.sol";
import { BOND, CLIENT, PRICE, SETUP } from "../../utils/Actors.sol";
import { Deal, IMintable } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev {accept} and {topUp} with ether: wrapped on the way in.
contract EtherTest is MarketBase {
    uint128 private constant DEPOSIT = SETUP + 2 * PRICE;

    IMintable private _weth;
    Chain private _none;

    function setUp() public override {
        super.setUp();
        _weth = world.listToken("WrappedEther.sol:WrappedEther");
        // Ether for the client, from the endless purse of a test.
        // solhint-disable-next-line avoid-low-level-calls
        (bool success, ) = CLIENT.call{ value: 100 * PRICE }("");
        assertTrue(success, "ether");
    }

    function test_accept_Wraps() external {
        Deal memory deal = _prepare(_weth);
        uint256 before = CLIENT.balance;
        _accept(deal, DEPOSIT, DEPOSIT);
        assertLines(deal.id, DEPOSIT, 0, BOND);
        assertEq(_weth.balanceOf(address(market)), DEPOSIT + BOND, "wrapped");
        assertEq(before - CLIENT.balance, DEPOSIT, "paid in ether");
        assertEq(_weth.balanceOf(CLIENT), DEPOSIT, "not in tokens");
        assertEq(address(market).balance, 0, "nothing stays");
    }

    function test_accept_TakesTokensWhen_NoEther() external {
        Deal memory deal = _prepare(_weth);
        _accept(deal, DEPOSIT, 0);
        assertEq(_weth.balanceOf(CLIENT), 0, "in tokens");
    }

    function test_accept_RevertWhen_ValueIsNotTheDeposit() external {
        Deal memory deal = _prepare(_weth);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.Escrow_WrongValue.selector, DEPOSIT - 1, DEPOSIT));
        _accept(deal, DEPOSIT, DEPOSIT - 1);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.Escrow_WrongValue.selector, DEPOSIT + 1, DEPOSIT));
        _accept(deal, DEPOSIT, DEPOSIT + 1);
    }

    function test_accept_RevertGiven_AnotherToken() external {
        Deal memory deal = _prepare(token);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.Escrow_NotWrappedEther.selector, address(token)));
        _accept(deal, DEPOSIT, DEPOSIT);
    }

    function test_accept_RevertGiven_LessIsCredited() external {
        IMintable taxing = world.listToken("WrappedEther.sol:TaxingWrapper");
        Deal memory deal = _prepare(taxing);
        vm.expectRevert(
            abi.encodeWithSelector(IEscrow.Escrow_ShortTransfer.selector, address(taxing), DEPOSIT, DEPOSIT - 1)
        );
        _accept(deal, DEPOSIT, DEPOSIT);
    }

    function test_topUp_Wraps() external {
        Deal memory deal = _prepare(_weth);
        _accept(deal, DEPOSIT, DEPOSIT);
        vm.expectEmit(address(market));
        emit IEscrow.DepositAdded(deal.id, CLIENT, 9, 0);
        vm.prank(CLIENT);
        market.topUp{ value: 9 }(deal.id, 9);
        assertLines(deal.id, DEPOSIT + 9, 0, BOND);
    }

    function test_topUp_RevertWhen_ValueIsNotTheAmount() external {
        Deal memory deal = _prepare(_weth);
        _accept(deal, DEPOSIT, DEPOSIT);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.Escrow_WrongValue.selector, 8, 9));
        vm.prank(CLIENT);
        market.topUp{ value: 8 }(deal.id, 9);
    }

    function _prepare(IMintable in_) private returns (Deal memory) {
        Terms memory t = world.terms();
        t.token = address(in_);
        return world.prepare(t, CLIENT, DEPOSIT);
    }

    function _accept(Deal memory deal, uint128 deposit, uint256 value) private {
        vm.prank(CLIENT);
        market.accept{ value: value }(deal.offerId, deal.termsHash, deal.keys, deposit, _none);
    }
}

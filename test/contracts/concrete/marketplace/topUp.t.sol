// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IEscrow } from "../../../../contracts/interfaces/IEscrow.sol";
import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { State, States } from "../../../../contracts/types/Types.sol";
import { BOND, CLIENT, EPOCH, OWNER, PRICE, SETUP, SPONSOR, T0, VENDOR } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

contract TopUpTest is MarketBase {
    function test_RevertGiven_None() external {
        _expectWrongState(keccak256("unknown"), States.NONE);
    }

    function test_RevertGiven_Over() external {
        _expectWrongState(world.dealIn(States.ENDED).id, States.ENDED);
        _expectWrongState(world.dealIn(States.CLOSED).id, States.CLOSED);
        _expectWrongState(world.dealIn(States.CANCELLED).id, States.CANCELLED);
    }

    function test_RevertGiven_EndedByTheClock() external {
        Deal memory deal = world.active(4);
        _terminate(VENDOR, deal.id); // ends after epoch 1
        vm.warp(T0 + 2 * EPOCH);
        _expectWrongState(deal.id, States.ENDED);
    }

    /// What the whole deposit would fund counts, not only what comes now.
    function test_RevertWhen_FundsTooMuch() external {
        Deal memory deal = world.active(400);
        uint256 max = SETUP + 401 * uint256(PRICE) - 1;
        world.mint(token, SPONSOR, PRICE);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.Escrow_DepositTooLarge.selector, max + 1, max));
        vm.prank(SPONSOR);
        market.topUp(deal.id, PRICE);
    }

    function test_TakesTheMost() external {
        Deal memory deal = world.active(400);
        world.topUp(SPONSOR, deal.id, PRICE - 1);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 400, "funded");
        assertLines(deal.id, SETUP + 401 * uint256(PRICE) - 1, 0, BOND);
    }

    /// Once the setup fee is paid, it is no longer part of the limit.
    function test_LimitShrinksGiven_SetupPaid() external {
        Deal memory deal = world.active(400);
        world.serve(deal.id, 0, 1, _perfect());
        world.topUp(SPONSOR, deal.id, 2 * PRICE - 1);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 401, "funded");
        uint256 max = 401 * uint256(PRICE) - 1;
        world.mint(token, SPONSOR, 1);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.Escrow_DepositTooLarge.selector, max + 1, max));
        vm.prank(SPONSOR);
        market.topUp(deal.id, 1);
    }

    function test_AddsAndTellsGiven_Reserved() external {
        Deal memory deal = world.reserved(2);
        world.mint(token, SPONSOR, 5);
        vm.expectEmit(address(market));
        emit IEscrow.DepositAdded(deal.id, SPONSOR, 5, 0);
        vm.prank(SPONSOR);
        market.topUp(deal.id, 5);
        assertLines(deal.id, deal.deposit + 5, 0, BOND);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 0, "nothing funded before the start");
    }

    function test_AddsGiven_Requested() external {
        Deal memory deal = world.requested(2);
        world.topUp(SPONSOR, deal.id, PRICE);
        assertLines(deal.id, deal.deposit + PRICE, 0, BOND);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 0, "nothing funded before the start");
    }

    function test_FundsAndTellsGiven_Active() external {
        Deal memory deal = world.active(2);
        world.mint(token, SPONSOR, 3 * PRICE);
        vm.expectEmit(address(market));
        emit IEscrow.DepositAdded(deal.id, SPONSOR, 3 * PRICE, 5);
        vm.prank(SPONSOR);
        market.topUp(deal.id, 3 * PRICE);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 5, "funded");
        assertEq(market.runwayOf(deal.id), T0 + 5 * EPOCH, "runway");
    }

    function test_MovesTheMoney() external {
        Deal memory deal = world.active(2);
        uint256 held = token.balanceOf(address(market));
        world.topUp(SPONSOR, deal.id, 9);
        assertEq(token.balanceOf(address(market)) - held, 9, "came in");
        assertEq(token.balanceOf(SPONSOR), 0, "from the caller");
    }

    function test_FundsNothingWhen_LessThanOnePrice() external {
        Deal memory deal = world.active(2);
        world.topUp(SPONSOR, deal.id, PRICE - 1);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 2, "still two");
        world.topUp(SPONSOR, deal.id, 1);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 3, "now three");
    }

    /// Money left over in earlier epochs counts as soon as somebody touches the agreement.
    function test_FundsByRefunds() external {
        Deal memory deal = world.active(3);
        _skip(EPOCH);
        world.judge(deal.id, 0, _verdict(10_000, 9000, 10_000)); // pays 40%
        market.settle(deal.id, 1);
        // Refunds: 60% of the price, and 60% of the setup fee.
        assertEq(market.getAgreement(deal.id).fundedEpochs, 3, "not enough for one more");
        world.topUp(SPONSOR, deal.id, 220_000_000);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 4, "with the refund");
    }

    function test_FundsInTheLastSecond() external {
        Deal memory deal = world.active(2);
        vm.warp(T0 + 2 * EPOCH - 1);
        world.topUp(SPONSOR, deal.id, PRICE);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 3, "funded");
        vm.warp(T0 + 2 * EPOCH);
        assertStateOf(deal.id, States.ACTIVE);
    }

    /// An epoch is funded or not by the ledger at its start.
    function test_FundsNotWhen_TheMoneyHasRunOut() external {
        Deal memory deal = world.active(2);
        vm.warp(T0 + 2 * EPOCH);
        world.mint(token, SPONSOR, 9 * PRICE);
        vm.expectEmit(address(market));
        emit IEscrow.DepositAdded(deal.id, SPONSOR, 9 * PRICE, 2);
        vm.prank(SPONSOR);
        market.topUp(deal.id, 9 * PRICE);
        assertStateOf(deal.id, States.SUSPENDED);
        assertLines(deal.id, deal.deposit + 9 * uint256(PRICE), 0, BOND);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 2, "funded");
    }

    function test_AllowedGiven_NoticeGiven() external {
        Deal memory deal = world.active(2);
        _terminate(VENDOR, deal.id);
        world.topUp(SPONSOR, deal.id, PRICE);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 3, "funded");
    }

    function test_TakesNothing() external {
        Deal memory deal = world.active(2);
        world.topUp(SPONSOR, deal.id, 0);
        assertLines(deal.id, deal.deposit, 0, BOND);
    }

    function test_AllowedToAnybodyGiven_Stopped() external {
        Deal memory deal = world.active(2);
        vm.prank(OWNER);
        book.setStopped(true);
        world.topUp(VENDOR, deal.id, PRICE);
        world.topUp(CLIENT, deal.id, PRICE);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 4, "funded");
    }

    function _expectWrongState(bytes32 id, State state) private {
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.Marketplace_WrongState.selector, id, state));
        vm.prank(SPONSOR);
        market.topUp(id, 1);
    }
}

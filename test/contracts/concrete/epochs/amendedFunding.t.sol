// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IEscrow } from "../../../../contracts/interfaces/IEscrow.sol";
import { States, Terms } from "../../../../contracts/types/Types.sol";
import { BOND, CLIENT, EPOCH, PRICE, RECIPIENT, SETUP, SPONSOR, T0, VENDOR } from "../../utils/Actors.sol";
import { AmendBase } from "../../utils/AmendBase.sol";
import { Deal } from "../../utils/IWorld.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev Which epochs the money pays for around an amendment: those before it at their price, the others at the new one.
contract AmendedFundingTest is AmendBase {
    function test_FundsFewerAtAHigherPrice() external {
        Deal memory deal = world.active(9);
        _amendPrice(deal, 2 * PRICE);
        assertFunded(deal.id, 1 + 4);
        assertEq(market.runwayOf(deal.id), T0 + 5 * EPOCH, "runway");
    }

    function test_FundsMoreAtALowerPrice() external {
        Deal memory deal = world.active(5);
        _amendPrice(deal, PRICE / 2);
        assertFunded(deal.id, 1 + 8);
    }

    /// What is left of the old price pays for epochs at the new one.
    function test_FundsAtALowerPriceWhatPaysNoOldEpoch() external {
        Deal memory deal = world.active(2);
        vm.warp(T0 + EPOCH);
        world.topUp(SPONSOR, deal.id, 600_000_000);
        assertFunded(deal.id, 2);
        _amendPrice(deal, PRICE / 4); // from epoch 2 on
        assertFunded(deal.id, 2 + 2);
    }

    function test_FundsAtMost400Unsettled() external {
        Deal memory deal = world.active(5);
        _amendPrice(deal, 1);
        assertFunded(deal.id, 400);
        world.serve(deal.id, 0, 1, _perfect());
        assertFunded(deal.id, 401);
    }

    function test_FundsAllThatBeganAtTheOldPrice() external {
        Deal memory deal = world.active(9);
        vm.warp(T0 + 3 * EPOCH - 1);
        _amendPrice(deal, 3 * PRICE);
        assertFunded(deal.id, 3 + 2);
    }

    /// What is funded stays so when the old price is paid and the new one becomes the agreement's.
    function test_FundsTheSameOnceSettled() external {
        Deal memory deal = world.active(9);
        _amendPrice(deal, 2 * PRICE);
        for (uint32 epoch = 0; epoch < 5; epoch++) {
            world.serve(deal.id, epoch, epoch + 1, _perfect());
            assertFunded(deal.id, 5);
        }
        assertLines(deal.id, 0, SETUP + 9 * uint256(PRICE), BOND);
        assertStateOf(deal.id, States.SUSPENDED);
    }

    function test_RefundsFundAtTheNewPrice() external {
        Deal memory deal = world.active(9);
        _amendPrice(deal, 2 * PRICE);
        world.serve(deal.id, 0, 1, _outage());
        // 9,300 + 500, at 2,000 each.
        assertFunded(deal.id, 1 + 4);
        world.topUp(SPONSOR, deal.id, 200_000_000);
        assertFunded(deal.id, 1 + 5);
    }

    function test_TopUpFundsAtTheNewPrice() external {
        Deal memory deal = world.active(9);
        _amendPrice(deal, 2 * PRICE);
        world.topUp(SPONSOR, deal.id, 2 * PRICE - 1);
        assertFunded(deal.id, 5);
        world.topUp(SPONSOR, deal.id, 1);
        assertFunded(deal.id, 6);
    }

    /// Ended in the second of the amendment and claimed: less is left than the epochs before it would have cost.
    function test_SettlesGiven_EndedAndClaimedBeforeItCounts() external {
        Deal memory deal = world.active(9);
        vm.warp(T0 + EPOCH);
        _amendPrice(deal, 2 * PRICE); // from epoch 2 on
        _terminate(CLIENT, deal.id);
        world.claim(CLIENT, deal.id);
        assertLines(deal.id, SETUP + PRICE, 0, BOND);
        world.judge(deal.id, 0, _perfect());
        market.settle(deal.id, 1);
        assertLines(deal.id, 0, SETUP + PRICE, BOND);
        assertFunded(deal.id, 5);
    }

    /// One old price and 400 new ones, less one unit.
    function test_TopUpRevertWhen_MoreThan400() external {
        Deal memory deal = world.active(9);
        _amendPrice(deal, 2 * PRICE);
        uint256 max = SETUP + 801 * uint256(PRICE) - 1;
        uint128 most = uint128(max - deal.deposit);
        world.mint(token, SPONSOR, most + 1);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.Escrow_DepositTooLarge.selector, max + 1, max));
        vm.prank(SPONSOR);
        market.topUp(deal.id, most + 1);
        world.topUp(SPONSOR, deal.id, most);
        assertFunded(deal.id, 400);
    }

    /// The setup fee, the running epoch at its price, two prepaid ones at the new price.
    function test_WithdrawKeepsWhatTheTermsSay() external {
        Deal memory deal = world.active(9);
        _amendPrice(deal, 2 * PRICE);
        assertEq(market.withdrawableOf(deal.id), 4 * uint256(PRICE), "withdrawable");
        vm.prank(CLIENT);
        market.withdraw(deal.id, 4 * PRICE, RECIPIENT);
        assertFunded(deal.id, 3);
        vm.warp(T0 + EPOCH); // epoch 1 began: both are unsettled
        assertEq(market.withdrawableOf(deal.id), 0, "nothing");
    }

    /// The new terms say how many epochs are prepaid.
    function test_WithdrawKeepsTheNewMinimum() external {
        Deal memory deal = world.active(9);
        Terms memory t = world.terms();
        t.minPrepaidEpochs = 5;
        _amend(deal, t);
        assertEq(market.withdrawableOf(deal.id), 3 * uint256(PRICE), "withdrawable");
    }

    function test_OwesEachEpochAtItsPriceAfterTheEnd() external {
        Deal memory deal = world.active(9);
        _amendPrice(deal, 2 * PRICE);
        vm.warp(T0 + 3 * EPOCH - 1);
        _terminate(CLIENT, deal.id);
        assertFree(deal.id, CLIENT, 4 * uint256(PRICE), 0); // 1 old and 2 new ones are owed
        market.settle(deal.id, 1);
        assertFree(deal.id, CLIENT, deal.deposit - 780_000_000 - 4 * uint256(PRICE), 0);
    }

    function test_ResumesAtTheNewPrice() external {
        Deal memory deal = world.active(5);
        _amendPrice(deal, 2 * PRICE);
        assertFunded(deal.id, 3);
        world.serve(deal.id, 0, 3, _perfect());
        assertStateOf(deal.id, States.SUSPENDED);
        world.topUp(SPONSOR, deal.id, 4 * PRICE);
        vm.prank(VENDOR);
        market.resume(deal.id);
        assertFunded(deal.id, 5);
    }

    function _amendPrice(Deal memory deal, uint96 price) private {
        Terms memory t = world.terms();
        t.pricePerEpoch = price;
        _amend(deal, t);
    }
}

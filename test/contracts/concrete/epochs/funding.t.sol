// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { States } from "../../../../contracts/types/Types.sol";
import { BOND, CLIENT, EPOCH, MAX_SLASH, PRICE, SETUP, T0, TIMEOUT, VENDOR } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev Which epochs the money pays for: settled refunds and slashes count, but never for an epoch that has begun
/// without them.
contract FundingTest is MarketBase {
    function test_SettledRefundsFundMore() external {
        Deal memory deal = world.active(2);
        world.serve(deal.id, 0, 1, _outage());
        // Nothing was paid, half a price was slashed: 2,300 + 500, of which epoch 1 and one more.
        assertLines(deal.id, SETUP + 2 * uint256(PRICE) + MAX_SLASH, 0, BOND - MAX_SLASH);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 3, "funded");
        assertEq(market.runwayOf(deal.id), T0 + 3 * EPOCH, "runway");
    }

    function test_RefundsFundInTheLastSecond() external {
        Deal memory deal = world.active(2);
        vm.warp(T0 + EPOCH);
        world.judge(deal.id, 0, _outage());
        vm.warp(T0 + 2 * EPOCH - 1);
        market.settle(deal.id, 1);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 3, "funded");
        vm.warp(T0 + 2 * EPOCH);
        assertStateOf(deal.id, States.ACTIVE);
    }

    /// Settled a second later, the same refund does not reach back.
    function test_RefundsFundNothingWhen_TheMoneyHasRunOut() external {
        Deal memory deal = world.active(2);
        vm.warp(T0 + EPOCH);
        world.judge(deal.id, 0, _outage());
        vm.warp(T0 + 2 * EPOCH);
        world.judge(deal.id, 1, _outage());
        market.settle(deal.id, 2);
        assertStateOf(deal.id, States.SUSPENDED);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 2, "funded");
        assertLines(deal.id, SETUP + 2 * uint256(PRICE) + 2 * uint256(MAX_SLASH), 0, BOND - 2 * uint256(MAX_SLASH));
    }

    /// The setup fee is kept apart until epoch 0 is settled.
    function test_TheSetupFeeFundsNothingBeforeItIsDue() external {
        Deal memory deal = world.active(2);
        world.topUp(VENDOR, deal.id, PRICE - SETUP);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 2, "two prices, and less than a third");
        world.serve(deal.id, 0, 1, _outage());
        // The fee was not earned: 3,000 + 500.
        assertEq(market.getAgreement(deal.id).fundedEpochs, 1 + 3, "funded");
    }

    function test_FundsAtMost400Unsettled() external {
        Deal memory deal = world.active(400);
        vm.warp(T0 + EPOCH);
        world.judge(deal.id, 0, _outage());
        market.settle(deal.id, 1);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 401, "400 more from here");
    }

    /// A slash may lift the deposit above what anybody could have paid in.
    function test_FundsAtMost400UnsettledGiven_MoreMoney() external {
        Deal memory deal = world.active(400);
        world.topUp(VENDOR, deal.id, PRICE - 1);
        world.serve(deal.id, 0, 1, _outage());
        assertLines(deal.id, SETUP + 401 * uint256(PRICE) - 1 + MAX_SLASH, 0, BOND - MAX_SLASH); // 401.8 prices
        assertEq(market.getAgreement(deal.id).fundedEpochs, 401, "400 more from here");
    }

    /// A client that has taken out what was free unfunds no epoch that is still to be settled.
    function test_NeverShrinksGiven_ClientClaimedAfterTheEnd() external {
        Deal memory deal = world.active(9);
        vm.warp(T0 + 2 * EPOCH);
        _terminate(CLIENT, deal.id);
        world.claim(CLIENT, deal.id);
        assertLines(deal.id, SETUP + 2 * uint256(PRICE), 0, BOND);
        world.judge(deal.id, 1, _perfect());
        vm.warp(T0 + 2 * EPOCH + TIMEOUT);
        market.settle(deal.id, 1);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 9, "funded");
        market.settle(deal.id, 1);
        assertEq(market.getAgreement(deal.id).earned, 780_000_000 + uint256(PRICE), "both are paid");
    }

    /// Epochs are settled one at a time or all at once: what is funded is the same.
    function test_FundsWhileItSettles() external {
        Deal memory deal = world.active(3);
        vm.warp(T0 + EPOCH);
        world.judge(deal.id, 0, _outage());
        vm.warp(T0 + 2 * EPOCH);
        world.judge(deal.id, 1, _outage());
        market.settle(deal.id, 2);
        // 3,300 + 1,000 for the epochs from 2 on.
        assertEq(market.getAgreement(deal.id).fundedEpochs, 2 + 4, "funded");
    }

    function test_SuspendedByTheClock() external {
        Deal memory deal = world.active(2);
        vm.warp(T0 + 2 * EPOCH - 1);
        assertStateOf(deal.id, States.ACTIVE);
        vm.warp(T0 + 2 * EPOCH);
        assertStateOf(deal.id, States.SUSPENDED);
        assertTrue(!market.getEpoch(deal.id, 2).exists, "no service is owed");
        vm.warp(T0 + 2 * EPOCH + TIMEOUT);
        assertEq(market.settle(deal.id, 9), 2, "only what was funded is booked");
    }
}

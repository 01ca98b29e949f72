// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IEscrow } from "../../../../contracts/interfaces/IEscrow.sol";
import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { State, States } from "../../../../contracts/types/Types.sol";
import {
    BOND,
    CLIENT,
    EPOCH,
    OPERATOR,
    OWNER,
    PRICE,
    RECIPIENT,
    SETUP,
    SPONSOR,
    T0,
    TIMEOUT,
    VENDOR
} from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev What stays: the setup fee while it is unpaid, each unsettled epoch that began at full price, and the two
/// minimal prepaid epochs of the plain terms.
contract WithdrawTest is MarketBase {
    function test_RevertGiven_NotActive() external {
        State[7] memory states = [
            States.NONE,
            States.RESERVED,
            States.REQUESTED,
            States.SUSPENDED,
            States.ENDED,
            States.CLOSED,
            States.CANCELLED
        ];
        for (uint256 i = 0; i < states.length; i++) {
            bytes32 id = world.dealIn(states[i]).id;
            assertEq(market.withdrawableOf(id), 0, "withdrawable");
            bytes4 selector = IMarketplace.Marketplace_WrongState.selector;
            _expect(CLIENT, id, 0, RECIPIENT, abi.encodeWithSelector(selector, id, states[i]));
        }
    }

    function test_RevertWhen_CallerNotClient() external {
        bytes32 id = world.active(9).id;
        address[4] memory callers = [VENDOR, OPERATOR, SPONSOR, OWNER];
        for (uint256 i = 0; i < callers.length; i++) {
            bytes4 selector = IMarketplace.Marketplace_NotParty.selector;
            _expect(callers[i], id, 1, RECIPIENT, abi.encodeWithSelector(selector, id, callers[i]));
        }
    }

    function test_RevertWhen_ToZero() external {
        bytes memory reason = abi.encodeWithSelector(IEscrow.Escrow_ZeroRecipient.selector);
        _expect(CLIENT, world.active(9).id, 1, address(0), reason);
    }

    function test_RevertWhen_MoreThanCanBeSpared() external {
        Deal memory deal = world.active(5);
        _expectOverdrawn(deal.id, 2 * uint256(PRICE));
    }

    function test_RevertGiven_NothingToSpare() external {
        Deal memory deal = world.active(3); // what runs, and two more
        _expectOverdrawn(deal.id, 0);
        vm.warp(T0 + EPOCH); // epoch 1 began: only one more is prepaid
        _expectOverdrawn(deal.id, 0);
    }

    function test_PaysAndTells() external {
        Deal memory deal = world.active(9);
        vm.expectEmit(address(market));
        emit IEscrow.DepositWithdrawn(deal.id, RECIPIENT, 4 * PRICE + 1, 4);
        _withdraw(deal.id, 4 * PRICE + 1);
        assertEq(token.balanceOf(RECIPIENT), 4 * uint256(PRICE) + 1, "paid");
        assertLines(deal.id, SETUP + 5 * uint256(PRICE) - 1, 0, BOND);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 4, "funded");
        assertEq(market.runwayOf(deal.id), T0 + 4 * EPOCH, "runway");
    }

    /// All that can be spared: the running epoch and two more stay.
    function test_PaysTheMost() external {
        Deal memory deal = world.active(9);
        _spares(deal.id, 6, 3);
    }

    /// Each epoch that began and is unsettled stays, whatever its verdict will say.
    function test_KeepsUnsettledEpochs() external {
        Deal memory deal = world.active(9);
        vm.warp(T0 + 3 * EPOCH - 1);
        _spares(deal.id, 4, 5);
        vm.warp(T0 + 3 * EPOCH); // the fourth began
        assertEq(market.withdrawableOf(deal.id), 0, "nothing more");
    }

    function test_KeepsNoSettledEpochs() external {
        Deal memory deal = world.active(9);
        world.serve(deal.id, 0, 3, _perfect());
        _spares(deal.id, 3, 6);
    }

    /// Refunds of settled epochs are the client's again.
    function test_PaysRefunds() external {
        Deal memory deal = world.active(3);
        world.serve(deal.id, 0, 1, _outage());
        // Epoch 0 brought nothing: price, setup fee and half of a price of slash are to spare, less what epoch 1 needs.
        assertEq(market.withdrawableOf(deal.id), SETUP + PRICE / 2, "withdrawable");
        _withdraw(deal.id, SETUP + PRICE / 2);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 4, "funded");
    }

    /// Epochs that are funded no longer end the service where the money ends now.
    function test_SuspendsSooner() external {
        Deal memory deal = world.active(9);
        _withdraw(deal.id, 6 * PRICE);
        vm.warp(T0 + 3 * EPOCH - 1);
        assertStateOf(deal.id, States.ACTIVE);
        vm.warp(T0 + 3 * EPOCH);
        assertStateOf(deal.id, States.SUSPENDED);
    }

    function test_FundsAgain() external {
        Deal memory deal = world.active(9);
        _withdraw(deal.id, 6 * PRICE);
        world.topUp(SPONSOR, deal.id, 2 * PRICE);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 5, "funded");
    }

    /// Whoever topped up before: the deposit is the client's.
    function test_CountsFromTheNewAnchorGiven_Resumed() external {
        Deal memory deal = world.active(2);
        world.serve(deal.id, 0, 2, _perfect());
        _skip(12_345);
        world.topUp(SPONSOR, deal.id, 7 * PRICE);
        vm.prank(VENDOR);
        market.resume(deal.id);
        _skip(EPOCH);
        assertEq(market.withdrawableOf(deal.id), 3 * uint256(PRICE), "withdrawable");
        _withdraw(deal.id, 3 * PRICE);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 6, "funded");
    }

    function test_LeavesWhatTheEpochsCost() external {
        Deal memory deal = world.active(9);
        vm.warp(T0 + 2 * EPOCH + 1);
        _withdraw(deal.id, uint128(market.withdrawableOf(deal.id)));
        vm.warp(T0 + 5 * EPOCH);
        for (uint32 epoch = 4; epoch < 5; epoch++) world.judge(deal.id, epoch, _perfect());
        _skip(TIMEOUT);
        assertEq(market.settle(deal.id, 9), 5, "all of them");
    }

    function test_AllowedGiven_NoticeGiven() external {
        Deal memory deal = world.active(9);
        _terminate(VENDOR, deal.id);
        _spares(deal.id, 6, 3);
    }

    function test_TakesNothing() external {
        Deal memory deal = world.active(2);
        _withdraw(deal.id, 0);
        assertLines(deal.id, deal.deposit, 0, BOND);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 2, "funded");
    }

    /// @dev So many prices can be spared, and so many epochs are funded when they are gone.
    function _spares(bytes32 id, uint128 prices, uint256 funded) private {
        assertEq(market.withdrawableOf(id), prices * PRICE, "withdrawable");
        _expectOverdrawn(id, prices * PRICE);
        _withdraw(id, prices * PRICE);
        assertEq(market.withdrawableOf(id), 0, "nothing more");
        assertEq(market.getAgreement(id).fundedEpochs, funded, "funded");
    }

    function _withdraw(bytes32 id, uint128 amount) private {
        vm.prank(CLIENT);
        market.withdraw(id, amount, RECIPIENT);
    }

    function _expectOverdrawn(bytes32 id, uint256 free) private {
        bytes4 selector = IEscrow.Escrow_DepositOverdrawn.selector;
        _expect(CLIENT, id, uint128(free + 1), RECIPIENT, abi.encodeWithSelector(selector, id, free, free + 1));
    }

    function _expect(address caller, bytes32 id, uint128 amount, address to, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(caller);
        market.withdraw(id, amount, to);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { State, States, Terms } from "../../../../contracts/types/Types.sol";
import {
    BOND,
    CLIENT,
    EPOCH,
    GRACE,
    MAX_SLASH,
    PRICE,
    SETUP,
    STRANGER,
    T0,
    TIMEOUT,
    VENDOR
} from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev Closing what was started. Before the start: see cancelReserved.t.sol and cancelRequested.t.sol.
contract CloseTest is MarketBase {
    function test_RevertGiven_None() external {
        _expectWrongState(keccak256("unknown"), States.NONE);
    }

    function test_RevertGiven_Active() external {
        _expectWrongState(world.dealIn(States.ACTIVE).id, States.ACTIVE);
    }

    function test_RevertGiven_Closed() external {
        _expectWrongState(world.dealIn(States.CLOSED).id, States.CLOSED);
    }

    function test_RevertGiven_Cancelled() external {
        _expectWrongState(world.dealIn(States.CANCELLED).id, States.CANCELLED);
    }

    /// The last part may still be judged.
    function test_RevertWhen_VerdictMayCome() external {
        Deal memory deal = world.active(3);
        vm.warp(T0 + EPOCH / 2);
        _terminate(CLIENT, deal.id);
        uint40 ready = T0 + EPOCH / 2 + TIMEOUT;
        vm.warp(ready - 1);
        _expectEarly(deal.id, ready);
        vm.warp(ready);
        _close(deal.id);
    }

    function test_RevertWhen_ALaterEpochIsOpen() external {
        Deal memory deal = world.active(3);
        vm.warp(T0 + EPOCH + 10);
        _terminate(CLIENT, deal.id);
        world.judge(deal.id, 0, _perfect());
        // Epoch 0 could be settled, epoch 1 not yet: all or nothing.
        _expectEarly(deal.id, T0 + EPOCH + 10 + TIMEOUT);
        assertEq(market.getAgreement(deal.id).settledEpochs, 0, "nothing was booked");
    }

    function test_ClosesAtOnceWhen_AllIsJudged() external {
        Deal memory deal = world.active(3);
        vm.warp(T0 + EPOCH + 10);
        _terminate(CLIENT, deal.id);
        world.judge(deal.id, 0, _perfect());
        world.judge(deal.id, 1, _perfect());
        vm.expectEmit(address(market));
        emit IMarketplace.AgreementClosed(deal.id, BOND);
        _close(deal.id);
        uint256 part = (uint256(PRICE) * 10) / EPOCH;
        assertStateOf(deal.id, States.CLOSED);
        assertLines(deal.id, 2 * uint256(PRICE) - part, SETUP + PRICE + part, 0);
        assertEq(market.potOf(VENDOR, address(token)), BOND, "pot");
        assertEq(market.getAgreement(deal.id).settledEpochs, 2, "settled");
        assertEq(market.runwayOf(deal.id), 0, "no runway");
    }

    function test_ClosesWhen_AllIsSettled() external {
        Deal memory deal = world.active(3);
        world.serve(deal.id, 0, 1, _perfect());
        _terminate(CLIENT, deal.id);
        _close(deal.id);
        assertStateOf(deal.id, States.CLOSED);
    }

    function test_ReturnsTheSlashedBond() external {
        Deal memory deal = world.active(3);
        world.serve(deal.id, 0, 1, _outage());
        _terminate(CLIENT, deal.id);
        vm.expectEmit(address(market));
        emit IMarketplace.AgreementClosed(deal.id, BOND - MAX_SLASH);
        _close(deal.id);
        assertEq(market.potOf(VENDOR, address(token)), BOND - MAX_SLASH, "pot");
    }

    /// Started and left in one second: there is no epoch at all.
    function test_ClosesGiven_NothingServed() external {
        Deal memory deal = world.active(3);
        _terminate(CLIENT, deal.id);
        _close(deal.id);
        assertLines(deal.id, 3 * uint256(PRICE), SETUP, 0);
    }

    function test_Suspended_RevertWhen_InTheGrace() external {
        Deal memory deal = world.active(2);
        world.serve(deal.id, 0, 2, _perfect());
        uint40 from = T0 + 2 * EPOCH + GRACE;
        vm.warp(from - 1);
        _expectEarly(deal.id, from);
    }

    function test_Suspended_ClosesAfterTheGrace() external {
        Deal memory deal = world.active(2);
        world.serve(deal.id, 0, 2, _perfect());
        vm.warp(T0 + 2 * EPOCH + GRACE);
        vm.expectEmit(address(market));
        emit IMarketplace.AgreementTerminated(deal.id, STRANGER, T0 + 2 * EPOCH);
        _close(deal.id);
        assertStateOf(deal.id, States.CLOSED);
        assertEq(market.getAgreement(deal.id).endsAt, T0 + 2 * EPOCH, "end");
        assertEq(reputation.recordOf(VENDOR).active, 0, "active");
    }

    /// No verdict ever came, nobody ever settled: one call books it all.
    function test_Suspended_SettlesWhatIsLeft() external {
        Deal memory deal = world.active(2);
        vm.warp(T0 + 2 * EPOCH + GRACE);
        _close(deal.id);
        uint256 paid = 1_200_000_000 + 180_000_000; // two prices and the setup fee at 60%
        assertLines(deal.id, SETUP + 2 * uint256(PRICE) - paid, paid, 0);
        assertEq(reputation.recordOf(VENDOR).silent, 2, "silent");
    }

    /// Money that came too late goes back.
    function test_Suspended_RefundsWhatWasToppedUp() external {
        Deal memory deal = world.active(2);
        world.serve(deal.id, 0, 2, _perfect());
        world.topUp(CLIENT, deal.id, 7 * PRICE);
        vm.warp(T0 + 2 * EPOCH + GRACE);
        _close(deal.id);
        assertFree(deal.id, CLIENT, 7 * uint256(PRICE), 0);
    }

    /// With a grace shorter than the verdict timeout the last epoch decides.
    function test_Suspended_RevertWhen_VerdictMayCome() external {
        Deal memory deal = _withGrace(TIMEOUT - 300);
        vm.warp(T0 + 2 * EPOCH + TIMEOUT - 300);
        _expectEarly(deal.id, T0 + 2 * EPOCH + TIMEOUT);
        vm.warp(T0 + 2 * EPOCH + TIMEOUT);
        _close(deal.id);
        assertStateOf(deal.id, States.CLOSED);
    }

    function test_Suspended_ClosesAtOnceGiven_NoGrace() external {
        Deal memory deal = _withGrace(0);
        world.serve(deal.id, 0, 2, _perfect());
        _close(deal.id);
        assertStateOf(deal.id, States.CLOSED);
    }

    function test_EndedByTheClock_RevertWhen_VerdictMayCome() external {
        Deal memory deal = world.active(4);
        _terminate(VENDOR, deal.id); // ends after epoch 1
        vm.warp(T0 + 2 * EPOCH);
        _expectEarly(deal.id, T0 + 2 * EPOCH + TIMEOUT);
    }

    function test_EndedByTheClock_ClosesAndTells() external {
        Deal memory deal = world.active(4);
        _terminate(VENDOR, deal.id);
        vm.warp(T0 + 2 * EPOCH + TIMEOUT);
        vm.expectEmit(address(market));
        emit IMarketplace.AgreementTerminated(deal.id, STRANGER, T0 + 2 * EPOCH);
        _close(deal.id);
        assertStateOf(deal.id, States.CLOSED);
        assertEq(market.getAgreement(deal.id).settledEpochs, 2, "settled");
        assertFree(deal.id, CLIENT, SETUP + 4 * uint256(PRICE) - 1_380_000_000, 0);
    }

    /// The longest backlog there can be fits into one transaction, with half of the EIP-7825 limit to spare.
    function test_Closes400SilentEpochs() external {
        Deal memory deal = world.active(400);
        vm.warp(T0 + 400 * EPOCH + GRACE);
        uint256 gas_ = gasleft();
        _close(deal.id);
        gas_ -= gasleft();
        assertEq(market.getAgreement(deal.id).settledEpochs, 400, "settled");
        assertEq(market.getAgreement(deal.id).silentStreak, 255, "the streak saturates");
        assertLe(gas_, 8_388_608, "gas");
    }

    function _withGrace(uint32 grace) private returns (Deal memory) {
        Terms memory t = world.terms();
        t.grace = grace;
        return world.active(t, 2);
    }

    function _close(bytes32 id) private {
        vm.prank(STRANGER);
        market.close(id);
    }

    function _expectEarly(bytes32 id, uint40 from) private {
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.Marketplace_TooEarly.selector, id, from));
        vm.prank(STRANGER);
        market.close(id);
    }

    function _expectWrongState(bytes32 id, State state) private {
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.Marketplace_WrongState.selector, id, state));
        vm.prank(STRANGER);
        market.close(id);
    }
}

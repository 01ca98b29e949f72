// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { States, Terms } from "../../../../contracts/types/Types.sol";
import { BOND, CLIENT, EPOCH, PRICE, SETUP, STRANGER, T0, TIMEOUT, VENDOR } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev The vendor's notice: {terminate} by the vendor of a running agreement.
contract NoticeTest is MarketBase {
    function test_RevertGiven_NoticeGiven() external {
        Deal memory deal = world.active(4);
        _terminate(VENDOR, deal.id);
        bytes4 selector = IMarketplace.Marketplace_AlreadyTerminated.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, deal.id, T0 + 2 * EPOCH));
        vm.prank(VENDOR);
        market.terminate(deal.id);
    }

    /// The first boundary after now + notice, strictly after.
    function test_EndsAtTheFirstBoundaryAfterTheNotice() external {
        _ends({ at: 0, notice: 0, epochs: 1 });
        _ends({ at: EPOCH - 1, notice: 0, epochs: 1 });
        _ends({ at: EPOCH, notice: 0, epochs: 2 });
        _ends({ at: EPOCH + 1, notice: 0, epochs: 2 });
        _ends({ at: 0, notice: EPOCH - 1, epochs: 1 });
        _ends({ at: 0, notice: EPOCH, epochs: 2 });
        _ends({ at: 1, notice: EPOCH - 1, epochs: 2 });
        _ends({ at: EPOCH - 1, notice: EPOCH, epochs: 2 });
        _ends({ at: EPOCH, notice: EPOCH, epochs: 3 });
        _ends({ at: 5, notice: 90 days, epochs: 2161 });
    }

    function test_CountsFromTheNewAnchorGiven_Resumed() external {
        Deal memory deal = world.active(2);
        world.serve(deal.id, 0, 2, _perfect());
        vm.warp(T0 + 2 * EPOCH + 1000);
        world.topUp(CLIENT, deal.id, 9 * PRICE);
        vm.prank(VENDOR);
        market.resume(deal.id);
        vm.warp(T0 + 2 * EPOCH + 1001);
        _terminate(VENDOR, deal.id); // 5000 seconds: into the second epoch from here
        assertEq(market.getAgreement(deal.id).endsAt, T0 + 2 * EPOCH + 1000 + 2 * EPOCH, "end");
    }

    function test_TellsTheEnd() external {
        Deal memory deal = world.active(4);
        vm.expectEmit(address(market));
        emit IMarketplace.AgreementTerminated(deal.id, VENDOR, T0 + 2 * EPOCH);
        _terminate(VENDOR, deal.id);
        assertStateOf(deal.id, States.ACTIVE);
        assertEq(reputation.recordOf(VENDOR).active, 1, "still running");
    }

    /// Nobody needs to do anything at the end of the notice.
    function test_EndsByTheClock() external {
        Deal memory deal = world.active(4);
        _terminate(VENDOR, deal.id);
        vm.warp(T0 + 2 * EPOCH - 1);
        assertStateOf(deal.id, States.ACTIVE);
        assertTrue(market.getEpoch(deal.id, 1).exists, "the last epoch");
        assertTrue(!market.getEpoch(deal.id, 2).exists, "no epoch after it");
        vm.warp(T0 + 2 * EPOCH);
        assertStateOf(deal.id, States.ENDED);
    }

    function test_PaysUntilTheEndAndReturnsTheRest() external {
        Deal memory deal = world.active(4);
        _terminate(VENDOR, deal.id);
        world.serve(deal.id, 0, 2, _perfect());
        vm.prank(STRANGER);
        market.close(deal.id);
        assertStateOf(deal.id, States.CLOSED);
        assertLines(deal.id, 2 * uint256(PRICE), SETUP + 2 * uint256(PRICE), 0);
        assertEq(market.potOf(VENDOR, address(token)), BOND, "bond");
        assertEq(reputation.recordOf(VENDOR).active, 0, "counted out when it is booked");
        assertEq(reputation.recordOf(VENDOR).earlyExits, 0, "no early exit");
    }

    /// The money may end before the notice does.
    function test_SuspendedUntilTheEndGiven_MoneyRanOut() external {
        Deal memory deal = world.active(2);
        vm.warp(T0 + 3000);
        _terminate(VENDOR, deal.id); // ends after epoch 2
        vm.warp(T0 + 2 * EPOCH);
        assertStateOf(deal.id, States.SUSPENDED);
        vm.warp(T0 + 3 * EPOCH - 1);
        assertStateOf(deal.id, States.SUSPENDED);
        vm.warp(T0 + 3 * EPOCH);
        assertStateOf(deal.id, States.ENDED);
        market.close(deal.id);
        assertEq(market.getAgreement(deal.id).endsAt, T0 + 3 * EPOCH, "end");
        assertEq(market.getAgreement(deal.id).settledEpochs, 2, "two epochs were served");
        assertLe(TIMEOUT, EPOCH, "their verdict timeouts are over");
    }

    /// `at` seconds after the start the vendor gives notice: it ends after so many epochs.
    function _ends(uint256 at, uint32 notice, uint256 epochs) private {
        vm.warp(T0);
        Terms memory t = world.terms();
        t.notice = notice;
        Deal memory deal = world.active(t, 3);
        vm.warp(T0 + at);
        _terminate(VENDOR, deal.id);
        assertEq(market.getAgreement(deal.id).endsAt, T0 + epochs * EPOCH, "end");
    }
}

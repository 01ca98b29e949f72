// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { States } from "../../../../contracts/types/Types.sol";
import { BOND, CLIENT, EPOCH, NOTICE, OPERATOR, PRICE, SETUP, STRANGER, TIMEOUT, VENDOR } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

contract FreeOfTest is MarketBase {
    function test_NothingGiven_Unknown() external view {
        assertFree(keccak256("unknown"), CLIENT, 0, 0);
        assertFree(keccak256("unknown"), address(0), 0, 0);
    }

    function test_NothingBeforeTheEnd() external {
        assertFree(world.dealIn(States.RESERVED).id, CLIENT, 0, 0);
        assertFree(world.dealIn(States.REQUESTED).id, CLIENT, 0, 0);
        assertFree(world.dealIn(States.ACTIVE).id, CLIENT, 0, 0);
        assertFree(world.dealIn(States.SUSPENDED).id, CLIENT, 0, 0);
    }

    function test_NothingForOthers() external {
        Deal memory deal = world.active(3);
        world.serve(deal.id, 0, 1, _perfect());
        _terminate(CLIENT, deal.id);
        assertFree(deal.id, STRANGER, 0, 0);
        assertFree(deal.id, OPERATOR, 0, 0);
    }

    function test_EarnedIsFreeInEveryState() external {
        Deal memory deal = world.active(3);
        world.serve(deal.id, 0, 1, _perfect());
        assertFree(deal.id, VENDOR, 1_274_000_000, 26_000_000); // active
        _skip(2 * EPOCH);
        assertFree(deal.id, VENDOR, 1_274_000_000, 26_000_000); // suspended
        _terminate(CLIENT, deal.id);
        assertFree(deal.id, VENDOR, 1_274_000_000, 26_000_000); // ended
    }

    function test_AllOfTheDepositGiven_Cancelled() external {
        Deal memory deal = world.dealIn(States.CANCELLED);
        assertFree(deal.id, CLIENT, 3 * uint256(PRICE), 0);
        assertFree(deal.id, VENDOR, 294_000_000, 6_000_000); // the setup fee less 2%
    }

    /// Ended at each point of its life, all epochs unsettled: those that began stay at full price, with the setup fee.
    function test_LessUnsettledEpochsGiven_Ended() external {
        _endedAfter(EPOCH / 2, 1);
        _endedAfter(EPOCH - 1, 1);
        _endedAfter(EPOCH, 1);
        _endedAfter(EPOCH + 1, 2);
        _endedAfter(2 * EPOCH, 2);
        _endedAfter(3 * EPOCH - 1, 3);
        _endedAfter(4 * EPOCH, 3); // past the money
    }

    /// The setup fee was paid at once, because the client left before half of epoch 0.
    function test_LessOneEpochGiven_EndedEarly() external {
        Deal memory deal = world.active(3);
        _skip(1);
        _terminate(CLIENT, deal.id);
        assertFree(deal.id, CLIENT, 2 * uint256(PRICE), 0);
    }

    function test_AllGiven_EndedAsItBegan() external {
        Deal memory deal = world.active(3);
        _terminate(CLIENT, deal.id);
        assertFree(deal.id, CLIENT, 3 * uint256(PRICE), 0);
    }

    function test_AllGiven_EndedAndSettled() external {
        Deal memory deal = world.active(3);
        world.serve(deal.id, 0, 1, _perfect());
        _terminate(CLIENT, deal.id);
        assertFree(deal.id, CLIENT, 2 * uint256(PRICE), 0);
    }

    function test_CountsFromTheNewAnchorGiven_Resumed() external {
        Deal memory deal = world.active(2);
        world.serve(deal.id, 0, 2, _perfect());
        _skip(12_345);
        world.topUp(CLIENT, deal.id, 3 * PRICE);
        _resume(deal.id);
        _skip(EPOCH + 1);
        _terminate(CLIENT, deal.id);
        assertFree(deal.id, CLIENT, PRICE, 0);
    }

    function test_AllOfTheDepositGiven_Closed() external {
        Deal memory deal = world.dealIn(States.CLOSED);
        uint256 deposit = market.getAgreement(deal.id).deposit;
        // Epoch 0 silent at 60%, setup fee likewise; 5 seconds of epoch 1 at 60%, rounded down.
        uint256 paid = 600_000_000 + 180_000_000 + (uint256(PRICE) * 6000 * 5) / (10_000 * uint256(EPOCH));
        assertEq(deposit, SETUP + 3 * uint256(PRICE) - paid, "deposit");
        assertFree(deal.id, CLIENT, deposit, 0);
    }

    function test_BothGiven_VendorIsItsOwnClient() external {
        Deal memory deal = world.prepare(world.terms(), VENDOR, SETUP + 2 * PRICE);
        world.accept(deal);
        _terminate(VENDOR, deal.id);
        assertFree(deal.id, VENDOR, SETUP + 2 * uint256(PRICE) - 6_000_000, 6_000_000);
    }

    function test_AllGiven_ClosedAfterNotice() external {
        Deal memory deal = world.active(3);
        _terminate(VENDOR, deal.id); // ends after epoch 1
        _skip(2 * EPOCH + TIMEOUT);
        market.close(deal.id);
        // Two silent epochs and the setup fee, 60% each.
        assertFree(deal.id, CLIENT, SETUP + 3 * uint256(PRICE) - 1_200_000_000 - 180_000_000, 0);
        assertLe(NOTICE, 2 * EPOCH, "the notice runs out within two epochs");
    }

    /// An end that the notice set needs nobody to book it.
    function test_LessUnsettledEpochsGiven_EndedByTheClock() external {
        Deal memory deal = world.active(5);
        _terminate(VENDOR, deal.id); // ends after epoch 1
        _skip(2 * EPOCH - 1);
        assertFree(deal.id, CLIENT, 0, 0);
        _skip(1);
        assertFree(deal.id, CLIENT, 3 * uint256(PRICE), 0);
        world.claim(CLIENT, deal.id);
        assertLines(deal.id, SETUP + 2 * uint256(PRICE), 0, BOND);
        _skip(TIMEOUT);
        market.close(deal.id);
        // Two silent epochs and the setup fee, 40% of each come back.
        assertFree(deal.id, CLIENT, 800_000_000 + 120_000_000, 0);
    }

    function _endedAfter(uint256 elapsed, uint256 begun) private {
        Deal memory deal = world.active(3);
        _skip(elapsed);
        _terminate(CLIENT, deal.id);
        assertFree(deal.id, CLIENT, (3 - begun) * uint256(PRICE), 0);
    }

    function _resume(bytes32 id) private {
        vm.prank(VENDOR);
        market.resume(id);
    }
}

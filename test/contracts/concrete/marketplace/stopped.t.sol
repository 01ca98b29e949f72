// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { State, States } from "../../../../contracts/types/Types.sol";
import {
    BOND,
    CLIENT,
    EPOCH,
    GRACE,
    OPERATOR,
    OWNER,
    PRICE,
    RECIPIENT,
    SETUP,
    SPONSOR,
    VENDOR
} from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev A stopped market takes no new offers and accepts (see createOffer, reserve, accept); all else goes on.
contract StoppedTest is MarketBase {
    function test_AnAgreementLivesItsWholeLife() external {
        Deal memory deal = world.reserved(2);
        _stop();
        world.bind(deal);
        vm.prank(OPERATOR);
        market.start(deal.id, deal.keys, "here");
        world.serve(deal.id, 0, 2, _perfect());
        world.topUp(SPONSOR, deal.id, PRICE);
        vm.startPrank(VENDOR);
        market.resume(deal.id);
        market.publishEndpoints(deal.id, "there");
        market.terminate(deal.id);
        vm.stopPrank();
        _terminate(CLIENT, deal.id);
        market.close(deal.id);
        world.claim(CLIENT, deal.id);
        world.claim(VENDOR, deal.id);
        vm.prank(VENDOR);
        market.withdrawBond(address(token), BOND, RECIPIENT);
        vm.prank(OWNER);
        market.withdrawFees(address(token), RECIPIENT);
        assertEq(token.balanceOf(RECIPIENT), SETUP + 3 * uint256(PRICE) + BOND, "everything came out");
    }

    function test_EveryStateCanBeLeft() external {
        State[5] memory states = [States.RESERVED, States.REQUESTED, States.ACTIVE, States.SUSPENDED, States.ENDED];
        for (uint256 i = 0; i < states.length; i++) {
            Deal memory deal = world.dealIn(states[i]);
            _stop();
            if (states[i] == States.ACTIVE) {
                vm.prank(VENDOR);
                market.forfeit(deal.id);
            }
            _skip(4 * EPOCH + GRACE);
            market.close(deal.id);
            State end = i < 2 ? States.CANCELLED : States.CLOSED;
            assertStateOf(deal.id, end);
            vm.prank(OWNER);
            book.setStopped(false);
        }
    }

    function test_VendorsStillPrepare() external {
        _stop();
        world.addKeys(VENDOR, world.newKeys());
        world.addBond(VENDOR, 5);
        vm.prank(VENDOR);
        book.setOperator(SPONSOR, true);
        assertTrue(book.isOperator(VENDOR, SPONSOR), "operator");
        assertEq(market.potOf(VENDOR, address(token)), 5, "pot");
    }

    function _stop() private {
        vm.prank(OWNER);
        book.setStopped(true);
    }
}

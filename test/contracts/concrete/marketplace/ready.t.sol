// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { Changes } from "../../../../contracts/interfaces/IReputation.sol";
import { CancelReasons, State, States } from "../../../../contracts/types/Types.sol";
import {
    CLIENT,
    ENDPOINTS,
    OPERATOR,
    RESERVE_WINDOW,
    START_WINDOW,
    STRANGER,
    T0,
    VENDOR
} from "../../utils/Actors.sol";
import { CancelBase } from "../../utils/CancelBase.sol";
import { Deal } from "../../utils/IWorld.sol";
import { IFakeChain } from "../../utils/RolesBase.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev The vendor is synced before the chain is bound: from then on its reject costs like a miss.
contract ReadyTest is CancelBase {
    function test_RevertGiven_NotReserved() external {
        State[7] memory states = [
            States.NONE,
            States.REQUESTED,
            States.ACTIVE,
            States.SUSPENDED,
            States.ENDED,
            States.CLOSED,
            States.CANCELLED
        ];
        for (uint256 i = 0; i < states.length; i++) {
            bytes32 id = world.dealIn(states[i]).id;
            _expect(VENDOR, id, abi.encodeWithSelector(IMarketplace.Marketplace_WrongState.selector, id, states[i]));
        }
    }

    function test_RevertWhen_CallerNotOperator() external {
        bytes32 id = world.reserved(2).id;
        address[2] memory callers = [CLIENT, STRANGER];
        for (uint256 i = 0; i < callers.length; i++) {
            bytes4 selector = IMarketplace.Marketplace_NotParty.selector;
            _expect(callers[i], id, abi.encodeWithSelector(selector, id, callers[i]));
        }
    }

    function test_RevertWhen_TheWindowHasPassed() external {
        bytes32 id = world.reserved(2).id;
        vm.warp(T0 + RESERVE_WINDOW + 1);
        bytes4 selector = IMarketplace.Marketplace_TooLate.selector;
        _expect(VENDOR, id, abi.encodeWithSelector(selector, id, T0 + RESERVE_WINDOW));
    }

    function test_TellsAtTheDeadline() external {
        Deal memory deal = world.reserved(2);
        assertTrue(!market.isReady(deal.id), "not yet");
        vm.warp(T0 + RESERVE_WINDOW);
        vm.expectEmit(address(market));
        emit IMarketplace.VendorReady(deal.id, OPERATOR);
        _ready(OPERATOR, deal);
        assertTrue(market.isReady(deal.id), "ready");
        assertStateOf(deal.id, States.RESERVED);
    }

    function test_AllowedAgain() external {
        Deal memory deal = world.reserved(2);
        _ready(OPERATOR, deal);
        _ready(VENDOR, deal);
        assertTrue(market.isReady(deal.id), "ready");
    }

    function test_RejectCostsLikeAMissGiven_Reserved() external {
        Deal memory deal = world.reserved(2);
        _ready(VENDOR, deal);
        _countsOnce(Changes.MISSED);
        _terminates(VENDOR, deal, CancelReasons.VENDOR_MISSED);
        _punishes(deal);
        assertEq(reputation.recordOf(VENDOR).misses, 1, "misses");
        assertEq(reputation.recordOf(VENDOR).rejects, 0, "rejects");
    }

    function test_RejectCostsLikeAMissGiven_Requested() external {
        (Deal memory deal, ) = _reservedWithChain();
        _ready(VENDOR, deal);
        world.bind(deal);
        _terminates(OPERATOR, deal, CancelReasons.VENDOR_MISSED);
        _punishes(deal);
    }

    /// What the client spoils is its own doing, ready or not.
    function test_RejectIsFreeGiven_RolesRotated() external {
        (Deal memory deal, IFakeChain chain) = _reservedWithChain();
        _ready(VENDOR, deal);
        world.bind(deal);
        chain.setAddress("proposer()", STRANGER);
        _terminates(VENDOR, deal, CancelReasons.CLIENT_ROTATED);
        _paysVendor(deal);
    }

    function test_RejectIsFreeGiven_ClientLapsed() external {
        Deal memory deal = world.reserved(2);
        _ready(VENDOR, deal);
        vm.warp(T0 + RESERVE_WINDOW + 1);
        _terminates(VENDOR, deal, CancelReasons.CLIENT_LAPSED);
        _paysVendor(deal);
    }

    function test_ClientLeavesAsBefore() external {
        Deal memory deal = world.reserved(2);
        _ready(VENDOR, deal);
        _terminates(CLIENT, deal, CancelReasons.CLIENT_LEFT);
        _paysVendor(deal);
    }

    function test_MissesAsBefore() external {
        Deal memory deal = world.reserved(2);
        _ready(VENDOR, deal);
        world.bind(deal);
        vm.warp(T0 + START_WINDOW + 1);
        _closes(deal, CancelReasons.VENDOR_MISSED);
        _punishes(deal);
    }

    function test_StartsAsBefore() external {
        Deal memory deal = world.reserved(2);
        _ready(OPERATOR, deal);
        world.bind(deal);
        vm.prank(OPERATOR);
        market.start(deal.id, deal.keys, ENDPOINTS);
        assertStateOf(deal.id, States.ACTIVE);
    }

    function _ready(address by, Deal memory deal) private {
        vm.prank(by);
        market.ready(deal.id);
    }

    function _expect(address caller, bytes32 id, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(caller);
        market.ready(id);
    }
}

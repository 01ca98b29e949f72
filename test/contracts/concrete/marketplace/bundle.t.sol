// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { Changes, IReputation } from "../../../../contracts/interfaces/IReputation.sol";
import { State, States } from "../../../../contracts/types/Types.sol";
import { CLIENT, EPOCH, OPERATOR, ORACLE, OWNER, STRANGER, T0, VENDOR } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

contract BundleTest is MarketBase {
    bytes32 private constant HASH = keccak256("bundle");
    string private constant URI = "ipfs://bundle";

    function test_RevertGiven_NotEnded() external {
        State[6] memory states = [
            States.NONE,
            States.RESERVED,
            States.REQUESTED,
            States.ACTIVE,
            States.SUSPENDED,
            States.CANCELLED
        ];
        for (uint256 i = 0; i < states.length; i++) {
            bytes32 id = world.dealIn(states[i]).id;
            bytes4 selector = IMarketplace.Marketplace_WrongState.selector;
            _expect(VENDOR, id, URI, abi.encodeWithSelector(selector, id, states[i]));
        }
    }

    function test_RevertWhen_CallerNotOperator() external {
        bytes32 id = world.dealIn(States.ENDED).id;
        address[2] memory callers = [CLIENT, STRANGER];
        for (uint256 i = 0; i < callers.length; i++) {
            bytes4 selector = IMarketplace.Marketplace_NotParty.selector;
            _expect(callers[i], id, URI, abi.encodeWithSelector(selector, id, callers[i]));
        }
    }

    function test_RevertWhen_UriTooLong() external {
        bytes32 id = world.dealIn(States.ENDED).id;
        bytes4 selector = IMarketplace.Marketplace_TextTooLong.selector;
        _expect(VENDOR, id, string(new bytes(1025)), abi.encodeWithSelector(selector, 1025, 1024));
        _publish(VENDOR, id, string(new bytes(1024)));
    }

    function test_TellsAndCountsGiven_Ended() external {
        Deal memory deal = world.dealIn(States.ENDED);
        vm.expectEmit(address(market));
        emit IMarketplace.ExitBundlePublished(deal.id, HASH, URI);
        vm.expectEmit(address(reputation));
        emit IReputation.AgreementCounted(VENDOR, CLIENT, Changes.BUNDLED);
        _publish(OPERATOR, deal.id, URI);
        assertEq(reputation.recordOf(VENDOR).exitBundles, 1, "exit bundles");
    }

    function test_CountsGiven_Closed() external {
        _publish(VENDOR, world.dealIn(States.CLOSED).id, URI);
        assertEq(reputation.recordOf(VENDOR).exitBundles, 1, "exit bundles");
    }

    function test_CountsGiven_EndedByTheClock() external {
        Deal memory deal = world.active(4);
        _terminate(VENDOR, deal.id); // ends after epoch 1
        vm.warp(T0 + 2 * EPOCH);
        _publish(VENDOR, deal.id, URI);
        assertEq(reputation.recordOf(VENDOR).exitBundles, 1, "exit bundles");
    }

    /// A bundle may move; it counts once.
    function test_TellsAgainAndCountsOnce() external {
        Deal memory deal = world.dealIn(States.ENDED);
        _publish(VENDOR, deal.id, URI);
        vm.expectEmit(address(market));
        emit IMarketplace.ExitBundlePublished(deal.id, HASH, "ipfs://elsewhere");
        _publish(VENDOR, deal.id, "ipfs://elsewhere");
        assertEq(reputation.recordOf(VENDOR).exitBundles, 1, "exit bundles");
    }

    function test_CountsNotGiven_AdapterNotListed() external {
        vm.prank(OWNER);
        book.setAdapter(ORACLE, false);
        _publish(VENDOR, world.dealIn(States.ENDED).id, URI);
        assertEq(reputation.recordOf(VENDOR).exitBundles, 0, "exit bundles");
    }

    function _publish(address by, bytes32 id, string memory uri) private {
        vm.prank(by);
        market.bundle(id, HASH, uri);
    }

    function _expect(address caller, bytes32 id, string memory uri, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(caller);
        market.bundle(id, HASH, uri);
    }
}

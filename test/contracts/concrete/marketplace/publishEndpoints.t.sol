// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { States } from "../../../../contracts/types/Types.sol";
import { CLIENT, OPERATOR, STRANGER, VENDOR } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

contract PublishEndpointsTest is MarketBase {
    function test_RevertGiven_Requested() external {
        bytes32 id = world.dealIn(States.REQUESTED).id;
        _expect(id, VENDOR, "x", abi.encodeWithSelector(IMarketplace.Marketplace_WrongState.selector, id, 2));
    }

    function test_RevertGiven_Ended() external {
        bytes32 id = world.dealIn(States.ENDED).id;
        _expect(id, VENDOR, "x", abi.encodeWithSelector(IMarketplace.Marketplace_WrongState.selector, id, 5));
    }

    function test_RevertWhen_CallerNotOperator() external {
        bytes32 id = world.dealIn(States.ACTIVE).id;
        bytes4 selector = IMarketplace.Marketplace_NotParty.selector;
        _expect(id, CLIENT, "x", abi.encodeWithSelector(selector, id, CLIENT));
        _expect(id, STRANGER, "x", abi.encodeWithSelector(selector, id, STRANGER));
    }

    function test_RevertWhen_TooLong() external {
        bytes32 id = world.dealIn(States.ACTIVE).id;
        bytes memory reason = abi.encodeWithSelector(IMarketplace.Marketplace_TextTooLong.selector, 1025, 1024);
        _expect(id, VENDOR, string(new bytes(1025)), reason);
    }

    function test_PublishesAndTells() external {
        bytes32 id = world.dealIn(States.ACTIVE).id;
        vm.roll(3000);
        vm.expectEmit(address(market));
        emit IMarketplace.EndpointsPublished(id, "elsewhere");
        vm.prank(OPERATOR);
        market.publishEndpoints(id, "elsewhere");
        assertEq(market.getAgreement(id).endpointsBlock, 3000, "block");
    }

    function test_AllowedGiven_Suspended() external {
        bytes32 id = world.dealIn(States.SUSPENDED).id;
        vm.roll(3000);
        vm.prank(VENDOR);
        market.publishEndpoints(id, string(new bytes(1024)));
        assertEq(market.getAgreement(id).endpointsBlock, 3000, "block");
    }

    function test_LeavesTheChainAlone() external {
        Deal memory deal = world.dealIn(States.ACTIVE);
        vm.prank(VENDOR);
        market.publishEndpoints(deal.id, "");
        assertEq(market.getAgreement(deal.id).systemConfig, world.chain().systemConfig, "chain");
        assertEq(market.getAgreement(deal.id).l2ChainId, 4242, "chain id");
    }

    function _expect(bytes32 id, address caller, string memory endpoints, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(caller);
        market.publishEndpoints(id, endpoints);
    }
}

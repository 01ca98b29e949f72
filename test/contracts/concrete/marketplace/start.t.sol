// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { Changes, IReputation, Record } from "../../../../contracts/interfaces/IReputation.sol";
import { AgreementView, States } from "../../../../contracts/types/Types.sol";
import {
    BOND,
    CLIENT,
    ENDPOINTS,
    OPERATOR,
    ORACLE,
    OWNER,
    PRICE,
    SETUP,
    SPONSOR,
    START_WINDOW,
    STRANGER,
    T0,
    VENDOR
} from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { IFakeChain, RolesBase } from "../../utils/RolesBase.sol";
import { TermsHash } from "../../utils/TermsHash.sol";
import { vm } from "../../utils/Vm.sol";

contract StartTest is RolesBase {
    using TermsHash for *;

    function test_RevertGiven_Reserved() external {
        Deal memory deal = world.dealIn(States.RESERVED);
        _expect(deal, VENDOR, abi.encodeWithSelector(IMarketplace.Marketplace_WrongState.selector, deal.id, 1));
    }

    function test_RevertWhen_CallerNotOperator() external {
        Deal memory deal = world.dealIn(States.REQUESTED);
        address[3] memory callers = [CLIENT, STRANGER, ORACLE];
        for (uint256 i = 0; i < callers.length; i++) {
            bytes4 selector = IMarketplace.Marketplace_NotParty.selector;
            _expect(deal, callers[i], abi.encodeWithSelector(selector, deal.id, callers[i]));
        }
    }

    function test_RevertGiven_OperatorRemoved() external {
        Deal memory deal = world.dealIn(States.REQUESTED);
        vm.prank(VENDOR);
        book.setOperator(OPERATOR, false);
        bytes4 selector = IMarketplace.Marketplace_NotParty.selector;
        _expect(deal, OPERATOR, abi.encodeWithSelector(selector, deal.id, OPERATOR));
    }

    function test_RevertWhen_TooLate() external {
        Deal memory deal = world.dealIn(States.REQUESTED);
        vm.warp(T0 + START_WINDOW + 1);
        bytes4 selector = IMarketplace.Marketplace_TooLate.selector;
        _expect(deal, VENDOR, abi.encodeWithSelector(selector, deal.id, T0 + START_WINDOW));
    }

    function test_AllowedAtDeadline() external {
        Deal memory deal = world.dealIn(States.REQUESTED);
        vm.warp(T0 + START_WINDOW);
        world.start(deal);
        assertStateOf(deal.id, States.ACTIVE);
    }

    function test_RevertWhen_KeySetIsAnother() external {
        Deal memory deal = world.dealIn(States.REQUESTED);
        deal.keys = world.newKeys();
        bytes4 selector = IMarketplace.Marketplace_WrongKeySet.selector;
        _expect(deal, VENDOR, abi.encodeWithSelector(selector, deal.id, deal.keys.ofKeySet()));
    }

    function test_RevertGiven_RolesRotated() external {
        for (uint256 i = 0; i < 5; i++) {
            (Deal memory deal, IFakeChain chain) = _requestedWithChain();
            (string memory getter, bytes32 role, address expected) = _role(i, deal);
            chain.setAddress(getter, STRANGER);
            _expect(deal, VENDOR, _mismatch(role, expected, STRANGER));
        }
    }

    function test_RevertWhen_EndpointsTooLong() external {
        Deal memory deal = world.dealIn(States.REQUESTED);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.Marketplace_TextTooLong.selector, 1025, 1024));
        vm.prank(VENDOR);
        market.start(deal.id, deal.keys, string(new bytes(1025)));
    }

    function test_TakesTheLongestEndpoints() external {
        Deal memory deal = world.dealIn(States.REQUESTED);
        vm.prank(VENDOR);
        market.start(deal.id, deal.keys, string(new bytes(1024)));
        assertStateOf(deal.id, States.ACTIVE);
    }

    function test_StartsAndTells() external {
        (Deal memory deal, ) = _requestedWithChain();
        vm.warp(T0 + 77);
        vm.roll(2000);
        vm.expectEmit(address(market));
        emit IMarketplace.AgreementStarted(deal.id, T0 + 77, 2);
        vm.expectEmit(address(market));
        emit IMarketplace.EndpointsPublished(deal.id, ENDPOINTS);
        vm.prank(OPERATOR);
        market.start(deal.id, deal.keys, ENDPOINTS);

        AgreementView memory a = market.getAgreement(deal.id);
        assertStateOf(deal.id, States.ACTIVE);
        assertEq(a.anchor, T0 + 77, "epoch 0 begins now");
        assertEq(a.fundedEpochs, 2, "funded");
        assertEq(a.settledEpochs, 0, "settled");
        assertEq(a.endpointsBlock, 2000, "block");
        assertLines(deal.id, SETUP + 2 * uint256(PRICE), 0, BOND);
    }

    /// The setup fee funds no epoch, and what is left over funds none either.
    function test_FundsWholeEpochsBeyondTheSetupFee() external {
        Deal memory deal = world.prepare(world.terms(), CLIENT, SETUP + 3 * PRICE - 1);
        world.accept(deal);
        world.bind(deal);
        world.start(deal);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 2, "funded");
    }

    function test_FundsWhatWasToppedUpBefore() external {
        Deal memory deal = world.reserved(2);
        world.topUp(SPONSOR, deal.id, PRICE);
        world.bind(deal);
        world.topUp(SPONSOR, deal.id, PRICE);
        world.start(deal);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 4, "funded");
    }

    function test_CountsForReputation() external {
        Deal memory deal = world.dealIn(States.REQUESTED);
        vm.expectEmit(address(reputation));
        emit IReputation.AgreementCounted(VENDOR, CLIENT, Changes.STARTED);
        world.start(deal);
        Record memory record = reputation.recordOf(VENDOR);
        assertEq(record.active, 1, "active");
        assertEq(record.total, 1, "total");
        assertEq(record.clients, 1, "clients");
    }

    function test_CountsNotGiven_AdapterNotListedAtAccept() external {
        vm.prank(OWNER);
        book.setAdapter(ORACLE, false);
        Deal memory deal = world.dealIn(States.REQUESTED);
        vm.prank(OWNER);
        book.setAdapter(ORACLE, true);
        world.start(deal);
        assertEq(reputation.recordOf(VENDOR).total, 0, "total");
    }

    function _expect(Deal memory deal, address caller, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(caller);
        market.start(deal.id, deal.keys, ENDPOINTS);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IOfferBook } from "../../../../contracts/interfaces/IOfferBook.sol";
import { IRequests } from "../../../../contracts/interfaces/IRequests.sol";
import { Offer } from "../../../../contracts/types/Types.sol";
import { CLIENT, OPERATOR, OWNER, STRANGER, T0, VENDOR } from "../../utils/Actors.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

contract RequestsTest is MarketBase {
    bytes32 private constant DOCUMENT = keccak256("what I want");
    string private constant URI = "ipfs://what-I-want";
    uint40 private constant DEADLINE = T0 + 500;

    function test_create_RevertWhen_DeadlinePassed() external {
        bytes32 requestId = _idOf(CLIENT, T0 - 1);
        vm.expectRevert(abi.encodeWithSelector(IRequests.OfferBook_RequestNotOpen.selector, requestId, T0 - 1));
        vm.prank(CLIENT);
        book.createRequest(DOCUMENT, URI, T0 - 1);
    }

    function test_create_RevertGiven_Exists() external {
        bytes32 requestId = _create();
        bytes memory reason = abi.encodeWithSelector(IRequests.OfferBook_RequestExists.selector, requestId);
        vm.startPrank(CLIENT);
        vm.expectRevert(reason);
        book.createRequest(DOCUMENT, "ipfs://elsewhere", DEADLINE);
        book.withdrawRequest(requestId);
        vm.expectRevert(reason);
        book.createRequest(DOCUMENT, URI, DEADLINE);
        vm.stopPrank();
    }

    function test_create_StoresAndTells() external {
        bytes32 requestId = _idOf(CLIENT, DEADLINE);
        vm.expectEmit(address(book));
        emit IRequests.RequestCreated(requestId, CLIENT, DOCUMENT, URI, DEADLINE);
        assertEq(_create(), requestId, "id");
        _is(requestId, CLIENT, DEADLINE, true);
    }

    function test_create_KeepsClientsAndDeadlinesApart() external {
        bytes32 requestId = _create();
        vm.prank(STRANGER);
        assertEq(book.createRequest(DOCUMENT, URI, DEADLINE), _idOf(STRANGER, DEADLINE), "another client");
        vm.prank(CLIENT);
        assertEq(book.createRequest(DOCUMENT, URI, DEADLINE + 1), _idOf(CLIENT, DEADLINE + 1), "another deadline");
        _is(requestId, CLIENT, DEADLINE, true);
    }

    function test_create_AllowedGiven_Stopped() external {
        vm.prank(OWNER);
        book.setStopped(true);
        _is(_create(), CLIENT, DEADLINE, true);
    }

    function test_get_OpenUntilDeadline() external {
        bytes32 requestId = _create();
        vm.warp(DEADLINE);
        _is(requestId, CLIENT, DEADLINE, true);
        vm.warp(DEADLINE + 1);
        _is(requestId, CLIENT, DEADLINE, false);
    }

    function test_get_ZeroWhen_Unknown() external view {
        _is(keccak256("unknown"), address(0), 0, false);
    }

    function test_withdraw_RevertWhen_CallerNotClient() external {
        bytes32 requestId = _create();
        vm.expectRevert(abi.encodeWithSelector(IRequests.OfferBook_NotClient.selector, VENDOR, CLIENT));
        vm.prank(VENDOR);
        book.withdrawRequest(requestId);
    }

    function test_withdraw_RevertGiven_NotOpen() external {
        _expectNotOpen(keccak256("unknown"), 0);
        bytes32 requestId = _create();
        vm.prank(CLIENT);
        book.withdrawRequest(requestId);
        _expectNotOpen(requestId, 0);
    }

    function test_withdraw_RevertGiven_Expired() external {
        bytes32 requestId = _create();
        vm.warp(DEADLINE + 1);
        _expectNotOpen(requestId, DEADLINE);
    }

    function test_withdraw_ClosesAndTells() external {
        bytes32 requestId = _create();
        vm.expectEmit(address(book));
        emit IRequests.RequestWithdrawn(requestId, CLIENT);
        vm.prank(CLIENT);
        book.withdrawRequest(requestId);
        _is(requestId, CLIENT, 0, false);
    }

    function test_answer_RevertGiven_RequestNotOpen() external {
        bytes32 offerId = _offerTo(CLIENT);
        bytes32 requestId = _create();
        vm.warp(DEADLINE + 1);
        bytes4 selector = IRequests.OfferBook_RequestNotOpen.selector;
        _expectAnswer(requestId, offerId, VENDOR, abi.encodeWithSelector(selector, requestId, DEADLINE));
        requestId = keccak256("unknown");
        _expectAnswer(requestId, offerId, VENDOR, abi.encodeWithSelector(selector, requestId, 0));
    }

    function test_answer_RevertWhen_CallerNotVendor() external {
        bytes32 offerId = _offerTo(CLIENT);
        bytes memory reason = abi.encodeWithSelector(IOfferBook.OfferBook_NotVendor.selector, OPERATOR, VENDOR);
        _expectAnswer(_create(), offerId, OPERATOR, reason);
    }

    function test_answer_RevertWhen_OfferUnknown() external {
        bytes memory reason = abi.encodeWithSelector(IOfferBook.OfferBook_NotVendor.selector, VENDOR, address(0));
        _expectAnswer(_create(), keccak256("unknown"), VENDOR, reason);
    }

    function test_answer_RevertGiven_OfferCancelled() external {
        bytes32 offerId = _offerTo(CLIENT);
        vm.prank(VENDOR);
        book.cancelOffer(offerId);
        bytes memory reason = abi.encodeWithSelector(IOfferBook.OfferBook_OfferNotOpen.selector, offerId, 0);
        _expectAnswer(_create(), offerId, VENDOR, reason);
    }

    function test_answer_RevertWhen_OfferNamesAnother() external {
        bytes4 selector = IOfferBook.OfferBook_OfferNotForClient.selector;
        bytes32 requestId = _create();
        bytes32 toAnyone = _offerTo(address(0));
        _expectAnswer(requestId, toAnyone, VENDOR, abi.encodeWithSelector(selector, toAnyone, CLIENT));
        bytes32 toStranger = _offerTo(STRANGER);
        _expectAnswer(requestId, toStranger, VENDOR, abi.encodeWithSelector(selector, toStranger, CLIENT));
    }

    function test_answer_Tells() external {
        bytes32 offerId = _offerTo(CLIENT);
        bytes32 requestId = _create();
        vm.expectEmit(address(book));
        emit IRequests.RequestAnswered(requestId, offerId, VENDOR);
        vm.prank(VENDOR);
        book.answerRequest(requestId, offerId);
        _is(requestId, CLIENT, DEADLINE, true); // others may answer as well
    }

    function _create() private returns (bytes32 requestId) {
        vm.prank(CLIENT);
        return book.createRequest(DOCUMENT, URI, DEADLINE);
    }

    function _offerTo(address client) private returns (bytes32 offerId) {
        Offer memory offer = world.offerOf(world.terms());
        offer.client = client;
        return world.createOffer(world.terms(), offer);
    }

    function _idOf(address client, uint40 deadline) private view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(market), client, DOCUMENT, deadline));
    }

    function _is(bytes32 requestId, address client, uint40 deadline, bool open) private view {
        (address foundClient, uint40 foundDeadline, bool foundOpen) = book.getRequest(requestId);
        assertEq(foundClient, client, "client");
        assertEq(foundDeadline, deadline, "deadline");
        assertEq(foundOpen, open, "open");
    }

    function _expectNotOpen(bytes32 requestId, uint40 deadline) private {
        vm.expectRevert(abi.encodeWithSelector(IRequests.OfferBook_RequestNotOpen.selector, requestId, deadline));
        vm.prank(CLIENT);
        book.withdrawRequest(requestId);
    }

    function _expectAnswer(bytes32 requestId, bytes32 offerId, address by, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(by);
        book.answerRequest(requestId, offerId);
    }
}

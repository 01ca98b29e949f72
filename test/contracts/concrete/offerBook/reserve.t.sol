// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IOfferBook, Reservation } from "../../../../contracts/interfaces/IOfferBook.sol";
import { Offer, Terms } from "../../../../contracts/types/Types.sol";
import { OWNER, VENDOR, CLIENT, ORACLE, STRANGER, T0, FEE_PPM } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { TermsHash } from "../../utils/TermsHash.sol";
import { vm } from "../../utils/Vm.sol";

contract ReserveTest is MarketBase {
    using TermsHash for *;

    function test_RevertWhen_CallerNotMarket() external {
        Deal memory deal = world.prepare();
        bytes32 keySetHash = deal.keys.ofKeySet();
        vm.expectRevert(abi.encodeWithSelector(IOfferBook.OfferBook_NotMarket.selector, OWNER));
        vm.prank(OWNER);
        book.reserve(deal.offerId, deal.termsHash, CLIENT, keySetHash);
    }

    function test_RevertGiven_Stopped() external {
        Deal memory deal = world.prepare();
        vm.prank(OWNER);
        book.setStopped(true);
        _expect(deal, CLIENT, abi.encodeWithSelector(IOfferBook.OfferBook_Stopped.selector));
    }

    function test_RevertWhen_OfferUnknown() external {
        Deal memory deal = world.prepare();
        deal.offerId = keccak256("unknown");
        _expect(deal, CLIENT, abi.encodeWithSelector(IOfferBook.OfferBook_OfferNotOpen.selector, deal.offerId, 0));
    }

    function test_RevertGiven_OfferCancelled() external {
        Deal memory deal = world.prepare();
        vm.prank(VENDOR);
        book.cancelOffer(deal.offerId);
        _expect(deal, CLIENT, abi.encodeWithSelector(IOfferBook.OfferBook_OfferNotOpen.selector, deal.offerId, 0));
    }

    function test_RevertGiven_DeadlinePassed() external {
        Deal memory deal = _offered(address(0), 0, T0 + 10);
        vm.warp(T0 + 11);
        _expect(
            deal,
            CLIENT,
            abi.encodeWithSelector(IOfferBook.OfferBook_OfferNotOpen.selector, deal.offerId, T0 + 10)
        );
    }

    function test_AllowedAtDeadline() external {
        Deal memory deal = _offered(address(0), 0, T0 + 10);
        vm.warp(T0 + 10);
        _reserve(deal, CLIENT);
        assertTrue(!book.isKeySetFree(VENDOR, deal.keys.ofKeySet()), "used");
    }

    function test_RevertWhen_OfferForAnotherClient() external {
        Deal memory deal = _offered(CLIENT, 0, 0);
        bytes4 selector = IOfferBook.OfferBook_OfferNotForClient.selector;
        _expect(deal, STRANGER, abi.encodeWithSelector(selector, deal.offerId, STRANGER));
    }

    function test_AllowedForTheNamedClient() external {
        Deal memory deal = _offered(CLIENT, 0, 0);
        _reserve(deal, CLIENT);
        assertTrue(!book.isKeySetFree(VENDOR, deal.keys.ofKeySet()), "used");
    }

    function test_RevertWhen_OfferAmends() external {
        Deal memory deal = _offered(address(0), keccak256("agreement"), 0);
        bytes4 selector = IOfferBook.OfferBook_OfferNotForClient.selector;
        _expect(deal, CLIENT, abi.encodeWithSelector(selector, deal.offerId, CLIENT));
    }

    function test_RevertWhen_OtherTermsExpected() external {
        Deal memory deal = world.prepare();
        bytes32 real = deal.termsHash;
        deal.termsHash = keccak256("bait");
        _expect(
            deal,
            CLIENT,
            abi.encodeWithSelector(IOfferBook.OfferBook_TermsMismatch.selector, real, keccak256("bait"))
        );
    }

    function test_RevertWhen_KeySetUnknown() external {
        Deal memory deal = world.prepare();
        deal.keys = world.newKeys();
        _expectTaken(deal);
    }

    function test_RevertWhen_KeySetOfAnotherVendor() external {
        Deal memory deal = world.prepare();
        deal.keys = world.newKeys();
        world.addKeys(STRANGER, deal.keys);
        _expectTaken(deal);
    }

    function test_RevertGiven_KeySetUsed() external {
        Deal memory deal = world.prepare();
        _reserve(deal, CLIENT);
        _expectTaken(deal);
    }

    function test_GivesTermsFeeAndCounting() external {
        Terms memory t = world.terms();
        Reservation memory reservation = _reserve(world.prepare(t, CLIENT, 0), CLIENT);
        assertEq(abi.encode(book.getTermsAt(reservation.terms)), abi.encode(t), "terms");
        assertEq(reservation.feePpm, FEE_PPM, "fee");
        assertTrue(reservation.counted, "counted");
    }

    function test_CountsNotGiven_AdapterDelisted() external {
        vm.prank(OWNER);
        book.setAdapter(ORACLE, false);
        assertTrue(!_reserve(world.prepare(), CLIENT).counted, "not counted");
    }

    function test_ServesManyAgreementsGiven_OneOffer() external {
        Deal memory first = world.prepare();
        Deal memory second = world.prepare();
        assertEq(_reserve(first, CLIENT).terms, _reserve(second, STRANGER).terms, "one holder");
    }

    function _offered(address client, bytes32 agreement, uint64 deadline) private returns (Deal memory deal) {
        deal = world.prepare();
        Offer memory offer = Offer(deal.termsHash, client, agreement, deadline, keccak256("salt"));
        deal.offerId = world.createOffer(world.terms(), offer);
    }

    function _reserve(Deal memory deal, address client) private returns (Reservation memory) {
        vm.prank(address(market));
        return book.reserve(deal.offerId, deal.termsHash, client, deal.keys.ofKeySet());
    }

    function _expectTaken(Deal memory deal) private {
        bytes32 keySetHash = deal.keys.ofKeySet();
        _expect(deal, CLIENT, abi.encodeWithSelector(IOfferBook.OfferBook_KeySetTaken.selector, VENDOR, keySetHash));
    }

    function _expect(Deal memory deal, address client, bytes memory reason) private {
        bytes32 keySetHash = deal.keys.ofKeySet();
        vm.expectRevert(reason);
        vm.prank(address(market));
        book.reserve(deal.offerId, deal.termsHash, client, keySetHash);
    }
}

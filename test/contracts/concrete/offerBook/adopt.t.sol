// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IOfferBook } from "../../../../contracts/interfaces/IOfferBook.sol";
import { Offer, Terms } from "../../../../contracts/types/Types.sol";
import { CLIENT, ORACLE, OWNER, STRANGER, T0, VENDOR } from "../../utils/Actors.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { TermsHash } from "../../utils/TermsHash.sol";
import { vm } from "../../utils/Vm.sol";

contract AdoptTest is MarketBase {
    using TermsHash for *;

    bytes32 private constant AGREEMENT = keccak256("agreement");

    bytes32 private _termsHash;

    function setUp() public override {
        super.setUp();
        _termsHash = world.terms().ofTerms();
    }

    function test_RevertWhen_CallerNotMarket() external {
        bytes32 offerId = _offered(CLIENT, AGREEMENT, 0);
        vm.expectRevert(abi.encodeWithSelector(IOfferBook.OfferBook_NotMarket.selector, VENDOR));
        vm.prank(VENDOR);
        book.adopt(offerId, _termsHash, CLIENT, AGREEMENT);
    }

    function test_RevertWhen_OfferUnknown() external {
        _expectNotOpen(keccak256("unknown"), 0);
    }

    function test_RevertGiven_OfferCancelled() external {
        bytes32 offerId = _offered(CLIENT, AGREEMENT, 0);
        vm.prank(VENDOR);
        book.cancelOffer(offerId);
        _expectNotOpen(offerId, 0);
    }

    function test_RevertGiven_DeadlinePassed() external {
        bytes32 offerId = _offered(CLIENT, AGREEMENT, T0 + 10);
        vm.warp(T0 + 11);
        _expectNotOpen(offerId, T0 + 10);
    }

    function test_RevertGiven_Adopted() external {
        bytes32 offerId = _offered(CLIENT, AGREEMENT, 0);
        _adopt(offerId);
        _expectNotOpen(offerId, 0);
        vm.expectRevert(abi.encodeWithSelector(IOfferBook.OfferBook_OfferNotOpen.selector, offerId, 0));
        vm.prank(VENDOR);
        book.cancelOffer(offerId);
    }

    function test_RevertWhen_OfferAmendsAnother() external {
        _expectNotForAgreement(_offered(CLIENT, keccak256("another"), 0));
    }

    function test_RevertWhen_OfferAmendsNone() external {
        _expectNotForAgreement(_offered(CLIENT, 0, 0));
    }

    function test_RevertWhen_OfferForAnotherClient() external {
        bytes32 offerId = _offered(STRANGER, AGREEMENT, 0);
        _expect(offerId, abi.encodeWithSelector(IOfferBook.OfferBook_OfferNotForClient.selector, offerId, CLIENT));
    }

    function test_RevertWhen_OtherTermsExpected() external {
        bytes32 offerId = _offered(CLIENT, AGREEMENT, 0);
        bytes32 bait = keccak256("bait");
        bytes memory reason = abi.encodeWithSelector(IOfferBook.OfferBook_TermsMismatch.selector, _termsHash, bait);
        _termsHash = bait;
        _expect(offerId, reason);
    }

    function test_GivesTermsAndCounting() external {
        (address holder, bool counted) = _adopt(_offered(CLIENT, AGREEMENT, T0));
        assertEq(abi.encode(book.getTermsAt(holder)), abi.encode(world.terms()), "terms");
        assertTrue(counted, "counted");
    }

    function test_AllowedGiven_NoClientNamed() external {
        (address holder, ) = _adopt(_offered(address(0), AGREEMENT, 0));
        assertTrue(holder != address(0), "terms");
    }

    function test_CountsNotGiven_AdapterDelisted() external {
        vm.prank(OWNER);
        book.setAdapter(ORACLE, false);
        (, bool counted) = _adopt(_offered(CLIENT, AGREEMENT, 0));
        assertTrue(!counted, "not counted");
    }

    /// The owner stops new business, not what runs.
    function test_AllowedGiven_Stopped() external {
        bytes32 offerId = _offered(CLIENT, AGREEMENT, 0);
        vm.prank(OWNER);
        book.setStopped(true);
        (address holder, ) = _adopt(offerId);
        assertTrue(holder != address(0), "terms");
    }

    function test_ClosesTheOffer() external {
        bytes32 offerId = _offered(CLIENT, AGREEMENT, 0);
        (bytes32 termsHash, , , bool open) = book.getOffer(offerId);
        assertTrue(open, "open before");
        _adopt(offerId);
        (termsHash, , , open) = book.getOffer(offerId);
        assertTrue(!open, "closed");
        assertEq(termsHash, _termsHash, "its terms stay");
    }

    function _offered(address client, bytes32 agreement, uint64 deadline) private returns (bytes32) {
        Terms memory t = world.terms();
        return world.createOffer(t, Offer(_termsHash, client, agreement, deadline, 0));
    }

    function _adopt(bytes32 offerId) private returns (address holder, bool counted) {
        vm.prank(address(market));
        return book.adopt(offerId, _termsHash, CLIENT, AGREEMENT);
    }

    function _expectNotOpen(bytes32 offerId, uint64 deadline) private {
        _expect(offerId, abi.encodeWithSelector(IOfferBook.OfferBook_OfferNotOpen.selector, offerId, deadline));
    }

    function _expectNotForAgreement(bytes32 offerId) private {
        bytes4 selector = IOfferBook.OfferBook_OfferNotForAgreement.selector;
        _expect(offerId, abi.encodeWithSelector(selector, offerId, AGREEMENT));
    }

    function _expect(bytes32 offerId, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(address(market));
        book.adopt(offerId, _termsHash, CLIENT, AGREEMENT);
    }
}

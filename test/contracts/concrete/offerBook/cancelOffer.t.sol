// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IOfferBook } from "../../../../contracts/interfaces/IOfferBook.sol";
import { Chain, Offer } from "../../../../contracts/types/Types.sol";
import { OWNER, VENDOR, OPERATOR, CLIENT } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

contract CancelOfferTest is MarketBase {
    bytes32 private _offerId;

    function setUp() public override {
        super.setUp();
        _offerId = world.createOffer(world.terms(), world.offerOf(world.terms()));
    }

    function test_RevertWhen_CallerNotVendor() external {
        vm.expectRevert(abi.encodeWithSelector(IOfferBook.OfferBook_NotVendor.selector, OPERATOR, VENDOR));
        vm.prank(OPERATOR);
        book.cancelOffer(_offerId);
    }

    function test_RevertWhen_OfferUnknown() external {
        vm.expectRevert(abi.encodeWithSelector(IOfferBook.OfferBook_NotVendor.selector, VENDOR, address(0)));
        vm.prank(VENDOR);
        book.cancelOffer(keccak256("unknown"));
    }

    function test_RevertGiven_Cancelled() external {
        vm.startPrank(VENDOR);
        book.cancelOffer(_offerId);
        vm.expectRevert(abi.encodeWithSelector(IOfferBook.OfferBook_OfferNotOpen.selector, _offerId, 0));
        book.cancelOffer(_offerId);
        vm.stopPrank();
    }

    function test_ClosesAndTells() external {
        vm.expectEmit(address(book));
        emit IOfferBook.OfferCancelled(_offerId, VENDOR);
        vm.prank(VENDOR);
        book.cancelOffer(_offerId);
        (bytes32 termsHash, , , bool open) = book.getOffer(_offerId);
        assertTrue(!open, "not open");
        assertEq(termsHash, world.offerOf(world.terms()).terms, "its terms stay");
    }

    function test_LeavesOtherOffersOfTheTerms() external {
        Offer memory offer = world.offerOf(world.terms());
        offer.salt = keccak256("second");
        bytes32 second = world.createOffer(world.terms(), offer);
        vm.prank(VENDOR);
        book.cancelOffer(_offerId);
        (, , , bool open) = book.getOffer(second);
        assertTrue(open, "open");
    }

    function test_LeavesAgreementsAlone() external {
        Deal memory deal = world.prepare();
        world.accept(deal);
        vm.prank(VENDOR);
        book.cancelOffer(_offerId);
        world.bind(deal);
        world.start(deal);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 3, "started");
    }

    function test_AllowedGiven_Stopped() external {
        vm.prank(OWNER);
        book.setStopped(true);
        vm.prank(VENDOR);
        book.cancelOffer(_offerId);
        (, , , bool open) = book.getOffer(_offerId);
        assertTrue(!open, "not open");
    }

    function test_RevertWhen_CancelledOfferIsAccepted() external {
        Deal memory deal = world.prepare();
        vm.prank(VENDOR);
        book.cancelOffer(_offerId);
        Chain memory none;
        vm.expectRevert(abi.encodeWithSelector(IOfferBook.OfferBook_OfferNotOpen.selector, _offerId, 0));
        vm.prank(CLIENT);
        market.accept(_offerId, deal.termsHash, deal.keys, deal.deposit, none);
    }
}

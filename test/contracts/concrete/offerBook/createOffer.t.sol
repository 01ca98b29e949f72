// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { IOfferBook } from "../../../../contracts/interfaces/IOfferBook.sol";
import { Offer, Terms } from "../../../../contracts/types/Types.sol";
import { CLIENT, MIN_EPOCH, OPERATOR, OWNER, T0, VENDOR } from "../../utils/Actors.sol";
import { IOwnedBook } from "../../utils/IOwnedBook.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { TermsHash } from "../../utils/TermsHash.sol";
import { vm } from "../../utils/Vm.sol";

contract CreateOfferTest is MarketBase {
    using TermsHash for *;

    string private constant URI = "ipfs://terms";

    function test_RevertGiven_Stopped() external {
        vm.prank(OWNER);
        book.setStopped(true);
        Terms memory t = world.terms();
        _expect(t, world.offerOf(t), abi.encodeWithSelector(IOfferBook.OfferBook_Stopped.selector));
    }

    function test_RevertWhen_CallerNotVendor() external {
        Terms memory t = world.terms();
        Offer memory offer = world.offerOf(t);
        vm.expectRevert(abi.encodeWithSelector(IOfferBook.OfferBook_NotVendor.selector, OPERATOR, VENDOR));
        vm.prank(OPERATOR);
        book.createOffer(t, offer, URI);
    }

    function test_RevertWhen_TokenNotListed() external {
        Terms memory t = world.terms();
        t.token = address(0xDEAD);
        _expect(
            t,
            world.offerOf(t),
            abi.encodeWithSelector(IOfferBook.OfferBook_TokenNotListed.selector, address(0xDEAD))
        );
    }

    function test_RevertGiven_TokenDelisted() external {
        vm.prank(OWNER);
        book.setToken(address(token), false, 1e18);
        Terms memory t = world.terms();
        _expect(
            t,
            world.offerOf(t),
            abi.encodeWithSelector(IOfferBook.OfferBook_TokenNotListed.selector, address(token))
        );
    }

    function test_RevertWhen_OfferNamesOtherTerms() external {
        Terms memory t = world.terms();
        Offer memory offer = Offer(keccak256("other"), address(0), 0, 0, 0);
        _expect(
            t,
            offer,
            abi.encodeWithSelector(IOfferBook.OfferBook_TermsMismatch.selector, t.ofTerms(), keccak256("other"))
        );
    }

    function test_RevertGiven_OfferExists() external {
        Terms memory t = world.terms();
        Offer memory offer = world.offerOf(t);
        world.createOffer(t, offer);
        _expect(t, offer, abi.encodeWithSelector(IOfferBook.OfferBook_OfferExists.selector, offer.ofOffer()));
    }

    function test_RevertGiven_OfferCancelled() external {
        Terms memory t = world.terms();
        Offer memory offer = world.offerOf(t);
        bytes32 offerId = world.createOffer(t, offer);
        vm.prank(VENDOR);
        book.cancelOffer(offerId);
        _expect(t, offer, abi.encodeWithSelector(IOfferBook.OfferBook_OfferExists.selector, offerId));
    }

    function test_RevertWhen_DeadlineTooWide() external {
        Terms memory t = world.terms();
        Offer memory offer = world.offerOf(t);
        offer.deadline = uint64(type(uint40).max) + 1;
        _expect(
            t,
            offer,
            abi.encodeWithSelector(IOfferBook.OfferBook_OfferNotOpen.selector, offer.ofOffer(), offer.deadline)
        );
    }

    /// Not even a client that would pay nothing.
    function test_RevertWhen_ClientPaysL1Given_NoWrappedEther() external {
        bytes memory arguments = abi.encode(OWNER, MIN_EPOCH, address(0));
        market = IMarketplace(world.deploy("Marketplace.sol:Marketplace", arguments));
        book = IOwnedBook(address(market.BOOK()));
        vm.prank(OWNER);
        book.setToken(address(token), true, 1e18);
        Terms memory t = world.terms();
        assertEq(market.WETH(), address(0), "none");
        t.clientPaysL1 = true;
        _expect(t, world.offerOf(t), abi.encodeWithSelector(IOfferBook.OfferBook_NoWrappedEther.selector));
        t.clientPaysL1 = false;
        t.l1CapPerEpoch = 1;
        Offer memory offer = world.offerOf(t);
        vm.prank(VENDOR);
        assertEq(book.createOffer(t, offer, URI), offer.ofOffer(), "the vendor may pay");
    }

    function test_RevertWhen_NothingAgreed() external {
        Terms memory t = world.terms();
        t.sla.rpc.target = t.sla.rpc.floor = 0;
        t.sla.unsafeHead.target = t.sla.unsafeHead.floor = 0;
        t.sla.proposals.target = t.sla.proposals.floor = 0;
        _expect(t, world.offerOf(t), abi.encodeWithSelector(IOfferBook.OfferBook_NothingAgreed.selector));
    }

    function test_StoresAndTells() external {
        Terms memory t = world.terms();
        Offer memory offer = Offer(t.ofTerms(), CLIENT, 0, uint64(T0) + 5, keccak256("salt"));
        vm.expectEmit(address(book));
        emit IOfferBook.OfferCreated(offer.ofOffer(), t.ofTerms(), VENDOR, offer, abi.encode(t), URI);
        bytes32 offerId = world.createOffer(t, offer);

        assertEq(offerId, offer.ofOffer(), "id");
        (bytes32 termsHash, address client, uint64 deadline, bool open) = book.getOffer(offerId);
        assertEq(termsHash, t.ofTerms(), "terms");
        assertEq(client, CLIENT, "client");
        assertEq(deadline, T0 + 5, "deadline");
        assertTrue(open, "open");
        assertEq(abi.encode(book.getTerms(termsHash)), abi.encode(t), "stored terms");
    }

    function test_TakesTheLatestDeadline() external {
        Terms memory t = world.terms();
        Offer memory offer = world.offerOf(t);
        offer.deadline = type(uint40).max;
        (, , uint64 deadline, bool open) = book.getOffer(world.createOffer(t, offer));
        assertEq(deadline, type(uint40).max, "deadline");
        assertTrue(open, "open");
    }

    /// Two offers of the same terms, and terms offered again after a cancel, share one holder.
    function test_StoresTermsOnce() external {
        Terms memory t = world.terms();
        Offer memory offer = world.offerOf(t);
        world.createOffer(t, offer);
        uint256 holders = _creations(address(book));
        offer.salt = keccak256("again");
        world.createOffer(t, offer);
        assertEq(_creations(address(book)), holders, "no new holder");
        t.pricePerEpoch++;
        world.createOffer(t, world.offerOf(t));
        assertEq(_creations(address(book)), holders + 1, "a holder for other terms");
    }

    function test_KeepsTermsApart() external {
        Terms memory a = world.terms();
        Terms memory b = world.terms();
        b.sla.minCoverage++;
        world.createOffer(a, world.offerOf(a));
        world.createOffer(b, world.offerOf(b));
        assertEq(abi.encode(book.getTerms(a.ofTerms())), abi.encode(a), "first");
        assertEq(abi.encode(book.getTerms(b.ofTerms())), abi.encode(b), "second");
    }

    function _expect(Terms memory t, Offer memory offer, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(t.vendor);
        book.createOffer(t, offer, URI);
    }

    /// @dev Contracts that an address has created so far.
    function _creations(address creator) private view returns (uint256) {
        return vm.getNonce(creator);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IOfferBook } from "../../../../contracts/interfaces/IOfferBook.sol";
import { ISignedOffers, SignedOffer } from "../../../../contracts/interfaces/ISignedOffers.sol";
import { CLIENT, OPERATOR, OWNER, TERMS_URI } from "../../utils/Actors.sol";
import { SigningBase } from "../../utils/SigningBase.sol";
import { TermsHash } from "../../utils/TermsHash.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev Who may sign and what: {SignatureTest}. Which key sets: {HeldKeySetTest}.
contract PublishSignedOfferTest is SigningBase {
    using TermsHash for *;

    function test_RevertGiven_Stopped() external {
        SignedOffer memory o = _offer();
        vm.prank(OWNER);
        book.setStopped(true);
        _expect(o, _sign(o), abi.encodeWithSelector(IOfferBook.OfferBook_Stopped.selector));
    }

    function test_RevertGiven_TokenDelisted() external {
        SignedOffer memory o = _offer();
        vm.prank(OWNER);
        book.setToken(address(token), false, 1e18);
        _expect(o, _sign(o), abi.encodeWithSelector(IOfferBook.OfferBook_TokenNotListed.selector, address(token)));
    }

    function test_RevertWhen_TermOutOfRange() external {
        SignedOffer memory o = _offer();
        o.terms.minPrepaidEpochs = 401;
        bytes4 selector = IOfferBook.OfferBook_TermOutOfRange.selector;
        _expect(o, _sign(o), abi.encodeWithSelector(selector, 12, 401, 1, 400));
    }

    function test_RevertWhen_DeadlinePassed() external {
        SignedOffer memory o = _offer();
        vm.warp(o.deadline + 1);
        _expectExpired(o);
    }

    function test_RevertWhen_NoDeadline() external {
        SignedOffer memory o = _offer();
        o.deadline = 0;
        _expectExpired(o);
    }

    function test_RevertWhen_DeadlineTooWide() external {
        SignedOffer memory o = _offer();
        o.deadline = uint64(type(uint40).max) + 1;
        bytes4 selector = IOfferBook.OfferBook_OfferNotOpen.selector;
        _expect(o, _sign(o), abi.encodeWithSelector(selector, _idOf(o), o.deadline));
    }

    function test_RevertGiven_Cancelled() external {
        SignedOffer memory o = _offer();
        _cancel(o);
        _expectCancelled(o);
    }

    function test_RevertGiven_PublishedAndCancelled() external {
        SignedOffer memory o = _offer();
        _publish(o);
        _cancel(o);
        _expectCancelled(o);
    }

    function test_RevertGiven_PublishedAndCancelledAsOffer() external {
        SignedOffer memory o = _offer();
        bytes32 offerId = _publish(o);
        vm.prank(signer);
        book.cancelOffer(offerId);
        _expectNotOpen(o);
    }

    function test_RevertGiven_PublishedAndExpired() external {
        SignedOffer memory o = _offer();
        _publish(o);
        vm.warp(o.deadline + 1);
        _expectNotOpen(o);
    }

    function test_RevertGiven_Accepted() external {
        SignedOffer memory o = _offer();
        _publish(o);
        _fund(o);
        _accept(o);
        _expectNotOpen(o);
    }

    /// The vendor would have had to make this very offer by hand, with the struct hash of the signed one as its salt.
    function test_RevertGiven_OfferExists() external {
        SignedOffer memory o = _offer();
        world.createOffer(o.terms, _asOffer(o));
        _expect(o, _sign(o), abi.encodeWithSelector(IOfferBook.OfferBook_OfferExists.selector, _idOf(o)));
    }

    function test_AllowedAtItsDeadline() external {
        SignedOffer memory o = _offer();
        vm.warp(o.deadline);
        _publish(o);
        _fund(o);
        bytes32 agreementId = _accept(o);
        assertEq(market.getAgreement(agreementId).vendor, signer, "accepted");
    }

    function test_StoresAndTells() external {
        SignedOffer memory o = _offer();
        o.client = CLIENT;
        (bytes32 signedHash, bytes32 termsHash) = (o.ofSignedOffer(), o.terms.ofTerms());
        bytes memory signature = _sign(o);
        vm.expectEmit(address(book));
        emit IOfferBook.OfferCreated(_idOf(o), termsHash, signer, _asOffer(o), abi.encode(o.terms), TERMS_URI);
        vm.expectEmit(address(book));
        emit IOfferBook.KeySetAdded(signer, o.keySet.ofKeySet(), o.keySet);
        vm.expectEmit(address(book));
        emit ISignedOffers.SignedOfferPublished(_idOf(o), signedHash, signer, o.keySet.ofKeySet());
        bytes32 offerId = book.publishSignedOffer(o, signature);

        assertEq(offerId, _idOf(o), "id");
        (bytes32 foundTerms, address client, uint64 deadline, bool open) = book.getOffer(offerId);
        assertEq(foundTerms, termsHash, "terms");
        assertEq(client, CLIENT, "client");
        assertEq(deadline, o.deadline, "deadline");
        assertTrue(open, "open");
        assertEq(abi.encode(book.getTerms(termsHash)), abi.encode(o.terms), "stored terms");
        (bytes32 foundId, bool cancelled) = book.getSignedOffer(signer, signedHash);
        assertEq(foundId, offerId, "published as");
        assertTrue(!cancelled, "not cancelled");
    }

    function test_IsUnknownBefore() external {
        (bytes32 offerId, bool cancelled) = book.getSignedOffer(signer, _offer().ofSignedOffer());
        assertEq(offerId, 0, "not published");
        assertTrue(!cancelled, "not cancelled");
    }

    /// Whoever publishes first does not make the batch of the client fail.
    function test_DoesNothingGiven_Published() external {
        SignedOffer memory o = _offer();
        bytes32 offerId = _publish(o);
        vm.recordLogs();
        assertEq(_publish(o), offerId, "the same offer");
        assertEq(vm.getRecordedLogs().length, 0, "logs");
        (, , , bool open) = book.getOffer(offerId);
        assertTrue(open, "still open");
    }

    /// One deal, one use: the agreement lives like any other.
    function test_IsAcceptedOnce() external {
        SignedOffer memory o = _offer();
        bytes32 offerId = _publish(o);
        _fund(o);
        bytes32 agreementId = _accept(o);
        assertEq(agreementId, address(market).ofAgreement(CLIENT, signer, o.keySet), "agreement");
        (bytes32 termsHash, , , bool open) = book.getOffer(offerId);
        assertEq(termsHash, o.terms.ofTerms(), "its terms stay");
        assertTrue(!open, "not open");
        _fund(o);
        vm.expectRevert(abi.encodeWithSelector(IOfferBook.OfferBook_OfferNotOpen.selector, offerId, o.deadline));
        _accept(o);
    }

    function test_RevertWhen_AnotherClientAccepts() external {
        SignedOffer memory o = _offer();
        o.client = OPERATOR;
        bytes32 offerId = _publish(o);
        _fund(o);
        vm.expectRevert(abi.encodeWithSelector(IOfferBook.OfferBook_OfferNotForClient.selector, offerId, CLIENT));
        _accept(o);
    }

    function test_TwoOfTheSameTermsServeTwoAgreements() external {
        SignedOffer memory first = _offer();
        SignedOffer memory second = _offer(); // differs in its keys only
        _publish(first);
        _publish(second);
        _fund(first);
        _fund(second);
        assertTrue(_accept(first) != _accept(second), "two agreements");
    }

    function _expectExpired(SignedOffer memory o) private {
        bytes4 selector = ISignedOffers.OfferBook_SignatureExpired.selector;
        _expect(o, _sign(o), abi.encodeWithSelector(selector, o.ofSignedOffer(), o.deadline));
    }

    function _expectCancelled(SignedOffer memory o) private {
        bytes4 selector = ISignedOffers.OfferBook_SignedOfferCancelled.selector;
        _expect(o, _sign(o), abi.encodeWithSelector(selector, signer, o.ofSignedOffer()));
    }

    function _expectNotOpen(SignedOffer memory o) private {
        bytes4 selector = IOfferBook.OfferBook_OfferNotOpen.selector;
        _expect(o, _sign(o), abi.encodeWithSelector(selector, _idOf(o), o.deadline));
    }
}

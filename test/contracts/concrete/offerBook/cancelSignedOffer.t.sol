// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IOfferBook } from "../../../../contracts/interfaces/IOfferBook.sol";
import { ISignedOffers, SignedOffer } from "../../../../contracts/interfaces/ISignedOffers.sol";
import { OWNER, STRANGER } from "../../utils/Actors.sol";
import { SigningBase } from "../../utils/SigningBase.sol";
import { TermsHash } from "../../utils/TermsHash.sol";
import { Log, vm } from "../../utils/Vm.sol";

contract CancelSignedOfferTest is SigningBase {
    using TermsHash for *;

    function test_RevertGiven_Cancelled() external {
        SignedOffer memory o = _offer();
        _cancel(o);
        bytes4 selector = ISignedOffers.OfferBook_SignedOfferCancelled.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, signer, o.ofSignedOffer()));
        _cancel(o);
    }

    function test_RevertGiven_Accepted() external {
        SignedOffer memory o = _offer();
        _publish(o);
        _fund(o);
        _accept(o);
        _expectNotOpen(o);
    }

    function test_RevertGiven_CancelledAsOffer() external {
        SignedOffer memory o = _offer();
        bytes32 offerId = _publish(o);
        vm.prank(signer);
        book.cancelOffer(offerId);
        _expectNotOpen(o);
    }

    function test_BeforeItIsPublished() external {
        SignedOffer memory o = _offer();
        vm.recordLogs();
        _cancel(o);
        Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 1, "logs");
        assertEq(logs[0].topics[0], ISignedOffers.SignedOfferCancelled.selector, "event");
        assertEq(logs[0].topics[1], bytes32(uint256(uint160(signer))), "vendor");
        assertEq(logs[0].topics[2], o.ofSignedOffer(), "struct hash");
        _isCancelled(o);
    }

    /// A client may have brought it on chain a moment before: it is closed there as well.
    function test_AfterItWasPublished() external {
        SignedOffer memory o = _offer();
        bytes32 offerId = _publish(o);
        bytes32 signedHash = o.ofSignedOffer();
        vm.expectEmit(address(book));
        emit ISignedOffers.SignedOfferCancelled(signer, signedHash);
        vm.expectEmit(address(book));
        emit IOfferBook.OfferCancelled(offerId, signer);
        _cancel(o);
        _isCancelled(o);
        (, , , bool open) = book.getOffer(offerId);
        assertTrue(!open, "not open");
        _fund(o);
        vm.expectRevert(abi.encodeWithSelector(IOfferBook.OfferBook_OfferNotOpen.selector, offerId, o.deadline));
        _accept(o);
    }

    function test_AllowedGiven_Stopped() external {
        SignedOffer memory o = _offer();
        vm.prank(OWNER);
        book.setStopped(true);
        _cancel(o);
        _isCancelled(o);
    }

    /// Nobody cancels what another has signed, whatever hash it names.
    function test_TouchesTheCallersOnly() external {
        SignedOffer memory o = _offer();
        bytes32 signedHash = o.ofSignedOffer();
        vm.prank(STRANGER);
        book.cancelSignedOffer(signedHash);
        bytes32 offerId = _publish(o);
        vm.prank(OWNER);
        book.cancelSignedOffer(signedHash);
        (, , , bool open) = book.getOffer(offerId);
        assertTrue(open, "open");
    }

    function _isCancelled(SignedOffer memory o) private view {
        (bytes32 offerId, bool cancelled) = book.getSignedOffer(signer, o.ofSignedOffer());
        assertEq(offerId, 0, "no offer");
        assertTrue(cancelled, "cancelled");
    }

    function _expectNotOpen(SignedOffer memory o) private {
        bytes4 selector = IOfferBook.OfferBook_OfferNotOpen.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, _idOf(o), o.deadline));
        _cancel(o);
    }
}

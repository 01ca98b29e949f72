// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IOfferBook } from "../../../../contracts/interfaces/IOfferBook.sol";
import { SignedOffer } from "../../../../contracts/interfaces/ISignedOffers.sol";
import { Chain, KeySet } from "../../../../contracts/types/Types.sol";
import { CLIENT, STRANGER } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { SigningBase } from "../../utils/SigningBase.sol";
import { TermsHash } from "../../utils/TermsHash.sol";
import { Log, vm } from "../../utils/Vm.sol";

/// @dev The one key set of a signed offer.
contract HeldKeySetTest is SigningBase {
    using TermsHash for *;

    function test_RevertWhen_AKeyIsZero() external {
        SignedOffer memory o = _offer();
        o.keySet.proposer = address(0);
        _expect(o, _sign(o), abi.encodeWithSelector(IOfferBook.OfferBook_KeySetInvalid.selector, o.keySet));
    }

    function test_RevertWhen_AKeyIsThereTwice() external {
        SignedOffer memory o = _offer();
        o.keySet.challenger = o.keySet.batcher;
        _expectInUse(o, o.keySet.batcher);
    }

    function test_RevertGiven_AKeyInAnotherSet() external {
        SignedOffer memory o = _offer();
        KeySet memory other = world.newKeys();
        world.addKeys(signer, other);
        o.keySet.unsafeSigner = other.proposer;
        _expectInUse(o, other.proposer);
    }

    function test_RevertGiven_Used() external {
        Deal memory deal = world.prepare(_offer().terms, CLIENT, DEPOSIT);
        world.accept(deal);
        SignedOffer memory o = _offer();
        o.keySet = deal.keys;
        _expectTaken(o);
    }

    function test_RevertGiven_HeldForAnotherOffer() external {
        SignedOffer memory first = _offer();
        _publish(first);
        SignedOffer memory o = _offer();
        (o.keySet, o.salt) = (first.keySet, keccak256("second"));
        _expectTaken(o);
        _cancel(first); // holds it all the same
        _expectTaken(o);
    }

    /// One that the vendor has added before is set aside, and told only once.
    function test_HoldsAFreeOne() external {
        SignedOffer memory o = _offer();
        world.addKeys(signer, o.keySet);
        vm.recordLogs();
        _publish(o);
        Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 2, "OfferCreated, SignedOfferPublished");
        assertTrue(!book.isKeySetFree(signer, o.keySet.ofKeySet()), "not free");
        _fund(o);
        _accept(o);
    }

    function test_RevertWhen_AnotherOfferTakesIt() external {
        SignedOffer memory o = _offer();
        Deal memory deal = world.prepare(o.terms, CLIENT, DEPOSIT);
        _publish(o);
        _expectAcceptTaken(deal.offerId, o.terms.ofTerms(), o.keySet);
    }

    function test_RevertWhen_AcceptedWithAnotherKeySet() external {
        SignedOffer memory o = _offer();
        Deal memory deal = world.prepare(o.terms, CLIENT, DEPOSIT);
        bytes32 offerId = _publish(o);
        _expectAcceptTaken(offerId, o.terms.ofTerms(), deal.keys); // a free one
        SignedOffer memory second = _offer();
        _publish(second);
        _expectAcceptTaken(offerId, o.terms.ofTerms(), second.keySet); // held for the second
    }

    function test_RevertWhen_AddedAgain() external {
        SignedOffer memory o = _offer();
        _publish(o);
        KeySet[] memory sets = new KeySet[](1);
        sets[0] = o.keySet;
        vm.expectRevert(abi.encodeWithSelector(IOfferBook.OfferBook_KeyInUse.selector, signer, o.keySet.batcher));
        vm.prank(signer);
        book.addKeySets(sets);
    }

    /// Keys are a vendor's own: the same addresses serve nobody else's agreements by this.
    function test_KeepsVendorsApart() external {
        SignedOffer memory o = _offer();
        world.addKeys(STRANGER, o.keySet);
        _publish(o);
        assertTrue(book.isKeySetFree(STRANGER, o.keySet.ofKeySet()), "the stranger's stays free");
    }

    function _expectInUse(SignedOffer memory o, address key) private {
        _expect(o, _sign(o), abi.encodeWithSelector(IOfferBook.OfferBook_KeyInUse.selector, signer, key));
    }

    function _expectTaken(SignedOffer memory o) private {
        bytes4 selector = IOfferBook.OfferBook_KeySetTaken.selector;
        _expect(o, _sign(o), abi.encodeWithSelector(selector, signer, o.keySet.ofKeySet()));
    }

    function _expectAcceptTaken(bytes32 offerId, bytes32 termsHash, KeySet memory keys) private {
        Chain memory none;
        vm.expectRevert(abi.encodeWithSelector(IOfferBook.OfferBook_KeySetTaken.selector, signer, keys.ofKeySet()));
        vm.prank(CLIENT);
        market.accept(offerId, termsHash, keys, DEPOSIT, none);
    }
}

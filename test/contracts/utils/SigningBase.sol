// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { SignedOffer } from "../../../contracts/interfaces/ISignedOffers.sol";
import { Chain, Offer } from "../../../contracts/types/Types.sol";
import { BOND, CLIENT, PRICE, SETUP, STRANGER, T0, TERMS_URI } from "./Actors.sol";
import { MarketBase } from "./MarketBase.sol";
import { TermsHash } from "./TermsHash.sol";
import { vm } from "./Vm.sol";

/// @title A vendor that signs offers, hashed by {TermsHash}; and those who publish and accept them.
abstract contract SigningBase is MarketBase {
    using TermsHash for *;

    uint256 internal constant VENDOR_KEY = uint256(keccak256("vendor"));
    uint256 internal constant OTHER_KEY = uint256(keccak256("other"));
    uint128 internal constant DEPOSIT = SETUP + 3 * PRICE;

    address internal signer;

    function setUp() public virtual override {
        super.setUp();
        signer = vm.addr(VENDOR_KEY);
    }

    /// @dev The signer's, to anyone, on fresh keys. Variants: change a field of the result.
    function _offer() internal returns (SignedOffer memory o) {
        o.terms = world.terms();
        o.terms.vendor = signer;
        o.keySet = world.newKeys();
        o.deadline = uint64(T0) + 1000;
        o.salt = keccak256("salt");
        o.uri = TERMS_URI;
    }

    /// @dev The offer that a signed one becomes.
    function _asOffer(SignedOffer memory o) internal pure returns (Offer memory) {
        return Offer(o.terms.ofTerms(), o.client, 0, o.deadline, o.ofSignedOffer());
    }

    function _idOf(SignedOffer memory o) internal pure returns (bytes32) {
        return _asOffer(o).ofOffer();
    }

    function _digest(SignedOffer memory o) internal view returns (bytes32) {
        return o.ofSignedOffer().digestFor(block.chainid, address(market));
    }

    function _sign(SignedOffer memory o) internal view returns (bytes memory) {
        return _signature(VENDOR_KEY, _digest(o));
    }

    function _signature(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function _publish(SignedOffer memory o) internal returns (bytes32 offerId) {
        bytes memory signature = _sign(o);
        vm.prank(STRANGER);
        return book.publishSignedOffer(o, signature);
    }

    function _cancel(SignedOffer memory o) internal {
        bytes32 signedHash = o.ofSignedOffer();
        vm.prank(o.terms.vendor);
        book.cancelSignedOffer(signedHash);
    }

    /// @dev Bond and deposit are there: only what the offer book says can stand in the way.
    function _fund(SignedOffer memory o) internal {
        world.addBond(o.terms.vendor, BOND);
        world.mint(token, CLIENT, DEPOSIT);
    }

    function _accept(SignedOffer memory o) internal returns (bytes32 agreementId) {
        Chain memory none;
        vm.prank(CLIENT);
        return market.accept(_idOf(o), o.terms.ofTerms(), o.keySet, DEPOSIT, none);
    }

    function _expect(SignedOffer memory o, bytes memory signature, bytes memory reason) internal {
        vm.expectRevert(reason);
        vm.prank(STRANGER);
        book.publishSignedOffer(o, signature);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { SignatureChecker } from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import { ISignedOffers, SignedOffer } from "../interfaces/ISignedOffers.sol";
import { Hashes } from "../libraries/Hashes.sol";
import { FlatTerms, TermsCode } from "../libraries/TermsCode.sol";
import { Offer } from "../types/Types.sol";
import { Offers } from "./Offers.sol";

/// @title Offers that vendors sign off-chain, and that become ordinary ones for one key set.
abstract contract SignedOffers is Offers {
    using Hashes for SignedOffer;
    using Hashes for bytes32;
    using TermsCode for FlatTerms;

    bytes32 private constant CANCELLED = bytes32(uint256(1));

    /// @dev 0: not published; {CANCELLED}; otherwise the offer it became.
    mapping(address vendor => mapping(bytes32 signedHash => bytes32)) private _published;

    /// @inheritdoc ISignedOffers
    function getSignedOffer(
        address vendor,
        bytes32 signedHash
    ) external view returns (bytes32 offerId, bool cancelled) {
        offerId = _published[vendor][signedHash];
        if (offerId == CANCELLED) return (0, true);
    }

    /// @inheritdoc ISignedOffers
    function publishSignedOffer(
        SignedOffer calldata signedOffer,
        bytes calldata signature
    ) external returns (bytes32 offerId) {
        _requireNotStopped();
        FlatTerms memory terms = TermsCode.flatten(signedOffer.terms);
        bytes32 termsHash = terms.hash();
        bytes32 signedHash = signedOffer.hash(termsHash);
        offerId = _published[terms.vendor][signedHash];
        if (offerId == CANCELLED) revert OfferBook_SignedOfferCancelled(terms.vendor, signedHash);
        if (offerId != 0) {
            _requireOpen(offerId);
            return offerId;
        }
        _requireValid(terms, terms.vendor);
        if (block.timestamp > signedOffer.deadline) {
            revert OfferBook_SignatureExpired(signedHash, signedOffer.deadline);
        }
        if (!SignatureChecker.isValidSignatureNowCalldata(terms.vendor, signedHash.toDigest(MARKET), signature)) {
            revert OfferBook_SignatureInvalid(terms.vendor, signedHash);
        }
        Offer memory offer = Offer({
            terms: termsHash,
            client: signedOffer.client,
            agreement: 0,
            deadline: signedOffer.deadline,
            salt: signedHash
        });
        offerId = _addOffer({ terms: terms, offer: offer, uri: signedOffer.uri, kind: SIGNED });
        _published[terms.vendor][signedHash] = offerId;
        bytes32 keySetHash = _holdKeySet(terms.vendor, signedOffer.keySet, offerId);
        emit SignedOfferPublished(offerId, signedHash, terms.vendor, keySetHash);
    }

    /// @inheritdoc ISignedOffers
    function cancelSignedOffer(bytes32 signedHash) external {
        bytes32 offerId = _published[msg.sender][signedHash];
        if (offerId == CANCELLED) revert OfferBook_SignedOfferCancelled(msg.sender, signedHash);
        _published[msg.sender][signedHash] = CANCELLED;
        emit SignedOfferCancelled(msg.sender, signedHash);
        if (offerId != 0) _cancelOffer(offerId);
    }
}

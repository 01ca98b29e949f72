// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { SignedOffer } from "../interfaces/ISignedOffers.sol";
import { KeySet, Offer } from "../types/Types.sol";

/// @title EIP-712 struct hashes of offers and key sets (those of terms: {TermsCode}).
library Hashes {
    bytes32 private constant OFFER_TYPEHASH = keccak256(
        "Offer(bytes32 terms,address client,bytes32 agreement,uint64 deadline,bytes32 salt)"
    );
    bytes32 private constant KEY_SET_TYPEHASH = keccak256(
        "KeySet(address batcher,address unsafeSigner,address proposer,address challenger)"
    );
    /// @dev Of "SignedOffer(Terms terms,KeySet keySet,address client,uint64 deadline,bytes32 salt,string uri)" and its
    /// structs in alphabetical order. A literal: the compiler would build and hash the text at each call.
    bytes32 private constant SIGNED_OFFER_TYPEHASH = 0x5b52b6062bef0ed23799a8098ce59003049ebbf9eae26283e42e91189a8a721e;
    bytes32 private constant DOMAIN_TYPEHASH = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );
    bytes32 private constant NAME_HASH = keccak256("opraas");
    bytes32 private constant VERSION_HASH = keccak256("1");

    function hash(Offer memory offer) internal pure returns (bytes32) {
        return keccak256(abi.encode(OFFER_TYPEHASH, offer));
    }

    function hash(KeySet memory keySet) internal pure returns (bytes32) {
        return keccak256(abi.encode(KEY_SET_TYPEHASH, keySet));
    }

    /// @param termsHash Struct hash of its terms.
    function hash(SignedOffer calldata signedOffer, bytes32 termsHash) internal pure returns (bytes32) {
        bytes32 keySetHash = hash(signedOffer.keySet);
        bytes32 uriHash = keccak256(bytes(signedOffer.uri));
        return
            keccak256(
                abi.encode(
                    SIGNED_OFFER_TYPEHASH,
                    termsHash,
                    keySetHash,
                    signedOffer.client,
                    signedOffer.deadline,
                    signedOffer.salt,
                    uriHash
                )
            );
    }

    /// @dev What is signed for a market on this chain.
    function toDigest(bytes32 structHash, address market) internal view returns (bytes32) {
        bytes32 domain = keccak256(abi.encode(DOMAIN_TYPEHASH, NAME_HASH, VERSION_HASH, block.chainid, market));
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }
}

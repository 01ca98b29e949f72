// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { KeySet, Terms } from "../types/Types.sol";

/// @notice An offer that a vendor signs without a transaction: for one agreement, on one key set. The vendor is part of
/// the terms.
/// @param keySet The only key set that serves it.
/// @param client The only client that may accept; 0: anyone.
/// @param deadline Unix seconds; a signed offer has one.
/// @param salt Makes two otherwise equal offers different.
/// @param uri Where the human terms are; their hash is `terms.document`.
struct SignedOffer {
    Terms terms;
    KeySet keySet;
    address client;
    uint64 deadline;
    bytes32 salt;
    string uri;
}

/// @title Offers signed off-chain (EIP-712): each for one key set, and so for one agreement.
/// @notice What is signed is `SignedOffer` under the domain "opraas", "1", chain id and the address of the market, by
/// the vendor itself: an account by ECDSA, a contract wallet by ERC-1271. An operator's signature is none.
interface ISignedOffers {
    /// @notice A signed offer is on chain now, and its key set is set aside for it.
    /// @param signedHash Struct hash of the signed offer, which is the salt of the offer.
    event SignedOfferPublished(
        bytes32 indexed offerId,
        bytes32 indexed signedHash,
        address indexed vendor,
        bytes32 keySetHash
    );
    /// @notice The vendor took back what it had signed, whether it was published or not.
    event SignedOfferCancelled(address indexed vendor, bytes32 indexed signedHash);

    /// @notice Thrown when a signature is not the vendor's for this very offer, chain and market.
    error OfferBook_SignatureInvalid(address vendor, bytes32 signedHash);
    /// @notice Thrown when a signed offer is past its deadline, or has none.
    error OfferBook_SignatureExpired(bytes32 signedHash, uint64 deadline);
    /// @notice Thrown when the vendor has taken a signed offer back.
    error OfferBook_SignedOfferCancelled(address vendor, bytes32 signedHash);

    /// @notice Brings a signed offer on chain; anyone may, usually the client in one batch with its accept. Does nothing
    /// if it is there and open: nobody makes a batch fail by publishing first.
    /// @dev Requirements: the market is not stopped; each term in range; the token is listed; not past the deadline; not
    /// cancelled; the vendor signed it; the key set is free or made of addresses that are in no other key set of the vendor.
    /// The key set is held for this offer from now on, also when the offer is cancelled or expires.
    /// @param signature 65 bytes (r, s, v) of an account, with the lower of the two s; anything of a contract wallet.
    /// @return offerId Struct hash of the offer {terms hash, client, 0, deadline, `signedHash` as salt}; accept it with
    /// this key set.
    function publishSignedOffer(
        SignedOffer calldata signedOffer,
        bytes calldata signature
    ) external returns (bytes32 offerId);

    /// @notice Takes back what the caller signed, by its struct hash; published or not. Reverts if it is cancelled or
    /// accepted already.
    function cancelSignedOffer(bytes32 signedHash) external;

    /// @notice What became of a signed offer.
    /// @return offerId The offer it was published as; 0: not published, or cancelled.
    /// @return cancelled The vendor took it back by its struct hash.
    function getSignedOffer(address vendor, bytes32 signedHash) external view returns (bytes32 offerId, bool cancelled);
}

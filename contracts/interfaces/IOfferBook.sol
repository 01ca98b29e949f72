// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { KeySet, Offer, Terms } from "../types/Types.sol";
import { IRequests } from "./IRequests.sol";
import { ISignedOffers } from "./ISignedOffers.sol";

/// @notice What the market needs of an accepted offer.
/// @param terms The contract whose code holds the terms.
/// @param feePpm Fee of the agreement, ppm of earned.
/// @param counted The oracle adapter is listed: epochs count for reputation.
/// @param tokenWeight What a unit of the token weighs there, see Float64.
struct Reservation {
    address terms;
    uint24 feePpm;
    bool counted;
    uint64 tokenWeight;
}

/// @title What vendors offer: terms, offers, key sets, operators; and the owner's few settings.
/// @notice Holds no money. All ids are EIP-712 struct hashes under the market's domain types.
interface IOfferBook is ISignedOffers, IRequests {
    /// @notice Terms were stored for the first time, or offered again under another offer.
    /// @param terms The ABI encoding of {Terms}.
    /// @param uri Where the human terms are; their hash is `terms.document`.
    event OfferCreated(
        bytes32 indexed offerId,
        bytes32 indexed termsHash,
        address indexed vendor,
        Offer offer,
        bytes terms,
        string uri
    );
    /// @notice The vendor took an offer back; agreements made under it are untouched.
    event OfferCancelled(bytes32 indexed offerId, address indexed vendor);
    /// @notice A key set became free to be reserved.
    event KeySetAdded(address indexed vendor, bytes32 indexed keySetHash, KeySet keySet);
    /// @notice An account may (or may no longer) run the vendor's services.
    event OperatorSet(address indexed vendor, address indexed operator, bool allowed);
    /// @notice A token may (or may no longer) be named by new offers. The weight never changes.
    event TokenListed(address indexed token, bool listed, uint128 weight);
    /// @notice Epochs judged by this adapter count for reputation in agreements accepted from now on.
    event AdapterListed(address indexed adapter, bool listed);
    /// @notice Fee of agreements accepted from now on, ppm of earned.
    event FeeSet(uint24 feePpm);
    /// @notice New offers and accepts are stopped or possible again. Nothing else is touched.
    event StoppedSet(bool stopped);

    /// @notice Thrown when a term is outside of its range.
    /// @param field Position in the flat {Terms}, from 0 (vendor) to 37 (minCoverage).
    error OfferBook_TermOutOfRange(uint256 field, uint256 found, uint256 min, uint256 max);
    /// @notice Thrown when no metric has a target: such an SLA could not be missed.
    error OfferBook_NothingAgreed();
    /// @notice Thrown when the client should pay for L1 on a market that knows no wrapped ether.
    error OfferBook_NoWrappedEther();
    /// @notice Thrown when the terms name a token that the market does not list.
    error OfferBook_TokenNotListed(address token);
    /// @notice Thrown when a token is listed again with another weight.
    error OfferBook_WeightFixed(address token, uint128 weight);
    /// @notice Thrown when the caller is not the vendor of the terms.
    error OfferBook_NotVendor(address caller, address vendor);
    /// @notice Thrown when an offer with this id exists already.
    error OfferBook_OfferExists(bytes32 offerId);
    /// @notice Thrown when an offer does not exist, was cancelled, is past its deadline, was signed for one agreement
    /// and accepted, or amends one that has adopted it.
    error OfferBook_OfferNotOpen(bytes32 offerId, uint64 deadline);
    /// @notice Thrown when the offer's terms hash is not the hash of the terms given.
    error OfferBook_TermsMismatch(bytes32 expected, bytes32 found);
    /// @notice Thrown when an address of a key set is zero.
    error OfferBook_KeySetInvalid(KeySet keySet);
    /// @notice Thrown when an address already belongs to a key set of this vendor.
    error OfferBook_KeyInUse(address vendor, address key);
    /// @notice Thrown when a key set is unknown, already used, or held for another offer; and when a signed offer is
    /// accepted with another key set than its own.
    error OfferBook_KeySetTaken(address vendor, bytes32 keySetHash);
    /// @notice Thrown when the offer names another client, or amends an agreement instead of making a new one.
    error OfferBook_OfferNotForClient(bytes32 offerId, address client);
    /// @notice Thrown when an offer that should amend an agreement names another one, or none.
    error OfferBook_OfferNotForAgreement(bytes32 offerId, bytes32 agreementId);
    /// @notice Thrown when anybody but the market reserves or adopts.
    error OfferBook_NotMarket(address caller);
    /// @notice Thrown when the owner asks for a fee above the cap.
    error OfferBook_FeeTooHigh(uint24 found, uint24 max);
    /// @notice Thrown when the owner has stopped new offers and accepts.
    error OfferBook_Stopped();

    /// @notice Publishes terms under an offer; the terms are stored once, whatever the number of offers.
    /// @dev Requirements: the caller is `terms.vendor`; `offer.terms` is the hash of `terms`; each term in range;
    /// the token is listed; the market is not stopped; the offer is new.
    /// @param uri Where the human terms are.
    /// @return offerId Struct hash of the offer.
    function createOffer(
        Terms calldata terms,
        Offer calldata offer,
        string calldata uri
    ) external returns (bytes32 offerId);

    /// @notice Takes an offer back. Reverts if it is not the caller's or not open.
    function cancelOffer(bytes32 offerId) external;

    /// @notice Adds key sets that agreements can reserve, one each.
    /// @dev Requirements: the four addresses are distinct, not zero, and in no other key set of the caller.
    function addKeySets(KeySet[] calldata keySets) external;

    /// @notice Lets an account start agreements and publish endpoints for the caller, or no longer.
    function setOperator(address operator, bool allowed) external;

    /// @notice Market: uses up a key set of the vendor for a client that accepts.
    /// @dev Requirements: not stopped; the offer is open, to this client, and has these terms; the key set is free, or
    /// held for this very offer.
    function reserve(
        bytes32 offerId,
        bytes32 termsHash,
        address client,
        bytes32 keySetHash
    ) external returns (Reservation memory reservation);

    /// @notice Market: closes an offer that amends an agreement, whose client adopts it. Not stopped by the owner.
    /// @dev Requirements: the offer is open, to this client and this agreement, and has these terms.
    /// @return holder The contract whose code holds the terms.
    /// @return counted Their adapter is listed: their epochs may count for reputation.
    function adopt(
        bytes32 offerId,
        bytes32 termsHash,
        address client,
        bytes32 agreementId
    ) external returns (address holder, bool counted);

    /// @notice Owner: lists or delists a token for new offers. The weight is fixed at the first listing.
    /// @param weight Reputation weight of one token unit of fee, 18 decimals.
    function setToken(address token, bool listed, uint128 weight) external;

    /// @notice Owner: lists or delists an oracle adapter for reputation.
    function setAdapter(address adapter, bool listed) external;

    /// @notice Owner: fee of future agreements, at most {MAX_FEE_PPM}.
    function setFee(uint24 feePpm) external;

    /// @notice Owner: stops new offers and accepts, or allows them again.
    function setStopped(bool stopped) external;

    /// @notice The market these offers are made on.
    function MARKET() external view returns (address);

    /// @notice The stored terms; all zero when unknown.
    function getTerms(bytes32 termsHash) external view returns (Terms memory terms);

    /// @notice The terms that a contract created by this book holds, as {AgreementView} names it.
    function getTermsAt(address holder) external view returns (Terms memory terms);

    /// @notice An offer's record.
    /// @return termsHash Zero when unknown.
    /// @return client The only client that may accept; 0: anyone.
    /// @return deadline Unix seconds; 0: none.
    /// @return open The vendor has not taken it back, its deadline has not passed, and it was neither a signed one that
    /// was accepted nor an amendment that was adopted.
    function getOffer(
        bytes32 offerId
    ) external view returns (bytes32 termsHash, address client, uint64 deadline, bool open);

    /// @notice True while any offer of the vendor can reserve a key set; one held for a signed offer is not free.
    function isKeySetFree(address vendor, bytes32 keySetHash) external view returns (bool free);

    /// @notice True for the vendor itself and for its operators.
    function isOperator(address vendor, address account) external view returns (bool allowed);
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Permit } from "../interfaces/IEscrow.sol";
import { IMarketplace } from "../interfaces/IMarketplace.sol";
import { Reservation } from "../interfaces/IOfferBook.sol";
import { Hashes } from "../libraries/Hashes.sol";
import { FlatTerms, TermsCode } from "../libraries/TermsCode.sol";
import { Chain, KeySet, States } from "../types/Types.sol";
import { Funding } from "./Funding.sol";
import { Roles } from "./Roles.sol";

/// @title How an agreement comes about: an offer is accepted, the vendor says it is ready, a chain is bound.
abstract contract Accepting is Funding, Roles {
    using Hashes for KeySet;

    uint256 private constant MAX_CONFIG = 4096;

    /// @inheritdoc IMarketplace
    function accept(
        bytes32 offerId,
        bytes32 termsHash,
        KeySet memory keySet,
        uint128 deposit,
        Chain memory chain
    ) public payable nonReentrant returns (bytes32 agreementId) {
        bytes32 keySetHash = keySet.hash();
        Reservation memory reserved = BOOK.reserve(offerId, termsHash, msg.sender, keySetHash);
        FlatTerms memory terms = TermsCode.load(reserved.terms);
        agreementId = agreementIdOf(msg.sender, terms.vendor, keySetHash);
        deposit = _pull(terms.token, deposit);
        uint256 min = terms.setupFee + uint256(terms.minPrepaidEpochs) * terms.pricePerEpoch;
        if (deposit < min) revert Escrow_DepositTooSmall(deposit, min);
        _requireFundable(deposit, terms.setupFee + TOO_MANY_EPOCHS * terms.pricePerEpoch);
        _open(agreementId, terms.vendor, terms.token, terms.bond, deposit);
        Agreement storage a = _agreements[agreementId];
        (a.terms, a.feePpm, a.counted) = (reserved.terms, reserved.feePpm, reserved.counted);
        (a.tokenWeight, a.known) = (reserved.tokenWeight, reserved.counted);
        uint40 deadline = _enter(a, States.RESERVED, terms.reserveWindow);
        emit AgreementAccepted(
            agreementId,
            msg.sender,
            terms.vendor,
            offerId,
            termsHash,
            keySetHash,
            deposit,
            terms.bond,
            reserved.feePpm,
            deadline
        );
        if (chain.systemConfig != address(0)) _bind(agreementId, a, terms, keySet, chain);
    }

    /// @inheritdoc IMarketplace
    function acceptWithPermit(
        bytes32 offerId,
        bytes32 termsHash,
        KeySet memory keySet,
        uint128 deposit,
        Chain memory chain,
        Permit calldata permit
    ) external returns (bytes32 agreementId) {
        _permit(permit);
        return accept(offerId, termsHash, keySet, deposit, chain);
    }

    /// @inheritdoc IMarketplace
    function ready(bytes32 agreementId) external {
        (Agreement storage a, FlatTerms memory terms) = _require(agreementId, States.RESERVED);
        _requireOperator(agreementId, terms);
        _requireInTime(agreementId, a);
        a.ready = true;
        emit VendorReady(agreementId, msg.sender);
    }

    /// @inheritdoc IMarketplace
    function bind(bytes32 agreementId, KeySet memory keySet, Chain memory chain) external {
        (Agreement storage a, FlatTerms memory terms) = _require(agreementId, States.RESERVED);
        _requireClient(agreementId);
        _bind(agreementId, a, terms, keySet, chain);
    }

    function _bind(
        bytes32 agreementId,
        Agreement storage a,
        FlatTerms memory terms,
        KeySet memory keySet,
        Chain memory chain
    ) private {
        if (chain.systemConfig == address(0) || chain.l2ChainId == 0) {
            revert Marketplace_ChainInvalid(chain.systemConfig, chain.l2ChainId);
        }
        _requireLength(bytes(chain.config).length, MAX_CONFIG);
        _requireRoles(agreementId, a, terms, keySet, chain.systemConfig);
        BoundChain storage bound = _chains[agreementId];
        (bound.systemConfig, bound.l2ChainId) = (chain.systemConfig, chain.l2ChainId);
        uint40 deadline = _enter(a, States.REQUESTED, terms.startWindow);
        emit ChainBound(agreementId, chain.systemConfig, chain.l2ChainId, chain.config, deadline);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Offer, Terms } from "../../../contracts/types/Types.sol";
import { Deal } from "./IWorld.sol";
import { MarketBase } from "./MarketBase.sol";
import { TermsHash } from "./TermsHash.sol";
import { vm } from "./Vm.sol";

/// @title A test in which agreements get other terms.
abstract contract AmendBase is MarketBase {
    using TermsHash for *;

    /// @dev The vendor of the terms offers them to the client of an agreement.
    function _offerTo(Deal memory deal, Terms memory t) internal returns (bytes32 offerId) {
        return world.createOffer(t, _offerFor(deal, t));
    }

    function _amend(Deal memory deal, Terms memory t) internal {
        bytes32 offerId = _offerTo(deal, t);
        vm.prank(deal.client);
        market.amend(deal.id, offerId, t.ofTerms());
    }

    function _offerFor(Deal memory deal, Terms memory t) internal pure returns (Offer memory) {
        return Offer(t.ofTerms(), deal.client, deal.id, 0, 0);
    }

    function assertFunded(bytes32 id, uint256 epochs) internal view {
        assertEq(market.getAgreement(id).fundedEpochs, epochs, "funded");
    }
}

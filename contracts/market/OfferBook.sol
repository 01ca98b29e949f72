// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Ownable } from "@openzeppelin/contracts/access/Ownable.sol";

import { Requests } from "./Requests.sol";
import { SignedOffers } from "./SignedOffers.sol";
import { TermsBook } from "./TermsBook.sol";

/// @title Offers and key sets, and the settings of the market's owner. Holds no money.
contract OfferBook is SignedOffers, Requests {
    constructor(address owner, uint32 minEpochLength) Ownable(owner) TermsBook(minEpochLength) {}
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Ownable } from "@openzeppelin/contracts/access/Ownable.sol";

import { Accepting } from "./Accepting.sol";
import { Agreements } from "./Agreements.sol";
import { Ending } from "./Ending.sol";
import { Escrow } from "./Escrow.sol";
import { OfferBook } from "./OfferBook.sol";
import { Reputation } from "./Reputation.sol";
import { Running } from "./Running.sol";

/// @title Agreements from accept to close, each phase in a file of its own.
contract Marketplace is Accepting, Running, Ending {
    /// @param owner Timelock that may stop new business, list tokens and adapters, and set the fee of the future.
    /// @param minEpochLength Seconds; fixed for good.
    constructor(
        address owner,
        uint32 minEpochLength
    ) Agreements(new OfferBook(owner, minEpochLength), new Reputation()) {}

    /// @inheritdoc Escrow
    function _feeOwner() internal view override returns (address) {
        return Ownable(address(BOOK)).owner();
    }
}

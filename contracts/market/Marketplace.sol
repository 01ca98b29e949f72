// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Ownable } from "@openzeppelin/contracts/access/Ownable.sol";

import { Accepting } from "./Accepting.sol";
import { Agreements } from "./Agreements.sol";
import { Amending } from "./Amending.sol";
import { Ending } from "./Ending.sol";
import { Escrow } from "./Escrow.sol";
import { Maintaining } from "./Maintaining.sol";
import { OfferBook } from "./OfferBook.sol";
import { Reputation } from "./Reputation.sol";
import { Running } from "./Running.sol";

/// @title Agreements from accept to close, each phase in a file of its own.
contract Marketplace is Accepting, Running, Maintaining, Amending, Ending {
    /// @param owner Timelock that may stop new business, list tokens and adapters, and set the fee of the future.
    /// @param minEpochLength Seconds; fixed for good.
    /// @param weth Wrapped ether, in which clients may pay for L1; 0: they never do.
    constructor(
        address owner,
        uint32 minEpochLength,
        address weth
    ) Agreements(new OfferBook(owner, minEpochLength), new Reputation(), weth) {}

    /// @inheritdoc Escrow
    function _feeOwner() internal view override returns (address) {
        return Ownable(address(BOOK)).owner();
    }
}

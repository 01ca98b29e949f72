// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IOfferBook } from "../../../contracts/interfaces/IOfferBook.sol";

/// @title The offer book with what its owner and its settings add to the interface.
interface IOwnedBook is IOfferBook {
    function owner() external view returns (address);
    function pendingOwner() external view returns (address);
    function transferOwnership(address newOwner) external;
    function acceptOwnership() external;
    function feePpm() external view returns (uint24);
    function stopped() external view returns (bool);
    function MAX_FEE_PPM() external view returns (uint24);
    function MIN_EPOCH_LENGTH() external view returns (uint32);
}

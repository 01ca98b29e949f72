// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Verdict } from "./Types.sol";

/// @notice What one signer of a quorum found.
/// @param evidence Hash of what it is made of.
/// @param signature 65 bytes over the EIP-712 message `Answer`; the key is an account's, no contract's.
struct SignedAnswer {
    Verdict verdict;
    bytes32 evidence;
    bytes signature;
}

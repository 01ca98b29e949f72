// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { KeySet, Offer } from "../types/Types.sol";

/// @title EIP-712 struct hashes of offers and key sets (those of terms: {TermsCode}).
library Hashes {
    bytes32 private constant OFFER_TYPEHASH = keccak256(
        "Offer(bytes32 terms,address client,bytes32 agreement,uint64 deadline,bytes32 salt)"
    );
    bytes32 private constant KEY_SET_TYPEHASH = keccak256(
        "KeySet(address batcher,address unsafeSigner,address proposer,address challenger)"
    );

    function hash(Offer calldata offer) internal pure returns (bytes32) {
        return keccak256(abi.encode(OFFER_TYPEHASH, offer));
    }

    function hash(KeySet memory keySet) internal pure returns (bytes32) {
        return keccak256(abi.encode(KEY_SET_TYPEHASH, keySet));
    }
}

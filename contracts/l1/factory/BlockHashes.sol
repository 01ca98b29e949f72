// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Hashes of blocks, as far back as contracts can see.
library BlockHashes {
    /// @dev EIP-2935: takes the number as one word, answers with the hash; knows 8191 blocks.
    address private constant HISTORY = 0x0000F90827F1C53a10cb7A02335B175320002935;

    /// @notice Zero when the block is not mined, too old, or the first.
    function find(uint256 number) internal view returns (bytes32 hash) {
        if (number == 0) return 0;
        hash = blockhash(number);
        if (hash != 0) return hash;
        (bool ok, bytes memory answer) = HISTORY.staticcall(abi.encode(number));
        return ok && answer.length == 32 ? abi.decode(answer, (bytes32)) : bytes32(0);
    }
}

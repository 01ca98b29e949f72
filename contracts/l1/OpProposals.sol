// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { BoundedReads, Purse } from "./BoundedReads.sol";
import { IOpGetters } from "./IOpGetters.sol";

/// @title When the proposals of an OP chain were made, of any generation.
/// @dev As in OpRoles, the portal names what withdrawals are judged by.
library OpProposals {
    using BoundedReads for Purse;

    /// @dev Enough for a getter that goes through three proxies.
    uint256 private constant CALL = 60_000;
    uint256 private constant CALLS_PER_CHAIN = 4;

    /// @notice Unix seconds of outputs, or of games of the type that the portal respects now; 0: there is no such
    /// proposal, or it is from the future.
    /// @param indices Places in the output oracle or game factory.
    function timesOf(address systemConfig, uint256[] calldata indices) internal view returns (uint256[] memory times) {
        uint256 count = indices.length;
        times = new uint256[](count);
        Purse memory purse = BoundedReads.open(CALL * (CALLS_PER_CHAIN + count), CALL);
        address portal = purse.addressAt(systemConfig, IOpGetters.optimismPortal.selector);
        (bool byGames, uint256 respected) = purse.wordAt(portal, IOpGetters.respectedGameType.selector);
        address source =
            byGames
                ? purse.addressAt(portal, IOpGetters.disputeGameFactory.selector)
                : purse.addressAtEither(portal, IOpGetters.l2Oracle.selector, IOpGetters.L2_ORACLE.selector);
        bytes4 getter = byGames ? IOpGetters.gameAtIndex.selector : IOpGetters.getL2Output.selector;
        for (uint256 i = 0; i < count; i++) {
            uint256[3] memory words = purse.wordsAt(source, getter, indices[i]);
            bool counts = !byGames || words[0] == respected;
            if (counts && words[1] <= block.timestamp) times[i] = words[1];
        }
    }
}

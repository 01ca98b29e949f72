// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What a vendor's past says, in counters. All saturate: `active`, and those that count what should be rare
/// (failed, silent, slashed, misses, rejects, early exits, exit bundles), and clients, at 16,777,215.
struct Record {
    uint32 met;
    uint32 degraded;
    uint32 failed;
    uint32 silent;
    /// Epochs in which bond was slashed.
    uint32 slashed;
    /// Seconds of judged service.
    uint48 servedSeconds;
    /// Agreements running now.
    uint24 active;
    /// Agreements started.
    uint32 total;
    /// Starts missed after the client had bound its chain, and rejects after the vendor had said it was ready.
    uint32 misses;
    uint32 rejects;
    /// Ended by the vendor before its notice, the bond forfeited.
    uint32 earlyExits;
    uint32 exitBundles;
    uint32 clients;
}

/// @notice What happened to an agreement of a vendor, see {Changes}.
type Change is uint8;

library Changes {
    Change internal constant STARTED = Change.wrap(0);
    Change internal constant ENDED = Change.wrap(1);
    /// Ended by the vendor before its notice.
    Change internal constant LEFT_EARLY = Change.wrap(2);
    /// Never started: the vendor said no in time.
    Change internal constant REJECTED = Change.wrap(3);
    /// Never started: the vendor had a chain to run, or had said it was ready, and did not.
    Change internal constant MISSED = Change.wrap(4);
    /// Ended, and the vendor published what a successor needs.
    Change internal constant BUNDLED = Change.wrap(5);
}

/// @title Counters about vendors, written by the market only, readable by contracts.
interface IReputation {
    /// @notice An agreement was counted.
    event AgreementCounted(address indexed vendor, address indexed client, Change change);
    /// @notice Epochs of one settling were counted, or a notice that was not kept, see {countEpochs}.
    /// @dev With the time of its block, this is all that a score is made of.
    event EpochsCounted(address indexed vendor, uint256[8] tally);

    /// @notice Thrown when anybody but the market writes.
    error Reputation_NotMarket(address caller);

    /// @notice An agreement between a vendor and a client changed.
    function count(address vendor, address client, Change change) external;

    /// @notice Epochs were settled; or a vendor left before its notice, which counts as service that was not given.
    /// @param tally How many were met, degraded, failed, silent; how many slashed; judged seconds; the weight of the
    /// judged ones, and the sum of payout (bps) times weight.
    function countEpochs(address vendor, uint256[8] calldata tally) external;

    /// @notice The market that writes here.
    function market() external view returns (address);

    /// @notice The average payout of a vendor's judged epochs, and how much it is based on.
    /// @dev An epoch weighs what the market's fee is on its full price (by time, when it was cut off), in units of the
    /// token, times the token's weight / 1e18: so a failed epoch weighs as much as a good one, to fake one costs its
    /// fee, and without a fee nothing weighs. From the moment an epoch is settled its weight halves every 30 days.
    /// Silent epochs weigh nothing. A vendor that forfeits its bond is given 0 for the notice it did not keep.
    /// @return bps Payout in bps, rounded down; 0 without weight.
    /// @return weight What the epochs weigh now; 0: there is no score.
    function scoreOf(address vendor) external view returns (uint16 bps, uint256 weight);

    /// @notice A vendor's counters.
    function recordOf(address vendor) external view returns (Record memory record);
}

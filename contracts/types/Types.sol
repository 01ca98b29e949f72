// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice One agreed metric of an SLA, all in bps. `target` 0 means: not agreed.
/// @param target From here up the metric pays 100%.
/// @param floor Here it pays `payoutAtFloor`; below it pays nothing and the slash begins.
/// @param payoutAtFloor Payout at the floor; linear between floor and target.
struct Metric {
    uint16 target;
    uint16 floor;
    uint16 payoutAtFloor;
}

/// @notice What the vendor promises and what a shortfall costs.
struct Sla {
    /// Answered within the latency bound.
    Metric rpc;
    /// Head at block pace.
    Metric unsafeHead;
    /// Batch lag.
    Metric safeHead;
    /// Age of the newest output or game.
    Metric proposals;
    /// Id of the published formula: what is measured, excused, void.
    bytes32 profile;
    /// Seconds between two samples.
    uint32 probeInterval;
    /// Milliseconds.
    uint32 maxLatency;
    /// Announced maintenance, seconds per epoch.
    uint32 maintenance;
    /// Bps of the price, reached when a metric is at 0%.
    uint16 slash;
    /// Bps of the price paid for an epoch without a verdict.
    uint16 silentPayout;
    /// Bps of the samples below which a verdict counts as silent.
    uint16 minCoverage;
}

/// @notice The terms of an offer: immutable, stored once, named by their EIP-712 struct hash.
struct Terms {
    address vendor;
    uint64 l1ChainId;
    address token;
    /// Token units.
    uint96 pricePerEpoch;
    uint96 setupFee;
    uint96 bond;
    /// Seconds.
    uint32 epochLength;
    uint32 reserveWindow;
    uint32 startWindow;
    uint32 notice;
    uint32 grace;
    uint32 verdictTimeout;
    uint16 minPrepaidEpochs;
    address oracle;
    /// ChainLens instance; 0: the vendor's agent checks the chain instead.
    address lens;
    bool clientPaysL1;
    /// Wei.
    uint96 l1CapPerEpoch;
    uint64 maxGasLimit;
    /// Hash of the human terms; their URI is in the event.
    bytes32 document;
    Sla sla;
}

/// @notice Who may accept some terms until when.
/// @param terms Struct hash of the terms (the vendor is part of them).
/// @param client The only client that may accept; 0: anyone.
/// @param agreement The agreement these terms would amend; 0: a new one.
/// @param deadline Unix seconds; 0: none.
/// @param salt Makes two otherwise equal offers different.
struct Offer {
    bytes32 terms;
    address client;
    bytes32 agreement;
    uint64 deadline;
    bytes32 salt;
}

/// @notice The addresses one chain's services sign with. Distinct, never zero, used once.
struct KeySet {
    address batcher;
    address unsafeSigner;
    address proposer;
    address challenger;
}

/// @notice An oracle's answer about one epoch. Metrics and coverage in bps, spend in wei.
/// @param reason 0: nothing to say; 1: the client's doing. Other codes are for people.
struct Verdict {
    uint16 rpc;
    uint16 unsafeHead;
    uint16 safeHead;
    uint16 proposals;
    uint16 coverage;
    uint8 reason;
    uint96 l1Spend;
}

/// @notice The chain that a client binds to an agreement.
/// @param systemConfig SystemConfig proxy on the terms' L1.
/// @param l2ChainId Chain id of the L2.
/// @param config Where its configuration is (a URI, at most 4 KiB, kept in the event only).
struct Chain {
    address systemConfig;
    uint64 l2ChainId;
    string config;
}

/// @notice Life of an agreement, see {States}.
type State is uint8;

/// @notice How an epoch was judged, see {Outcomes}.
type Outcome is uint8;

/// @notice Why an agreement was cancelled before its start, see {CancelReasons}.
type CancelReason is uint8;

using { sameState as == } for State global;
using { sameOutcome as == } for Outcome global;
using { sameReason as == } for CancelReason global;

function sameState(State a, State b) pure returns (bool) {
    return State.unwrap(a) == State.unwrap(b);
}

function sameOutcome(Outcome a, Outcome b) pure returns (bool) {
    return Outcome.unwrap(a) == Outcome.unwrap(b);
}

function sameReason(CancelReason a, CancelReason b) pure returns (bool) {
    return CancelReason.unwrap(a) == CancelReason.unwrap(b);
}

/// @dev Not enums: each read of an enum costs a range check that cannot fail here.
library States {
    State internal constant NONE = State.wrap(0);
    State internal constant RESERVED = State.wrap(1);
    State internal constant REQUESTED = State.wrap(2);
    State internal constant ACTIVE = State.wrap(3);
    /// Never stored: it is active past its money.
    State internal constant SUSPENDED = State.wrap(4);
    State internal constant ENDED = State.wrap(5);
    State internal constant CLOSED = State.wrap(6);
    State internal constant CANCELLED = State.wrap(7);
}

library Outcomes {
    Outcome internal constant MET = Outcome.wrap(0);
    Outcome internal constant DEGRADED = Outcome.wrap(1);
    Outcome internal constant FAILED = Outcome.wrap(2);
    Outcome internal constant SILENT = Outcome.wrap(3);
}

library CancelReasons {
    CancelReason internal constant CLIENT_LEFT = CancelReason.wrap(0);
    CancelReason internal constant CLIENT_LAPSED = CancelReason.wrap(1);
    CancelReason internal constant CLIENT_ROTATED = CancelReason.wrap(2);
    CancelReason internal constant VENDOR_REJECTED = CancelReason.wrap(3);
    CancelReason internal constant VENDOR_MISSED = CancelReason.wrap(4);
}

/// @notice An agreement as readers see it.
struct AgreementView {
    State state;
    address client;
    address vendor;
    /// Its code holds the terms, see {IOfferBook-getTermsAt}.
    address terms;
    address token;
    /// Token units: the client's money, what the vendor may claim (before the fee), what the vendor may lose.
    uint128 deposit;
    uint128 earned;
    uint96 bond;
    /// Ppm of earned, fixed at accept.
    uint24 feePpm;
    /// Before the start: the deadline of the running window. Afterwards: start of epoch 0.
    uint40 anchor;
    /// Epochs settled, and epochs paid for, both counted from epoch 0.
    uint32 settledEpochs;
    uint32 fundedEpochs;
    /// Unix seconds; 0: open end.
    uint40 endsAt;
    uint8 silentStreak;
    address systemConfig;
    uint64 l2ChainId;
    /// Block of the last publication of endpoints; 0 before the start.
    uint32 endpointsBlock;
}

/// @notice One epoch as the oracle and the parties see it, in unix seconds.
/// @param exists The epoch is funded and not cut off by the end of the agreement.
/// @param open A verdict would be stored now.
struct EpochView {
    bool exists;
    bool open;
    bool judged;
    uint40 start;
    uint40 end;
    uint40 verdictDeadline;
    address oracle;
}

/// @notice When a vendor maintains a chain: [from, to), in unix seconds.
struct MaintenanceWindow {
    uint40 from;
    uint40 to;
}

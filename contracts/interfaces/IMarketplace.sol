// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    AgreementView,
    CancelReason,
    Chain,
    EpochView,
    KeySet,
    MaintenanceWindow,
    Outcome,
    State,
    Verdict
} from "../types/Types.sol";
import { IEscrow, Permit } from "./IEscrow.sol";
import { IOfferBook } from "./IOfferBook.sol";
import { IReputation } from "./IReputation.sol";

/// @title Agreements between a client that owns a chain and a vendor that runs it.
/// @notice Reserved -> Requested -> Active (<-> Suspended) -> Ended -> Closed; the first two also -> Cancelled.
/// Time decides by itself: a window that has passed, money that has run out, a verdict that did not come need no
/// transaction to have happened, only one to be booked, and anyone may send it.
interface IMarketplace is IEscrow {
    /// @notice A client accepted: key set, deposit and bond are locked until `deadline` brings a chain.
    event AgreementAccepted(
        bytes32 indexed agreementId,
        address indexed client,
        address indexed vendor,
        bytes32 offerId,
        bytes32 termsHash,
        bytes32 keySetHash,
        uint128 deposit,
        uint96 bond,
        uint24 feePpm,
        uint40 deadline
    );
    /// @notice The client named its chain; the vendor has until `deadline` to start.
    event ChainBound(
        bytes32 indexed agreementId,
        address indexed systemConfig,
        uint64 l2ChainId,
        string config,
        uint40 deadline
    );
    /// @notice The vendor can start as soon as the chain is bound: a client that hands over may rotate the roles now.
    event VendorReady(bytes32 indexed agreementId, address indexed by);
    /// @notice Service runs: epoch 0 begins at `anchor`.
    event AgreementStarted(bytes32 indexed agreementId, uint40 anchor, uint32 fundedEpochs);
    /// @notice Service goes on after money had run out: epoch `epoch` begins now, as if epoch 0 had at `anchor`.
    event AgreementResumed(bytes32 indexed agreementId, uint32 epoch, uint40 anchor, uint32 fundedEpochs);
    /// @notice Where the chain answers (JSON, at most 1 KiB).
    event EndpointsPublished(bytes32 indexed agreementId, string endpoints);
    /// @notice The oracle judged an epoch. Money moves when it is settled.
    event VerdictStored(bytes32 indexed agreementId, uint32 indexed epoch, Verdict verdict, bytes32 evidence);
    /// @notice The right oracle answered, but too early, too late, twice, or about no epoch at all.
    event VerdictIgnored(bytes32 indexed agreementId, uint32 indexed epoch);
    /// @notice One epoch was booked.
    /// @param uptimeBps Worst agreed metric as measured; 0 when silent.
    /// @param payoutBps Share of the price that was paid (of a partial epoch: of its elapsed part).
    /// @param paid Token units to the vendor before the fee, setup fee included.
    /// @param slashed Token units from the vendor's bond to the client's deposit.
    event EpochSettled(
        bytes32 indexed agreementId,
        uint32 indexed epoch,
        Outcome outcome,
        uint16 uptimeBps,
        uint16 payoutBps,
        uint128 paid,
        uint96 slashed
    );
    /// @notice The client adopted other terms of its vendor; they count from epoch `fromEpoch` on.
    /// @param fundedEpochs Epochs paid for afterwards, counted from epoch 0.
    event AgreementAmended(
        bytes32 indexed agreementId,
        bytes32 offerId,
        bytes32 termsHash,
        uint32 fromEpoch,
        uint32 fundedEpochs
    );
    /// @notice The vendor will maintain the chain in [from, to), which lies in epoch `epoch`: whoever measures excuses it.
    event MaintenanceAnnounced(bytes32 indexed agreementId, uint32 indexed epoch, uint40 from, uint40 to);
    /// @notice The agreement ends at `endsAt`, by the hand of a party or by the clock.
    event AgreementTerminated(bytes32 indexed agreementId, address indexed by, uint40 endsAt);
    /// @notice The vendor left before its notice: its bond went to the deposit.
    event BondForfeited(bytes32 indexed agreementId, uint96 amount);
    /// @notice The agreement never started. The setup fee is the vendor's when the client left, lapsed or rotated the
    /// roles away; as much comes out of the bond for the client when the vendor missed its start, or rejected although
    /// it had said it was ready.
    event AgreementCancelled(bytes32 indexed agreementId, CancelReason reason);
    /// @notice What a successor of the vendor needs (chain data, configuration) is at `uri`.
    event ExitBundlePublished(bytes32 indexed agreementId, bytes32 contentHash, string uri);
    /// @notice Everything is booked; what is left of the bond is back in the vendor's pot.
    event AgreementClosed(bytes32 indexed agreementId, uint96 bondReturned);

    /// @notice Thrown on every call that the agreement's state does not allow.
    error Marketplace_WrongState(bytes32 agreementId, State found);
    /// @notice Thrown when the caller is not the party that this call belongs to.
    error Marketplace_NotParty(bytes32 agreementId, address caller);
    /// @notice Thrown when a window has passed.
    error Marketplace_TooLate(bytes32 agreementId, uint40 deadline);
    /// @notice Thrown when time has not decided yet.
    error Marketplace_TooEarly(bytes32 agreementId, uint40 from);
    /// @notice Thrown when earlier epochs are unsettled or the next one is not funded.
    error Marketplace_NotResumable(bytes32 agreementId, uint32 settledEpochs, uint32 fundedEpochs);
    /// @notice Thrown when the key set given is not the agreement's.
    error Marketplace_WrongKeySet(bytes32 agreementId, bytes32 found);
    /// @notice Thrown when the chain names somebody else than the agreement does.
    /// @param role "owner", "batcher", "unsafeSigner", "proposer" or "challenger".
    error Marketplace_RoleMismatch(bytes32 role, address expected, address found);
    /// @notice Thrown when the chain given is incomplete.
    error Marketplace_ChainInvalid(address systemConfig, uint64 l2ChainId);
    /// @notice Thrown when a text is longer than the chain should carry.
    error Marketplace_TextTooLong(uint256 found, uint256 max);
    /// @notice Thrown when no finished epoch can be booked yet.
    /// @param readyAt When the next one can be, without a verdict, at the latest; 0: never.
    error Marketplace_NothingToSettle(bytes32 agreementId, uint32 nextEpoch, uint40 readyAt);
    /// @notice Thrown when the end is already set and not later than the one asked for.
    error Marketplace_AlreadyTerminated(bytes32 agreementId, uint40 endsAt);
    /// @notice Thrown when the agreement is amended while an amendment is pending. It is one until every epoch before
    /// `fromEpoch` is settled.
    error Marketplace_AmendmentPending(bytes32 agreementId, uint32 fromEpoch);
    /// @notice Thrown when an amendment changes vendor, L1, token or epoch length, or raises the bond.
    /// @param field Position in the flat {Terms}, as in {IOfferBook-OfferBook_TermOutOfRange}.
    error Marketplace_TermFixed(bytes32 agreementId, uint256 field, uint256 found, uint256 expected);
    /// @notice Thrown when an L1 line is filled although no terms of the agreement let the client pay for L1.
    error Marketplace_VendorPaysL1(bytes32 agreementId);
    /// @notice Thrown when maintenance is announced too late.
    /// @param earliest The first second at which it could begin.
    error Marketplace_MaintenanceTooSoon(bytes32 agreementId, uint40 from, uint256 earliest);
    /// @notice Thrown when a maintenance window is empty, or not within one epoch.
    error Marketplace_MaintenanceInvalid(bytes32 agreementId, uint40 from, uint40 to);
    /// @notice Thrown when the windows of an epoch would together be longer than its terms allow, in seconds.
    error Marketplace_MaintenanceTooLong(bytes32 agreementId, uint256 epoch, uint256 found, uint256 max);
    /// @notice Thrown when an epoch has as many maintenance windows as it can have.
    error Marketplace_MaintenanceFull(bytes32 agreementId, uint256 epoch, uint256 max);
    /// @notice Thrown when the caller left too little gas to ask the lens.
    error Marketplace_OutOfGas(uint256 required);

    /// @notice Accepts an offer: locks a free key set, the caller's deposit and the vendor's bond.
    /// @dev Requirements: the offer is open and open to the caller; `termsHash` is its terms; the deposit covers the
    /// setup fee and the minimal prepaid epochs and funds at most 400; the key set is free; the pot
    /// holds the bond.
    /// @param deposit Token units. Ether sent with the call is wrapped into them: then it must be as much, and the
    /// token wrapped ether.
    /// @param chain Binds it in the same call; an empty one (`systemConfig` 0) leaves that for {bind}.
    function accept(
        bytes32 offerId,
        bytes32 termsHash,
        KeySet memory keySet,
        uint128 deposit,
        Chain memory chain
    ) external payable returns (bytes32 agreementId);

    /// @notice {accept} in one transaction: first lets the market take the deposit.
    /// @param permit One that fails is ignored, since anyone may have sent it before: the allowance decides.
    function acceptWithPermit(
        bytes32 offerId,
        bytes32 termsHash,
        KeySet memory keySet,
        uint128 deposit,
        Chain memory chain,
        Permit calldata permit
    ) external returns (bytes32 agreementId);

    /// @notice Vendor or operator, in Reserved and in time: it is synced and can start. From then on its reject costs
    /// like a missed start, whatever chain is bound: say it only to a client whose chain is known.
    function ready(bytes32 agreementId) external;

    /// @notice Names the client's chain. With a lens in the terms and the chain on this L1, owner and all four roles
    /// are checked here; elsewhere the whole check is the vendor's.
    function bind(bytes32 agreementId, KeySet memory keySet, Chain memory chain) external;

    /// @notice Vendor or operator: service runs from now on. The roles are checked once more.
    /// @param endpoints JSON, at most 1024 bytes.
    function start(bytes32 agreementId, KeySet memory keySet, string calldata endpoints) external;

    /// @notice Vendor or operator: publishes other endpoints of a running agreement.
    function publishEndpoints(bytes32 agreementId, string calldata endpoints) external;

    /// @notice Adds money to an agreement; anyone may. It funds epochs that have not begun yet.
    /// @param amount Token units; ether is wrapped as in {accept}.
    function topUp(bytes32 agreementId, uint128 amount) external payable;

    /// @notice {topUp} in one transaction, by a permit as in {acceptWithPermit}.
    function topUpWithPermit(bytes32 agreementId, uint128 amount, Permit calldata permit) external;

    /// @notice Client: takes money back out of an active agreement, at most {withdrawableOf}. Fewer epochs are funded
    /// then, but never fewer than have begun and the minimal prepaid ones after them.
    /// @param amount Token units.
    function withdraw(bytes32 agreementId, uint128 amount, address to) external;

    /// @notice Adds wrapped ether to the L1 line of an agreement whose client pays for L1, now or by its pending
    /// amendment; anyone may, until it is over. Each epoch that is judged pays out of it what the verdict says was spent on
    /// L1, up to the cap of the terms (of a partial epoch: of its elapsed part, rounded down) and to what there is. An
    /// epoch that is silent pays nothing, and what the line does not hold is never owed.
    /// @param amount Wei; ether is wrapped as in {accept}.
    function topUpL1(bytes32 agreementId, uint128 amount) external payable;

    /// @notice Vendor: moves bond from its pot into a running agreement, where it stays until the close.
    /// @param amount Token units.
    function lockBond(bytes32 agreementId, uint96 amount) external;

    /// @notice Vendor or operator: goes on after money had run out. Every earlier epoch must be settled and the next
    /// one funded; its start is now.
    function resume(bytes32 agreementId) external;

    /// @notice Client: adopts other terms from the next epoch on. The epochs until then keep their terms: price, SLA,
    /// adapter, verdict timeout. Notice, grace and lens are those of the epoch in which they are asked for.
    /// @dev Requirements: active, its end not set, no amendment pending; the offer is the vendor's, open to the caller and
    /// names the agreement; `termsHash` is its terms. They have the same vendor, L1, token and epoch length and no higher
    /// bond; no bond moves, and their setup fee is never due. The deposit covers all unsettled epochs that have begun, at
    /// their price, and the minimal prepaid ones of the new terms after them; funded epochs may become fewer or more.
    function amend(bytes32 agreementId, bytes32 offerId, bytes32 termsHash) external;

    /// @notice Vendor or operator: announces that the chain is maintained in [from, to), in unix seconds. No money moves
    /// by it: whoever measures counts the samples in it as met.
    /// @dev Requirements: active; 24 hours ahead, or 24 epochs if they are shorter; within one epoch; the windows of that
    /// epoch, four at most, together no longer than the maintenance its terms allow.
    function announceMaintenance(bytes32 agreementId, uint40 from, uint40 to) external;

    /// @notice The oracle's answer. Stores it if it is the agreed adapter's, about a finished, funded, unsettled epoch,
    /// within the verdict timeout, and the first; ignores it otherwise. Never reverts for any state of an agreement.
    /// @return stored Whether the verdict counts.
    function onVerdict(
        bytes32 agreementId,
        uint32 epoch,
        Verdict calldata verdict,
        bytes32 evidence
    ) external returns (bool stored);

    /// @notice Books finished epochs in order: judged ones by their verdict, silent ones once their timeout has passed.
    /// @param maxEpochs At most so many.
    /// @return settled How many were booked; reverts when none could be.
    function settle(bytes32 agreementId, uint32 maxEpochs) external returns (uint32 settled);

    /// @notice Books finished epochs of several agreements. One with nothing to book is skipped; none makes it revert.
    /// @param maxEpochsEach At most so many of each.
    /// @return settled How many were booked, in the order of the ids.
    function settleMany(
        bytes32[] calldata agreementIds,
        uint32 maxEpochsEach
    ) external returns (uint32[] memory settled);

    /// @notice Ends an agreement. Client: at once. Vendor: at the first epoch boundary after its notice; at once when
    /// suspended, after three silent epochs in a row, or by the client's doing (a verdict's reason, or other roles now).
    /// Before the start: the client leaves (setup fee is the vendor's), or the vendor or an operator rejects (full
    /// refund, unless the roles are no longer its own; after {ready} the bond pays as for a missed start).
    function terminate(bytes32 agreementId) external;

    /// @notice Vendor: ends a running agreement at once; the whole bond goes to the client's deposit, unless the vendor
    /// might leave at once for free.
    function forfeit(bytes32 agreementId) external;

    /// @notice Anyone: books what time has already decided, up to the end state. Reverts when it cannot be reached yet.
    function close(bytes32 agreementId) external;

    /// @notice Vendor or operator, after the end: says where its exit bundle is. May be said again; counts once.
    /// @param contentHash Of the bundle.
    /// @param uri At most 1024 bytes.
    function bundle(bytes32 agreementId, bytes32 contentHash, string calldata uri) external;

    /// @notice The offers of this market.
    function BOOK() external view returns (IOfferBook);

    /// @notice The counters this market writes.
    function REPUTATION() external view returns (IReputation);

    /// @notice Id of the agreement that this client and vendor would have with a key set.
    function agreementIdOf(address client, address vendor, bytes32 keySetHash) external view returns (bytes32);

    /// @notice An agreement as of now: the state is the clock's.
    function getAgreement(bytes32 agreementId) external view returns (AgreementView memory agreement);

    /// @notice One epoch as of now. Oracle and deadline of a settled one are by the terms of the next unsettled epoch.
    function getEpoch(bytes32 agreementId, uint32 epoch) external view returns (EpochView memory view_);

    /// @notice The amendment that is pending.
    /// @return terms Its code holds the terms, see {IOfferBook-getTermsAt}; 0: none is pending.
    /// @return fromEpoch Their first epoch. Those before it that are unsettled have the terms of {getAgreement}.
    function amendmentOf(bytes32 agreementId) external view returns (address terms, uint32 fromEpoch);

    /// @notice Maintenance announced for an epoch, in the order of its announcement. Windows may overlap, and after a
    /// resume lie outside of their epoch: what counts is the part within it.
    function maintenanceOf(
        bytes32 agreementId,
        uint32 epoch
    ) external view returns (MaintenanceWindow[] memory windows);

    /// @notice Whether the vendor has said {ready}.
    function isReady(bytes32 agreementId) external view returns (bool);

    /// @notice What the client could {withdraw} now, in token units; 0 unless active.
    function withdrawableOf(bytes32 agreementId) external view returns (uint256 amount);

    /// @notice When the money ends, in unix seconds; 0 unless running.
    function runwayOf(bytes32 agreementId) external view returns (uint40 until);
}

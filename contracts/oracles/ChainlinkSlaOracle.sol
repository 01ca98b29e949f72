// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Strings } from "@openzeppelin/contracts/utils/Strings.sol";

import { ILinkToken, IOperator } from "../interfaces/IChainlink.sol";
import { IMarketplace } from "../interfaces/IMarketplace.sol";
import { ISlaOracle } from "../interfaces/ISlaOracle.sol";
import { KeepGas } from "../libraries/KeepGas.sol";
import { EpochView, State, States, Verdict } from "../types/Types.sol";

/// @title Verdicts by Chainlink direct request.
/// @notice LINK is prepaid per agreement, by anyone, with `transferAndCall(adapter, amount, abi.encode(agreementId))`.
/// A request that nobody answers can be cancelled after its expiry, gives its LINK back, and may be repeated. What is
/// left after the agreement is over goes back to those who paid, in proportion.
/// @dev The Operator swallows a reverting callback: {fulfill} never reverts on an answer it asked for, and keeps what
/// the market would not take for lack of gas.
contract ChainlinkSlaOracle is ISlaOracle {
    struct Request {
        bytes32 id; // 0: none pending
        uint40 expiration;
        uint96 payment;
    }

    /// @dev Juels: left, ever prepaid, ever given back.
    struct Fund {
        uint128 balance;
        uint128 contributed;
        uint128 refunded;
    }

    struct Kept {
        Verdict verdict;
        bytes32 evidence;
        bool present;
    }

    struct Answered {
        bytes32 agreementId;
        uint32 epoch;
    }

    /// @dev How long the Operator holds a request before it can be cancelled.
    uint256 private constant EXPIRY = 5 minutes;
    /// @dev Data version of multi-word answers.
    uint256 private constant DATA_VERSION = 2;

    /// @inheritdoc ISlaOracle
    address public immutable market;
    /// @notice LINK token, Operator, job and payment per request (juels): fixed for good.
    ILinkToken public immutable LINK;
    address public immutable OPERATOR;
    bytes32 public immutable JOB_ID;
    uint96 public immutable PAYMENT;

    uint256 private _nonce = 1;
    mapping(bytes32 agreementId => mapping(uint32 epoch => Request)) private _requests;
    mapping(bytes32 requestId => Answered) private _askedFor;
    mapping(bytes32 agreementId => mapping(uint32 epoch => Kept)) private _kept;
    mapping(bytes32 agreementId => Fund) private _funds;
    mapping(bytes32 agreementId => mapping(address payer => uint256)) private _paid;
    mapping(bytes32 agreementId => mapping(address payer => uint256)) private _refunded;

    /// @notice LINK was prepaid for an agreement, or given back to who had paid.
    event LinkPrepaid(bytes32 indexed agreementId, address indexed payer, uint256 amount);
    event LinkRefunded(bytes32 indexed agreementId, address indexed payer, uint256 amount);
    /// @notice A request expired unanswered and was taken back.
    event RequestCancelled(bytes32 indexed agreementId, uint32 indexed epoch, bytes32 requestId);

    /// @notice Thrown when anybody but the Operator answers.
    error ChainlinkSlaOracle_NotOperator(address caller);
    /// @notice Thrown when anybody but the LINK token reports a transfer.
    error ChainlinkSlaOracle_NotLink(address caller);
    /// @notice Thrown when the answer is to no pending request.
    error ChainlinkSlaOracle_UnknownRequest(bytes32 requestId);
    /// @notice Thrown when a request about this epoch is already on its way.
    error ChainlinkSlaOracle_RequestPending(bytes32 requestId, uint40 expiration);
    /// @notice Thrown when there is no request to cancel, or it has not expired.
    error ChainlinkSlaOracle_NotExpired(bytes32 requestId, uint40 expiration);
    /// @notice Thrown when the agreement's prepaid LINK does not cover a request.
    error ChainlinkSlaOracle_LinkTooLow(bytes32 agreementId, uint256 found, uint256 required);
    /// @notice Thrown when LINK comes for an agreement that does not exist, or is over.
    error ChainlinkSlaOracle_NothingToPrepay(bytes32 agreementId, State found);
    /// @notice Thrown when LINK is asked back before the agreement is over, or by who has none in it.
    error ChainlinkSlaOracle_NoRefund(bytes32 agreementId, address payer);

    /// @param payment Juels per request.
    constructor(address market_, ILinkToken link, address operator, bytes32 jobId, uint96 payment) {
        market = market_;
        LINK = link;
        OPERATOR = operator;
        JOB_ID = jobId;
        PAYMENT = payment;
    }

    /// @notice LINK left of what was prepaid for an agreement.
    function balanceOf(bytes32 agreementId) external view returns (uint256) {
        return _funds[agreementId].balance;
    }

    /// @notice The pending request about an epoch; id 0: none.
    function pendingRequest(
        bytes32 agreementId,
        uint32 epoch
    ) external view returns (bytes32 requestId, uint40 expiration) {
        Request storage pending = _requests[agreementId][epoch];
        return (pending.id, pending.expiration);
    }

    /// @notice LINK's `transferAndCall`: prepays an agreement. `data` is its id.
    function onTokenTransfer(address payer, uint256 amount, bytes calldata data) external {
        if (msg.sender != address(LINK)) revert ChainlinkSlaOracle_NotLink(msg.sender);
        bytes32 agreementId = abi.decode(data, (bytes32));
        State state = IMarketplace(market).getAgreement(agreementId).state;
        if (state == States.NONE || _isOver(state)) revert ChainlinkSlaOracle_NothingToPrepay(agreementId, state);
        Fund storage fund = _funds[agreementId];
        fund.balance += uint128(amount);
        fund.contributed += uint128(amount);
        _paid[agreementId][payer] += amount;
        emit LinkPrepaid(agreementId, payer, amount);
    }

    /// @inheritdoc ISlaOracle
    function request(bytes32 agreementId, uint32 epoch) external returns (bytes32 requestId) {
        EpochView memory view_ = IMarketplace(market).getEpoch(agreementId, epoch);
        if (!view_.open || view_.oracle != address(this)) revert SlaOracle_EpochNotOpen(agreementId, epoch);
        Request storage pending = _requests[agreementId][epoch];
        if (pending.id != 0) revert ChainlinkSlaOracle_RequestPending(pending.id, pending.expiration);
        Fund storage fund = _funds[agreementId];
        if (fund.balance < PAYMENT) revert ChainlinkSlaOracle_LinkTooLow(agreementId, fund.balance, PAYMENT);
        fund.balance -= PAYMENT;

        uint256 nonce = _nonce++;
        requestId = keccak256(abi.encodePacked(address(this), nonce));
        (pending.id, pending.expiration, pending.payment) = (requestId, uint40(block.timestamp + EXPIRY), PAYMENT);
        _askedFor[requestId] = Answered(agreementId, epoch);
        emit VerdictRequested(agreementId, epoch, requestId);
        _send(nonce, _encode(agreementId, epoch));
    }

    /// @notice Anyone: takes an expired request back; its LINK is the agreement's again.
    function cancel(bytes32 agreementId, uint32 epoch) external {
        Request memory pending = _requests[agreementId][epoch];
        if (pending.id == 0 || block.timestamp < pending.expiration) {
            revert ChainlinkSlaOracle_NotExpired(pending.id, pending.expiration);
        }
        delete _requests[agreementId][epoch];
        delete _askedFor[pending.id];
        _funds[agreementId].balance += pending.payment;
        emit RequestCancelled(agreementId, epoch, pending.id);
        IOperator(OPERATOR).cancelOracleRequest(pending.id, pending.payment, this.fulfill.selector, pending.expiration);
    }

    /// @notice The Operator's answer, in the order of the job's `encode_data` task. Metrics above 100% count as 100%.
    function fulfill(
        bytes32 requestId,
        uint256 rpc,
        uint256 unsafeHead,
        uint256 safeHead,
        uint256 proposals,
        uint256 coverage,
        uint256 reason,
        uint256 l1Spend,
        bytes32 evidence
    ) external {
        if (msg.sender != OPERATOR) revert ChainlinkSlaOracle_NotOperator(msg.sender);
        Answered memory about = _askedFor[requestId];
        if (about.agreementId == 0) revert ChainlinkSlaOracle_UnknownRequest(requestId);
        delete _askedFor[requestId];
        delete _requests[about.agreementId][about.epoch];
        Verdict memory verdict = Verdict({
            rpc: _bps(rpc),
            unsafeHead: _bps(unsafeHead),
            safeHead: _bps(safeHead),
            proposals: _bps(proposals),
            coverage: _bps(coverage),
            reason: uint8(_min(reason, type(uint8).max)),
            l1Spend: uint96(_min(l1Spend, type(uint96).max))
        });
        uint256 granted = KeepGas.grant();
        try IMarketplace(market).onVerdict{ gas: granted }(about.agreementId, about.epoch, verdict, evidence) returns (
            bool stored
        ) {
            emit VerdictDelivered(about.agreementId, about.epoch, stored);
        } catch {
            _kept[about.agreementId][about.epoch] = Kept(verdict, evidence, true);
            emit VerdictKept(about.agreementId, about.epoch);
        }
    }

    /// @inheritdoc ISlaOracle
    function deliver(bytes32 agreementId, uint32 epoch) external returns (bool stored) {
        Kept memory kept = _kept[agreementId][epoch];
        if (!kept.present) revert SlaOracle_NothingKept(agreementId, epoch);
        delete _kept[agreementId][epoch];
        stored = IMarketplace(market).onVerdict(agreementId, epoch, kept.verdict, kept.evidence);
        emit VerdictDelivered(agreementId, epoch, stored);
    }

    /// @notice Gives the caller its share of the LINK that an agreement did not use, once it is closed or cancelled;
    /// more of it when a request that was pending then is cancelled later.
    function refund(bytes32 agreementId) external {
        State state = IMarketplace(market).getAgreement(agreementId).state;
        Fund storage fund = _funds[agreementId];
        // Rounded down: of what cannot be divided some juels stay.
        uint256 share =
            fund.contributed == 0
                ? 0
                : ((uint256(fund.balance) + fund.refunded) * _paid[agreementId][msg.sender]) / fund.contributed;
        uint256 due = share - _refunded[agreementId][msg.sender];
        if (due == 0 || !_isOver(state)) revert ChainlinkSlaOracle_NoRefund(agreementId, msg.sender);
        _refunded[agreementId][msg.sender] = share;
        // Not more than the balance, which is a uint128.
        fund.balance -= uint128(due);
        fund.refunded += uint128(due);
        emit LinkRefunded(agreementId, msg.sender, due);
        // As above.
        // slither-disable-next-line unchecked-transfer
        LINK.transfer(msg.sender, due);
    }

    /// @dev Sends a question to the Operator, with its payment.
    function _send(uint256 nonce, bytes memory question) private {
        // LINK reverts where it cannot move: its answer says nothing more.
        // slither-disable-next-line unused-return
        LINK.transferAndCall(
            OPERATOR,
            PAYMENT,
            abi.encodeCall(
                IOperator.operatorRequest,
                (address(0), 0, JOB_ID, this.fulfill.selector, nonce, DATA_VERSION, question)
            )
        );
    }

    function _isOver(State state) private pure returns (bool) {
        return state == States.CLOSED || state == States.CANCELLED;
    }

    /// @dev CBOR without the map's header, as Chainlink nodes expect: "agreement" -> 0x hex text, "epoch" -> uint32.
    function _encode(bytes32 agreementId, uint32 epoch) private pure returns (bytes memory) {
        return
            abi.encodePacked(
                hex"69",
                "agreement",
                hex"7842",
                Strings.toHexString(uint256(agreementId), 32),
                hex"65",
                "epoch",
                hex"1a",
                epoch
            );
    }

    function _bps(uint256 value) private pure returns (uint16) {
        return uint16(_min(value, 10_000));
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}

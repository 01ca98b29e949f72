// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IERC165 } from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

import { IMarketplace } from "../interfaces/IMarketplace.sol";
import { IReceiver } from "../interfaces/IReceiver.sol";
import { KeepGas } from "../libraries/KeepGas.sol";
import { VERDICT_FIELDS, VerdictWords } from "../libraries/VerdictWords.sol";
import { Verdict } from "../types/Types.sol";
import { AskedSlaOracle } from "./AskedSlaOracle.sol";

/// @title Verdicts by a workflow of the Chainlink Runtime Environment.
/// @notice The report is thirteen words, `abi.encode` of: chain id, this adapter, its market, agreement, epoch, the
/// seven fields of a verdict in their order, evidence. Metrics above 100% count as 100%.
/// @dev What the forwarder verified can be delivered by anyone, later, and on another chain where the same adapter
/// address exists: the payload binds all that the signatures do not. A report that passed the checks of its sender
/// never reverts: to the forwarder that would be final, or an invitation to try it for ever.
contract CreSlaOracle is AskedSlaOracle, IReceiver, IERC165 {
    using VerdictWords for *;

    /// @dev Words only: decoding cannot fail.
    struct Report {
        uint256 chainId;
        uint256 adapter;
        uint256 market;
        bytes32 agreementId;
        uint256 epoch;
        uint256[VERDICT_FIELDS] verdict;
        bytes32 evidence;
    }

    struct Kept {
        Verdict verdict;
        bytes32 evidence;
        bool present;
    }

    /// @dev Workflow id, name and owner; what may follow is not looked at.
    uint256 private constant METADATA_LENGTH = 62;
    uint256 private constant REPORT_LENGTH = 13 * 32;

    /// @notice Forwarder, workflow and its owner: fixed for good. Another version of the workflow is another adapter.
    address public immutable FORWARDER;
    bytes32 public immutable WORKFLOW_ID;
    address public immutable WORKFLOW_OWNER;

    mapping(bytes32 agreementId => mapping(uint32 epoch => Kept)) private _kept;

    /// @notice A report is for another chain, adapter or market, names no possible epoch, or is about one whose answer
    /// is kept already.
    event ReportIgnored(bytes32 indexed agreementId, uint256 indexed epoch);

    /// @notice Thrown when anybody but the forwarder brings a report.
    error CreSlaOracle_NotForwarder(address caller);
    /// @notice Thrown when the metadata are too short to name workflow and owner.
    error CreSlaOracle_MetadataTooShort(uint256 found, uint256 required);
    /// @notice Thrown when another workflow made the report.
    error CreSlaOracle_WrongWorkflow(bytes32 found);
    /// @notice Thrown when somebody else owns the workflow.
    error CreSlaOracle_WrongOwner(address found);
    /// @notice Thrown when the report has not the thirteen words of a verdict. In bytes.
    error CreSlaOracle_MalformedReport(uint256 found, uint256 required);

    constructor(address market_, address forwarder, bytes32 workflowId, address workflowOwner) AskedSlaOracle(market_) {
        FORWARDER = forwarder;
        WORKFLOW_ID = workflowId;
        WORKFLOW_OWNER = workflowOwner;
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IReceiver).interfaceId || interfaceId == type(IERC165).interfaceId;
    }

    /// @inheritdoc IReceiver
    function onReport(bytes calldata metadata, bytes calldata report) external {
        _requireOurs(metadata, report);
        Report calldata r;
        assembly ("memory-safe") {
            r := report.offset
        }
        bool isForUs =
            r.chainId == block.chainid &&
                r.adapter == uint160(address(this)) &&
                r.market == uint160(market) &&
                r.epoch <= type(uint32).max;
        uint32 epoch = uint32(r.epoch);
        if (!isForUs || _kept[r.agreementId][epoch].present) {
            emit ReportIgnored(r.agreementId, r.epoch);
            return;
        }
        Verdict memory verdict = r.verdict.toVerdict();
        uint256 granted = KeepGas.grant();
        // The market calls nobody back: nothing re-enters between its call and what is kept.
        // slither-disable-next-line reentrancy-no-eth
        try IMarketplace(market).onVerdict{ gas: granted }(r.agreementId, epoch, verdict, r.evidence) returns (
            bool stored
        ) {
            emit VerdictDelivered(r.agreementId, epoch, stored);
        } catch {
            _kept[r.agreementId][epoch] = Kept(verdict, r.evidence, true);
            emit VerdictKept(r.agreementId, epoch);
        }
    }

    /// @notice Anyone: passes a kept answer on. While the market would not count it, it stays kept.
    function deliver(bytes32 agreementId, uint32 epoch) external returns (bool stored) {
        Kept memory kept = _kept[agreementId][epoch];
        if (!kept.present) revert SlaOracle_NothingKept(agreementId, epoch);
        delete _kept[agreementId][epoch];
        stored = IMarketplace(market).onVerdict(agreementId, epoch, kept.verdict, kept.evidence);
        if (!stored) revert SlaOracle_EpochNotOpen(agreementId, epoch);
        emit VerdictDelivered(agreementId, epoch, stored);
    }

    /// @dev Reverts unless the forwarder brings a report of the workflow's form.
    function _requireOurs(bytes calldata metadata, bytes calldata report) private view {
        if (msg.sender != FORWARDER) revert CreSlaOracle_NotForwarder(msg.sender);
        if (metadata.length < METADATA_LENGTH) {
            revert CreSlaOracle_MetadataTooShort(metadata.length, METADATA_LENGTH);
        }
        bytes32 workflowId = bytes32(metadata[0:32]);
        if (workflowId != WORKFLOW_ID) revert CreSlaOracle_WrongWorkflow(workflowId);
        address owner = address(bytes20(metadata[42:62]));
        if (owner != WORKFLOW_OWNER) revert CreSlaOracle_WrongOwner(owner);
        if (report.length != REPORT_LENGTH) revert CreSlaOracle_MalformedReport(report.length, REPORT_LENGTH);
    }
}

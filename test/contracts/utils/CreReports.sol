// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ISlaOracle } from "../../../contracts/interfaces/ISlaOracle.sol";
import { Verdict } from "../../../contracts/types/Types.sol";

/// @notice The adapter with what its contract adds to {ISlaOracle}.
interface ICreAdapter is ISlaOracle {
    event ReportIgnored(bytes32 indexed agreementId, uint256 indexed epoch);

    error CreSlaOracle_NotForwarder(address caller);
    error CreSlaOracle_MetadataTooShort(uint256 found, uint256 required);
    error CreSlaOracle_WrongWorkflow(bytes32 found);
    error CreSlaOracle_WrongOwner(address found);
    error CreSlaOracle_MalformedReport(uint256 found, uint256 required);

    function FORWARDER() external view returns (address);
    function WORKFLOW_ID() external view returns (bytes32);
    function WORKFLOW_OWNER() external view returns (address);
    function supportsInterface(bytes4 interfaceId) external view returns (bool);
    function onReport(bytes calldata metadata, bytes calldata report) external;
}

/// @title A forwarder, a workflow, and its reports.
abstract contract CreReports {
    address internal constant FORWARDER = address(0xF0);
    bytes32 internal constant WORKFLOW = keccak256("workflow");
    address internal constant WORKFLOW_OWNER = address(0x0107);

    /// @dev As the forwarder passes them on: 64 bytes.
    function _metadata() internal pure returns (bytes memory) {
        return abi.encodePacked(WORKFLOW, bytes10("name"), WORKFLOW_OWNER, bytes2(0x0001));
    }

    function _report(
        ISlaOracle adapter,
        bytes32 agreementId,
        uint256 epoch,
        Verdict memory v,
        bytes32 evidence
    ) internal view returns (bytes memory) {
        return abi.encode(block.chainid, address(adapter), adapter.market(), agreementId, epoch, v, evidence);
    }
}

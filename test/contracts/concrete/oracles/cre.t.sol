// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ISlaOracle } from "../../../../contracts/interfaces/ISlaOracle.sol";
import { STRANGER } from "../../utils/Actors.sol";
import { CreReports, ICreAdapter } from "../../utils/CreReports.sol";
import { Answer, Conformance } from "./Conformance.sol";

/// @dev A report that the forwarder brings never reverts, asked for or not.
contract CreConformanceTest is Conformance, CreReports {
    function _deploy(address market_) internal override returns (ISlaOracle) {
        bytes memory arguments = abi.encode(market_, FORWARDER, WORKFLOW, WORKFLOW_OWNER);
        return ISlaOracle(world.deploy("CreSlaOracle.sol:CreSlaOracle", arguments));
    }

    function _ask(ISlaOracle, bytes32, uint32) internal pure override returns (bool) {
        return true;
    }

    function _callOf(Answer memory answer) internal view override returns (address, bytes memory) {
        return (FORWARDER, _dataOf(answer));
    }

    function _strangersCallOf(Answer memory answer) internal view override returns (address, bytes memory) {
        return (STRANGER, _dataOf(answer));
    }

    /// @dev The forwarder wants this much.
    function _gasLimit() internal pure override returns (uint256) {
        return 130_000;
    }

    function _mustNotRevert(bool) internal pure override returns (bool) {
        return true;
    }

    function _dataOf(Answer memory answer) private view returns (bytes memory) {
        (bytes32 id, uint32 epoch) = (answer.agreementId, answer.epoch);
        bytes memory report = _report(answer.to, id, epoch, answer.verdict, answer.evidence);
        return abi.encodeCall(ICreAdapter.onReport, (_metadata(), report));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ISlaOracle } from "../../../../contracts/interfaces/ISlaOracle.sol";
import { Verdict } from "../../../../contracts/types/Types.sol";
import { SPONSOR, STRANGER } from "../../utils/Actors.sol";
import { IChainlinkAdapter, IFakeLink } from "../../utils/ChainlinkBase.sol";
import { Answer, Conformance } from "./Conformance.sol";

/// @dev What it asked for never reverts; what it did not ask for always does.
contract ChainlinkConformanceTest is Conformance {
    uint96 private constant PAYMENT = 100;

    IFakeLink private _link;
    address private _operator;
    /// @dev Of the last request that an adapter took.
    bytes32 private _requestId;

    function _deploy(address market_) internal override returns (ISlaOracle) {
        if (address(_link) == address(0)) {
            _link = IFakeLink(world.deploy("FakeLink.sol:FakeLink", ""));
            _operator = world.deploy("FakeLink.sol:FakeOperator", abi.encode(_link));
        }
        bytes memory arguments = abi.encode(market_, _link, _operator, keccak256("job"), PAYMENT);
        return ISlaOracle(world.deploy("ChainlinkSlaOracle.sol:ChainlinkSlaOracle", arguments));
    }

    function _ask(ISlaOracle to, bytes32 agreementId, uint32 epoch) internal override returns (bool) {
        _link.mint(SPONSOR, PAYMENT);
        bytes memory data = abi.encode(agreementId);
        data = abi.encodeCall(IFakeLink.transferAndCall, (address(to), PAYMENT, data));
        if (!_send(address(_link), SPONSOR, data)) return false; // nothing to prepay
        try to.request(agreementId, epoch) returns (bytes32 requestId) {
            _requestId = requestId;
            return true;
        } catch {
            return false;
        }
    }

    function _callOf(Answer memory answer) internal view override returns (address, bytes memory) {
        return (_operator, _dataOf(answer));
    }

    function _strangersCallOf(Answer memory answer) internal view override returns (address, bytes memory) {
        return (STRANGER, _dataOf(answer));
    }

    /// @dev The Operator grants this much.
    function _gasLimit() internal pure override returns (uint256) {
        return 400_000;
    }

    function _mustNotRevert(bool asked) internal pure override returns (bool) {
        return asked;
    }

    function _dataOf(Answer memory answer) private view returns (bytes memory) {
        Verdict memory v = answer.verdict;
        return
            abi.encodeCall(
                IChainlinkAdapter.fulfill,
                (
                    _requestId,
                    v.rpc,
                    v.unsafeHead,
                    v.safeHead,
                    v.proposals,
                    v.coverage,
                    v.reason,
                    v.l1Spend,
                    answer.evidence
                )
            );
    }
}

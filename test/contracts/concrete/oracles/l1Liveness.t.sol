// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ISlaOracle } from "../../../../contracts/interfaces/ISlaOracle.sol";
import { Terms, Verdict } from "../../../../contracts/types/Types.sol";
import { EPOCH, STRANGER, T0 } from "../../utils/Actors.sol";
import { ILivenessAdapter, LivenessBase } from "../../utils/LivenessBase.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { Answer, Conformance } from "./Conformance.sol";

/// @dev It trusts nobody: its answerer is L1, asked by anyone, and the answers are those that L1 can give.
contract L1LivenessConformanceTest is Conformance, LivenessBase {
    function setUp() public override(Conformance, MarketBase) {
        super.setUp();
    }

    function _deploy(address market_) internal override returns (ISlaOracle) {
        if (address(chain) == address(0)) {
            chain = _newChain();
            world.setSystemConfig(address(chain));
        }
        return _newAdapter(market_);
    }

    function _fit(Terms memory t) internal override {
        super._fit(t);
        _fitTerms(t);
    }

    /// @dev All fresh; a fake market's epoch has no samples.
    function _sayable(Verdict memory, bool ofFake) internal pure override returns (Verdict memory v) {
        if (!ofFake) v.proposals = v.coverage = 10_000;
    }

    function _ask(ISlaOracle, bytes32, uint32) internal pure override returns (bool) {
        return true;
    }

    function _callOf(Answer memory answer) internal override returns (address, bytes memory) {
        if (answer.verdict.proposals == 10_000) {
            _keepFresh(ILivenessAdapter(address(answer.to)), T0 + answer.epoch * EPOCH, EPOCH / MAX_AGE);
        }
        return (STRANGER, _dataOf(answer));
    }

    /// @dev Hide all proposals.
    function _strangersCallOf(Answer memory answer) internal pure override returns (address, bytes memory) {
        return (STRANGER, _dataOf(answer));
    }

    function _evidenceOf(Answer memory answer) internal view override returns (bytes32) {
        if (answer.agreementId != deal.id) return keccak256(abi.encode(0, 0, 0, 0, 0));
        return keccak256(abi.encode(chain, T0, T0 + EPOCH, EPOCH / STEP, EPOCH / STEP));
    }

    function _gasLimit() internal pure override returns (uint256) {
        return 1_000_000;
    }

    function _mustNotRevert(bool) internal pure override returns (bool) {
        return false;
    }

    function _dataOf(Answer memory answer) private pure returns (bytes memory) {
        return abi.encodeCall(ILivenessAdapter.submit, (answer.agreementId, answer.epoch));
    }
}

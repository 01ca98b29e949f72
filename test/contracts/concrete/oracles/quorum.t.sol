// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ISlaOracle } from "../../../../contracts/interfaces/ISlaOracle.sol";
import { SignedAnswer } from "../../../../contracts/types/SignedAnswer.sol";
import { STRANGER } from "../../utils/Actors.sol";
import { IQuorumAdapter, Question, QuorumSigning } from "../../utils/QuorumSigning.sol";
import { Answer, Conformance } from "./Conformance.sol";

/// @dev A stranger may bring what the signers signed; a stranger's signature counts for nothing.
contract QuorumConformanceTest is Conformance, QuorumSigning {
    uint256 private constant STRANGERS = 100;

    function _deploy(address market_) internal override returns (ISlaOracle) {
        bytes memory arguments = abi.encode(market_, QUORUM, _signers());
        return ISlaOracle(world.deploy("QuorumSlaOracle.sol:QuorumSlaOracle", arguments));
    }

    function _ask(ISlaOracle, bytes32, uint32) internal pure override returns (bool) {
        return true;
    }

    function _callOf(Answer memory answer) internal view override returns (address, bytes memory) {
        return (STRANGER, _signedBy(0, answer));
    }

    function _strangersCallOf(Answer memory answer) internal view override returns (address, bytes memory) {
        return (STRANGER, _signedBy(STRANGERS, answer));
    }

    /// @dev Of the first three of five signers, who all found the same.
    function _evidenceOf(Answer memory answer) internal view override returns (bytes32) {
        Question memory q = _question(answer.to, answer.agreementId, answer.epoch);
        bytes32 hash = _hashAnswer(q, answer.verdict, answer.evidence);
        return keccak256(abi.encode(hash, hash, hash, 0, 0));
    }

    function _gasLimit() internal pure override returns (uint256) {
        return 1_000_000;
    }

    function _mustNotRevert(bool) internal pure override returns (bool) {
        return false;
    }

    function _signedBy(uint256 first, Answer memory answer) private view returns (bytes memory) {
        Question memory q = _question(answer.to, answer.agreementId, answer.epoch);
        SignedAnswer[] memory answers = new SignedAnswer[](QUORUM);
        for (uint256 i = 0; i < QUORUM; i++) {
            answers[i] = _sign(_keyOf(first + i), q, answer.verdict, answer.evidence);
        }
        return abi.encodeCall(IQuorumAdapter.submit, (answer.agreementId, answer.epoch, answers));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { ISlaOracle } from "../../../../contracts/interfaces/ISlaOracle.sol";
import { SignedAnswer } from "../../../../contracts/types/SignedAnswer.sol";
import { Verdict } from "../../../../contracts/types/Types.sol";
import { EVIDENCE } from "../../utils/Actors.sol";
import { QuorumBase } from "../../utils/QuorumBase.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev What is made of answers that differ.
contract MedianTest is QuorumBase {
    /// Field by field: the verdict may be nobody's answer.
    function test_MedianOfEachField() external {
        SignedAnswer[] memory answers = new SignedAnswer[](3);
        answers[0] = _signed(0, Verdict(9100, 9900, 9500, 1, 10_000, 2, 30));
        answers[1] = _signed(1, Verdict(9200, 9800, 9700, 3, 9000, 2, 10));
        answers[2] = _signed(2, Verdict(9300, 9700, 9600, 2, 8000, 0, 20));
        _expectVerdict(Verdict(9200, 9800, 9600, 2, 9000, 2, 20), answers);
    }

    function test_LowerMedianOfAnEvenNumber() external {
        SignedAnswer[] memory answers = new SignedAnswer[](4);
        answers[0] = _signed(0, Verdict(9400, 1, 1, 1, 1, 0, 4));
        answers[1] = _signed(1, Verdict(9100, 2, 2, 2, 2, 0, 3));
        answers[2] = _signed(2, Verdict(9300, 3, 3, 3, 3, 0, 2));
        answers[3] = _signed(3, Verdict(9200, 4, 4, 4, 4, 0, 1));
        _expectVerdict(Verdict(9200, 2, 2, 2, 2, 0, 2), answers);
    }

    function test_CountsAllOfTheSigners() external {
        SignedAnswer[] memory answers = new SignedAnswer[](5);
        for (uint16 i = 0; i < 5; i++) answers[i] = _signed(i, _verdict(9000 + i, 9004 - i, 9002));
        _expectVerdict(_verdict(9002, 9002, 9002), answers);
    }

    /// One of three cannot move a field beyond what the others found.
    function test_OneLiarIsOutvoted() external {
        SignedAnswer[] memory answers = _signedBy([uint256(0), 1, 2]);
        answers[1] = _signed(1, Verdict(0, 0, 0, 0, 0, 1, type(uint96).max));
        _expectVerdict(_perfect(), answers);
    }

    /// 1 lies between 0 and 2, and only one signer says that it was the client's doing.
    function test_ReasonWithoutMajorityIsNone() external {
        SignedAnswer[] memory answers = _signedBy([uint256(0), 1, 2]);
        (answers[1], answers[2]) = (_signed(1, _because(1)), _signed(2, _because(2)));
        _expectVerdict(_perfect(), answers);
    }

    /// Half is no majority.
    function test_ReasonOfHalfIsNone() external {
        SignedAnswer[] memory answers = new SignedAnswer[](4);
        for (uint8 i = 0; i < 4; i++) answers[i] = _signed(i, _because(i < 2 ? 1 : i));
        _expectVerdict(_perfect(), answers);
    }

    function test_ReasonOfTheMajority() external {
        SignedAnswer[] memory answers = _signedBy([uint256(0), 1, 2]);
        (answers[0], answers[2]) = (_signed(0, _because(1)), _signed(2, _because(1)));
        _expectVerdict(_because(1), answers);
    }

    function test_CountsAboveTheMostAsTheMost() external {
        SignedAnswer[] memory answers = new SignedAnswer[](3);
        uint16 most = type(uint16).max;
        Verdict memory v = Verdict(most, most, most, most, 10_001, 255, type(uint96).max);
        for (uint256 i = 0; i < 3; i++) answers[i] = _signed(i, v);
        _expectVerdict(Verdict(10_000, 10_000, 10_000, 10_000, 10_000, 255, type(uint96).max), answers);
    }

    /// In the order of the signers, whatever that of the answers; 0 for those that gave none.
    function test_EvidenceIsOfTheSortedAnswers() external {
        uint256[3] memory order = [uint256(4), 0, 2];
        SignedAnswer[] memory answers = new SignedAnswer[](3);
        bytes32[5] memory hashes;
        for (uint16 i = 0; i < 3; i++) {
            Verdict memory v = _verdict(9000 + i, 0, 0);
            bytes32 evidence = keccak256(abi.encode(i));
            answers[i] = _sign(_keyOf(order[i]), _asked(), v, evidence);
            hashes[order[i]] = _hashAnswer(_asked(), v, evidence);
        }
        vm.expectEmit(address(market));
        emit IMarketplace.VerdictStored(deal.id, 0, _verdict(9001, 0, 0), keccak256(abi.encode(hashes)));
        vm.expectEmit(address(adapter));
        emit ISlaOracle.VerdictDelivered(deal.id, 0, true);
        assertTrue(adapter.submit(deal.id, 0, answers), "stored");
    }

    function _because(uint8 reason) private pure returns (Verdict memory v) {
        v = _perfect();
        v.reason = reason;
    }

    /// @dev `answers` are of the first signers, in order.
    function _expectVerdict(Verdict memory expected, SignedAnswer[] memory answers) private {
        bytes32[5] memory hashes;
        for (uint256 i = 0; i < answers.length; i++) {
            hashes[i] = _hashAnswer(_asked(), answers[i].verdict, EVIDENCE);
        }
        vm.expectEmit(address(market));
        emit IMarketplace.VerdictStored(deal.id, 0, expected, keccak256(abi.encode(hashes)));
        assertTrue(adapter.submit(deal.id, 0, answers), "stored");
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ISlaOracle } from "../../../../contracts/interfaces/ISlaOracle.sol";
import { SignedAnswer } from "../../../../contracts/types/SignedAnswer.sol";
import { EPOCH, EVIDENCE, T0, TIMEOUT } from "../../utils/Actors.sol";
import { QuorumBase } from "../../utils/QuorumBase.sol";
import { IQuorumAdapter, Question } from "../../utils/QuorumSigning.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev Whose answers count, and about what.
contract SubmitTest is QuorumBase {
    function test_RevertWhen_TooFewAnswers() external {
        SignedAnswer[] memory two = new SignedAnswer[](2);
        (two[0], two[1]) = (_signed(0, _perfect()), _signed(1, _perfect()));
        _expectRefused(abi.encodeWithSelector(IQuorumAdapter.QuorumSlaOracle_TooFewAnswers.selector, 2, 3), two);
    }

    function test_RevertWhen_SignatureShort() external {
        SignedAnswer[] memory answers = _signedBy([uint256(0), 1, 2]);
        answers[1].signature = hex"1234";
        _expectRefused(abi.encodeWithSelector(IQuorumAdapter.QuorumSlaOracle_BadSignature.selector, 1), answers);
    }

    /// The twin that every signature has, with the other `s`, is none.
    function test_RevertWhen_SignatureMalleable() external {
        SignedAnswer[] memory answers = _signedBy([uint256(0), 1, 2]);
        answers[2].signature = _twinOf(answers[2].signature);
        _expectRefused(abi.encodeWithSelector(IQuorumAdapter.QuorumSlaOracle_BadSignature.selector, 2), answers);
    }

    function test_RevertWhen_SignerForeign() external {
        SignedAnswer[] memory answers = _signedBy([uint256(0), 1, 2]);
        answers[1] = _signed(7, _perfect());
        bytes4 selector = IQuorumAdapter.QuorumSlaOracle_NotSigner.selector;
        _expectRefused(abi.encodeWithSelector(selector, 1, vm.addr(_keyOf(7))), answers);
    }

    function test_RevertWhen_SignerTwice() external {
        SignedAnswer[] memory answers = _signedBy([uint256(0), 4, 0]);
        bytes4 selector = IQuorumAdapter.QuorumSlaOracle_DuplicateSigner.selector;
        _expectRefused(abi.encodeWithSelector(selector, vm.addr(_keyOf(0))), answers);
    }

    /// Even when the two answers differ.
    function test_RevertWhen_SignerTwiceWithAnotherAnswer() external {
        SignedAnswer[] memory answers = _signedBy([uint256(3), 4, 0]);
        answers[2] = _signed(3, _outage());
        bytes4 selector = IQuorumAdapter.QuorumSlaOracle_DuplicateSigner.selector;
        _expectRefused(abi.encodeWithSelector(selector, vm.addr(_keyOf(3))), answers);
    }

    function test_RevertWhen_SignedForAnotherChain() external {
        Question memory q = _asked();
        q.chainId++;
        _expectForeign(_about(q));
    }

    function test_RevertWhen_SignedForAnotherAdapter() external {
        Question memory q = _asked();
        q.adapter = address(0xE15E);
        _expectForeign(_about(q));
    }

    function test_RevertWhen_SignedForAnotherMarket() external {
        Question memory q = _asked();
        q.market = address(0xE15E);
        _expectForeign(_about(q));
    }

    function test_RevertWhen_SignedAboutAnotherAgreement() external {
        Question memory q = _asked();
        q.agreementId = keccak256("another");
        _expectForeign(_about(q));
    }

    function test_RevertWhen_SignedAboutAnotherEpoch() external {
        Question memory q = _asked();
        q.epoch++;
        _expectForeign(_about(q));
    }

    function test_RevertWhen_SignedAboutAnotherWindow() external {
        Question memory q = _asked();
        q.start--;
        _expectForeign(_about(q));
        q.start++;
        q.end++;
        _expectForeign(_about(q));
    }

    function test_RevertWhen_AnswerIsNotTheOneSigned() external {
        SignedAnswer memory answer = _signed(2, _perfect());
        answer.verdict.l1Spend = 1;
        _expectForeign(answer);
        answer = _signed(2, _perfect());
        answer.evidence = keccak256("other evidence");
        _expectForeign(answer);
    }

    /// What was signed about the whole epoch says nothing about its part.
    function test_RevertGiven_EpochCutOffAfterTheSigning() external {
        Question memory whole = _question(adapter, deal.id, 1);
        vm.warp(T0 + EPOCH + 100);
        _terminate(deal.client, deal.id);
        SignedAnswer[] memory answers = new SignedAnswer[](3);
        for (uint256 i = 0; i < 3; i++) answers[i] = _sign(_keyOf(i), whole, _perfect(), EVIDENCE);
        Question memory part = _question(adapter, deal.id, 1);
        address found = _recover(_digestOf(part, _perfect(), EVIDENCE), answers[0].signature);
        vm.expectRevert(abi.encodeWithSelector(IQuorumAdapter.QuorumSlaOracle_NotSigner.selector, 0, found));
        adapter.submit(deal.id, 1, answers);
        assertEq(part.end, T0 + EPOCH + 100, "cut off");
        for (uint256 i = 0; i < 3; i++) answers[i] = _sign(_keyOf(i), part, _perfect(), EVIDENCE);
        assertTrue(adapter.submit(deal.id, 1, answers), "stored");
    }

    function test_RevertWhen_TooEarly() external {
        vm.warp(T0 + EPOCH - 1);
        _expectNotOpen();
        vm.warp(T0 + EPOCH);
        assertTrue(adapter.submit(deal.id, 0, _signedBy([uint256(0), 1, 2])), "in the window");
    }

    function test_RevertWhen_TooLate() external {
        vm.warp(T0 + EPOCH + TIMEOUT);
        _expectNotOpen();
    }

    function test_RevertGiven_Judged() external {
        adapter.submit(deal.id, 0, _signedBy([uint256(0), 1, 2]));
        SignedAnswer[] memory others = _signedBy([uint256(2), 3, 4]);
        vm.expectRevert(abi.encodeWithSelector(ISlaOracle.SlaOracle_EpochNotOpen.selector, deal.id, 0));
        adapter.submit(deal.id, 0, others);
    }

    function test_requestTellsAndMayBeRepeated() external {
        bytes32 id = keccak256(abi.encode(block.chainid, address(adapter), deal.id, 0));
        for (uint256 i = 0; i < 2; i++) {
            vm.expectEmit(address(adapter));
            emit ISlaOracle.VerdictRequested(deal.id, 0, id);
            assertEq(adapter.request(deal.id, 0), id, "id");
        }
    }

    function _about(Question memory q) private pure returns (SignedAnswer memory) {
        return _sign(_keyOf(2), q, _perfect(), EVIDENCE);
    }

    function _expectNotOpen() private {
        bytes4 selector = ISlaOracle.SlaOracle_EpochNotOpen.selector;
        _expectRefused(abi.encodeWithSelector(selector, deal.id, 0), _signedBy([uint256(0), 1, 2]));
    }

    function _twinOf(bytes memory signature) private pure returns (bytes memory) {
        (bytes32 r, uint256 s) = abi.decode(signature, (bytes32, uint256));
        uint256 order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        return abi.encodePacked(r, order - s, uint8(signature[64]) == 27 ? uint8(28) : uint8(27));
    }
}

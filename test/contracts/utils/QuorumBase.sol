// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { SignedAnswer } from "../../../contracts/types/SignedAnswer.sol";
import { Terms, Verdict } from "../../../contracts/types/Types.sol";
import { EPOCH, EVIDENCE, T0 } from "./Actors.sol";
import { Deal } from "./IWorld.sol";
import { MarketBase } from "./MarketBase.sol";
import { IQuorumAdapter, Question, QuorumSigning } from "./QuorumSigning.sol";
import { vm } from "./Vm.sol";

/// @title The adapter of a quorum of three of five, and a deal whose terms name it; epoch 0 has just ended.
abstract contract QuorumBase is MarketBase, QuorumSigning {
    IQuorumAdapter internal adapter;
    Deal internal deal;

    function setUp() public virtual override {
        super.setUp();
        adapter = _newAdapter(address(market), QUORUM, _signers());
        Terms memory t = world.terms();
        t.oracle = address(adapter);
        deal = world.active(t, 3);
        vm.warp(T0 + EPOCH);
    }

    function _newAdapter(address market_, uint256 quorum, address[] memory signers) internal returns (IQuorumAdapter) {
        bytes memory arguments = abi.encode(market_, quorum, signers);
        return IQuorumAdapter(world.deploy("QuorumSlaOracle.sol:QuorumSlaOracle", arguments));
    }

    /// @dev Signer `signer` about epoch 0.
    function _signed(uint256 signer, Verdict memory v) internal view returns (SignedAnswer memory) {
        return _sign(_keyOf(signer), _question(adapter, deal.id, 0), v, EVIDENCE);
    }

    /// @dev Of these signers about epoch 0, all alike.
    function _signedBy(uint256[3] memory signers) internal view returns (SignedAnswer[] memory answers) {
        answers = new SignedAnswer[](3);
        for (uint256 i = 0; i < 3; i++) answers[i] = _signed(signers[i], _perfect());
    }

    function _expectRefused(bytes memory reason, SignedAnswer[] memory answers) internal {
        vm.expectRevert(reason);
        adapter.submit(deal.id, 0, answers);
        assertTrue(!market.getEpoch(deal.id, 0).judged, "judged");
    }

    /// @dev The third answer is about something else: read as an answer to this question it is a stranger's.
    function _expectForeign(SignedAnswer memory answer) internal {
        SignedAnswer[] memory answers = _signedBy([uint256(0), 1, 2]);
        answers[2] = answer;
        address found = _recover(_digestOf(_asked(), answer.verdict, answer.evidence), answer.signature);
        bytes4 selector = IQuorumAdapter.QuorumSlaOracle_NotSigner.selector;
        _expectRefused(abi.encodeWithSelector(selector, 2, found), answers);
    }

    function _recover(bytes32 digest, bytes memory signature) internal pure returns (address) {
        (bytes32 r, bytes32 s) = abi.decode(signature, (bytes32, bytes32));
        return ecrecover(digest, uint8(signature[64]), r, s);
    }

    /// @dev What every signer was asked.
    function _asked() internal view returns (Question memory) {
        return _question(adapter, deal.id, 0);
    }
}

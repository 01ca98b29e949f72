// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ISlaOracle } from "../../../contracts/interfaces/ISlaOracle.sol";
import { SignedAnswer } from "../../../contracts/types/SignedAnswer.sol";
import { EpochView, Verdict } from "../../../contracts/types/Types.sol";
import { IMarketplace } from "../../../contracts/interfaces/IMarketplace.sol";
import { vm } from "./Vm.sol";

/// @notice The adapter with what its contract adds to {ISlaOracle}.
interface IQuorumAdapter is ISlaOracle {
    error QuorumSlaOracle_BadQuorum(uint256 quorum, uint256 signers);
    error QuorumSlaOracle_TooFewAnswers(uint256 found, uint256 required);
    error QuorumSlaOracle_BadSignature(uint256 index);
    error QuorumSlaOracle_NotSigner(uint256 index, address found);
    error QuorumSlaOracle_DuplicateSigner(address signer);

    function QUORUM() external view returns (uint256);
    function getSigners() external view returns (address[] memory);
    function submit(bytes32 agreementId, uint32 epoch, SignedAnswer[] calldata answers) external returns (bool);
}

/// @notice What is signed about.
struct Question {
    uint256 chainId;
    address adapter;
    address market;
    bytes32 agreementId;
    uint32 epoch;
    uint40 start;
    uint40 end;
}

/// @title Signers of a quorum of three of five, and their messages by EIP-712.
abstract contract QuorumSigning {
    uint256 internal constant SIGNERS = 5;
    uint256 internal constant QUORUM = 3;
    uint256 private constant FIRST_KEY = 0x5164;

    function _keyOf(uint256 signer) internal pure returns (uint256) {
        return FIRST_KEY + signer;
    }

    function _signers() internal pure returns (address[] memory signers) {
        signers = new address[](SIGNERS);
        for (uint256 i = 0; i < SIGNERS; i++) signers[i] = vm.addr(_keyOf(i));
    }

    /// @dev The question as the adapter and its market have it now.
    function _question(ISlaOracle adapter, bytes32 id, uint32 epoch) internal view returns (Question memory) {
        address market = adapter.market();
        EpochView memory view_ = IMarketplace(market).getEpoch(id, epoch);
        return Question(block.chainid, address(adapter), market, id, epoch, view_.start, view_.end);
    }

    function _sign(
        uint256 key,
        Question memory q,
        Verdict memory verdict,
        bytes32 evidence
    ) internal pure returns (SignedAnswer memory) {
        bytes32 digest = _digestOf(q, verdict, evidence);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return SignedAnswer(verdict, evidence, abi.encodePacked(r, s, v));
    }

    function _digestOf(Question memory q, Verdict memory verdict, bytes32 evidence) internal pure returns (bytes32) {
        bytes memory types = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";
        bytes32 domain = keccak256(
            abi.encode(keccak256(types), keccak256("opraas quorum"), keccak256("1"), q.chainId, q.adapter)
        );
        return keccak256(abi.encodePacked(hex"1901", domain, _hashAnswer(q, verdict, evidence)));
    }

    function _hashAnswer(Question memory q, Verdict memory verdict, bytes32 evidence) internal pure returns (bytes32) {
        bytes memory verdictType = bytes.concat(
            "Verdict(uint16 rpc,uint16 unsafeHead,uint16 safeHead,uint16 proposals,uint16 coverage,",
            "uint8 reason,uint96 l1Spend)"
        );
        bytes memory answerType = bytes.concat(
            "Answer(address market,bytes32 agreementId,uint32 epoch,uint40 start,uint40 end,",
            "Verdict verdict,bytes32 evidence)"
        );
        bytes32 hash = keccak256(abi.encode(keccak256(verdictType), verdict));
        return
            keccak256(
                abi.encode(
                    keccak256(bytes.concat(answerType, verdictType)),
                    q.market,
                    q.agreementId,
                    q.epoch,
                    q.start,
                    q.end,
                    hash,
                    evidence
                )
            );
    }
}

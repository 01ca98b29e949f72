// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Arrays } from "@openzeppelin/contracts/utils/Arrays.sol";
import { ECDSA } from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import { IMarketplace } from "../interfaces/IMarketplace.sol";
import { VERDICT_FIELDS, VerdictWords } from "../libraries/VerdictWords.sol";
import { SignedAnswer } from "../types/SignedAnswer.sol";
import { EpochView, Verdict } from "../types/Types.sol";
import { AskedSlaOracle } from "./AskedSlaOracle.sol";

/// @title Verdicts by k of n signers.
/// @notice Each field of the verdict is the median of the answers given, of an even number of them the lower of the
/// two in the middle; the reason is the one that more than half of the answers name, else 0. The evidence is the hash
/// over n words in the order of {getSigners}: the EIP-712 struct hash of each signer's answer, 0 where it gave none.
/// The domain of the messages is name "opraas quorum", version "1", the chain id, and this adapter.
/// @dev Who submits chooses among the answers. So the verdict is within the honest answers' range as long as fewer
/// than half of k signers lie, whatever n is: k decides, and n - k is how many may be silent. The adapter stores
/// nothing and reverts as a whole: every answer may be submitted again while its epoch is open.
contract QuorumSlaOracle is AskedSlaOracle {
    using VerdictWords for *;

    bytes32 private constant DOMAIN_TYPEHASH = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );
    bytes32 private constant NAME_HASH = keccak256("opraas quorum");
    bytes32 private constant VERSION_HASH = keccak256("1");
    bytes32 private constant VERDICT_TYPEHASH = keccak256(
        "Verdict(uint16 rpc,uint16 unsafeHead,uint16 safeHead,uint16 proposals,uint16 coverage,uint8 reason,uint96 l1Spend)"
    );
    bytes32 private constant ANSWER_TYPEHASH = keccak256(
        "Answer(address market,bytes32 agreementId,uint32 epoch,uint40 start,uint40 end,Verdict verdict,bytes32 evidence)Verdict(uint16 rpc,uint16 unsafeHead,uint16 safeHead,uint16 proposals,uint16 coverage,uint8 reason,uint96 l1Spend)"
    );
    /// @dev One bit per signer in a word.
    uint256 private constant MAX_SIGNERS = 32;

    /// @notice How many signers it takes: k.
    uint256 public immutable QUORUM;

    address[] private _signers;
    /// @dev Place in {_signers}, from 1; 0: no signer.
    mapping(address signer => uint256) private _places;

    /// @notice Thrown at deployment when k is 0 or above n, or there are more than 32 signers.
    error QuorumSlaOracle_BadQuorum(uint256 quorum, uint256 signers);
    /// @notice Thrown when fewer than k answers are given.
    error QuorumSlaOracle_TooFewAnswers(uint256 found, uint256 required);
    /// @notice Thrown when the bytes given with an answer are no signature.
    error QuorumSlaOracle_BadSignature(uint256 index);
    /// @notice Thrown when an answer is signed by somebody else, or is not about this epoch of this agreement.
    /// @param found Whose signature it would be.
    error QuorumSlaOracle_NotSigner(uint256 index, address found);
    /// @notice Thrown when a signer is named, or has answered, twice.
    error QuorumSlaOracle_DuplicateSigner(address signer);

    /// @param quorum How many of the signers it takes.
    /// @param signers Distinct accounts.
    constructor(address market_, uint256 quorum, address[] memory signers) AskedSlaOracle(market_) {
        uint256 n = signers.length;
        if (quorum == 0 || quorum > n || n > MAX_SIGNERS) revert QuorumSlaOracle_BadQuorum(quorum, n);
        for (uint256 i = 0; i < n; i++) {
            address signer = signers[i];
            if (signer == address(0)) revert QuorumSlaOracle_NotSigner(i, signer);
            if (_places[signer] != 0) revert QuorumSlaOracle_DuplicateSigner(signer);
            _places[signer] = i + 1;
        }
        QUORUM = quorum;
        _signers = signers;
    }

    /// @notice Those whose answers count, in the order of the evidence.
    function getSigners() external view returns (address[] memory) {
        return _signers;
    }

    /// @notice Anyone: brings at least k answers of distinct signers about an open epoch, in any order.
    /// @dev The window that was signed must be the epoch's as it is now: an answer about an epoch that was cut off
    /// later is another question.
    /// @return stored Whether the market counts the verdict.
    function submit(bytes32 agreementId, uint32 epoch, SignedAnswer[] calldata answers) external returns (bool stored) {
        if (answers.length < QUORUM) revert QuorumSlaOracle_TooFewAnswers(answers.length, QUORUM);
        EpochView memory asked = _requireOpen(agreementId, epoch);
        bytes32 evidence = _verify(agreementId, epoch, asked, answers);
        Verdict memory verdict = _median(answers);
        stored = IMarketplace(market).onVerdict(agreementId, epoch, verdict, evidence);
        emit VerdictDelivered(agreementId, epoch, stored);
    }

    /// @notice Reverts: no answer is ever kept here.
    function deliver(bytes32 agreementId, uint32 epoch) external pure returns (bool) {
        revert SlaOracle_NothingKept(agreementId, epoch);
    }

    /// @dev The evidence of answers that are all of distinct signers; reverts on any other.
    function _verify(
        bytes32 agreementId,
        uint32 epoch,
        EpochView memory asked,
        SignedAnswer[] calldata answers
    ) private view returns (bytes32) {
        bytes32 domain = keccak256(abi.encode(DOMAIN_TYPEHASH, NAME_HASH, VERSION_HASH, block.chainid, address(this)));
        bytes32[] memory hashes = new bytes32[](_signers.length);
        for (uint256 i = 0; i < answers.length; i++) {
            bytes32 hash = keccak256(
                abi.encode(
                    ANSWER_TYPEHASH,
                    market,
                    agreementId,
                    epoch,
                    asked.start,
                    asked.end,
                    keccak256(abi.encode(VERDICT_TYPEHASH, answers[i].verdict)),
                    answers[i].evidence
                )
            );
            address signer = _recover(i, keccak256(abi.encodePacked(hex"1901", domain, hash)), answers[i].signature);
            uint256 place = _places[signer];
            if (place == 0) revert QuorumSlaOracle_NotSigner(i, signer);
            if (hashes[place - 1] != 0) revert QuorumSlaOracle_DuplicateSigner(signer);
            hashes[place - 1] = hash;
        }
        return keccak256(abi.encodePacked(hashes));
    }

    function _recover(uint256 index, bytes32 digest, bytes calldata signature) private pure returns (address signer) {
        ECDSA.RecoverError failure;
        // The third word only says more about the failure.
        // slither-disable-next-line unused-return
        (signer, failure, ) = ECDSA.tryRecoverCalldata(digest, signature);
        if (failure != ECDSA.RecoverError.NoError) revert QuorumSlaOracle_BadSignature(index);
    }

    function _median(SignedAnswer[] calldata answers) private pure returns (Verdict memory) {
        uint256 n = answers.length;
        // Filled below, field by field.
        // slither-disable-next-line uninitialized-local
        uint256[][VERDICT_FIELDS] memory columns;
        for (uint256 field = 0; field < VERDICT_FIELDS; field++) columns[field] = new uint256[](n);
        for (uint256 i = 0; i < n; i++) {
            uint256[VERDICT_FIELDS] memory row = answers[i].verdict.fromVerdict();
            for (uint256 field = 0; field < VERDICT_FIELDS; field++) columns[field][i] = row[field];
        }
        // slither-disable-next-line uninitialized-local
        uint256[VERDICT_FIELDS] memory words;
        for (uint256 field = 0; field < VERDICT_FIELDS; field++) {
            // Sorts in place.
            // slither-disable-next-line unused-return
            Arrays.sort(columns[field]);
            words[field] = columns[field][(n - 1) / 2];
        }
        uint256 reason = words[VerdictWords.REASON];
        if (!_hasMajority(columns[VerdictWords.REASON], reason)) words[VerdictWords.REASON] = 0;
        return words.toVerdict();
    }

    /// @dev A reason is a code: what lies between two of them means nothing.
    function _hasMajority(uint256[] memory column, uint256 value) private pure returns (bool) {
        uint256 votes = 0;
        for (uint256 i = 0; i < column.length; i++) if (column[i] == value) votes++;
        return 2 * votes > column.length;
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { SignedOffer } from "../../../contracts/interfaces/ISignedOffers.sol";
import { KeySet, Metric, Offer, Sla, Terms } from "../../../contracts/types/Types.sol";

/// @title EIP-712 struct hashes written out plainly: the judge of what the contracts compute.
library TermsHash {
    bytes private constant METRIC = "Metric(uint16 target,uint16 floor,uint16 payoutAtFloor)";
    bytes private constant SLA =
        "Sla(Metric rpc,Metric unsafeHead,Metric safeHead,Metric proposals,bytes32 profile,uint32 probeInterval,uint32 maxLatency,uint32 maintenance,uint16 slash,uint16 silentPayout,uint16 minCoverage)";
    bytes private constant TERMS =
        "Terms(address vendor,uint64 l1ChainId,address token,uint96 pricePerEpoch,uint96 setupFee,uint96 bond,uint32 epochLength,uint32 reserveWindow,uint32 startWindow,uint32 notice,uint32 grace,uint32 verdictTimeout,uint16 minPrepaidEpochs,address oracle,address lens,bool clientPaysL1,uint96 l1CapPerEpoch,uint64 maxGasLimit,bytes32 document,Sla sla)";
    bytes private constant OFFER = "Offer(bytes32 terms,address client,bytes32 agreement,uint64 deadline,bytes32 salt)";
    bytes private constant KEY_SET = "KeySet(address batcher,address unsafeSigner,address proposer,address challenger)";
    bytes private constant SIGNED_OFFER =
        "SignedOffer(Terms terms,KeySet keySet,address client,uint64 deadline,bytes32 salt,string uri)";
    bytes private constant DOMAIN =
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";

    function ofMetric(Metric memory m) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(METRIC), m.target, m.floor, m.payoutAtFloor));
    }

    function ofSla(Sla memory s) internal pure returns (bytes32) {
        bytes memory metrics = abi.encode(
            keccak256(bytes.concat(SLA, METRIC)),
            ofMetric(s.rpc),
            ofMetric(s.unsafeHead),
            ofMetric(s.safeHead),
            ofMetric(s.proposals)
        );
        bytes memory rest = abi.encode(
            s.profile,
            s.probeInterval,
            s.maxLatency,
            s.maintenance,
            s.slash,
            s.silentPayout,
            s.minCoverage
        );
        return keccak256(bytes.concat(metrics, rest));
    }

    function ofTerms(Terms memory t) internal pure returns (bytes32) {
        bytes memory head = abi.encode(
            keccak256(bytes.concat(TERMS, METRIC, SLA)),
            t.vendor,
            t.l1ChainId,
            t.token,
            t.pricePerEpoch,
            t.setupFee,
            t.bond,
            t.epochLength,
            t.reserveWindow,
            t.startWindow
        );
        bytes memory tail = abi.encode(
            t.notice,
            t.grace,
            t.verdictTimeout,
            t.minPrepaidEpochs,
            t.oracle,
            t.lens,
            t.clientPaysL1,
            t.l1CapPerEpoch,
            t.maxGasLimit,
            t.document,
            ofSla(t.sla)
        );
        return keccak256(bytes.concat(head, tail));
    }

    function ofOffer(Offer memory o) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(OFFER), o.terms, o.client, o.agreement, o.deadline, o.salt));
    }

    function ofKeySet(KeySet memory k) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(KEY_SET), k.batcher, k.unsafeSigner, k.proposer, k.challenger));
    }

    function ofSignedOffer(SignedOffer memory o) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(bytes.concat(SIGNED_OFFER, KEY_SET, METRIC, SLA, TERMS));
        bytes32 uri = keccak256(bytes(o.uri));
        return keccak256(abi.encode(typeHash, ofTerms(o.terms), ofKeySet(o.keySet), o.client, o.deadline, o.salt, uri));
    }

    /// @dev What is signed for a struct hash under the domain of a market.
    function digestFor(bytes32 structHash, uint256 chainId, address market) internal pure returns (bytes32) {
        bytes32 domain = keccak256(abi.encode(keccak256(DOMAIN), keccak256("opraas"), keccak256("1"), chainId, market));
        return keccak256(bytes.concat(hex"1901", domain, structHash));
    }

    function ofAgreement(
        address market,
        address client,
        address vendor,
        KeySet memory keys
    ) internal view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, market, client, vendor, ofKeySet(keys)));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Metric, Terms } from "../types/Types.sol";

/// @notice {Terms} laid out flat: 38 words, in memory just as in calldata. The position of a field is its number in
/// {OfferBook_TermOutOfRange}; the metrics are words 19 to 30, three each (see {TermsCode.metric}).
struct FlatTerms {
    address vendor; // 0
    uint64 l1ChainId;
    address token;
    uint96 pricePerEpoch;
    uint96 setupFee;
    uint96 bond; // 5
    uint32 epochLength;
    uint32 reserveWindow;
    uint32 startWindow;
    uint32 notice;
    uint32 grace; // 10
    uint32 verdictTimeout;
    uint16 minPrepaidEpochs;
    address oracle;
    address lens;
    bool clientPaysL1; // 15
    uint96 l1CapPerEpoch;
    uint64 maxGasLimit;
    bytes32 document;
    uint16 rpcTarget; // 19
    uint16 rpcFloor;
    uint16 rpcPayoutAtFloor;
    uint16 unsafeTarget; // 22
    uint16 unsafeFloor;
    uint16 unsafePayoutAtFloor;
    uint16 safeTarget; // 25
    uint16 safeFloor;
    uint16 safePayoutAtFloor;
    uint16 proposalsTarget; // 28
    uint16 proposalsFloor;
    uint16 proposalsPayoutAtFloor;
    bytes32 profile; // 31
    uint32 probeInterval;
    uint32 maxLatency;
    uint32 maintenance;
    uint16 slash; // 35
    uint16 silentPayout;
    uint16 minCoverage;
}

/// @title Terms as the code of a contract of their own: immutable by nature, read whole at the price of one slot.
/// @dev Hashes are EIP-712 struct hashes: any wallet and viem's `hashStruct` compute the same; a test compares.
library TermsCode {
    uint256 private constant SIZE = 38 * 32;
    uint256 private constant METRICS_AT = 19 * 32;
    /// @dev Bits of each field in order; 0 stands for 256.
    bytes private constant WIDTHS = hex"a040a060606020202020202010a0a00160400010101010101010101010101000202020101010";
    /// @dev Copies what follows it into the new contract's code; the two bytes after 0x61 are its length.
    uint256 private constant COPIER = 0x61000080600a3d393df3;

    string private constant METRIC = "Metric(uint16 target,uint16 floor,uint16 payoutAtFloor)";
    string private constant SLA =
        "Sla(Metric rpc,Metric unsafeHead,Metric safeHead,Metric proposals,bytes32 profile,uint32 probeInterval,uint32 maxLatency,uint32 maintenance,uint16 slash,uint16 silentPayout,uint16 minCoverage)";
    string private constant TERMS =
        "Terms(address vendor,uint64 l1ChainId,address token,uint96 pricePerEpoch,uint96 setupFee,uint96 bond,uint32 epochLength,uint32 reserveWindow,uint32 startWindow,uint32 notice,uint32 grace,uint32 verdictTimeout,uint16 minPrepaidEpochs,address oracle,address lens,bool clientPaysL1,uint96 l1CapPerEpoch,uint64 maxGasLimit,bytes32 document,Sla sla)";
    bytes32 private constant METRIC_TYPEHASH = keccak256(bytes(METRIC));
    bytes32 private constant SLA_TYPEHASH = keccak256(abi.encodePacked(SLA, METRIC));
    bytes32 private constant TERMS_TYPEHASH = keccak256(abi.encodePacked(TERMS, METRIC, SLA));

    /// @notice Thrown when the contract that should hold terms cannot be created.
    error TermsCode_NotStored();

    /// @dev The flat view of terms in calldata, exactly as given: {firstTooWide} says whether each field fits its type.
    function flatten(Terms calldata terms) internal pure returns (FlatTerms memory t) {
        assembly ("memory-safe") {
            calldatacopy(t, terms, SIZE)
        }
    }

    /// @dev The stored terms; all zero when nothing is stored there.
    function load(address holder) internal view returns (FlatTerms memory t) {
        assembly ("memory-safe") {
            extcodecopy(holder, t, 1, SIZE) // behind the STOP
        }
    }

    /// @dev Overwrites `t` with the stored terms, for everybody that holds it.
    function reload(FlatTerms memory t, address holder) internal view {
        assembly ("memory-safe") {
            extcodecopy(holder, t, 1, SIZE)
        }
    }

    /// @dev Ends the call with the stored terms as its answer: flat in memory is how the ABI encodes {Terms}.
    function respond(address holder) internal view {
        assembly ("memory-safe") {
            let t := mload(0x40)
            extcodecopy(holder, t, 1, SIZE)
            return(t, SIZE)
        }
    }

    /// @dev Creates the contract that holds the terms.
    function store(FlatTerms memory t) internal returns (address holder) {
        assembly ("memory-safe") {
            let code := mload(0x40)
            // 10 bytes of copier, a STOP, the terms.
            mstore(code, shl(176, or(COPIER, shl(56, add(SIZE, 1)))))
            mcopy(add(code, 11), t, SIZE)
            holder := create(0, code, add(SIZE, 11))
        }
        if (holder == address(0)) revert TermsCode_NotStored();
    }

    /// @dev Position and value of the first field that does not fit its type; position 38: all fit.
    function firstTooWide(FlatTerms memory t) internal pure returns (uint256 field, uint256 value, uint256 max) {
        for (field = 0; field < 38; field++) {
            uint8 width = uint8(WIDTHS[field]);
            value = wordAt(t, field);
            max = width == 0 ? type(uint256).max : (1 << width) - 1;
            if (value > max) break;
        }
    }

    /// @dev Field number `field`, as a word.
    function wordAt(FlatTerms memory t, uint256 field) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := mload(add(t, shl(5, field)))
        }
    }

    /// @dev The ABI encoding of the terms.
    function encode(FlatTerms memory t) internal pure returns (bytes memory encoded) {
        encoded = new bytes(SIZE);
        assembly ("memory-safe") {
            mcopy(add(encoded, 0x20), t, SIZE)
        }
    }

    /// @dev Metric 0 to 3: rpc, unsafeHead, safeHead, proposals. Points into `t`.
    function metric(FlatTerms memory t, uint256 index) internal pure returns (Metric memory m) {
        assembly ("memory-safe") {
            m := add(add(t, METRICS_AT), mul(index, 96))
        }
    }

    /// @dev EIP-712 struct hash.
    function hash(FlatTerms memory t) internal pure returns (bytes32 result) {
        (bytes32 metricType, bytes32 slaType, bytes32 termsType) = (METRIC_TYPEHASH, SLA_TYPEHASH, TERMS_TYPEHASH);
        assembly ("memory-safe") {
            let sla := mload(0x40) // type, 4 hashes of metrics, 7 words: 12 words
            let scratch := add(sla, 0x180) // 21 words at most
            mstore(sla, slaType)
            mstore(scratch, metricType)
            for {
                let i := 0
            } lt(i, 4) {
                i := add(i, 1)
            } {
                mcopy(add(scratch, 0x20), add(add(t, METRICS_AT), mul(i, 0x60)), 0x60)
                mstore(add(sla, shl(5, add(i, 1))), keccak256(scratch, 0x80))
            }
            mcopy(add(sla, 0xa0), add(t, 0x3e0), 0xe0)
            mstore(scratch, termsType)
            mcopy(add(scratch, 0x20), t, METRICS_AT)
            mstore(add(scratch, 0x280), keccak256(sla, 0x180))
            result := keccak256(scratch, 0x2a0)
        }
    }
}

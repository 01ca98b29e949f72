// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Judgement, PackedVerdict, SlaMath } from "../../../contracts/libraries/SlaMath.sol";
import { FlatTerms, TermsCode } from "../../../contracts/libraries/TermsCode.sol";
import { Metric, Terms, Verdict } from "../../../contracts/types/Types.sol";
import { ILibraryHarness } from "./ILibraryHarness.sol";

/// @title The internal libraries, callable.
contract LibraryHarness is ILibraryHarness {
    using TermsCode for FlatTerms;

    function payoutAt(Metric memory metric, uint256 value) external pure returns (uint256) {
        return SlaMath.payoutAt(metric, value);
    }

    function slashAt(Metric memory metric, uint256 value) external pure returns (uint256) {
        return SlaMath.slashAt(metric, value);
    }

    function judge(
        Terms calldata terms,
        Verdict calldata v,
        uint256 elapsed
    ) external pure returns (uint256[4] memory) {
        Judgement memory j = SlaMath.judge(TermsCode.flatten(terms), SlaMath.pack(v), elapsed);
        return [j.uptime, j.fullPayout, j.payout, j.slash];
    }

    function pack(Verdict calldata v) external pure returns (bool isPresent, uint16 coverage, uint8 reason) {
        PackedVerdict packed = SlaMath.pack(v);
        return (packed.isPresent(), packed.coverage(), packed.reason());
    }

    function hashTerms(Terms calldata terms) external pure returns (bytes32) {
        return TermsCode.flatten(terms).hash();
    }

    function encodeTerms(Terms calldata terms) external pure returns (bytes memory) {
        return TermsCode.flatten(terms).encode();
    }

    function storeTerms(Terms calldata terms) external returns (address) {
        return TermsCode.flatten(terms).store();
    }

    function loadTerms(address holder) external view returns (bytes32 hash, Metric[4] memory metrics) {
        FlatTerms memory t = TermsCode.load(holder);
        for (uint256 i = 0; i < 4; i++) metrics[i] = TermsCode.metric(t, i);
        return (t.hash(), metrics);
    }

    function respondTerms(address holder) external view returns (Terms memory) {
        TermsCode.respond(holder);
    }

    function firstTooWide(Terms calldata terms) external pure returns (uint256 field) {
        (field, , ) = TermsCode.flatten(terms).firstTooWide();
    }
}

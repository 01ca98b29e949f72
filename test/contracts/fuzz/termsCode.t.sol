// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { TermsCode } from "../../../contracts/libraries/TermsCode.sol";
import { KeySet, Metric, Offer, Terms } from "../../../contracts/types/Types.sol";
import { CLIENT, VENDOR } from "../utils/Actors.sol";
import { ILibraryHarness } from "../utils/ILibraryHarness.sol";
import { MarketBase } from "../utils/MarketBase.sol";
import { TermsHash } from "../utils/TermsHash.sol";
import { vm } from "../utils/Vm.sol";

contract TermsCodeFuzzTest is MarketBase {
    using TermsHash for *;

    ILibraryHarness private _lib;

    function setUp() public override {
        super.setUp();
        _lib = ILibraryHarness(world.deploy("LibraryHarness.sol:LibraryHarness", ""));
    }

    function testFuzz_HashIsTheStructHash(Terms memory t) external view {
        assertEq(_lib.hashTerms(t), t.ofTerms(), "hash");
        assertEq(_lib.encodeTerms(t), abi.encode(t), "encoding");
        assertEq(_lib.firstTooWide(t), 38, "all fields fit");
    }

    function testFuzz_StoredTermsComeBack(Terms memory t) external {
        address holder = _lib.storeTerms(t);
        assertEq(abi.encode(_lib.respondTerms(holder)), abi.encode(t), "terms");
        (bytes32 hash, Metric[4] memory metrics) = _lib.loadTerms(holder);
        assertEq(hash, t.ofTerms(), "hash of what was loaded");
        Metric[4] memory expected = [t.sla.rpc, t.sla.unsafeHead, t.sla.safeHead, t.sla.proposals];
        assertEq(abi.encode(metrics), abi.encode(expected), "metrics");
        assertEq(holder.code.length, 38 * 32 + 1, "size");
        assertEq(uint8(holder.code[0]), 0, "behind a STOP");
    }

    /// The contract that holds the terms costs 200 gas per byte of them: with less, nothing is offered.
    function test_RevertWhen_TooLittleGasToStore() external {
        Terms memory t = world.terms();
        vm.expectRevert(TermsCode.TermsCode_NotStored.selector);
        _lib.storeTerms{ gas: 250_000 }(t);
        _lib.storeTerms{ gas: 350_000 }(t);
    }

    /// Any changed bit of any field changes the hash.
    function testFuzz_HashSeesEveryBit(Terms memory t, uint256 word, uint256 bit) external view {
        bytes memory words = abi.encode(t);
        bytes32 before = _lib.hashTerms(t);
        word = bound(word, 0, 37);
        uint256 flip = uint256(1) << (word == 15 ? 0 : bound(bit, 0, 15)); // the flag has one bit
        assembly ("memory-safe") {
            let at := add(add(words, 0x20), mul(word, 0x20))
            mstore(at, xor(mload(at), flip))
        }
        assertTrue(_lib.hashTerms(abi.decode(words, (Terms))) != before, "another hash");
    }

    function testFuzz_OfferIds(Offer memory offer, string memory uri) external {
        Terms memory t = world.terms();
        offer.terms = t.ofTerms();
        offer.deadline = uint64(bound(offer.deadline, 0, type(uint40).max));
        vm.prank(VENDOR);
        assertEq(book.createOffer(t, offer, uri), offer.ofOffer(), "offer id");
    }

    function testFuzz_AgreementIds(address client, address vendor, KeySet memory keys) external view {
        bytes32 expected = address(market).ofAgreement(client, vendor, keys);
        assertEq(market.agreementIdOf(client, vendor, keys.ofKeySet()), expected, "agreement id");
    }

    function testFuzz_KeySetHashes(KeySet memory keys) external {
        vm.assume(keys.batcher != keys.unsafeSigner && keys.batcher != keys.proposer);
        vm.assume(keys.batcher != keys.challenger && keys.unsafeSigner != keys.proposer);
        vm.assume(keys.unsafeSigner != keys.challenger && keys.proposer != keys.challenger);
        vm.assume(keys.batcher != address(0) && keys.unsafeSigner != address(0));
        vm.assume(keys.proposer != address(0) && keys.challenger != address(0));
        world.addKeys(CLIENT, keys);
        assertTrue(book.isKeySetFree(CLIENT, keys.ofKeySet()), "free under its hash");
    }
}

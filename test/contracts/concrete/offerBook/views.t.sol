// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IOfferBook } from "../../../../contracts/interfaces/IOfferBook.sol";
import { Metric, Offer, Terms } from "../../../../contracts/types/Types.sol";
import { VENDOR, OPERATOR, CLIENT, STRANGER, T0, MIN_EPOCH } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { TermsHash } from "../../utils/TermsHash.sol";
import { vm } from "../../utils/Vm.sol";

contract OfferBookViewsTest is MarketBase {
    using TermsHash for *;

    function test_getTerms_ZeroWhen_Unknown() external view {
        Terms memory zero;
        assertEq(abi.encode(book.getTerms(keccak256("unknown"))), abi.encode(zero), "terms");
    }

    function test_getTermsAt_ZeroWhen_NothingThere() external view {
        Terms memory zero;
        assertEq(abi.encode(book.getTermsAt(STRANGER)), abi.encode(zero), "terms");
    }

    function test_getTerms_ReturnsTheGreatest() external {
        Terms memory t;
        t.vendor = address(type(uint160).max);
        t.l1ChainId = type(uint64).max;
        t.token = address(token);
        (t.pricePerEpoch, t.setupFee, t.bond) = (type(uint96).max, type(uint96).max, type(uint96).max);
        (t.epochLength, t.reserveWindow, t.startWindow) = (31 days, 90 days, 90 days);
        (t.notice, t.grace, t.verdictTimeout) = (90 days, 90 days, 7 days);
        t.minPrepaidEpochs = 400;
        (t.oracle, t.lens) = (address(type(uint160).max), address(type(uint160).max));
        t.clientPaysL1 = true;
        (t.l1CapPerEpoch, t.maxGasLimit) = (type(uint96).max, type(uint64).max);
        (t.document, t.sla.profile) = (bytes32(type(uint256).max), bytes32(type(uint256).max));
        Metric memory full = Metric(10_000, 10_000, 10_000);
        (t.sla.rpc, t.sla.unsafeHead, t.sla.safeHead, t.sla.proposals) = (full, full, full, full);
        (t.sla.probeInterval, t.sla.maxLatency, t.sla.maintenance) = (31 days, type(uint32).max, 31 days);
        (t.sla.slash, t.sla.silentPayout, t.sla.minCoverage) = (10_000, 10_000, 10_000);
        _roundTrip(t);
    }

    function test_getTerms_ReturnsTheSmallest() external {
        Terms memory t;
        (t.vendor, t.token, t.oracle) = (address(1), address(token), address(1));
        (t.l1ChainId, t.pricePerEpoch, t.minPrepaidEpochs) = (1, 1, 1);
        (t.epochLength, t.reserveWindow, t.startWindow, t.verdictTimeout) = (MIN_EPOCH, 1, 1, 1);
        t.sla.safeHead = Metric(1, 0, 0);
        (t.sla.probeInterval, t.sla.maxLatency) = (1, 1);
        _roundTrip(t);
    }

    /// The holder's code is data behind a STOP: nobody can run it.
    function test_TermsHolderDoesNothing() external {
        Deal memory deal = world.reserved(2);
        address holder = market.getAgreement(deal.id).terms;
        assertEq(holder.code, bytes.concat(hex"00", abi.encode(world.terms())), "code");
        vm.prank(STRANGER);
        // No function there: it must do nothing.
        // solhint-disable-next-line avoid-low-level-calls
        (bool success, bytes memory answer) = holder.call(hex"ff");
        assertTrue(success && answer.length == 0, "stops");
    }

    function test_getOffer_ZeroWhen_Unknown() external view {
        (bytes32 termsHash, address client, uint64 deadline, bool open) = book.getOffer(keccak256("unknown"));
        assertEq(termsHash, 0, "terms");
        assertEq(client, address(0), "client");
        assertEq(deadline, 0, "deadline");
        assertTrue(!open, "not open");
    }

    function test_getOffer_OpenUntilDeadline() external {
        Offer memory offer = world.offerOf(world.terms());
        offer.deadline = T0 + 10;
        bytes32 offerId = world.createOffer(world.terms(), offer);
        vm.warp(T0 + 10);
        (, , , bool open) = book.getOffer(offerId);
        assertTrue(open, "open at its deadline");
        vm.warp(T0 + 11);
        (, , , open) = book.getOffer(offerId);
        assertTrue(!open, "closed after it");
    }

    function test_isKeySetFree_NotGiven_Used() external {
        Deal memory deal = world.prepare();
        assertTrue(book.isKeySetFree(VENDOR, deal.keys.ofKeySet()), "free");
        world.accept(deal);
        assertTrue(!book.isKeySetFree(VENDOR, deal.keys.ofKeySet()), "used");
        _terminate(CLIENT, deal.id);
        assertTrue(!book.isKeySetFree(VENDOR, deal.keys.ofKeySet()), "used up for good");
    }

    function test_setOperator_AllowsDisallowsAndTells() external {
        assertTrue(book.isOperator(STRANGER, STRANGER), "a vendor is its own");
        assertTrue(!book.isOperator(STRANGER, OPERATOR), "not this vendor's");
        vm.startPrank(STRANGER);
        vm.expectEmit(address(book));
        emit IOfferBook.OperatorSet(STRANGER, OPERATOR, true);
        book.setOperator(OPERATOR, true);
        assertTrue(book.isOperator(STRANGER, OPERATOR), "allowed");
        vm.expectEmit(address(book));
        emit IOfferBook.OperatorSet(STRANGER, OPERATOR, false);
        book.setOperator(OPERATOR, false);
        assertTrue(!book.isOperator(STRANGER, OPERATOR), "disallowed");
        assertTrue(book.isOperator(VENDOR, OPERATOR), "the other vendor's stays");
        vm.stopPrank();
    }

    function _roundTrip(Terms memory t) private {
        world.createOffer(t, world.offerOf(t));
        assertEq(abi.encode(book.getTerms(t.ofTerms())), abi.encode(t), "getTerms");
        Deal memory deal = world.prepare(t, CLIENT, 0);
        vm.prank(address(market));
        address holder = book.reserve(deal.offerId, deal.termsHash, CLIENT, deal.keys.ofKeySet()).terms;
        assertEq(abi.encode(book.getTermsAt(holder)), abi.encode(t), "getTermsAt");
    }
}

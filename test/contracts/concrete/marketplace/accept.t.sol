// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IEscrow } from "../../../../contracts/interfaces/IEscrow.sol";
import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { IOfferBook } from "../../../../contracts/interfaces/IOfferBook.sol";
import { AgreementView, Chain, Offer, States, Terms } from "../../../../contracts/types/Types.sol";
import { PlainToken } from "../../doubles/Tokens.sol";
import {
    BOND,
    CLIENT,
    FEE_PPM,
    OWNER,
    PRICE,
    RECIPIENT,
    RESERVE_WINDOW,
    SETUP,
    START_WINDOW,
    STRANGER,
    T0,
    VENDOR
} from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { TermsHash } from "../../utils/TermsHash.sol";
import { vm } from "../../utils/Vm.sol";

contract AcceptTest is MarketBase {
    using TermsHash for *;

    Chain private _none;

    function test_RevertGiven_Stopped() external {
        Deal memory deal = world.prepare();
        vm.prank(OWNER);
        book.setStopped(true);
        _expect(deal, abi.encodeWithSelector(IOfferBook.OfferBook_Stopped.selector));
    }

    function test_RevertWhen_TermsAreNotTheOnesSeen() external {
        Deal memory deal = world.prepare();
        bytes32 real = deal.termsHash;
        deal.termsHash = keccak256("bait");
        _expect(deal, abi.encodeWithSelector(IOfferBook.OfferBook_TermsMismatch.selector, real, deal.termsHash));
    }

    function test_RevertGiven_KeySetUsed() external {
        Deal memory deal = world.reserved(2);
        world.addBond(VENDOR, BOND);
        world.mint(token, CLIENT, deal.deposit);
        bytes32 keySetHash = deal.keys.ofKeySet();
        _expect(deal, abi.encodeWithSelector(IOfferBook.OfferBook_KeySetTaken.selector, VENDOR, keySetHash));
    }

    function test_RevertWhen_DepositBelowMinimum() external {
        uint128 min = SETUP + 2 * PRICE;
        Deal memory deal = world.prepare(world.terms(), CLIENT, min - 1);
        _expect(deal, abi.encodeWithSelector(IEscrow.Escrow_DepositTooSmall.selector, min - 1, min));
    }

    function test_RevertWhen_DepositFundsTooMuch() external {
        uint128 max = SETUP + 401 * PRICE - 1;
        Deal memory deal = world.prepare(world.terms(), CLIENT, max + 1);
        _expect(deal, abi.encodeWithSelector(IEscrow.Escrow_DepositTooLarge.selector, max + 1, max));
    }

    function test_RevertGiven_BondPotTooSmall() external {
        Deal memory deal = world.prepare();
        vm.prank(VENDOR);
        market.withdrawBond(address(token), 1, RECIPIENT);
        bytes4 selector = IEscrow.Escrow_BondPotTooSmall.selector;
        _expect(deal, abi.encodeWithSelector(selector, VENDOR, address(token), BOND - 1, BOND));
    }

    function test_RevertGiven_NotApproved() external {
        Deal memory deal = world.prepare();
        vm.prank(CLIENT);
        token.approve(address(market), deal.deposit - 1);
        bytes4 selector = PlainToken.PlainToken_TooLittle.selector;
        _expect(deal, abi.encodeWithSelector(selector, CLIENT, deal.deposit - 1, deal.deposit));
    }

    function test_RevertWhen_ChainHasNoId() external {
        Deal memory deal = world.prepare();
        Chain memory chain = Chain(address(0xC001), 0, "");
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.Marketplace_ChainInvalid.selector, address(0xC001), 0));
        vm.prank(CLIENT);
        market.accept(deal.offerId, deal.termsHash, deal.keys, deal.deposit, chain);
    }

    function test_ReservesAndTells() external {
        Deal memory deal = world.prepare();
        vm.expectEmit(address(market));
        emit IMarketplace.AgreementAccepted(
            deal.id,
            CLIENT,
            VENDOR,
            deal.offerId,
            deal.termsHash,
            deal.keys.ofKeySet(),
            deal.deposit,
            BOND,
            FEE_PPM,
            T0 + RESERVE_WINDOW
        );
        vm.prank(CLIENT);
        bytes32 id = market.accept(deal.offerId, deal.termsHash, deal.keys, deal.deposit, _none);
        assertEq(id, deal.id, "id");

        AgreementView memory a = market.getAgreement(id);
        assertEq(a.client, CLIENT, "client");
        assertEq(a.vendor, VENDOR, "vendor");
        assertEq(a.token, address(token), "token");
        assertEq(a.feePpm, FEE_PPM, "fee");
        assertEq(a.anchor, T0 + RESERVE_WINDOW, "deadline");
        assertEq(a.settledEpochs + a.fundedEpochs + a.silentStreak + a.endsAt, 0, "nothing has begun");
        assertEq(a.systemConfig, address(0), "no chain");
        assertEq(a.endpointsBlock, 0, "no endpoints");
        assertStateOf(id, States.RESERVED);
        assertLines(id, deal.deposit, 0, BOND);
        assertEq(abi.encode(book.getTermsAt(a.terms)), abi.encode(world.terms()), "terms");
    }

    function test_MovesTheMoney() external {
        Deal memory deal = world.prepare();
        world.addBond(VENDOR, 7);
        uint256 held = token.balanceOf(address(market));
        world.accept(deal);
        assertEq(token.balanceOf(address(market)) - held, deal.deposit, "deposit came in");
        assertEq(token.balanceOf(CLIENT), 0, "from the client");
        assertEq(market.potOf(VENDOR, address(token)), 7, "the bond left the pot");
    }

    function test_TakesTheSmallestDeposit() external {
        Deal memory deal = world.prepare(world.terms(), CLIENT, SETUP + 2 * PRICE);
        world.accept(deal);
        assertLines(deal.id, SETUP + 2 * uint256(PRICE), 0, BOND);
    }

    function test_TakesTheGreatestDeposit() external {
        Deal memory deal = world.prepare(world.terms(), CLIENT, SETUP + 401 * PRICE - 1);
        world.accept(deal);
        world.bind(deal);
        world.start(deal);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 400, "funded");
    }

    function test_NeedsNoBondGiven_ZeroBond() external {
        Terms memory t = world.terms();
        (t.bond, t.setupFee) = (0, 0);
        Deal memory deal = world.reserved(t, 2);
        assertLines(deal.id, 2 * uint256(PRICE), 0, 0);
    }

    function test_BindsInTheSameCall() external {
        Deal memory deal = world.prepare();
        Chain memory chain = world.chain();
        vm.expectEmit(address(market));
        emit IMarketplace.ChainBound(deal.id, chain.systemConfig, 4242, chain.config, T0 + START_WINDOW);
        vm.prank(CLIENT);
        market.accept(deal.offerId, deal.termsHash, deal.keys, deal.deposit, chain);

        AgreementView memory a = market.getAgreement(deal.id);
        assertStateOf(deal.id, States.REQUESTED);
        assertEq(a.anchor, T0 + START_WINDOW, "deadline");
        assertEq(a.systemConfig, chain.systemConfig, "chain");
        assertEq(a.l2ChainId, 4242, "chain id");
    }

    function test_BindsNotWhen_ChainHasNoSystemConfig() external {
        Deal memory deal = world.prepare();
        vm.prank(CLIENT);
        market.accept(deal.offerId, deal.termsHash, deal.keys, deal.deposit, Chain(address(0), 4242, "x"));
        assertStateOf(deal.id, States.RESERVED);
        assertEq(market.getAgreement(deal.id).l2ChainId, 0, "no chain");
    }

    /// One offer serves many clients; each agreement has an id of its own.
    function test_GivesEachClientItsOwnId() external {
        Deal memory a = world.prepare();
        Deal memory b = world.prepare(world.terms(), STRANGER, SETUP + 2 * PRICE);
        world.accept(a);
        world.accept(b);
        assertTrue(a.id != b.id, "two ids");
        assertEq(market.getAgreement(a.id).client, CLIENT, "first");
        assertEq(market.getAgreement(b.id).client, STRANGER, "second");
    }

    function test_agreementIdOf_MixesEverything() external {
        Deal memory deal = world.prepare();
        bytes32 keySetHash = deal.keys.ofKeySet();
        assertEq(market.agreementIdOf(CLIENT, VENDOR, keySetHash), deal.id, "as the judge says");
        bytes32 expected = keccak256(abi.encode(uint256(31337), address(market), VENDOR, CLIENT, keySetHash));
        assertEq(market.agreementIdOf(VENDOR, CLIENT, keySetHash), expected, "parties swapped");
        vm.chainId(10);
        expected = keccak256(abi.encode(uint256(10), address(market), CLIENT, VENDOR, keySetHash));
        assertEq(market.agreementIdOf(CLIENT, VENDOR, keySetHash), expected, "another chain");
        vm.chainId(31337);
    }

    function test_RevertWhen_OfferIsForAnotherClient() external {
        Deal memory deal = world.prepare();
        Offer memory offer = Offer(deal.termsHash, STRANGER, 0, 0, 0);
        deal.offerId = world.createOffer(world.terms(), offer);
        _expect(deal, abi.encodeWithSelector(IOfferBook.OfferBook_OfferNotForClient.selector, deal.offerId, CLIENT));
    }

    function _expect(Deal memory deal, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(CLIENT);
        market.accept(deal.offerId, deal.termsHash, deal.keys, deal.deposit, _none);
    }
}

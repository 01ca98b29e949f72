// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IEscrow } from "../../../../contracts/interfaces/IEscrow.sol";
import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { Chain, Terms } from "../../../../contracts/types/Types.sol";
import { BlocklistToken, PlainToken, ReentrantToken } from "../../doubles/Tokens.sol";
import { CLIENT, OWNER, PRICE, RECIPIENT, SPONSOR, VENDOR } from "../../utils/Actors.sol";
import { Deal, IMintable } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

contract HostileTokensTest is MarketBase {
    error SafeERC20FailedOperation(address token);
    error ReentrancyGuardReentrantCall();

    function test_RevertWhen_TransferTakesAFee() external {
        IMintable taxed = world.listToken("Tokens.sol:FeeOnTransferToken");
        world.mint(taxed, VENDOR, 1000);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.Escrow_ShortTransfer.selector, address(taxed), 1000, 990));
        vm.prank(VENDOR);
        market.addBond(address(taxed), 1000);
    }

    function test_RevertWhen_DepositIsTaxed() external {
        IMintable taxed = world.listToken("Tokens.sol:FeeOnTransferToken");
        Deal memory deal = world.prepare(_termsIn(taxed), CLIENT, 2 * PRICE);
        Chain memory none;
        vm.expectRevert(
            abi.encodeWithSelector(
                IEscrow.Escrow_ShortTransfer.selector,
                address(taxed),
                2 * uint256(PRICE),
                (2 * uint256(PRICE) * 99) / 100
            )
        );
        vm.prank(CLIENT);
        market.accept(deal.offerId, deal.termsHash, deal.keys, deal.deposit, none);
    }

    function test_BooksWhatArrivesGiven_MoreThanAsked() external {
        IMintable generous = world.listToken("Tokens.sol:GenerousToken");
        Deal memory deal = world.reserved(_termsIn(generous), 2);
        assertEq(market.getAgreement(deal.id).deposit, 2 * uint256(PRICE) + 1, "deposit");
        world.topUp(SPONSOR, deal.id, 5);
        assertEq(market.getAgreement(deal.id).deposit, 2 * uint256(PRICE) + 7, "topped up");
        uint256 pot = market.potOf(VENDOR, address(generous));
        world.mint(generous, VENDOR, 10);
        vm.prank(VENDOR);
        market.addBond(address(generous), 10);
        assertEq(market.potOf(VENDOR, address(generous)), pot + 11, "pot");
    }

    function test_RevertWhen_TransferAnswersFalse() external {
        IMintable lying = world.listToken("Tokens.sol:LyingToken");
        world.mint(lying, VENDOR, 10);
        vm.expectRevert(abi.encodeWithSelector(SafeERC20FailedOperation.selector, address(lying)));
        vm.prank(VENDOR);
        market.addBond(address(lying), 10);
    }

    function test_RevertWhen_NotApproved() external {
        token.mint(VENDOR, 10);
        vm.expectRevert(abi.encodeWithSelector(PlainToken.PlainToken_TooLittle.selector, VENDOR, 0, 10));
        vm.prank(VENDOR);
        market.addBond(address(token), 10);
    }

    /// A whole life with a token that answers nothing.
    function test_ServesGiven_VoidToken() external {
        IMintable void = world.listToken("Tokens.sol:VoidToken");
        Terms memory t = _termsIn(void);
        t.bond = 40;
        Deal memory deal = world.active(t, 2);
        world.serve(deal.id, 0, 1, _perfect());
        _terminate(CLIENT, deal.id);
        market.close(deal.id);
        world.claim(VENDOR, deal.id);
        world.claim(CLIENT, deal.id);
        vm.prank(VENDOR);
        market.withdrawBond(address(void), 40, RECIPIENT);
        vm.prank(OWNER);
        market.withdrawFees(address(void), RECIPIENT);
        assertEq(void.balanceOf(RECIPIENT), 2 * uint256(PRICE) + 40, "everything came out");
        assertEq(void.balanceOf(address(market)), 0, "nothing stays");
    }

    /// A blocked party takes its money elsewhere, and nobody else waits for it.
    function test_PaysElsewhereGiven_BlockedParty() external {
        BlocklistToken picky = BlocklistToken(address(world.listToken("Tokens.sol:BlocklistToken")));
        Deal memory deal = world.active(_termsIn(IMintable(address(picky))), 2);
        world.serve(deal.id, 0, 1, _perfect());
        picky.setBlocked(VENDOR, true);
        picky.setBlocked(CLIENT, true);
        _terminate(CLIENT, deal.id);
        market.close(deal.id);

        bytes32[] memory ids = new bytes32[](1);
        ids[0] = deal.id;
        vm.expectRevert(abi.encodeWithSelector(BlocklistToken.BlocklistToken_Blocked.selector, VENDOR));
        vm.prank(VENDOR);
        market.claim(ids, VENDOR);
        world.claim(VENDOR, deal.id);
        world.claim(CLIENT, deal.id);
        assertEq(picky.balanceOf(RECIPIENT), (PRICE * 98) / 100 + uint256(PRICE), "both were paid");
    }

    /// An issuer that blocks the market freezes that token's money and nothing else: states still move.
    function test_MovesOnGiven_MarketBlocked() external {
        BlocklistToken picky = BlocklistToken(address(world.listToken("Tokens.sol:BlocklistToken")));
        Deal memory deal = world.active(_termsIn(IMintable(address(picky))), 2);
        picky.setBlocked(address(market), true);
        world.serve(deal.id, 0, 1, _perfect());
        _terminate(CLIENT, deal.id);
        market.close(deal.id);
        assertFree(deal.id, CLIENT, PRICE, 0);
    }

    function test_RevertWhen_TokenReenters() external {
        ReentrantToken evil = ReentrantToken(address(world.listToken("Tokens.sol:ReentrantToken")));
        IMintable paidIn = IMintable(address(evil));
        Deal memory deal = world.active(_termsIn(paidIn), 2);
        world.serve(deal.id, 0, 1, _perfect());
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = deal.id;
        Chain memory none;
        bytes[7] memory calls = [
            abi.encodeCall(IEscrow.addBond, (address(evil), 0)),
            abi.encodeCall(IEscrow.withdrawBond, (address(evil), 0, RECIPIENT)),
            abi.encodeCall(IEscrow.withdrawFees, (address(evil), RECIPIENT)),
            abi.encodeCall(IEscrow.claim, (ids, RECIPIENT)),
            abi.encodeCall(IMarketplace.topUp, (deal.id, 0)),
            abi.encodeCall(IMarketplace.withdraw, (deal.id, 0, RECIPIENT)),
            abi.encodeCall(IMarketplace.accept, (deal.offerId, deal.termsHash, deal.keys, 0, none))
        ];
        for (uint256 i = 0; i < calls.length; i++) {
            evil.arm(address(market), calls[i]);
            world.topUp(SPONSOR, deal.id, 1);
            assertTrue(evil.entered(), "called back");
            assertTrue(!evil.succeeded(), "refused");
            assertEq(evil.answer(), abi.encodeWithSelector(ReentrancyGuardReentrantCall.selector), "reason");
        }
        assertEq(market.getAgreement(deal.id).deposit, uint256(PRICE) + calls.length, "booked once each");
    }

    function test_RevertWhen_TokenReentersFromPayout() external {
        ReentrantToken evil = ReentrantToken(address(world.listToken("Tokens.sol:ReentrantToken")));
        Deal memory deal = world.active(_termsIn(IMintable(address(evil))), 2);
        world.serve(deal.id, 0, 1, _perfect());
        evil.arm(address(market), abi.encodeCall(IMarketplace.topUp, (deal.id, 0)));
        world.claim(VENDOR, deal.id);
        assertTrue(evil.entered() && !evil.succeeded(), "refused");
        assertEq(evil.answer(), abi.encodeWithSelector(ReentrancyGuardReentrantCall.selector), "reason");
        assertEq(evil.balanceOf(RECIPIENT), (uint256(PRICE) * 98) / 100, "paid once");
    }

    /// What is not guarded may run during a transfer: it touches no token, and the books stay right.
    function test_BooksStandGiven_SettledDuringTopUp() external {
        ReentrantToken evil = ReentrantToken(address(world.listToken("Tokens.sol:ReentrantToken")));
        Deal memory deal = world.active(_termsIn(IMintable(address(evil))), 2);
        _skip(3600);
        world.judge(deal.id, 0, _verdict(10_000, 9000, 10_000)); // pays 40%
        evil.arm(address(market), abi.encodeCall(IMarketplace.settle, (deal.id, 1)));
        world.topUp(SPONSOR, deal.id, 3 * PRICE);
        assertTrue(evil.succeeded(), "settled");
        assertLines(deal.id, 5 * uint256(PRICE) - 400_000_000, 400_000_000, 0);
        assertEq(market.getAgreement(deal.id).fundedEpochs, 1 + 4, "epoch 0 and four more");
    }

    /// No setup fee, no bond.
    function _termsIn(IMintable paidIn) private view returns (Terms memory t) {
        t = world.terms();
        (t.token, t.setupFee, t.bond) = (address(paidIn), 0, 0);
    }
}

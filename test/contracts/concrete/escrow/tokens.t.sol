// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Permit } from "../../../../contracts/interfaces/IEscrow.sol";
import { IOfferBook } from "../../../../contracts/interfaces/IOfferBook.sol";
import { Terms } from "../../../../contracts/types/Types.sol";
import {
    NarrowToken,
    PausableToken,
    RebasingToken,
    UpgradableToken,
    ZeroRefusingToken
} from "../../doubles/HostileTokens.sol";
import { BlocklistToken, PlainToken } from "../../doubles/Tokens.sol";
import { CLIENT, PRICE, RECIPIENT, SPONSOR, VENDOR } from "../../utils/Actors.sol";
import { Deal, IMintable } from "../../utils/IWorld.sol";
import { TokensBase } from "../../utils/TokensBase.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev Each known kind of token: served to the last unit, or refused, and never at the cost of another token's money.
/// After each step the books hold no more than the market has, unless the token destroys balances itself.
contract TokensTest is TokensBase {
    error SafeERC20FailedOperation(address token);

    function test_ServesGiven_OddTokens() external {
        string[11] memory kinds = [
            "Tokens.sol:PlainToken",
            "Tokens.sol:VoidToken",
            "HostileTokens.sol:ChattyToken",
            "HostileTokens.sol:ZeroRefusingToken",
            "HostileTokens.sol:NarrowToken",
            "HostileTokens.sol:RaceFreeToken",
            "HostileTokens.sol:PausableToken",
            "HostileTokens.sol:UpgradableToken",
            "HostileTokens.sol:SelfDoublingToken",
            "HostileTokens.sol:IdlePermitToken",
            "HostileTokens.sol:DaiPermitToken"
        ];
        for (uint256 i = 0; i < kinds.length; i++) _serve(kinds[i], PRICE);
    }

    /// The market knows units only.
    function test_ServesGiven_AnyDecimals() external {
        _serve("HostileTokens.sol:WholeToken", 1);
        _serve("HostileTokens.sol:CentsToken", 99);
        _serve("HostileTokens.sol:FineToken", type(uint96).max / 2);
    }

    /// A price of one token of 30 decimals does not fit a price.
    function test_RevertGiven_FinePriceTooHigh() external {
        Terms memory t = _termsIn(world.listToken("HostileTokens.sol:FineToken"), PRICE);
        bytes memory data = abi.encodeCall(IOfferBook.createOffer, (t, world.offerOf(t), ""));
        assembly ("memory-safe") {
            mstore(add(data, 0x84), exp(10, 30)) // the fourth term
        }
        vm.prank(VENDOR);
        // Solidity would not encode such a price.
        // solhint-disable-next-line avoid-low-level-calls
        (bool success, bytes memory reason) = address(book).call(data);
        assertTrue(!success, "refused");
        bytes memory expected = abi.encodeWithSelector(
            IOfferBook.OfferBook_TermOutOfRange.selector,
            3,
            1e30,
            0,
            type(uint96).max
        );
        assertEq(reason, expected, "reason");
    }

    function test_RevertGiven_TokenThatDoesNotPayIn() external {
        _refuse("Tokens.sol:FeeOnTransferToken", 990);
        _refuse("HostileTokens.sol:ShortToken", 999);
        _refuse("HostileTokens.sol:IdleToken", 0);
    }

    function test_RevertGiven_TokenThatDoesNotSayYes() external {
        string[2] memory kinds = ["Tokens.sol:LyingToken", "HostileTokens.sol:MumblingToken"];
        for (uint256 i = 0; i < kinds.length; i++) {
            IMintable paidIn = world.listToken(kinds[i]);
            _refuse(paidIn, abi.encodeWithSelector(SafeERC20FailedOperation.selector, address(paidIn)), kinds[i]);
        }
    }

    /// What the market held before is worth less then: the sum does not come out, and nothing is booked.
    function test_RevertGiven_TokenThatTakesMoreThanItBrings() external {
        IMintable paidIn = world.listToken("HostileTokens.sol:ShrinkingToken");
        paidIn.mint(address(market), 10 * ASKED);
        _refuse(paidIn, _short(address(paidIn), 0), "takes");
    }

    function test_RevertGiven_TokenThatDoesNotPayOut() external {
        Deal memory deal = _ended("HostileTokens.sol:LyingPayerToken", PRICE);
        _failToPay(deal, abi.encodeWithSelector(SafeERC20FailedOperation.selector, deal.token));
    }

    function test_RevertGiven_NothingToPayAndZeroRefused() external {
        IMintable paidIn = world.listToken("HostileTokens.sol:ZeroRefusingToken");
        _refuse(paidIn, 0, abi.encodeWithSelector(ZeroRefusingToken.ZeroRefusingToken_Nothing.selector), "nothing");
    }

    /// Money that the token cannot hold stays with whoever brings it.
    function test_RevertGiven_MoreThanNarrowTokenHolds() external {
        IMintable paidIn = world.listToken("HostileTokens.sol:NarrowToken");
        uint256 most = type(uint96).max;
        world.mint(paidIn, VENDOR, most);
        vm.prank(VENDOR);
        market.addBond(address(paidIn), most);
        _refuse(paidIn, 1, abi.encodeWithSelector(NarrowToken.NarrowToken_TooMuch.selector, most + 1), "too much");
        assertEq(market.potOf(VENDOR, address(paidIn)), most, "pot");
    }

    /// A pause delays payments, and nothing else: time, verdicts, exits and closes need no token.
    function test_PaysLaterGiven_PausedToken() external {
        Deal memory deal = world.active(_termsIn(world.listToken("HostileTokens.sol:PausableToken"), PRICE), 3);
        PausableToken paused = PausableToken(deal.token);
        paused.setPaused(true);
        _end(deal);
        _failToPay(deal, abi.encodeWithSelector(PausableToken.PausableToken_Paused.selector));
        paused.setPaused(false);
        _payOut(deal, 3 * uint256(PRICE), "paused for a while");
    }

    function test_FreezesNothingElseGiven_MarketBlocked() external {
        Deal memory deal = world.active(_termsIn(world.listToken("Tokens.sol:BlocklistToken"), PRICE), 3);
        BlocklistToken(deal.token).setBlocked(address(market), true);
        _end(deal);
        _failToPay(deal, abi.encodeWithSelector(BlocklistToken.BlocklistToken_Blocked.selector, address(market)));
        _serveOther();
    }

    /// From its upgrade on nothing more comes in. What goes out is booked in full: the loss is the recipient's.
    function test_LosesOnlyOutgoingGiven_TokenUpgradedToTakeAFee() external {
        Deal memory deal = world.active(_termsIn(world.listToken("HostileTokens.sol:UpgradableToken"), PRICE), 3);
        UpgradableToken(deal.token).upgrade(1000);
        _refuse(IMintable(deal.token), ASKED, _short(deal.token, 900), "upgraded");
        _end(deal);
        uint256 all = IMintable(deal.token).balanceOf(address(market));
        _claimAll(deal);
        _assertNothingLeft(deal, 0, "upgraded");
        assertLe((all * 9) / 10, IMintable(deal.token).balanceOf(RECIPIENT), "nine tenths arrive");
    }

    /// What a rebase adds is nobody's; the books do not see it.
    function test_KeepsTheBooksGiven_RebaseUp() external {
        Deal memory deal = world.active(_termsIn(world.listToken("HostileTokens.sol:RebasingToken"), PRICE), 3);
        uint256 held = IMintable(deal.token).balanceOf(address(market));
        RebasingToken(deal.token).rebase(address(market), held + 77);
        _end(deal);
        _claimAll(deal);
        _assertNothingLeft(deal, 77, "rebased up");
    }

    /// What a rebase takes is missing to whoever comes last, until somebody makes up for it; other tokens do not.
    function test_LosesThatTokenOnlyGiven_RebaseDown() external {
        Deal memory deal = _ended("HostileTokens.sol:RebasingToken", PRICE);
        uint256 held = IMintable(deal.token).balanceOf(address(market));
        RebasingToken(deal.token).rebase(address(market), 5);
        (uint128 free, ) = market.freeOf(deal.id, VENDOR);
        bytes memory tooLittle = abi.encodeWithSelector(
            PlainToken.PlainToken_TooLittle.selector,
            address(market),
            5,
            free
        );
        _failToClaim(VENDOR, deal, tooLittle);
        _serveOther();
        RebasingToken(deal.token).rebase(address(market), held);
        _payOut(deal, 3 * uint256(PRICE), "made up for");
    }

    /// Whoever sends its money to the market gives it away: it is booked out, and nobody's.
    function test_GivesAwayGiven_PaidToTheMarketItself() external {
        string[2] memory kinds = ["Tokens.sol:PlainToken", "HostileTokens.sol:SelfDoublingToken"];
        for (uint256 i = 0; i < kinds.length; i++) {
            Deal memory deal = _ended(kinds[i], PRICE);
            (uint128 free, ) = market.freeOf(deal.id, CLIENT);
            uint256 held = IMintable(deal.token).balanceOf(address(market));
            vm.prank(CLIENT);
            market.claim(_ids(deal), address(market));
            assertEq(IMintable(deal.token).balanceOf(address(market)), held + i * free, "held");
            assertFree(deal.id, CLIENT, 0, 0);
            _assertBooks(deal);
        }
    }

    /// Only the allowance counts, whatever a permit does.
    function test_AllowanceDecidesGiven_AnyPermit() external {
        string[3] memory kinds = [
            "HostileTokens.sol:IdlePermitToken",
            "HostileTokens.sol:DaiPermitToken",
            "HostileTokens.sol:BombPermitToken"
        ];
        for (uint256 i = 0; i < kinds.length; i++) {
            Deal memory deal = world.active(_termsIn(world.listToken(kinds[i]), PRICE), 3);
            Permit memory permit = Permit({ token: deal.token, value: 1, deadline: 0, v: 27, r: 0, s: 0 });
            IMintable(deal.token).mint(SPONSOR, 1);
            vm.expectRevert(abi.encodeWithSelector(PlainToken.PlainToken_TooLittle.selector, SPONSOR, 0, 1));
            vm.prank(SPONSOR);
            market.topUpWithPermit(deal.id, 1, permit);
            world.mint(IMintable(deal.token), SPONSOR, 0);
            vm.prank(SPONSOR);
            market.topUpWithPermit(deal.id, 1, permit);
            assertEq(market.getAgreement(deal.id).deposit, 3 * uint256(PRICE) + 1, kinds[i]);
            _assertBooks(deal);
        }
    }
}

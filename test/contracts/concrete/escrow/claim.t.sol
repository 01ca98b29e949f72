// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IEscrow } from "../../../../contracts/interfaces/IEscrow.sol";
import { States, Terms } from "../../../../contracts/types/Types.sol";
import { CLIENT, EPOCH, FEE_PPM, OWNER, PRICE, RECIPIENT, SETUP, STRANGER, T0, VENDOR } from "../../utils/Actors.sol";
import { Deal, IMintable } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

contract ClaimTest is MarketBase {
    uint256 private constant EARNED = 1_300_000_000; // setup fee and one price
    uint256 private constant FEE = 26_000_000; // 2%

    function test_RevertWhen_NoAgreementGiven() external {
        vm.expectRevert(abi.encodeWithSelector(IEscrow.Escrow_NothingToClaim.selector, VENDOR));
        vm.prank(VENDOR);
        market.claim(new bytes32[](0), RECIPIENT);
    }

    function test_RevertWhen_AgreementUnknown() external {
        _expectNothing(VENDOR, keccak256("unknown"));
    }

    function test_RevertWhen_CallerNotParty() external {
        Deal memory deal = _earned();
        _expectNothing(STRANGER, deal.id);
    }

    function test_RevertWhen_ToZero() external {
        bytes32[] memory ids = _ids(_earned().id);
        vm.expectRevert(IEscrow.Escrow_ZeroRecipient.selector);
        vm.prank(VENDOR);
        market.claim(ids, address(0));
    }

    function test_RevertGiven_ClientBeforeTheEnd() external {
        _expectNothing(CLIENT, world.dealIn(States.RESERVED).id);
        _expectNothing(CLIENT, world.dealIn(States.REQUESTED).id);
        _expectNothing(CLIENT, world.dealIn(States.ACTIVE).id);
        _expectNothing(CLIENT, world.dealIn(States.SUSPENDED).id);
    }

    function test_RevertGiven_VendorEarnedNothing() external {
        _expectNothing(VENDOR, world.dealIn(States.ACTIVE).id);
    }

    function test_RevertGiven_ClaimedBefore() external {
        Deal memory deal = _earned();
        world.claim(VENDOR, deal.id);
        _expectNothing(VENDOR, deal.id);
    }

    function test_PaysEarnedLessFeeAndTells() external {
        Deal memory deal = _earned();
        bytes32[] memory ids = _ids(deal.id);
        vm.expectEmit(address(market));
        emit IEscrow.Claimed(deal.id, VENDOR, RECIPIENT, uint128(EARNED - FEE), uint128(FEE));
        vm.prank(VENDOR);
        market.claim(ids, RECIPIENT);
        assertEq(token.balanceOf(RECIPIENT), EARNED - FEE, "recipient");
        assertEq(market.feesOf(address(token)), FEE, "fees");
        assertLines(deal.id, 2 * uint256(PRICE), 0, 2_500_000_000);
    }

    function test_PaysDepositToClientGiven_Closed() external {
        Deal memory deal = world.dealIn(States.CLOSED); // epoch 0 and a bit of epoch 1, both silent
        (uint128 free, ) = market.freeOf(deal.id, CLIENT);
        bytes32[] memory ids = _ids(deal.id);
        vm.expectEmit(address(market));
        emit IEscrow.Claimed(deal.id, CLIENT, RECIPIENT, free, 0);
        vm.prank(CLIENT);
        market.claim(ids, RECIPIENT);
        assertEq(token.balanceOf(RECIPIENT), free, "recipient");
        assertEq(market.getAgreement(deal.id).deposit, 0, "deposit");
        assertEq(market.feesOf(address(token)), 0, "no fee on refunds");
    }

    function test_PaysDepositToClientGiven_Cancelled() external {
        Deal memory deal = world.dealIn(States.CANCELLED); // the client left: the setup fee is the vendor's
        world.claim(CLIENT, deal.id);
        assertEq(token.balanceOf(RECIPIENT), 3 * uint256(PRICE), "recipient");
    }

    /// Ended in epoch 1: both epochs are unsettled, so two prices and the setup fee have to stay.
    function test_LeavesUnsettledEpochsGiven_Ended() external {
        Deal memory deal = world.dealIn(States.ENDED);
        world.claim(CLIENT, deal.id);
        assertEq(token.balanceOf(RECIPIENT), PRICE, "recipient");
        assertLines(deal.id, SETUP + 2 * uint256(PRICE), 0, 2_500_000_000);
    }

    function test_PaysTheRestOnceMoreGiven_SettledLater() external {
        Deal memory deal = world.active(3);
        _skip(EPOCH + 10);
        _terminate(CLIENT, deal.id);
        world.claim(CLIENT, deal.id);
        world.judge(deal.id, 0, _outage());
        market.settle(deal.id, 1);
        // Epoch 0 cost nothing, and brought one slash; epoch 1 is still held back at full price.
        world.claim(CLIENT, deal.id);
        assertEq(token.balanceOf(RECIPIENT), 2 * uint256(PRICE) + SETUP + 500_000_000, "recipient");
        assertEq(market.getAgreement(deal.id).deposit, PRICE, "deposit");
    }

    function test_SumsAgreementsInOneTransfer() external {
        Deal memory a = _earned();
        Deal memory b = _earned();
        bytes32[] memory ids = _ids(a.id, b.id);
        uint256 sum = 2 * (EARNED - FEE);
        vm.expectCall(address(token), abi.encodeWithSignature("transfer(address,uint256)", RECIPIENT, sum), 1);
        vm.prank(VENDOR);
        market.claim(ids, RECIPIENT);
        assertEq(token.balanceOf(RECIPIENT), sum, "recipient");
        assertEq(market.feesOf(address(token)), 2 * FEE, "fees");
    }

    function test_SkipsWhatHoldsNothing() external {
        Deal memory idle = world.dealIn(States.ACTIVE);
        Deal memory deal = _earned();
        bytes32[] memory ids = new bytes32[](4);
        (ids[0], ids[1], ids[2], ids[3]) = (keccak256("unknown"), idle.id, deal.id, deal.id);
        vm.prank(VENDOR);
        market.claim(ids, RECIPIENT);
        assertEq(token.balanceOf(RECIPIENT), EARNED - FEE, "once");
    }

    function test_PaysEachTokenApart() external {
        IMintable other = world.listToken("Tokens.sol:VoidToken");
        Deal memory a = _earned();
        Deal memory b = _earnedIn(other, 700);
        Deal memory c = _earned();
        bytes32[] memory ids = new bytes32[](3);
        (ids[0], ids[1], ids[2]) = (a.id, b.id, c.id);
        vm.prank(VENDOR);
        market.claim(ids, RECIPIENT);
        assertEq(token.balanceOf(RECIPIENT), 2 * (EARNED - FEE), "first token");
        assertEq(other.balanceOf(RECIPIENT), 700 - 14, "second token");
        assertEq(market.feesOf(address(token)), 2 * FEE, "fees in the first");
        assertEq(market.feesOf(address(other)), 14, "fees in the second");
    }

    /// 2% of 49 is 0.98: nothing. 2% of 50 is 1.
    function test_RoundsTheFeeDown() external {
        world.claim(VENDOR, _earnedIn(token, 49).id);
        assertEq(token.balanceOf(RECIPIENT), 49, "49 pay no fee");
        assertEq(market.feesOf(address(token)), 0, "no fee");
        world.claim(VENDOR, _earnedIn(token, 50).id);
        assertEq(token.balanceOf(RECIPIENT), 49 + 49, "50 pay one");
        assertEq(market.feesOf(address(token)), 1, "fee");
    }

    function test_TakesTheFeeOfTheAccept() external {
        Deal memory deal = world.active(2);
        vm.prank(OWNER);
        book.setFee(50_000);
        world.serve(deal.id, 0, 1, _perfect());
        world.claim(VENDOR, deal.id);
        assertEq(market.feesOf(address(token)), (EARNED * FEE_PPM) / 1_000_000, "fee");
    }

    function test_TakesNoFeeGiven_ZeroFee() external {
        vm.prank(OWNER);
        book.setFee(0);
        Deal memory deal = _earned();
        world.claim(VENDOR, deal.id);
        assertEq(token.balanceOf(RECIPIENT), EARNED, "all of it");
    }

    function test_PaysBothLinesGiven_VendorIsItsOwnClient() external {
        Deal memory deal = world.prepare(world.terms(), VENDOR, SETUP + 2 * PRICE);
        world.accept(deal);
        _terminate(VENDOR, deal.id);
        world.claim(VENDOR, deal.id);
        uint256 fee = 6_000_000; // 2% of the setup fee
        assertEq(token.balanceOf(RECIPIENT), SETUP + 2 * uint256(PRICE) - fee, "both lines");
        assertEq(market.feesOf(address(token)), fee, "fee");
        assertLines(deal.id, 0, 0, 0);
    }

    function _earned() private returns (Deal memory deal) {
        vm.warp(T0);
        deal = world.active(3);
        world.serve(deal.id, 0, 1, _perfect());
        assertEq(market.getAgreement(deal.id).earned, EARNED, "earned");
    }

    /// @dev One epoch at this price, in this token, without a setup fee.
    function _earnedIn(IMintable paidIn, uint96 price) private returns (Deal memory deal) {
        Terms memory t = world.terms();
        (t.token, t.pricePerEpoch, t.setupFee) = (address(paidIn), price, 0);
        deal = world.active(t, 2);
        world.serve(deal.id, 0, 1, _perfect());
    }

    function _expectNothing(address caller, bytes32 id) private {
        bytes32[] memory ids = _ids(id);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.Escrow_NothingToClaim.selector, caller));
        vm.prank(caller);
        market.claim(ids, RECIPIENT);
    }

    function _ids(bytes32 id) private pure returns (bytes32[] memory ids) {
        ids = new bytes32[](1);
        ids[0] = id;
    }

    function _ids(bytes32 a, bytes32 b) private pure returns (bytes32[] memory ids) {
        ids = new bytes32[](2);
        (ids[0], ids[1]) = (a, b);
    }
}

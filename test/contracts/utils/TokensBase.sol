// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IEscrow } from "../../../contracts/interfaces/IEscrow.sol";
import { AgreementView, Terms } from "../../../contracts/types/Types.sol";
import { CLIENT, OWNER, RECIPIENT, TIMEOUT, VENDOR } from "./Actors.sol";
import { Deal, IMintable } from "./IWorld.sol";
import { MarketBase } from "./MarketBase.sol";
import { vm } from "./Vm.sol";

/// @title What the tests of tokens share: lives in a token of any kind, and the books after each step.
abstract contract TokensBase is MarketBase {
    uint256 internal constant ASKED = 1000;

    /// @dev An agreement in a plain token, which nothing here may touch.
    Deal internal _other;

    function setUp() public override {
        super.setUp();
        _other = world.active(2);
    }

    /// @dev A whole life: every unit comes out again.
    function _serve(string memory kind, uint96 price) internal {
        _payOut(_ended(kind, price), 3 * uint256(price), kind);
    }

    /// @dev Over and closed: one epoch served, one slashed, one not begun.
    function _ended(string memory kind, uint96 price) internal returns (Deal memory deal) {
        deal = world.active(_termsIn(world.listToken(kind), price), 3);
        _assertBooks(deal);
        _end(deal);
    }

    function _end(Deal memory deal) internal {
        world.serve(deal.id, 0, 1, _perfect());
        world.serve(deal.id, 1, 2, _outage());
        _terminate(CLIENT, deal.id);
        market.close(deal.id);
        _assertBooks(deal);
    }

    function _payOut(Deal memory deal, uint256 deposit, string memory what) internal {
        uint256 before = IMintable(deal.token).balanceOf(RECIPIENT);
        uint256 bond = (deposit * 2) / 3;
        _claimAll(deal);
        assertEq(IMintable(deal.token).balanceOf(RECIPIENT) - before, deposit + bond, what);
        _assertNothingLeft(deal, 0, what);
    }

    function _claimAll(Deal memory deal) internal {
        world.claim(VENDOR, deal.id);
        _assertBooks(deal);
        world.claim(CLIENT, deal.id);
        _assertBooks(deal);
        uint256 pot = market.potOf(VENDOR, deal.token);
        vm.prank(VENDOR);
        market.withdrawBond(deal.token, pot, RECIPIENT);
        _assertBooks(deal);
        if (market.feesOf(deal.token) == 0) return;
        vm.prank(OWNER);
        market.withdrawFees(deal.token, RECIPIENT);
    }

    function _refuse(string memory kind, uint256 arrived) internal {
        IMintable paidIn = world.listToken(kind);
        _refuse(paidIn, _short(address(paidIn), arrived), kind);
    }

    function _refuse(IMintable paidIn, bytes memory reason, string memory what) internal {
        _refuse(paidIn, ASKED, reason, what);
    }

    /// @dev Neither a pot nor an offer's bond takes it, and the balance before stays.
    function _refuse(IMintable paidIn, uint256 amount, bytes memory reason, string memory what) internal {
        uint256 pot = market.potOf(VENDOR, address(paidIn));
        uint256 held = paidIn.balanceOf(address(market));
        world.mint(paidIn, VENDOR, amount);
        vm.expectRevert(reason);
        vm.prank(VENDOR);
        market.addBond(address(paidIn), amount);
        assertEq(market.potOf(VENDOR, address(paidIn)), pot, what);
        assertEq(paidIn.balanceOf(address(market)), held, what);
        _assertOtherUntouched();
    }

    /// @dev Nobody is paid, and nobody loses a claim by it.
    function _failToPay(Deal memory deal, bytes memory reason) internal {
        _failToClaim(VENDOR, deal, reason);
        _failToClaim(CLIENT, deal, reason);
        uint256 pot = market.potOf(VENDOR, deal.token);
        vm.expectRevert(reason);
        vm.prank(VENDOR);
        market.withdrawBond(deal.token, pot, RECIPIENT);
        assertEq(market.potOf(VENDOR, deal.token), pot, "pot");
        _assertBooks(deal);
    }

    function _failToClaim(address party, Deal memory deal, bytes memory reason) internal {
        (uint128 amount, uint128 fee) = market.freeOf(deal.id, party);
        bytes32[] memory ids = _ids(deal);
        vm.expectRevert(reason);
        vm.prank(party);
        market.claim(ids, RECIPIENT);
        assertFree(deal.id, party, amount, fee);
    }

    /// @dev The agreement in another token is served as if nothing had happened.
    function _serveOther() internal {
        uint256 snapshot = vm.snapshotState();
        uint256 before = token.balanceOf(RECIPIENT);
        _terminate(CLIENT, _other.id);
        _skip(TIMEOUT);
        market.close(_other.id);
        world.claim(CLIENT, _other.id);
        world.claim(VENDOR, _other.id);
        uint256 paid = token.balanceOf(RECIPIENT) - before;
        assertEq(paid + market.feesOf(address(token)), _other.deposit, "the other agreement's money");
        assertLines(_other.id, 0, 0, 0);
        vm.revertToState(snapshot);
    }

    function _assertBooks(Deal memory deal) internal view {
        AgreementView memory a = market.getAgreement(deal.id);
        uint256 booked = uint256(a.deposit) + a.earned + a.bond;
        booked += market.potOf(VENDOR, deal.token) + market.feesOf(deal.token);
        assertLe(booked, IMintable(deal.token).balanceOf(address(market)), "booked");
        _assertOtherUntouched();
    }

    function _assertNothingLeft(Deal memory deal, uint256 surplus, string memory what) internal view {
        assertLines(deal.id, 0, 0, 0);
        assertEq(market.potOf(VENDOR, deal.token) + market.feesOf(deal.token), 0, what);
        assertEq(IMintable(deal.token).balanceOf(address(market)), surplus, what);
        _assertOtherUntouched();
    }

    function _assertOtherUntouched() internal view {
        AgreementView memory a = market.getAgreement(_other.id);
        uint256 booked = uint256(a.deposit) + a.earned + a.bond;
        booked += market.potOf(VENDOR, address(token)) + market.feesOf(address(token));
        assertEq(booked, token.balanceOf(address(market)), "the other token");
        assertEq(a.deposit, _other.deposit, "the other deposit");
    }

    function _short(address paidIn, uint256 arrived) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IEscrow.Escrow_ShortTransfer.selector, paidIn, ASKED, arrived);
    }

    function _ids(Deal memory deal) internal pure returns (bytes32[] memory ids) {
        ids = new bytes32[](1);
        ids[0] = deal.id;
    }

    /// @dev No setup fee, a bond of two prices.
    function _termsIn(IMintable paidIn, uint96 price) internal view returns (Terms memory t) {
        t = world.terms();
        (t.token, t.pricePerEpoch, t.setupFee, t.bond) = (address(paidIn), price, 0, 2 * price);
    }
}

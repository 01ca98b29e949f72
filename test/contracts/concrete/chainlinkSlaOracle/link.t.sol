// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IOperator } from "../../../../contracts/interfaces/IChainlink.sol";
import { CLIENT, EPOCH, SPONSOR, STRANGER, T0, TIMEOUT, VENDOR } from "../../utils/Actors.sol";
import { ChainlinkBase, IChainlinkAdapter } from "../../utils/ChainlinkBase.sol";
import { Deal } from "../../utils/IWorld.sol";
import { State, States, Terms } from "../../../../contracts/types/Types.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev LINK: prepaid, taken back from unanswered requests, refunded in the end.
contract LinkTest is ChainlinkBase {
    function test_onTokenTransfer_RevertWhen_CallerNotLink() external {
        vm.expectRevert(abi.encodeWithSelector(IChainlinkAdapter.ChainlinkSlaOracle_NotLink.selector, STRANGER));
        vm.prank(STRANGER);
        adapter.onTokenTransfer(STRANGER, 5, abi.encode(deal.id));
    }

    function test_onTokenTransfer_RevertWhen_NoAgreementIsNamed() external {
        link.mint(SPONSOR, 5);
        vm.expectRevert(bytes(""));
        vm.prank(SPONSOR);
        link.transferAndCall(address(adapter), 5, "");
    }

    function test_onTokenTransfer_BooksAndTells() external {
        link.mint(SPONSOR, 5);
        vm.expectEmit(address(adapter));
        emit IChainlinkAdapter.LinkPrepaid(deal.id, SPONSOR, 5);
        vm.prank(SPONSOR);
        link.transferAndCall(address(adapter), 5, abi.encode(deal.id));
        _prepay(CLIENT, deal.id, 7);
        assertEq(adapter.balanceOf(deal.id), 12, "prepaid");
        assertEq(adapter.balanceOf(keccak256("another")), 0, "another's");
    }

    function test_cancel_RevertGiven_NonePending() external {
        vm.expectRevert(abi.encodeWithSelector(IChainlinkAdapter.ChainlinkSlaOracle_NotExpired.selector, 0, 0));
        adapter.cancel(deal.id, 0);
    }

    function test_cancel_RevertWhen_NotExpired() external {
        bytes32 id = _requested();
        uint40 expiration = T0 + EPOCH + 300;
        vm.warp(expiration - 1);
        bytes4 selector = IChainlinkAdapter.ChainlinkSlaOracle_NotExpired.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, id, expiration));
        adapter.cancel(deal.id, 0);
    }

    function test_cancel_RevertGiven_Answered() external {
        _answer(_requested(), 10_000);
        vm.warp(T0 + EPOCH + 300);
        vm.expectRevert(abi.encodeWithSelector(IChainlinkAdapter.ChainlinkSlaOracle_NotExpired.selector, 0, 0));
        adapter.cancel(deal.id, 0);
    }

    function test_cancel_TakesTheLinkBackAndTells() external {
        bytes32 id = _requested();
        uint40 expiration = T0 + EPOCH + 300;
        vm.warp(expiration);
        vm.expectEmit(address(adapter));
        emit IChainlinkAdapter.RequestCancelled(deal.id, 0, id);
        vm.prank(STRANGER);
        adapter.cancel(deal.id, 0);
        assertEq(adapter.balanceOf(deal.id), 3 * PAYMENT, "prepaid");
        assertEq(link.balanceOf(address(adapter)), 3 * PAYMENT, "LINK");
        (bytes32 pending, ) = adapter.pendingRequest(deal.id, 0);
        assertEq(pending, 0, "none pending");
        assertEq(
            operator.cancelled(),
            abi.encodeCall(
                IOperator.cancelOracleRequest,
                (id, PAYMENT, IChainlinkAdapter.fulfill.selector, expiration)
            ),
            "told the Operator"
        );
    }

    function test_cancel_AllowsAnotherRequest() external {
        _requested();
        vm.warp(T0 + EPOCH + 300);
        adapter.cancel(deal.id, 0);
        bytes32 second = adapter.request(deal.id, 0);
        assertEq(second, _requestId(adapter, 2), "a new id");
        assertTrue(_answer(second, 10_000), "answered");
        assertTrue(market.getEpoch(deal.id, 0).judged, "judged");
    }

    function test_refund_RevertGiven_NotOver() external {
        _prepay(SPONSOR, deal.id, 5);
        _expectNoRefund(SPONSOR); // active
        _terminate(CLIENT, deal.id);
        _expectNoRefund(SPONSOR); // ended
    }

    function test_refund_RevertWhen_CallerPaidNothing() external {
        _prepay(SPONSOR, deal.id, 5);
        _closeDeal();
        _expectNoRefund(STRANGER);
    }

    function test_refund_RevertGiven_Refunded() external {
        _prepay(SPONSOR, deal.id, 5);
        _closeDeal();
        _refund(SPONSOR, 5);
        _expectNoRefund(SPONSOR);
    }

    /// One payment of 100 was used of 400: each gets three quarters back, whoever asks first.
    function test_refund_PaysInProportionAndTells() external {
        _prepay(CLIENT, deal.id, 100);
        _prepay(SPONSOR, deal.id, 200);
        _prepay(SPONSOR, deal.id, 100);
        vm.warp(T0 + EPOCH);
        _answer(adapter.request(deal.id, 0), 10_000);
        _closeDeal();
        vm.expectEmit(address(adapter));
        emit IChainlinkAdapter.LinkRefunded(deal.id, SPONSOR, 225);
        _refund(SPONSOR, 225);
        assertEq(adapter.balanceOf(deal.id), 75, "the client's");
        _refund(CLIENT, 75);
        assertEq(adapter.balanceOf(deal.id), 0, "nothing stays");
        assertEq(link.balanceOf(address(adapter)), 0, "no LINK stays");
    }

    /// 103 left of 203: 50.7 for 100 and 52.3 for 103, rounded down; one juel stays.
    function test_refund_RoundsDown() external {
        _prepay(CLIENT, deal.id, 100);
        _prepay(SPONSOR, deal.id, 103);
        vm.warp(T0 + EPOCH);
        _answer(adapter.request(deal.id, 0), 10_000);
        _closeDeal();
        _refund(CLIENT, 50);
        _refund(SPONSOR, 52);
        _expectNoRefund(SPONSOR);
    }

    function test_refund_PaysGiven_Cancelled() external {
        Terms memory t = world.terms();
        t.oracle = address(adapter);
        deal = world.reserved(t, 2);
        _prepay(SPONSOR, deal.id, 5);
        _terminate(VENDOR, deal.id);
        _refund(SPONSOR, 5);
    }

    function test_refund_KeepsAgreementsApart() external {
        bytes32 first = deal.id;
        _prepay(SPONSOR, first, 5);
        Terms memory t = world.terms();
        t.oracle = address(adapter);
        Deal memory second = world.active(t, 2);
        _prepay(SPONSOR, second.id, 9);
        _closeDeal();
        _refund(SPONSOR, 5);
        assertEq(adapter.balanceOf(second.id), 9, "the other's");
    }

    /// A request that was pending at the end comes back later: everybody gets a share of that, too.
    function test_refund_PaysAgainGiven_CancelledLater() external {
        _prepay(CLIENT, deal.id, 50);
        _prepay(SPONSOR, deal.id, 150);
        vm.warp(T0 + EPOCH);
        adapter.request(deal.id, 0);
        _closeDeal();
        _refund(CLIENT, 25);
        _refund(SPONSOR, 75);
        _skip(5 minutes);
        adapter.cancel(deal.id, 0);
        _refund(CLIENT, 25);
        _refund(SPONSOR, 75);
        assertEq(link.balanceOf(address(adapter)), 0, "no LINK stays");
    }

    function test_onTokenTransfer_RevertGiven_None() external {
        _expectNothingToPrepay(keccak256("unknown"), States.NONE);
    }

    function test_onTokenTransfer_RevertGiven_Over() external {
        _closeDeal();
        _expectNothingToPrepay(deal.id, States.CLOSED);
        Deal memory cancelled = world.dealIn(States.CANCELLED);
        _expectNothingToPrepay(cancelled.id, States.CANCELLED);
    }

    function _expectNothingToPrepay(bytes32 id, State state) private {
        link.mint(SPONSOR, 1);
        bytes4 selector = IChainlinkAdapter.ChainlinkSlaOracle_NothingToPrepay.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, id, state));
        vm.prank(SPONSOR);
        link.transferAndCall(address(adapter), 1, abi.encode(id));
    }

    /// @dev Ends the deal now and closes it.
    function _closeDeal() private {
        _terminate(CLIENT, deal.id);
        _skip(TIMEOUT);
        market.close(deal.id);
    }

    function _refund(address payer, uint256 expected) private {
        uint256 before = link.balanceOf(payer);
        vm.prank(payer);
        adapter.refund(deal.id);
        assertEq(link.balanceOf(payer) - before, expected, "refund");
    }

    function _expectNoRefund(address payer) private {
        bytes4 selector = IChainlinkAdapter.ChainlinkSlaOracle_NoRefund.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, deal.id, payer));
        vm.prank(payer);
        adapter.refund(deal.id);
    }
}

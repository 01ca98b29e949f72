// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { ISlaOracle } from "../../../../contracts/interfaces/ISlaOracle.sol";
import { Verdict } from "../../../../contracts/types/Types.sol";
import { EPOCH, PRICE, SETUP, STRANGER, T0, TIMEOUT } from "../../utils/Actors.sol";
import { ChainlinkBase, IChainlinkAdapter } from "../../utils/ChainlinkBase.sol";
import { vm } from "../../utils/Vm.sol";

contract FulfillTest is ChainlinkBase {
    function test_RevertWhen_CallerNotOperator() external {
        bytes32 id = _requested();
        vm.expectRevert(abi.encodeWithSelector(IChainlinkAdapter.ChainlinkSlaOracle_NotOperator.selector, STRANGER));
        vm.prank(STRANGER);
        adapter.fulfill(id, 0, 0, 0, 0, 10_000, 0, 0, 0);
    }

    function test_RevertWhen_RequestUnknown() external {
        _expectUnknown(keccak256("unknown"));
    }

    function test_RevertWhen_AnsweredTwice() external {
        bytes32 id = _requested();
        _answer(id, 10_000);
        _expectUnknown(id);
        market.settle(deal.id, 1);
        assertEq(market.getAgreement(deal.id).earned, SETUP + uint256(PRICE), "the first answer counts");
    }

    function test_RevertGiven_Cancelled() external {
        bytes32 id = _requested();
        vm.warp(T0 + EPOCH + 300);
        adapter.cancel(deal.id, 0);
        _expectUnknown(id);
        assertTrue(!market.getEpoch(deal.id, 0).judged, "not judged");
    }

    function test_DeliversAndTells() external {
        bytes32 id = _requested();
        Verdict memory v = Verdict(9991, 9992, 9993, 9994, 9995, 3, 777);
        vm.expectEmit(address(market));
        emit IMarketplace.VerdictStored(deal.id, 0, v, keccak256("samples"));
        vm.expectEmit(address(adapter));
        emit ISlaOracle.VerdictDelivered(deal.id, 0, true);
        vm.prank(address(operator));
        adapter.fulfill(id, 9991, 9992, 9993, 9994, 9995, 3, 777, keccak256("samples"));
        (bytes32 pending, uint40 expiration) = adapter.pendingRequest(deal.id, 0);
        assertEq(pending, 0, "none pending");
        assertEq(expiration, 0, "no expiration");
        assertEq(adapter.balanceOf(deal.id), 2 * PAYMENT, "the payment is the Operator's");
    }

    /// Wider than the verdict's fields, and above 100%: capped, never refused.
    function test_CapsWhatIsTooGreat() external {
        bytes32 id = _requested();
        uint256 most = type(uint256).max;
        Verdict memory v = Verdict(10_000, 10_000, 10_000, 10_000, 10_000, 255, type(uint96).max);
        vm.expectEmit(address(market));
        emit IMarketplace.VerdictStored(deal.id, 0, v, bytes32(uint256(0xe)));
        assertTrue(operator.answer(address(adapter), _answerData(id, most, most, most, most)), "taken");
    }

    function test_CapsJustAboveTheMost() external {
        bytes32 id = _requested();
        Verdict memory v = Verdict(10_000, 10_000, 10_000, 10_000, 10_000, 255, type(uint96).max);
        vm.expectEmit(address(market));
        emit IMarketplace.VerdictStored(deal.id, 0, v, bytes32(uint256(0xe)));
        operator.answer(address(adapter), _answerData(id, 10_001, 10_001, 256, uint256(1) << 96));
    }

    /// Reason 257 must not pass for reason 1, the client's doing.
    function test_ReasonDoesNotWrapAround() external {
        bytes32 id = _requested();
        operator.answer(address(adapter), _answerData(id, 10_000, 10_000, 257, 0));
        market.settle(deal.id, 1);
        _terminate(deal.vendor, deal.id);
        assertEq(market.getAgreement(deal.id).endsAt, T0 + 3 * EPOCH, "notice, no exit at once");
    }

    function test_IgnoredWhen_TooLate() external {
        bytes32 id = _requested();
        vm.warp(T0 + EPOCH + TIMEOUT);
        vm.expectEmit(address(adapter));
        emit ISlaOracle.VerdictDelivered(deal.id, 0, false);
        assertTrue(_answer(id, 0), "not refused");
        (bytes32 pending, ) = adapter.pendingRequest(deal.id, 0);
        assertEq(pending, 0, "none pending");
    }

    /// After its expiry, as long as nobody took the request back, the answer is as good as before.
    function test_CountsAfterTheExpiry() external {
        bytes32 id = _requested();
        vm.warp(T0 + EPOCH + 600);
        assertTrue(_answer(id, 10_000), "taken");
        assertTrue(market.getEpoch(deal.id, 0).judged, "judged");
    }

    function test_KeepsEpochsApart() external {
        bytes32 first = _requested();
        vm.warp(T0 + EPOCH + 10);
        _terminate(deal.client, deal.id);
        bytes32 second = adapter.request(deal.id, 1); // the part of epoch 1
        _answer(second, 0);
        assertTrue(!market.getEpoch(deal.id, 0).judged, "epoch 0");
        assertTrue(market.getEpoch(deal.id, 1).judged, "epoch 1");
        (bytes32 pending, ) = adapter.pendingRequest(deal.id, 0);
        assertEq(pending, first, "the other is still pending");
    }

    function test_constructor_FixesEverything() external view {
        assertEq(adapter.market(), address(market), "market");
        assertEq(adapter.LINK(), address(link), "LINK");
        assertEq(adapter.OPERATOR(), address(operator), "operator");
        assertEq(adapter.JOB_ID(), JOB, "job");
        assertEq(adapter.PAYMENT(), PAYMENT, "payment");
    }

    function _expectUnknown(bytes32 id) private {
        vm.expectRevert(abi.encodeWithSelector(IChainlinkAdapter.ChainlinkSlaOracle_UnknownRequest.selector, id));
        vm.prank(address(operator));
        adapter.fulfill(id, 0, 0, 0, 0, 10_000, 0, 0, 0);
    }
}

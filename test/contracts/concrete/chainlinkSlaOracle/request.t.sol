// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IOperator } from "../../../../contracts/interfaces/IChainlink.sol";
import { ISlaOracle } from "../../../../contracts/interfaces/ISlaOracle.sol";
import { EPOCH, SPONSOR, STRANGER, T0, TIMEOUT } from "../../utils/Actors.sol";
import { ChainlinkBase, IChainlinkAdapter } from "../../utils/ChainlinkBase.sol";
import { Deal } from "../../utils/IWorld.sol";
import { Terms } from "../../../../contracts/types/Types.sol";
import { vm } from "../../utils/Vm.sol";

contract RequestTest is ChainlinkBase {
    function test_RevertWhen_EpochRuns() external {
        _prepay(SPONSOR, deal.id, PAYMENT);
        vm.warp(T0 + EPOCH - 1);
        _expectNotOpen(deal.id, 0);
    }

    function test_RevertWhen_TooLate() external {
        _prepay(SPONSOR, deal.id, PAYMENT);
        vm.warp(T0 + EPOCH + TIMEOUT);
        _expectNotOpen(deal.id, 0);
    }

    function test_RevertGiven_Judged() external {
        _answer(_requested(), 10_000);
        _expectNotOpen(deal.id, 0);
    }

    function test_RevertWhen_AgreementUnknown() external {
        _expectNotOpen(keccak256("unknown"), 0);
    }

    function test_RevertWhen_AnotherOracleIsAgreed() external {
        Deal memory other = world.active(3);
        _prepay(SPONSOR, other.id, PAYMENT);
        vm.warp(T0 + EPOCH);
        _expectNotOpen(other.id, 0);
    }

    function test_RevertGiven_Pending() external {
        bytes32 id = _requested();
        bytes4 selector = IChainlinkAdapter.ChainlinkSlaOracle_RequestPending.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, id, T0 + EPOCH + 300));
        adapter.request(deal.id, 0);
    }

    function test_RevertWhen_LinkTooLow() external {
        _prepay(SPONSOR, deal.id, PAYMENT - 1);
        vm.warp(T0 + EPOCH);
        _expectTooLow(deal.id, PAYMENT - 1);
    }

    /// Each agreement spends its own LINK only.
    function test_RevertWhen_OnlyOthersPrepaid() external {
        Terms memory t = world.terms();
        t.oracle = address(adapter);
        _prepay(SPONSOR, world.active(t, 2).id, 9 * PAYMENT);
        vm.warp(T0 + EPOCH);
        _expectTooLow(deal.id, 0);
    }

    function test_AsksTheOperatorAndTells() external {
        _prepay(SPONSOR, deal.id, 3 * PAYMENT);
        vm.warp(T0 + EPOCH);
        bytes32 id = _requestId(adapter, 1);
        vm.expectEmit(address(adapter));
        emit ISlaOracle.VerdictRequested(deal.id, 0, id);
        vm.prank(STRANGER);
        assertEq(adapter.request(deal.id, 0), id, "id");

        assertEq(adapter.balanceOf(deal.id), 2 * PAYMENT, "prepaid");
        assertEq(link.balanceOf(address(operator)), PAYMENT, "paid");
        (bytes32 pending, uint40 expiration) = adapter.pendingRequest(deal.id, 0);
        assertEq(pending, id, "pending");
        assertEq(expiration, T0 + EPOCH + 300, "expiration");
        assertEq(operator.asked(), _expected(1, hex"00000000"), "asked");
    }

    function test_TakesTheLastOfThePrepaidLink() external {
        _prepay(SPONSOR, deal.id, PAYMENT);
        vm.warp(T0 + EPOCH);
        adapter.request(deal.id, 0);
        assertEq(adapter.balanceOf(deal.id), 0, "prepaid");
    }

    /// A pending request blocks no other epoch.
    function test_AsksAboutTheNextEpochGiven_Pending() external {
        _requested();
        vm.warp(T0 + 2 * EPOCH);
        assertEq(adapter.request(deal.id, 1), _requestId(adapter, 2), "id");
        assertEq(operator.asked(), _expected(2, hex"00000001"), "asked");
        (bytes32 first, ) = adapter.pendingRequest(deal.id, 0);
        assertEq(first, _requestId(adapter, 1), "the first is still pending");
    }

    /// @dev CBOR by hand: text(9) "agreement", text(66) "0x…", text(5) "epoch", uint32.
    function _expected(uint256 nonce, bytes memory epoch) private view returns (bytes memory) {
        bytes memory cbor = bytes.concat(
            hex"69",
            "agreement",
            hex"7842",
            bytes(_hex(deal.id)),
            hex"65",
            "epoch",
            hex"1a",
            epoch
        );
        bytes4 callback = bytes4(
            keccak256("fulfill(bytes32,uint256,uint256,uint256,uint256,uint256,uint256,uint256,bytes32)")
        );
        return abi.encodeCall(IOperator.operatorRequest, (address(0), 0, JOB, callback, nonce, 2, cbor));
    }

    function _hex(bytes32 word) private pure returns (string memory) {
        bytes memory digits = "0123456789abcdef";
        bytes memory text = new bytes(66);
        (text[0], text[1]) = ("0", "x");
        for (uint256 i = 0; i < 32; i++) {
            text[2 + 2 * i] = digits[uint8(word[i]) >> 4];
            text[3 + 2 * i] = digits[uint8(word[i]) & 15];
        }
        return string(text);
    }

    function _expectNotOpen(bytes32 agreementId, uint32 epoch) private {
        bytes4 selector = ISlaOracle.SlaOracle_EpochNotOpen.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, agreementId, epoch));
        adapter.request(agreementId, epoch);
    }

    function _expectTooLow(bytes32 agreementId, uint256 found) private {
        bytes4 selector = IChainlinkAdapter.ChainlinkSlaOracle_LinkTooLow.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, agreementId, found, PAYMENT));
        adapter.request(agreementId, 0);
    }
}

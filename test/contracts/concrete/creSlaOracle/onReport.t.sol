// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { ISlaOracle } from "../../../../contracts/interfaces/ISlaOracle.sol";
import { Verdict } from "../../../../contracts/types/Types.sol";
import { EPOCH, EVIDENCE, STRANGER, T0, TIMEOUT } from "../../utils/Actors.sol";
import { CreBase } from "../../utils/CreBase.sol";
import { ICreAdapter } from "../../utils/CreReports.sol";
import { vm } from "../../utils/Vm.sol";

contract OnReportTest is CreBase {
    function test_constructor_FixesEverything() external view {
        assertEq(adapter.market(), address(market), "market");
        assertEq(adapter.FORWARDER(), FORWARDER, "forwarder");
        assertEq(adapter.WORKFLOW_ID(), WORKFLOW, "workflow");
        assertEq(adapter.WORKFLOW_OWNER(), WORKFLOW_OWNER, "owner");
    }

    function test_supportsInterface() external view {
        assertTrue(adapter.supportsInterface(0x805f2132), "onReport(bytes,bytes)");
        assertTrue(adapter.supportsInterface(0x01ffc9a7), "ERC-165");
        assertTrue(!adapter.supportsInterface(0xffffffff), "no interface");
    }

    function test_RevertWhen_CallerNotForwarder() external {
        bytes memory report = _reportOf(0, _outage());
        vm.expectRevert(abi.encodeWithSelector(ICreAdapter.CreSlaOracle_NotForwarder.selector, STRANGER));
        vm.prank(STRANGER);
        adapter.onReport(_metadata(), report);
    }

    function test_RevertWhen_MetadataTooShort() external {
        bytes memory metadata = abi.encodePacked(WORKFLOW, bytes10("name"), bytes19(0));
        _expectRefused(abi.encodeWithSelector(ICreAdapter.CreSlaOracle_MetadataTooShort.selector, 61, 62), metadata);
    }

    function test_RevertWhen_WorkflowForeign() external {
        bytes32 found = keccak256("another workflow");
        bytes memory metadata = abi.encodePacked(found, bytes10("name"), WORKFLOW_OWNER, bytes2(0x0001));
        _expectRefused(abi.encodeWithSelector(ICreAdapter.CreSlaOracle_WrongWorkflow.selector, found), metadata);
    }

    function test_RevertWhen_OwnerForeign() external {
        bytes memory metadata = abi.encodePacked(WORKFLOW, bytes10("name"), STRANGER, bytes2(0x0001));
        _expectRefused(abi.encodeWithSelector(ICreAdapter.CreSlaOracle_WrongOwner.selector, STRANGER), metadata);
    }

    function test_RevertWhen_ReportMalformed() external {
        bytes memory report = _reportOf(0, _outage());
        _expectMalformed(bytes.concat(report, hex"00"));
        assembly ("memory-safe") {
            mstore(report, 415)
        }
        _expectMalformed(report);
        _expectMalformed("");
    }

    /// Without the report id that production forwarders append, and with any other name.
    function test_TakesTheShortestMetadata() external {
        bytes memory report = _reportOf(0, _perfect());
        vm.prank(FORWARDER);
        adapter.onReport(abi.encodePacked(WORKFLOW, bytes10("another"), WORKFLOW_OWNER), report);
        assertTrue(market.getEpoch(deal.id, 0).judged, "judged");
    }

    function test_IgnoredWhen_ForAnotherChain() external {
        _expectIgnored(0, abi.encode(block.chainid + 1, adapter, market, deal.id, 0, _outage(), EVIDENCE));
    }

    function test_IgnoredWhen_ForAnotherAdapter() external {
        _expectIgnored(0, abi.encode(block.chainid, STRANGER, market, deal.id, 0, _outage(), EVIDENCE));
    }

    function test_IgnoredWhen_ForAnotherMarket() external {
        _expectIgnored(0, abi.encode(block.chainid, adapter, STRANGER, deal.id, 0, _outage(), EVIDENCE));
    }

    /// Words that are no address must not pass for one.
    function test_IgnoredWhen_AddressHasHighBits() external {
        uint256 dirty = uint160(address(adapter)) | (uint256(1) << 160);
        _expectIgnored(0, abi.encode(block.chainid, dirty, market, deal.id, 0, _outage(), EVIDENCE));
        dirty = uint160(address(market)) | (uint256(1) << 160);
        _expectIgnored(0, abi.encode(block.chainid, adapter, dirty, deal.id, 0, _outage(), EVIDENCE));
    }

    /// 2^32 must not pass for epoch 0.
    function test_IgnoredWhen_EpochTooGreat() external {
        _expectIgnored(uint256(1) << 32, _reportOf(uint256(1) << 32, _outage()));
    }

    function test_CapsWhatIsTooGreat() external {
        uint256[7] memory most;
        for (uint256 i = 0; i < 7; i++) most[i] = type(uint256).max;
        Verdict memory v = Verdict(10_000, 10_000, 10_000, 10_000, 10_000, 255, type(uint96).max);
        vm.expectEmit(address(market));
        emit IMarketplace.VerdictStored(deal.id, 0, v, EVIDENCE);
        _bring(abi.encode(block.chainid, adapter, market, deal.id, 0, most, EVIDENCE));
    }

    function test_TellsWhen_TooEarly() external {
        vm.warp(T0 + EPOCH - 1);
        _expectNotCounted();
    }

    function test_TellsWhen_TooLate() external {
        vm.warp(T0 + EPOCH + TIMEOUT);
        _expectNotCounted();
    }

    function test_TellsWhen_Judged() external {
        _bring(_reportOf(0, _perfect()));
        _expectNotCounted();
    }

    function _expectNotCounted() private {
        vm.expectEmit(address(market));
        emit IMarketplace.VerdictIgnored(deal.id, 0);
        vm.expectEmit(address(adapter));
        emit ISlaOracle.VerdictDelivered(deal.id, 0, false);
        _bring(_reportOf(0, _outage()));
    }

    function _expectIgnored(uint256 epoch, bytes memory report) private {
        vm.expectEmit(address(adapter));
        emit ICreAdapter.ReportIgnored(deal.id, epoch);
        _bring(report);
        assertTrue(!market.getEpoch(deal.id, 0).judged, "judged");
    }

    function _expectRefused(bytes memory reason, bytes memory metadata) private {
        bytes memory report = _reportOf(0, _outage());
        vm.expectRevert(reason);
        vm.prank(FORWARDER);
        adapter.onReport(metadata, report);
    }

    function _expectMalformed(bytes memory report) private {
        bytes4 selector = ICreAdapter.CreSlaOracle_MalformedReport.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, report.length, 416));
        vm.prank(FORWARDER);
        adapter.onReport(_metadata(), report);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { ISlaOracle } from "../../../../contracts/interfaces/ISlaOracle.sol";
import { EPOCH, EVIDENCE, PRICE, SETUP, STRANGER, T0, TIMEOUT } from "../../utils/Actors.sol";
import { CreBase } from "../../utils/CreBase.sol";
import { ICreAdapter } from "../../utils/CreReports.sol";
import { IFakeMarket } from "../../utils/IFakeMarket.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev Reports that came with too little gas for the market, or that the market would not take.
contract DeliverTest is CreBase {
    bytes32 private constant AGREEMENT = keccak256("agreement");

    function test_RevertWhen_NothingIsKept() external {
        _expectNothing();
    }

    /// Whoever brings a report chooses its gas: enough to keep it is little.
    function test_KeptWhen_TheMarketStarves() external {
        _expectDeliverableAfter(100_000);
    }

    /// Less than the reserve, which is more than keeping takes: the market is not even asked.
    function test_KeptWhen_NothingIsLeftForTheMarket() external {
        _expectDeliverableAfter(88_000);
    }

    function test_RevertWhen_GasIsTooLittleToKeep() external {
        bytes memory report = _reportOf(0, _perfect());
        vm.expectRevert();
        vm.prank(FORWARDER);
        adapter.onReport{ gas: 60_000 }(_metadata(), report);
        _bring(report); // production forwarders let anybody try again
        assertTrue(market.getEpoch(deal.id, 0).judged, "judged");
    }

    function test_IgnoresOtherReportsWhile_OneIsKept() external {
        _starve();
        vm.expectEmit(address(adapter));
        emit ICreAdapter.ReportIgnored(deal.id, 0);
        _bring(_reportOf(0, _outage()));
        adapter.deliver(deal.id, 0);
        market.settle(deal.id, 1);
        assertEq(market.getAgreement(deal.id).earned, SETUP + uint256(PRICE), "the first counts");
    }

    function test_TakesReportsAboutOtherEpochsWhile_OneIsKept() external {
        _starve();
        vm.warp(T0 + 2 * EPOCH);
        _bring(_reportOf(1, _perfect()));
        assertTrue(market.getEpoch(deal.id, 1).judged, "epoch 1");
    }

    /// Nobody can spoil a kept report by passing it on before its time.
    function test_RevertWhen_TooEarlyAndKeepsIt() external {
        vm.warp(T0 + EPOCH - 1);
        _starve();
        _expectNotOpen();
        vm.warp(T0 + EPOCH);
        assertTrue(adapter.deliver(deal.id, 0), "in its time");
    }

    function test_RevertWhen_TooLate() external {
        _starve();
        vm.warp(T0 + EPOCH + TIMEOUT);
        _expectNotOpen();
    }

    function test_StaysKeptWhen_TheMarketStillReverts() external {
        IFakeMarket fake = IFakeMarket(world.deploy("FakeMarket.sol:FakeMarket", ""));
        adapter = _newAdapter(address(fake));
        vm.expectEmit(address(adapter));
        emit ISlaOracle.VerdictKept(AGREEMENT, 5);
        _bring(_report(adapter, AGREEMENT, 5, _perfect(), EVIDENCE));
        vm.expectRevert(IFakeMarket.FakeMarket_Refused.selector);
        adapter.deliver(AGREEMENT, 5);
        fake.setRefusing(false);
        assertTrue(adapter.deliver(AGREEMENT, 5), "delivered later");
    }

    function _expectDeliverableAfter(uint256 gas) private {
        _starve(gas);
        assertTrue(!market.getEpoch(deal.id, 0).judged, "not judged yet");
        vm.expectEmit(address(market));
        emit IMarketplace.VerdictStored(deal.id, 0, _perfect(), EVIDENCE);
        vm.expectEmit(address(adapter));
        emit ISlaOracle.VerdictDelivered(deal.id, 0, true);
        vm.prank(STRANGER);
        assertTrue(adapter.deliver(deal.id, 0), "stored");
        _expectNothing(); // once only
    }

    function _starve() private {
        _starve(100_000);
    }

    /// @dev The forwarder brings a report with gas for the adapter, too little for the market.
    function _starve(uint256 gas) private {
        bytes memory report = _reportOf(0, _perfect());
        vm.expectEmit(address(adapter));
        emit ISlaOracle.VerdictKept(deal.id, 0);
        vm.prank(FORWARDER);
        adapter.onReport{ gas: gas }(_metadata(), report);
    }

    function _expectNotOpen() private {
        vm.expectRevert(abi.encodeWithSelector(ISlaOracle.SlaOracle_EpochNotOpen.selector, deal.id, 0));
        adapter.deliver(deal.id, 0);
    }

    function _expectNothing() private {
        vm.expectRevert(abi.encodeWithSelector(ISlaOracle.SlaOracle_NothingKept.selector, deal.id, 0));
        adapter.deliver(deal.id, 0);
    }
}

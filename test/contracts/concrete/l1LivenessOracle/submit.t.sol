// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { ISlaOracle } from "../../../../contracts/interfaces/ISlaOracle.sol";
import { Metric, Outcomes, States, Terms, Verdict } from "../../../../contracts/types/Types.sol";
import { BOND, CLIENT, EPOCH, MIN_COVERAGE, OWNER, PRICE, SETUP, STRANGER, T0, TIMEOUT } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { ILivenessAdapter, LivenessBase } from "../../utils/LivenessBase.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev A second profile with an adapter of its own, on the market as it is.
contract SubmitTest is LivenessBase {
    ILivenessAdapter private _adapter;
    Deal private _deal;

    function setUp() public override {
        super.setUp();
        (_adapter, chain) = (_newAdapter(address(market)), _newChain());
        world.setSystemConfig(address(chain));
        vm.prank(OWNER);
        book.setAdapter(address(_adapter), true);
        _deal = world.active(_terms(), 3);
    }

    /// Accept, bind, start, three epochs: fresh, partly fresh, without any proposal; close.
    function test_ServesAnOfferForItsWholeLife() external {
        vm.warp(T0 + EPOCH);
        _keepFresh(_adapter, T0, 6);
        _submit(0);
        vm.warp(T0 + 2 * EPOCH);
        _keepFresh(_adapter, T0 + EPOCH, 5);
        vm.warp(T0 + 2 * EPOCH + TIMEOUT / 2);
        _submit(1);
        assertEq(market.settle(_deal.id, 2), 2, "settled");
        // 50 of 60 samples, 83.33%: 40% + 60% * 333 / 1500.
        uint256 earned = SETUP + PRICE + (uint256(PRICE) * 5332) / 10_000;
        assertLines(_deal.id, 3 * uint256(PRICE) + SETUP - earned, earned, BOND);

        vm.warp(T0 + 3 * EPOCH + TIMEOUT);
        _expectNotOpen(2);
        _terminate(CLIENT, _deal.id);
        market.close(_deal.id);
        assertStateOf(_deal.id, States.CLOSED);
        earned += (uint256(PRICE) * 6000) / 10_000; // silent
        assertLines(_deal.id, 3 * uint256(PRICE) + SETUP - earned, earned, 0);
        assertEq(reputation.recordOf(_deal.vendor).met, 1, "met");
        assertEq(reputation.recordOf(_deal.vendor).degraded, 1, "degraded");
        assertEq(reputation.recordOf(_deal.vendor).silent, 1, "silent");
    }

    function test_TellsAndStores() external {
        _keepFreshInEpoch0(6);
        vm.warp(T0 + EPOCH);
        Verdict memory v;
        v.proposals = v.coverage = 10_000;
        bytes32 evidence = keccak256(abi.encode(chain, T0, T0 + EPOCH, 60, 60));
        vm.expectEmit(address(market));
        emit IMarketplace.VerdictStored(_deal.id, 0, v, evidence);
        vm.expectEmit(address(_adapter));
        emit ISlaOracle.VerdictDelivered(_deal.id, 0, true);
        _submit(0);
    }

    function test_RevertGiven_TheEpochIsNotOpen() external {
        _keepFreshInEpoch0(6);
        vm.warp(T0 + EPOCH - 1);
        _expectNotOpen(0);
        vm.warp(T0 + EPOCH + TIMEOUT);
        _expectNotOpen(0);
    }

    /// Whoever leaves proposals out waits until others could bring them.
    function test_RevertGiven_NotAllFreshInTheFirstHalf() external {
        _keepFreshInEpoch0(5);
        uint256 from = T0 + EPOCH + TIMEOUT / 2;
        vm.warp(from - 1);
        bytes4 selector = ILivenessAdapter.L1LivenessOracle_TooEarly.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, 50, 60, from));
        _adapter.submit(_deal.id, 0);
        _keepFresh(_adapter, T0 + 3000, 1);
        _submit(0);
    }

    function test_TakesThePartThatIsFreshInTheSecondHalf() external {
        _keepFreshInEpoch0(5);
        vm.warp(T0 + EPOCH + TIMEOUT / 2);
        Verdict memory v;
        v.proposals = v.coverage = 8333;
        bytes32 evidence = keccak256(abi.encode(chain, T0, T0 + EPOCH, 50, 60));
        vm.expectEmit(address(market));
        emit IMarketplace.VerdictStored(_deal.id, 0, v, evidence);
        _submit(0);
    }

    /// A client that hides all proposals gains no more than the price of silence.
    function test_SlashesNotGiven_NothingIsShown() external {
        chain.propose(uint64(T0));
        chain.forget();
        vm.warp(T0 + EPOCH + TIMEOUT / 2);
        _submit(0);
        vm.expectEmit(address(market));
        uint128 paid = uint128(((uint256(PRICE) + SETUP) * 6000) / 10_000);
        emit IMarketplace.EpochSettled(_deal.id, 0, Outcomes.SILENT, 0, 6000, paid, 0);
        market.settle(_deal.id, 1);
        (, uint256 weight) = reputation.scoreOf(_deal.vendor);
        assertEq(weight, 0, "weight");
    }

    /// Nor from what was recorded before.
    function test_CountsWhatWasRecordedBeforeItWasHidden() external {
        vm.warp(T0 + 1800);
        _keepFresh(_adapter, T0, 3);
        chain.forget();
        vm.warp(T0 + EPOCH);
        _keepFresh(_adapter, T0 + 1800, 3);
        _submit(0);
    }

    /// Of what was served all was fresh.
    function test_JudgesAnEpochThatWasCutOff() external {
        vm.warp(T0 + 1200);
        _keepFresh(_adapter, T0, 2);
        _terminate(CLIENT, _deal.id);
        vm.expectEmit(address(_adapter));
        emit ISlaOracle.VerdictDelivered(_deal.id, 0, true);
        _submit(0);
        market.settle(_deal.id, 1);
        assertEq(market.getAgreement(_deal.id).earned, SETUP + uint256(PRICE) / 3, "a third of the epoch");
    }

    /// Started on a sample, ended before the next.
    function test_JudgesAnEpochOfOneSample() external {
        vm.warp(T0 + 1);
        _terminate(CLIENT, _deal.id);
        vm.warp(T0 + 1 + TIMEOUT / 2);
        Verdict memory v;
        vm.expectEmit(address(market));
        emit IMarketplace.VerdictStored(_deal.id, 0, v, keccak256(abi.encode(chain, T0, T0 + 1, 0, 1)));
        _submit(0);
    }

    function test_RevertGiven_AnotherProfile() external {
        Terms memory t = _terms();
        t.sla.profile = keccak256("opraas.sla.1");
        _expectUnfit(t);
    }

    function test_RevertGiven_AnotherL1() external {
        Terms memory t = _terms();
        t.l1ChainId++;
        _expectUnfit(t);
    }

    function test_RevertGiven_OtherMetricsAgreed() external {
        Metric memory any = Metric({ target: 1, floor: 0, payoutAtFloor: 0 });
        Terms memory t = _terms();
        t.sla.rpc = any;
        _expectUnfit(t);
        t = _terms();
        t.sla.unsafeHead = any;
        _expectUnfit(t);
        t = _terms();
        t.sla.safeHead = any;
        _expectUnfit(t);
    }

    /// They could slash for what was not shown.
    function test_RevertGiven_TheFloorAboveTheCoverage() external {
        Terms memory t = _terms();
        t.sla.proposals.floor = MIN_COVERAGE + 1;
        _expectUnfit(t);
    }

    function _terms() private view returns (Terms memory t) {
        t = world.terms();
        t.oracle = address(_adapter);
        _fitTerms(t);
    }

    function _keepFreshInEpoch0(uint256 count) private {
        vm.warp(T0 + EPOCH - 1);
        _keepFresh(_adapter, T0, count);
    }

    function _submit(uint32 epoch) private {
        vm.prank(STRANGER);
        assertTrue(_adapter.submit(_deal.id, epoch), "stored");
        assertTrue(market.getEpoch(_deal.id, epoch).judged, "judged");
    }

    function _expectNotOpen(uint32 epoch) private {
        vm.expectRevert(abi.encodeWithSelector(ISlaOracle.SlaOracle_EpochNotOpen.selector, _deal.id, epoch));
        _adapter.submit(_deal.id, epoch);
    }

    /// Each epoch is judged by its own terms.
    function test_RevertWhen_AnAmendmentIsUnfit() external {
        _keepFreshInEpoch0(6);
        Terms memory t = _terms();
        t.sla.proposals.floor = MIN_COVERAGE + 1;
        _amend(_deal, t);
        vm.warp(T0 + EPOCH);
        _submit(0);
        vm.warp(T0 + 2 * EPOCH);
        vm.expectRevert(abi.encodeWithSelector(ILivenessAdapter.L1LivenessOracle_UnfitTerms.selector, _deal.id));
        _adapter.submit(_deal.id, 1);
    }

    function _expectUnfit(Terms memory t) private {
        Deal memory deal = world.active(t, 3);
        _skip(EPOCH);
        vm.expectRevert(abi.encodeWithSelector(ILivenessAdapter.L1LivenessOracle_UnfitTerms.selector, deal.id));
        _adapter.submit(deal.id, 0);
    }
}

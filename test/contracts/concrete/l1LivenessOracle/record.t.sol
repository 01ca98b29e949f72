// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IChainLens } from "../../../../contracts/interfaces/IChainLens.sol";
import { STRANGER, T0 } from "../../utils/Actors.sol";
import { ILivenessAdapter, LivenessBase } from "../../utils/LivenessBase.sol";
import { vm } from "../../utils/Vm.sol";

contract RecordTest is LivenessBase {
    ILivenessAdapter private _adapter;

    function setUp() public override {
        super.setUp();
        (_adapter, chain) = (_newAdapter(address(market)), _newChain());
        vm.warp(T0 + 3000);
    }

    function test_KeepsWhatItWasDeployedWith() external view {
        assertEq(_adapter.MAX_AGE(), MAX_AGE, "maximal age");
        assertEq(_adapter.STEP(), STEP, "step");
        assertEq(_adapter.PROFILE(), PROFILE, "profile");
    }

    function test_RevertWhen_DeployedWithoutStep() external {
        _expectBadGrid(600, 0);
    }

    function test_RevertWhen_DeployedWithAnAgeBelowTheStep() external {
        _expectBadGrid(59, 60);
    }

    function test_RevertWhen_ThereIsNoSuchGame() external {
        _proposeAt(1);
        uint256[] memory indices = new uint256[](1);
        indices[0] = 1;
        _expectNone(address(chain), indices);
    }

    function test_RevertWhen_TheGameIsOfAnotherType() external {
        uint256[] memory indices = _proposeAt(1);
        chain.respect(2);
        _expectNone(address(chain), indices);
    }

    function test_RevertWhen_TheProposalIsFromTheFuture() external {
        _expectNone(address(chain), _proposeAt(3001));
    }

    function test_RevertWhen_ThereIsNoChain() external {
        _expectNone(STRANGER, new uint256[](1));
    }

    function test_RevertWhen_OneOfManyIsNone() external {
        uint256[] memory indices = new uint256[](2);
        (indices[0], indices[1]) = (_proposeAt(1)[0], 7);
        vm.expectRevert(abi.encodeWithSelector(ILivenessAdapter.L1LivenessOracle_NoProposal.selector, chain, 7));
        _adapter.record(address(chain), indices);
        _expectFresh(0, 3600, 0, 60);
    }

    /// Too little to tell a chain without proposals from a starved call.
    function test_RevertWhen_GasIsShort() external {
        bytes memory data = abi.encodeCall(_adapter.record, (address(chain), _proposeAt(1)));
        // With bounded gas, and refused.
        // solhint-disable-next-line avoid-low-level-calls
        (bool success, bytes memory reason) = address(_adapter).call{ gas: 60_000 }(data);
        assertTrue(!success, "refused");
        assertEq(bytes32(bytes4(reason)), IChainLens.ChainLens_OutOfGas.selector, "reason");
    }

    /// From its second on, for ten minutes: samples 1 to 10.
    function test_MarksTheSamplesOfAGameAndTells() external {
        uint256[] memory indices = _proposeAt(1);
        vm.expectEmit(address(_adapter));
        emit ILivenessAdapter.ProposalRecorded(address(chain), 0, T0 + 1);
        vm.prank(STRANGER);
        _adapter.record(address(chain), indices);
        _expectFresh(0, 3600, 10, 60);
        _expectFresh(0, 60, 0, 1);
        _expectFresh(60, 601, 10, 10);
        _expectFresh(601, 3600, 0, 49);
    }

    /// On a sample: that one, and not the one when it becomes too old.
    function test_MarksFromTheSecondOfTheProposal() external {
        _adapter.record(address(chain), _proposeAt(60));
        _expectFresh(60, 660, 10, 10);
        _expectFresh(0, 3600, 10, 60);
    }

    function test_MarksTheSamplesOfAnOutput() external {
        chain.judgeByOutputs();
        _adapter.record(address(chain), _proposeAt(3000));
        _expectFresh(0, 3600, 10, 60);
    }

    function test_OnceMoreChangesNothing() external {
        uint256[] memory indices = _proposeAt(0);
        _adapter.record(address(chain), indices);
        _adapter.record(address(chain), indices);
        _adapter.record(address(chain), _proposeAt(120));
        _expectFresh(0, 3600, 12, 60);
    }

    /// Whatever the owner does with its contracts.
    function test_KeepsWhatIsForgotten() external {
        uint256[] memory indices = _proposeAt(0);
        _adapter.record(address(chain), indices);
        chain.forget();
        _expectNone(address(chain), indices);
        _expectFresh(0, 3600, 10, 60);
    }

    function test_KeepsChainsApart() external {
        _adapter.record(address(chain), _proposeAt(0));
        (uint256 fresh, ) = _adapter.freshnessOf(address(_newChain()), T0, T0 + 3600);
        assertEq(fresh, 0, "fresh");
    }

    function test_TimeWithoutSamplesHasNone() external view {
        _expectFresh(1, 60, 0, 0);
    }

    /// Compared with a row of booleans, over several words of samples.
    function testFuzz_MarksWhatWasFresh(uint256[6] memory seconds_, uint256 start, uint256 length) external {
        uint256 span = 600 * STEP;
        vm.warp(T0 + span);
        bool[] memory row = new bool[](span / STEP + 11);
        uint256[] memory indices = new uint256[](6);
        for (uint256 i = 0; i < 6; i++) {
            uint256 second = bound(seconds_[i], 0, span);
            indices[i] = _proposeAt(second)[0];
            for (uint256 k = 0; k < row.length; k++)
                row[k] = row[k] || (k * STEP >= second && k * STEP < second + MAX_AGE);
        }
        _adapter.record(address(chain), indices);
        start = bound(start, 0, span);
        length = bound(length, 0, span - start);
        (uint256 fresh, uint256 samples) = (0, 0);
        for (uint256 k = 0; k < row.length; k++) {
            if (k * STEP < start || k * STEP >= start + length) continue;
            samples++;
            if (row[k]) fresh++;
        }
        _expectFresh(start, start + length, fresh, samples);
    }

    /// @dev Deploys, and reverts with the constructor's own reason.
    function create(uint256 maxAge, uint256 step) external {
        bytes memory arguments = abi.encode(market, maxAge, step);
        bytes memory code = bytes.concat(vm.getCode("L1LivenessOracle.sol:L1LivenessOracle"), arguments);
        assembly ("memory-safe") {
            if iszero(create(0, add(code, 0x20), mload(code))) {
                let reason := mload(0x40)
                returndatacopy(reason, 0, returndatasize())
                revert(reason, returndatasize())
            }
        }
    }

    function _expectFresh(uint256 from, uint256 to, uint256 fresh, uint256 samples) private view {
        (uint256 foundFresh, uint256 found) = _adapter.freshnessOf(address(chain), T0 + from, T0 + to);
        assertEq(foundFresh, fresh, "fresh");
        assertEq(found, samples, "samples");
    }

    function _expectNone(address systemConfig, uint256[] memory indices) private {
        bytes4 selector = ILivenessAdapter.L1LivenessOracle_NoProposal.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, systemConfig, indices[0]));
        _adapter.record(systemConfig, indices);
    }

    function _expectBadGrid(uint256 maxAge, uint256 step) private {
        vm.expectRevert(abi.encodeWithSelector(ILivenessAdapter.L1LivenessOracle_BadGrid.selector, maxAge, step));
        this.create(maxAge, step);
    }
}

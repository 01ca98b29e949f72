// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Terms } from "../../../contracts/types/Types.sol";
import { EPOCH, T0 } from "../utils/Actors.sol";
import { GasBase } from "../utils/GasBase.sol";
import { Deal } from "../utils/IWorld.sol";
import { ILivenessAdapter, LivenessBase } from "../utils/LivenessBase.sol";
import { vm } from "../utils/Vm.sol";

/// @dev A proposal, recorded as soon as it is made; and the verdict about an epoch of 60 samples.
contract LivenessGasTest is LivenessBase, GasBase {
    ILivenessAdapter private _adapter;
    Deal private _deal;
    uint256[] private _indices;

    function setUp() public override {
        super.setUp();
        (_adapter, chain) = (_newAdapter(address(market)), _newChain());
        world.setSystemConfig(address(chain));
        Terms memory t = world.terms();
        t.oracle = address(_adapter);
        _fitTerms(t);
        _deal = world.active(t, 3);
        vm.warp(T0 + EPOCH);
        _keepFresh(_adapter, T0, 6);
        _indices = _proposeAt(EPOCH);
    }

    function test_record() external {
        bytes memory data = abi.encodeCall(_adapter.record, (address(chain), _indices));
        assertLe(_gasOf(address(this), address(_adapter), data), 25_000, "gas");
    }

    function test_submit() external {
        bytes memory data = abi.encodeCall(_adapter.submit, (_deal.id, 0));
        assertLe(_gasOf(address(this), address(_adapter), data), 72_000, "gas");
        assertTrue(market.getEpoch(_deal.id, 0).judged, "judged");
    }
}

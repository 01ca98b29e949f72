// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Terms, Verdict } from "../../../contracts/types/Types.sol";
import { EPOCH, EVIDENCE, T0 } from "./Actors.sol";
import { CreReports, ICreAdapter } from "./CreReports.sol";
import { Deal } from "./IWorld.sol";
import { MarketBase } from "./MarketBase.sol";
import { vm } from "./Vm.sol";

/// @title The adapter of a workflow, and a deal whose terms name it; epoch 0 has just ended.
abstract contract CreBase is MarketBase, CreReports {
    ICreAdapter internal adapter;
    Deal internal deal;

    function setUp() public virtual override {
        super.setUp();
        adapter = _newAdapter(address(market));
        Terms memory t = world.terms();
        t.oracle = address(adapter);
        deal = world.active(t, 3);
        vm.warp(T0 + EPOCH);
    }

    function _newAdapter(address market_) internal returns (ICreAdapter) {
        bytes memory arguments = abi.encode(market_, FORWARDER, WORKFLOW, WORKFLOW_OWNER);
        return ICreAdapter(world.deploy("CreSlaOracle.sol:CreSlaOracle", arguments));
    }

    /// @dev The report about an epoch of the deal.
    function _reportOf(uint256 epoch, Verdict memory v) internal view returns (bytes memory) {
        return _report(adapter, deal.id, epoch, v, EVIDENCE);
    }

    function _bring(bytes memory report) internal {
        vm.prank(FORWARDER);
        adapter.onReport(_metadata(), report);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Terms } from "../../../contracts/types/Types.sol";
import { EPOCH, SPONSOR, T0 } from "../utils/Actors.sol";
import { GasBase } from "../utils/GasBase.sol";
import { Deal } from "../utils/IWorld.sol";
import { MarketBase } from "../utils/MarketBase.sol";
import { L1Base } from "../utils/L1Base.sol";
import { vm } from "../utils/Vm.sol";

/// @dev What a line for L1 adds to settling, its slot written before. Above its budget of 6,000: it must not grow.
contract L1LineGasTest is L1Base, GasBase {
    Deal private _with;
    Deal private _without;

    function setUp() public override(L1Base, MarketBase) {
        super.setUp();
        Terms memory t = _l1Terms();
        _with = world.active(t, 9);
        t.clientPaysL1 = false;
        _without = world.active(t, 9);
        _fill(SPONSOR, _with, 9 * CAP);
        for (uint32 epoch = 0; epoch < 2; epoch++) {
            vm.warp(T0 + (epoch + 1) * EPOCH);
            world.judge(_with.id, epoch, _spent(CAP));
            world.judge(_without.id, epoch, _spent(CAP));
            if (epoch != 0) continue;
            market.settle(_with.id, 1);
            market.settle(_without.id, 1);
        }
    }

    function test_settle() external {
        uint256 snapshot = vm.snapshotState();
        uint256 without = _settle(_without);
        vm.revertToState(snapshot);
        vm.cool(address(market));
        uint256 added = _settle(_with) - without;
        _report("l1Line", added);
        assertLe(added, 7_800, "gas");
        assertL1(_with.id, 7 * CAP, 2 * CAP);
    }

    function _settle(Deal memory deal) private returns (uint256) {
        return _gasOf(SPONSOR, address(market), abi.encodeCall(market.settle, (deal.id, 1)));
    }
}

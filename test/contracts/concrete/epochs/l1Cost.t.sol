// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IEscrow } from "../../../../contracts/interfaces/IEscrow.sol";
import { Terms, Verdict } from "../../../../contracts/types/Types.sol";
import { CLIENT, EPOCH, MIN_COVERAGE, SPONSOR, T0, VENDOR } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { L1Base } from "../../utils/L1Base.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev What an epoch pays out of the L1 line: the spend of its verdict, up to the cap and to what there is.
contract L1CostTest is L1Base {
    Deal private _deal;

    function setUp() public override {
        super.setUp();
        _deal = world.active(_l1Terms(), 9);
    }

    function test_PaysTheSpendAndTells() external {
        _fill(CLIENT, _deal, 3 * CAP);
        vm.warp(T0 + EPOCH);
        world.judge(_deal.id, 0, _spent(CAP - 1));
        vm.expectEmit(address(market));
        emit IEscrow.L1Reimbursed(_deal.id, 0, CAP - 1);
        market.settle(_deal.id, 1);
        assertL1(_deal.id, 2 * CAP + 1, CAP - 1);
    }

    function test_PaysNoMoreThanTheCap() external {
        _fill(CLIENT, _deal, 3 * CAP);
        world.serve(_deal.id, 0, 1, _spent(CAP + 1));
        assertL1(_deal.id, 2 * CAP, CAP);
        world.serve(_deal.id, 1, 2, _spent(type(uint96).max));
        assertL1(_deal.id, CAP, 2 * CAP);
    }

    /// What is missing is never owed.
    function test_PaysNoMoreThanThereIs() external {
        _fill(CLIENT, _deal, 10);
        world.serve(_deal.id, 0, 1, _spent(CAP));
        assertL1(_deal.id, 0, 10);
        _fill(SPONSOR, _deal, CAP);
        assertL1(_deal.id, CAP, 10);
    }

    function test_PaysNothingGiven_NothingSpent() external {
        _fill(CLIENT, _deal, CAP);
        world.serve(_deal.id, 0, 1, _perfect());
        assertL1(_deal.id, CAP, 0);
    }

    function test_PaysNothingGiven_NeverFilled() external {
        world.serve(_deal.id, 0, 1, _spent(CAP));
        assertL1(_deal.id, 0, 0);
    }

    /// Its gas was burnt, whatever else went wrong.
    function test_PaysGiven_TheEpochFailed() external {
        _fill(CLIENT, _deal, CAP);
        Verdict memory v = _outage();
        v.l1Spend = 5;
        world.serve(_deal.id, 0, 1, v);
        assertL1(_deal.id, CAP - 5, 5);
    }

    function test_PaysNothingGiven_Silent() external {
        _fill(CLIENT, _deal, CAP);
        world.stayIdle(_deal.id, 0, 1);
        assertL1(_deal.id, CAP, 0);
    }

    function test_PaysNothingGiven_TooLittleCoverage() external {
        _fill(CLIENT, _deal, CAP);
        Verdict memory v = _spent(5);
        v.coverage = MIN_COVERAGE - 1;
        world.serve(_deal.id, 0, 1, v);
        assertL1(_deal.id, CAP, 0);
    }

    function test_PaysNothingGiven_VendorPays() external {
        Deal memory other = world.active(world.terms(), 9);
        _fill(CLIENT, _deal, CAP);
        world.serve(other.id, 0, 1, _spent(CAP));
        assertL1(other.id, 0, 0);
        assertL1(_deal.id, CAP, 0);
    }

    /// A third of the epoch: a third of the cap, rounded down.
    function test_ScalesTheCapOfAPartialEpoch() external {
        _fill(CLIENT, _deal, CAP);
        vm.warp(T0 + EPOCH / 3);
        _terminate(CLIENT, _deal.id);
        world.judge(_deal.id, 0, _spent(CAP));
        market.settle(_deal.id, 1);
        assertL1(_deal.id, CAP - CAP / 3, CAP / 3);
    }

    function test_TheFeeTakesNothing() external {
        _fill(CLIENT, _deal, CAP);
        world.serve(_deal.id, 0, 1, _spent(CAP));
        world.claim(VENDOR, _deal.id);
        assertEq(market.feesOf(address(weth)), 0, "no fee");
    }

    /// The cap is that of the terms each epoch has.
    function test_TheCapIsThatOfTheEpoch() external {
        Terms memory t = _l1Terms();
        t.l1CapPerEpoch = CAP / 7;
        _amend(_deal, t);
        _fill(CLIENT, _deal, 3 * CAP);
        vm.warp(T0 + EPOCH);
        world.judge(_deal.id, 0, _spent(type(uint96).max));
        vm.warp(T0 + 2 * EPOCH);
        world.judge(_deal.id, 1, _spent(type(uint96).max));
        market.settle(_deal.id, 2);
        assertL1(_deal.id, 2 * CAP - CAP / 7, CAP + CAP / 7);
    }
}

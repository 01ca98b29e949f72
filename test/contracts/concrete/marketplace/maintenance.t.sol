// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { MaintenanceWindow, State, States, Terms } from "../../../../contracts/types/Types.sol";
import { CLIENT, EPOCH, OPERATOR, ORACLE, OWNER, SPONSOR, T0, VENDOR } from "../../utils/Actors.sol";
import { AmendBase } from "../../utils/AmendBase.sol";
import { Deal } from "../../utils/IWorld.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev The plain terms allow 600 seconds per epoch of an hour; 24 epochs are 24 hours.
contract MaintenanceTest is AmendBase {
    uint40 private constant AHEAD = 24 hours;
    uint40 private constant FROM = T0 + AHEAD; // begin of epoch 24

    function test_RevertGiven_NotActive() external {
        State[7] memory states = [
            States.NONE,
            States.RESERVED,
            States.REQUESTED,
            States.SUSPENDED,
            States.ENDED,
            States.CLOSED,
            States.CANCELLED
        ];
        for (uint256 i = 0; i < states.length; i++) {
            bytes32 id = world.dealIn(states[i]).id;
            bytes4 selector = IMarketplace.Marketplace_WrongState.selector;
            uint40 from = uint40(_now()) + AHEAD;
            _expect(VENDOR, id, from, from + 1, abi.encodeWithSelector(selector, id, states[i]));
        }
    }

    function test_RevertWhen_CallerNotOperator() external {
        bytes32 id = world.active(3).id;
        address[4] memory callers = [CLIENT, ORACLE, SPONSOR, OWNER];
        for (uint256 i = 0; i < callers.length; i++) {
            bytes4 selector = IMarketplace.Marketplace_NotParty.selector;
            _expect(callers[i], id, FROM, FROM + 1, abi.encodeWithSelector(selector, id, callers[i]));
        }
    }

    function test_RevertWhen_TooSoon() external {
        _expectTooSoon(world.active(3).id, FROM - 1, FROM);
    }

    function test_RevertWhen_TooSoonGiven_ShortEpochs() external {
        Terms memory t = world.terms();
        t.epochLength = 600;
        bytes32 id = world.active(t, 3).id;
        _expectTooSoon(id, T0 + 24 * 600 - 1, T0 + 24 * 600);
        _announce(id, T0 + 24 * 600, T0 + 24 * 600 + 1);
    }

    /// A day is enough, however long the epochs are.
    function test_RevertWhen_TooSoonGiven_LongEpochs() external {
        Terms memory t = world.terms();
        t.epochLength = 2 days;
        bytes32 id = world.active(t, 3).id;
        _expectTooSoon(id, FROM - 1, FROM);
        _announce(id, FROM, FROM + 1);
        assertEq(market.maintenanceOf(id, 0).length, 1, "in epoch 0");
    }

    function test_RevertWhen_Empty() external {
        bytes32 id = world.active(3).id;
        _expectInvalid(id, FROM, FROM);
        _expectInvalid(id, FROM, FROM - 1);
    }

    function test_RevertWhen_AcrossABoundary() external {
        bytes32 id = world.active(3).id;
        _expectInvalid(id, FROM + EPOCH - 1, FROM + EPOCH + 1);
        _announce(id, FROM + EPOCH - 1, FROM + EPOCH);
    }

    function test_RevertWhen_InNoEpochThereCanBe() external {
        Terms memory t = world.terms();
        (t.epochLength, t.sla.maintenance) = (60, 60);
        bytes32 id = world.active(t, 3).id;
        uint40 last = T0 + uint40(type(uint32).max) * 60;
        _announce(id, last, last + 60);
        assertEq(market.maintenanceOf(id, type(uint32).max).length, 1, "the last epoch");
        _expectInvalid(id, last + 60, last + 61);
    }

    function test_RevertWhen_LongerThanAllowed() external {
        bytes32 id = world.active(3).id;
        _expectTooLong(id, FROM, FROM + 601, 601);
        _announce(id, FROM, FROM + 600);
        _expectTooLong(id, FROM + 1000, FROM + 1001, 601);
        _announce(id, FROM + EPOCH, FROM + EPOCH + 600); // each epoch has its own
    }

    function test_RevertGiven_NoneAllowed() external {
        Terms memory t = world.terms();
        t.sla.maintenance = 0;
        bytes32 id = world.active(t, 3).id;
        bytes4 selector = IMarketplace.Marketplace_MaintenanceTooLong.selector;
        _expect(VENDOR, id, FROM, FROM + 1, abi.encodeWithSelector(selector, id, 24, 1, 0));
    }

    function test_RevertGiven_FourWindows() external {
        bytes32 id = world.active(3).id;
        for (uint40 i = 0; i < 4; i++) _announce(id, FROM + 10 * i, FROM + 10 * i + 1);
        bytes4 selector = IMarketplace.Marketplace_MaintenanceFull.selector;
        _expect(VENDOR, id, FROM + 90, FROM + 91, abi.encodeWithSelector(selector, id, 24, 4));
    }

    function test_KeepsWindowsInTheirOrder() external {
        bytes32 id = world.active(3).id;
        assertEq(market.maintenanceOf(id, 24).length, 0, "none");
        _announce(id, FROM + 300, FROM + 500);
        _announce(id, FROM, FROM + 300);
        _announce(id, FROM + 3599, FROM + 3600);
        MaintenanceWindow[] memory windows = new MaintenanceWindow[](3);
        windows[0] = MaintenanceWindow(FROM + 300, FROM + 500);
        windows[1] = MaintenanceWindow(FROM, FROM + 300);
        windows[2] = MaintenanceWindow(FROM + 3599, FROM + 3600);
        assertEq(abi.encode(market.maintenanceOf(id, 24)), abi.encode(windows), "windows");
        assertEq(market.maintenanceOf(id, 25).length, 0, "none in the next epoch");
        assertEq(market.maintenanceOf(world.active(3).id, 24).length, 0, "none of another agreement");
    }

    function test_Tells() external {
        bytes32 id = world.active(3).id;
        vm.expectEmit(address(market));
        emit IMarketplace.MaintenanceAnnounced(id, 25, FROM + EPOCH + 7, FROM + EPOCH + 8);
        vm.prank(OPERATOR);
        market.announceMaintenance(id, FROM + EPOCH + 7, FROM + EPOCH + 8);
    }

    /// The allowance is that of the terms the epoch has.
    function test_AllowsByTheTermsOfTheEpoch() external {
        Terms memory t = world.terms();
        (t.epochLength, t.verdictTimeout) = (2 days, 1 days);
        Deal memory deal = world.active(t, 9);
        t.sla.maintenance = 10;
        _amend(deal, t); // from epoch 1 on
        _announce(deal.id, FROM, FROM + 600);
        bytes4 selector = IMarketplace.Marketplace_MaintenanceTooLong.selector;
        bytes memory reason = abi.encodeWithSelector(selector, deal.id, 1, 11, 10);
        _expect(VENDOR, deal.id, T0 + 2 days, T0 + 2 days + 11, reason);
        _announce(deal.id, T0 + 2 days, T0 + 2 days + 10);
    }

    function _announce(bytes32 id, uint40 from, uint40 to) private {
        vm.prank(VENDOR);
        market.announceMaintenance(id, from, to);
    }

    function _expectTooSoon(bytes32 id, uint40 from, uint256 earliest) private {
        bytes4 selector = IMarketplace.Marketplace_MaintenanceTooSoon.selector;
        _expect(VENDOR, id, from, from + 1, abi.encodeWithSelector(selector, id, from, earliest));
    }

    function _expectInvalid(bytes32 id, uint40 from, uint40 to) private {
        bytes4 selector = IMarketplace.Marketplace_MaintenanceInvalid.selector;
        _expect(VENDOR, id, from, to, abi.encodeWithSelector(selector, id, from, to));
    }

    function _expectTooLong(bytes32 id, uint40 from, uint40 to, uint256 found) private {
        bytes4 selector = IMarketplace.Marketplace_MaintenanceTooLong.selector;
        _expect(VENDOR, id, from, to, abi.encodeWithSelector(selector, id, 24, found, 600));
    }

    function _expect(address caller, bytes32 id, uint40 from, uint40 to, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(caller);
        market.announceMaintenance(id, from, to);
    }
}

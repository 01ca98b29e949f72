// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ChainRoles, IChainLens } from "../../../../contracts/interfaces/IChainLens.sol";
import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { Changes } from "../../../../contracts/interfaces/IReputation.sol";
import { CancelReasons, Terms } from "../../../../contracts/types/Types.sol";
import { CLIENT, OPERATOR, ORACLE, OWNER, SETUP, START_WINDOW, STRANGER, T0, VENDOR } from "../../utils/Actors.sol";
import { CancelBase } from "../../utils/CancelBase.sol";
import { Deal } from "../../utils/IWorld.sol";
import { IFakeChain } from "../../utils/RolesBase.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev The vendor rejects or misses, or the client leaves, or rotates the roles away.
contract CancelRequestedTest is CancelBase {
    function test_ClientLeaves() external {
        Deal memory deal = world.requested(2);
        vm.warp(T0 + START_WINDOW);
        _terminates(CLIENT, deal, CancelReasons.CLIENT_LEFT);
        _paysVendor(deal);
    }

    function test_VendorRejects() external {
        Deal memory deal = world.requested(2);
        vm.warp(T0 + START_WINDOW);
        _countsOnce(Changes.REJECTED);
        _terminates(VENDOR, deal, CancelReasons.VENDOR_REJECTED);
        _refunds(deal);
    }

    function test_OperatorRejects() external {
        Deal memory deal = world.requested(2);
        _countsOnce(Changes.REJECTED);
        _terminates(OPERATOR, deal, CancelReasons.VENDOR_REJECTED);
        _refunds(deal);
    }

    function test_VendorRejectsGiven_RolesStand() external {
        (Deal memory deal, ) = _requestedWithChain();
        _terminates(VENDOR, deal, CancelReasons.VENDOR_REJECTED);
        _refunds(deal);
    }

    /// Rejecting what the client itself made impossible is no reject.
    function test_VendorRejectsGiven_RolesRotated() external {
        for (uint256 i = 0; i < 5; i++) {
            (Deal memory deal, IFakeChain chain) = _requestedWithChain();
            (string memory getter, , ) = _role(i, deal);
            chain.setAddress(getter, STRANGER);
            _terminates(VENDOR, deal, CancelReasons.CLIENT_ROTATED);
            _paysVendor(deal);
        }
        assertEq(reputation.recordOf(VENDOR).rejects, 0, "rejects");
    }

    /// A client that leaves in time leaves, whatever its chain says.
    function test_ClientLeavesGiven_RolesRotated() external {
        (Deal memory deal, IFakeChain chain) = _requestedWithChain();
        chain.setAddress("proposer()", STRANGER);
        _terminates(CLIENT, deal, CancelReasons.CLIENT_LEFT);
        _paysVendor(deal);
    }

    function test_VendorMissesWhen_TerminatedLate() external {
        Deal memory a = world.requested(2);
        Deal memory b = world.requested(2);
        vm.warp(T0 + START_WINDOW + 1);
        _countsOnce(Changes.MISSED);
        _terminates(CLIENT, a, CancelReasons.VENDOR_MISSED);
        _punishes(a);
        _terminates(VENDOR, b, CancelReasons.VENDOR_MISSED);
        _punishes(b);
        assertEq(reputation.recordOf(VENDOR).misses, 2, "misses");
    }

    function test_CloseRevertWhen_InTime() external {
        Deal memory deal = world.requested(2);
        vm.warp(T0 + START_WINDOW);
        _expectEarly(deal.id, T0 + START_WINDOW);
    }

    function test_ClosesAsMissed() external {
        (Deal memory deal, ) = _requestedWithChain();
        vm.warp(T0 + START_WINDOW + 1);
        _closes(deal, CancelReasons.VENDOR_MISSED);
        _punishes(deal);
    }

    function test_ClosesAsRotated() external {
        for (uint256 i = 0; i < 5; i++) {
            vm.warp(T0);
            (Deal memory deal, IFakeChain chain) = _requestedWithChain();
            (string memory getter, , ) = _role(i, deal);
            chain.setAddress(getter, STRANGER);
            vm.warp(T0 + START_WINDOW + 1);
            _closes(deal, CancelReasons.CLIENT_ROTATED);
            _paysVendor(deal);
        }
        assertEq(reputation.recordOf(VENDOR).misses, 0, "misses");
    }

    /// A chain that no longer answers counts as rotated away.
    function test_ClosesAsRotatedGiven_ChainReverts() external {
        (Deal memory deal, IFakeChain chain) = _requestedWithChain();
        chain.setMode("owner()", 1);
        vm.warp(T0 + START_WINDOW + 1);
        _closes(deal, CancelReasons.CLIENT_ROTATED);
        _paysVendor(deal);
    }

    /// Where the lens does not look, the vendor that misses has missed.
    function test_ClosesAsMissedGiven_AnotherL1() external {
        Terms memory t = _termsWithLens();
        t.l1ChainId = 1;
        Deal memory deal = world.requested(t, 2);
        vm.warp(T0 + START_WINDOW + 1);
        _closes(deal, CancelReasons.VENDOR_MISSED);
        _punishes(deal);
    }

    /// The punishment is capped by the bond.
    function test_MissCostsTheBondGiven_SmallBond() external {
        Terms memory t = world.terms();
        t.bond = SETUP - 1;
        Deal memory deal = world.requested(t, 2);
        vm.warp(T0 + START_WINDOW + 1);
        market.close(deal.id);
        assertLines(deal.id, DEPOSIT + SETUP - 1, 0, 0);
        assertEq(market.potOf(VENDOR, address(token)), 0, "nothing left of the bond");
    }

    function test_CountsNotGiven_AdapterNotListed() external {
        vm.prank(OWNER);
        book.setAdapter(ORACLE, false);
        Deal memory deal = world.requested(2);
        _skip(START_WINDOW + 1);
        market.close(deal.id);
        assertEq(reputation.recordOf(VENDOR).misses, 0, "misses");
    }

    /// A lens that fails after the bind keeps nobody in, and decides nothing.
    function test_ClosesGiven_LensFails() external {
        for (uint8 mode = 1; mode < 4; mode++) {
            Terms memory t = _termsWithLens();
            FailingLens failing = new FailingLens(lens);
            t.lens = address(failing);
            Deal memory deal = world.reserved(t, 2);
            _newChain(CLIENT, deal.keys);
            world.bind(deal);
            failing.setMode(mode);
            vm.warp(vm.getBlockTimestamp() + START_WINDOW + 1);
            _closes(deal, CancelReasons.VENDOR_MISSED);
            _punishes(deal);
        }
    }

    /// With too little gas a good lens would fail, too: who calls does not choose.
    function test_RevertWhen_TooLittleGasForTheLens() external {
        (Deal memory deal, IFakeChain chain) = _requestedWithChain();
        chain.setAddress("owner()", STRANGER);
        vm.warp(T0 + START_WINDOW + 1);
        uint256 required = (uint256(500_000) * 64) / 63 + 10_000;
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.Marketplace_OutOfGas.selector, required));
        vm.prank(CLIENT);
        market.terminate{ gas: 400_000 }(deal.id);
    }
}

/// @title A lens that answers at first, and then fails in one of three ways.
contract FailingLens is IChainLens {
    IChainLens private immutable _lens;
    uint8 private _mode;

    error FailingLens_Down();

    constructor(address lens) {
        _lens = IChainLens(lens);
    }

    function setMode(uint8 mode) external {
        _mode = mode;
    }

    /// @dev 1: reverts; 2: answers less than the six words; 3: burns all gas.
    function rolesOf(address systemConfig) external view returns (ChainRoles memory roles) {
        uint8 mode = _mode;
        if (mode == 1) revert FailingLens_Down();
        assembly ("memory-safe") {
            if eq(mode, 2) {
                return(0, 191)
            }
            if eq(mode, 3) {
                invalid()
            }
        }
        return _lens.rolesOf(systemConfig);
    }
}

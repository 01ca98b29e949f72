// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IEscrow } from "../../../../contracts/interfaces/IEscrow.sol";
import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { State, States, Terms } from "../../../../contracts/types/Types.sol";
import { BOND, CLIENT, MAX_SLASH, OPERATOR, OWNER, PRICE, SPONSOR, VENDOR } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

contract LockBondTest is MarketBase {
    error SafeCastOverflowedUintDowncast(uint8 bits, uint256 value);

    function test_RevertGiven_NotRunning() external {
        State[6] memory states = [
            States.NONE,
            States.RESERVED,
            States.REQUESTED,
            States.ENDED,
            States.CLOSED,
            States.CANCELLED
        ];
        for (uint256 i = 0; i < states.length; i++) {
            bytes32 id = world.dealIn(states[i]).id;
            bytes4 selector = IMarketplace.Marketplace_WrongState.selector;
            _expect(VENDOR, id, 0, abi.encodeWithSelector(selector, id, states[i]));
        }
    }

    /// Not even an operator, and not the client: the pot is the vendor's.
    function test_RevertWhen_CallerNotVendor() external {
        bytes32 id = world.active(2).id;
        address[4] memory callers = [CLIENT, OPERATOR, SPONSOR, OWNER];
        for (uint256 i = 0; i < callers.length; i++) {
            bytes4 selector = IMarketplace.Marketplace_NotParty.selector;
            _expect(callers[i], id, 0, abi.encodeWithSelector(selector, id, callers[i]));
        }
    }

    function test_RevertWhen_MoreThanPot() external {
        bytes32 id = world.active(2).id;
        world.addBond(VENDOR, 70);
        bytes4 selector = IEscrow.Escrow_PotOverdrawn.selector;
        _expect(VENDOR, id, 71, abi.encodeWithSelector(selector, VENDOR, address(token), 70, 71));
    }

    function test_RevertWhen_WiderThanTheLine() external {
        Terms memory t = world.terms();
        t.bond = 1;
        bytes32 id = world.active(t, 2).id;
        uint96 max = type(uint96).max;
        world.addBond(VENDOR, max);
        bytes memory reason = abi.encodeWithSelector(SafeCastOverflowedUintDowncast.selector, 96, uint256(max) + 1);
        _expect(VENDOR, id, max, reason);
    }

    function test_MovesAndTells() external {
        Deal memory deal = world.active(2);
        world.addBond(VENDOR, 70);
        vm.expectEmit(address(market));
        emit IEscrow.BondLocked(deal.id, 30, BOND + 30);
        _lock(deal.id, 30);
        assertLines(deal.id, deal.deposit, 0, BOND + 30);
        assertEq(market.potOf(VENDOR, address(token)), 40, "pot");
    }

    /// What an outage took can be filled up again; the next one takes from it.
    function test_IsSlashedLikeTheRest() external {
        Deal memory deal = world.active(9);
        world.serve(deal.id, 0, 5, _outage());
        assertEq(market.getAgreement(deal.id).bond, 0, "all gone");
        world.addBond(VENDOR, MAX_SLASH + 7);
        _lock(deal.id, MAX_SLASH + 7);
        world.serve(deal.id, 5, 6, _outage());
        assertEq(market.getAgreement(deal.id).bond, 7, "slashed once more");
    }

    function test_ComesBackAtTheClose() external {
        Deal memory deal = world.active(2);
        world.addBond(VENDOR, 70);
        _lock(deal.id, 70);
        _terminate(CLIENT, deal.id);
        vm.expectEmit(address(market));
        emit IMarketplace.AgreementClosed(deal.id, BOND + 70);
        market.close(deal.id);
        assertEq(market.potOf(VENDOR, address(token)), BOND + 70, "pot");
    }

    function test_AllowedGiven_Suspended() external {
        Deal memory deal = world.dealIn(States.SUSPENDED);
        world.addBond(VENDOR, PRICE);
        _lock(deal.id, PRICE);
        assertEq(market.getAgreement(deal.id).bond, BOND + PRICE, "bond");
    }

    function _lock(bytes32 id, uint96 amount) private {
        vm.prank(VENDOR);
        market.lockBond(id, amount);
    }

    function _expect(address caller, bytes32 id, uint96 amount, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(caller);
        market.lockBond(id, amount);
    }
}

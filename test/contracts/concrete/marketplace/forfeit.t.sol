// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { Changes, IReputation, Record } from "../../../../contracts/interfaces/IReputation.sol";
import { States, Verdict } from "../../../../contracts/types/Types.sol";
import { BOND, CLIENT, EPOCH, MAX_SLASH, OPERATOR, PRICE, SETUP, STRANGER, T0, VENDOR } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { IFakeChain, RolesBase } from "../../utils/RolesBase.sol";
import { vm } from "../../utils/Vm.sol";

contract ForfeitTest is RolesBase {
    function test_RevertGiven_Requested() external {
        bytes32 id = world.dealIn(States.REQUESTED).id;
        _expect(VENDOR, id, abi.encodeWithSelector(IMarketplace.Marketplace_WrongState.selector, id, States.REQUESTED));
    }

    /// Suspended it may leave without paying.
    function test_RevertGiven_Suspended() external {
        bytes32 id = world.dealIn(States.SUSPENDED).id;
        _expect(VENDOR, id, abi.encodeWithSelector(IMarketplace.Marketplace_WrongState.selector, id, States.SUSPENDED));
    }

    function test_RevertGiven_Ended() external {
        bytes32 id = world.dealIn(States.ENDED).id;
        _expect(VENDOR, id, abi.encodeWithSelector(IMarketplace.Marketplace_WrongState.selector, id, States.ENDED));
    }

    function test_RevertWhen_CallerNotVendor() external {
        bytes32 id = world.dealIn(States.ACTIVE).id;
        address[3] memory callers = [CLIENT, OPERATOR, STRANGER];
        for (uint256 i = 0; i < callers.length; i++) {
            bytes4 selector = IMarketplace.Marketplace_NotParty.selector;
            _expect(callers[i], id, abi.encodeWithSelector(selector, id, callers[i]));
        }
    }

    function test_GivesTheBondToTheClientAndTells() external {
        Deal memory deal = world.active(3);
        world.serve(deal.id, 0, 1, _perfect());
        vm.warp(T0 + EPOCH + 900);
        vm.expectEmit(address(market));
        emit IMarketplace.BondForfeited(deal.id, BOND);
        vm.expectEmit(address(reputation));
        emit IReputation.AgreementCounted(VENDOR, CLIENT, Changes.LEFT_EARLY);
        vm.expectEmit(address(market));
        emit IMarketplace.AgreementTerminated(deal.id, VENDOR, T0 + EPOCH + 900);
        vm.prank(VENDOR);
        market.forfeit(deal.id);

        assertStateOf(deal.id, States.ENDED);
        assertLines(deal.id, 2 * uint256(PRICE) + BOND, SETUP + uint256(PRICE), 0);
        assertFree(deal.id, CLIENT, uint256(PRICE) + BOND, 0);
        Record memory record = reputation.recordOf(VENDOR);
        assertEq(record.active, 0, "active");
        assertEq(record.earlyExits, 1, "early exits");
    }

    /// What slashing left of it.
    function test_GivesWhatIsLeftOfTheBond() external {
        Deal memory deal = world.active(3);
        world.serve(deal.id, 0, 1, _outage());
        vm.expectEmit(address(market));
        emit IMarketplace.BondForfeited(deal.id, BOND - MAX_SLASH);
        vm.prank(VENDOR);
        market.forfeit(deal.id);
        assertLines(deal.id, SETUP + 3 * uint256(PRICE) + BOND, 0, 0);
    }

    /// The part it served is still judged and paid.
    function test_PaysTheLastPart() external {
        Deal memory deal = world.active(3);
        world.serve(deal.id, 0, 1, _perfect());
        vm.warp(T0 + EPOCH + 900);
        vm.prank(VENDOR);
        market.forfeit(deal.id);
        world.judge(deal.id, 1, _perfect());
        market.close(deal.id);
        assertLines(deal.id, 2 * uint256(PRICE) + BOND - PRICE / 4, SETUP + uint256(PRICE) + PRICE / 4, 0);
        assertEq(market.potOf(VENDOR, address(token)), 0, "no bond returned");
    }

    /// A vendor that leaves in the second it starts has earned nothing, not even the setup fee.
    function test_EarnsNothingWhen_AtOnce() external {
        Deal memory deal = world.active(3);
        vm.prank(VENDOR);
        market.forfeit(deal.id);
        market.close(deal.id);
        assertLines(deal.id, SETUP + 3 * uint256(PRICE) + BOND, 0, 0);
    }

    /// Who may leave free of charge pays nothing, whatever it calls.
    function test_CostsNothingGiven_ThreeSilent() external {
        Deal memory deal = world.active(6);
        world.stayIdle(deal.id, 0, 3);
        _leavesFree(deal);
    }

    function test_CostsNothingGiven_ClientsDoing() external {
        Deal memory deal = world.active(3);
        Verdict memory v = _perfect();
        v.reason = 1;
        world.serve(deal.id, 0, 1, v);
        _leavesFree(deal);
    }

    function test_CostsNothingGiven_RolesRotated() external {
        (Deal memory deal, IFakeChain chain) = _requestedWithChain();
        world.start(deal);
        chain.setAddress("batcherHash()", STRANGER);
        _leavesFree(deal);
    }

    function test_AllowedGiven_NoticeGiven() external {
        Deal memory deal = world.active(4);
        _terminate(VENDOR, deal.id);
        vm.warp(T0 + 10);
        vm.prank(VENDOR);
        market.forfeit(deal.id);
        assertEq(market.getAgreement(deal.id).endsAt, T0 + 10, "end");
    }

    function _leavesFree(Deal memory deal) private {
        vm.expectEmit(address(reputation));
        emit IReputation.AgreementCounted(VENDOR, CLIENT, Changes.ENDED);
        vm.expectEmit(address(market));
        emit IMarketplace.AgreementTerminated(deal.id, VENDOR, uint40(_now()));
        vm.prank(VENDOR);
        market.forfeit(deal.id);
        assertStateOf(deal.id, States.ENDED);
        assertEq(market.getAgreement(deal.id).bond, BOND, "bond");
        assertEq(reputation.recordOf(VENDOR).earlyExits, 0, "early exits");
    }

    function _expect(address caller, bytes32 id, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(caller);
        market.forfeit(id);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { Changes, IReputation } from "../../../../contracts/interfaces/IReputation.sol";
import { State, States, Verdict } from "../../../../contracts/types/Types.sol";
import {
    BOND,
    CLIENT,
    EPOCH,
    OPERATOR,
    ORACLE,
    OWNER,
    PRICE,
    SETUP,
    STRANGER,
    T0,
    TIMEOUT,
    VENDOR
} from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { IFakeChain, RolesBase } from "../../utils/RolesBase.sol";
import { vm } from "../../utils/Vm.sol";

contract TerminateTest is RolesBase {
    function test_RevertGiven_None() external {
        bytes32 id = keccak256("unknown");
        _expect(CLIENT, id, abi.encodeWithSelector(IMarketplace.Marketplace_NotParty.selector, id, CLIENT));
    }

    function test_RevertWhen_CallerNotParty() external {
        bytes32 id = world.dealIn(States.ACTIVE).id;
        address[4] memory callers = [OPERATOR, STRANGER, ORACLE, OWNER];
        for (uint256 i = 0; i < callers.length; i++) {
            bytes4 selector = IMarketplace.Marketplace_NotParty.selector;
            _expect(callers[i], id, abi.encodeWithSelector(selector, id, callers[i]));
        }
    }

    function test_RevertWhen_CallerNotPartyGiven_Requested() external {
        bytes32 id = world.dealIn(States.REQUESTED).id;
        address[3] memory callers = [STRANGER, ORACLE, OWNER];
        for (uint256 i = 0; i < callers.length; i++) {
            bytes4 selector = IMarketplace.Marketplace_NotParty.selector;
            _expect(callers[i], id, abi.encodeWithSelector(selector, id, callers[i]));
        }
    }

    function test_RevertGiven_Over() external {
        _expectOver(world.dealIn(States.ENDED).id, States.ENDED);
        _expectOver(world.dealIn(States.CLOSED).id, States.CLOSED);
        _expectOver(world.dealIn(States.CANCELLED).id, States.CANCELLED);
    }

    function test_RevertGiven_EndedByTheClock() external {
        Deal memory deal = world.active(4);
        _terminate(VENDOR, deal.id); // ends after epoch 1
        vm.warp(T0 + 2 * EPOCH - 1);
        assertStateOf(deal.id, States.ACTIVE);
        vm.warp(T0 + 2 * EPOCH);
        _expectOver(deal.id, States.ENDED);
    }

    function test_Client_EndsAtOnceAndTells() external {
        Deal memory deal = world.active(3);
        world.serve(deal.id, 0, 1, _perfect());
        vm.warp(T0 + EPOCH + 5);
        _expectTerminated(deal.id, CLIENT, T0 + EPOCH + 5);
        _terminate(CLIENT, deal.id);
        assertStateOf(deal.id, States.ENDED);
        assertEq(market.getAgreement(deal.id).endsAt, T0 + EPOCH + 5, "end");
        assertLines(deal.id, 2 * uint256(PRICE), 1_300_000_000, BOND);
        assertEq(reputation.recordOf(VENDOR).active, 0, "active");
        assertEq(reputation.recordOf(VENDOR).earlyExits, 0, "no exit of the vendor's");
    }

    /// Before half of epoch 0 the client owes the whole setup fee, however the epoch is judged.
    function test_Client_PaysWholeSetupWhen_BeforeHalfOfEpoch0() external {
        Deal memory deal = world.active(2);
        vm.warp(T0 + EPOCH / 2 - 1);
        _terminate(CLIENT, deal.id);
        assertLines(deal.id, 2 * uint256(PRICE), SETUP, BOND);
        // Epoch 0, silent at 60% of half an epoch less a second, brings no setup fee any more.
        vm.warp(T0 + EPOCH / 2 - 1 + TIMEOUT);
        market.close(deal.id);
        uint256 paid = (600_000_000 * (uint256(EPOCH) / 2 - 1)) / EPOCH;
        assertLines(deal.id, 2 * uint256(PRICE) - paid, SETUP + paid, 0);
    }

    function test_Client_PaysSetupByThePayoutWhen_AfterHalfOfEpoch0() external {
        Deal memory deal = world.active(2);
        vm.warp(T0 + EPOCH / 2);
        _terminate(CLIENT, deal.id);
        assertLines(deal.id, SETUP + 2 * uint256(PRICE), 0, BOND);
        vm.warp(T0 + EPOCH / 2 + TIMEOUT);
        market.close(deal.id);
        uint256 earned = 180_000_000 + 300_000_000; // setup fee at 60%; half of the price at 60%
        assertLines(deal.id, SETUP + 2 * uint256(PRICE) - earned, earned, 0);
    }

    function test_Client_PaysNoSetupTwice() external {
        Deal memory deal = world.active(3);
        world.serve(deal.id, 0, 3, _perfect());
        world.topUp(CLIENT, deal.id, PRICE);
        vm.prank(VENDOR);
        market.resume(deal.id);
        _terminate(CLIENT, deal.id);
        assertLines(deal.id, PRICE, SETUP + 3 * uint256(PRICE), BOND);
    }

    function test_Client_EndsBeforeTheNoticeRunsOut() external {
        Deal memory deal = world.active(4);
        _terminate(VENDOR, deal.id);
        vm.warp(T0 + EPOCH + 7);
        _expectTerminated(deal.id, CLIENT, T0 + EPOCH + 7);
        _terminate(CLIENT, deal.id);
        assertEq(market.getAgreement(deal.id).endsAt, T0 + EPOCH + 7, "end");
    }

    function test_Vendor_EndsAtOnceGiven_ThreeSilent() external {
        Deal memory deal = world.active(6);
        world.stayIdle(deal.id, 0, 2);
        assertEq(market.getAgreement(deal.id).silentStreak, 2, "two silent");
        world.stayIdle(deal.id, 2, 3);
        uint40 now_ = uint40(_now());
        _expectTerminated(deal.id, VENDOR, now_);
        _terminate(VENDOR, deal.id);
        assertStateOf(deal.id, States.ENDED);
        assertEq(market.getAgreement(deal.id).bond, BOND, "free of charge");
    }

    function test_Vendor_GivesNoticeGiven_TwoSilent() external {
        Deal memory deal = world.active(6);
        world.stayIdle(deal.id, 0, 2);
        _terminate(VENDOR, deal.id);
        assertStateOf(deal.id, States.ACTIVE);
    }

    function test_Vendor_GivesNoticeGiven_StreakBroken() external {
        Deal memory deal = world.active(8);
        world.stayIdle(deal.id, 0, 3);
        world.serve(deal.id, 3, 4, _outage());
        _terminate(VENDOR, deal.id);
        assertStateOf(deal.id, States.ACTIVE);
    }

    function test_Vendor_EndsAtOnceGiven_ClientsDoing() external {
        Deal memory deal = world.active(3);
        Verdict memory v = _perfect();
        v.reason = 1;
        world.serve(deal.id, 0, 1, v);
        _expectTerminated(deal.id, VENDOR, T0 + EPOCH);
        _terminate(VENDOR, deal.id);
        assertStateOf(deal.id, States.ENDED);
        assertEq(market.getAgreement(deal.id).bond, BOND, "free of charge");
    }

    /// Even after it gave notice.
    function test_Vendor_EndsAtOnceGiven_ClientsDoingAndNotice() external {
        Deal memory deal = world.active(4);
        _terminate(VENDOR, deal.id);
        Verdict memory v = _perfect();
        v.reason = 1;
        world.serve(deal.id, 0, 1, v);
        _terminate(VENDOR, deal.id);
        assertEq(market.getAgreement(deal.id).endsAt, T0 + EPOCH, "end");
    }

    function test_Vendor_GivesNoticeGiven_OtherReasons() external {
        for (uint256 reason = 2; reason < 256; reason += 127) {
            vm.warp(T0);
            Deal memory deal = world.active(3);
            Verdict memory v = _perfect();
            v.reason = uint8(reason);
            world.serve(deal.id, 0, 1, v);
            _terminate(VENDOR, deal.id);
            assertStateOf(deal.id, States.ACTIVE);
        }
    }

    /// The last verdict counts: a later one without the reason takes the exit away.
    function test_Vendor_GivesNoticeGiven_ClientsDoingIsOver() external {
        Deal memory deal = world.active(4);
        Verdict memory v = _perfect();
        v.reason = 1;
        world.serve(deal.id, 0, 1, v);
        world.serve(deal.id, 1, 2, _perfect());
        _terminate(VENDOR, deal.id);
        assertStateOf(deal.id, States.ACTIVE);
    }

    /// Suspended: either party, at once, as of the end of the money.
    /// Who took the roles away can't hold the vendor to its notice.
    function test_Vendor_EndsAtOnceGiven_RolesRotated() external {
        (Deal memory deal, IFakeChain chain) = _requestedWithChain();
        world.start(deal);
        chain.setAddress("batcherHash()", STRANGER);
        _terminate(VENDOR, deal.id);
        assertStateOf(deal.id, States.ENDED);
    }

    function test_Vendor_GivesNoticeGiven_RolesStand() external {
        (Deal memory deal, ) = _requestedWithChain();
        world.start(deal);
        _terminate(VENDOR, deal.id);
        assertStateOf(deal.id, States.ACTIVE);
    }

    function test_Suspended_EndsWithTheMoney() external {
        _suspendedBy(CLIENT);
        vm.warp(T0);
        _suspendedBy(VENDOR);
    }

    function test_Suspended_OverrulesTheNotice() external {
        Deal memory deal = world.active(2);
        vm.warp(T0 + 3000);
        _terminate(VENDOR, deal.id); // ends after epoch 2
        vm.warp(T0 + 2 * EPOCH);
        assertStateOf(deal.id, States.SUSPENDED);
        _terminate(VENDOR, deal.id);
        assertEq(market.getAgreement(deal.id).endsAt, T0 + 2 * EPOCH, "end");
        assertEq(market.getAgreement(deal.id).bond, BOND, "free of charge");
    }

    function test_CountsTheEnd() external {
        Deal memory deal = world.active(3);
        vm.expectEmit(address(reputation));
        emit IReputation.AgreementCounted(VENDOR, CLIENT, Changes.ENDED);
        _terminate(CLIENT, deal.id);
    }

    function test_CountsNotGiven_AdapterNotListed() external {
        vm.prank(OWNER);
        book.setAdapter(ORACLE, false);
        Deal memory deal = world.active(3);
        vm.recordLogs();
        _terminate(CLIENT, deal.id);
        assertEq(vm.getRecordedLogs().length, 1, "the market's log only");
    }

    function _suspendedBy(address party) private {
        Deal memory deal = world.active(2);
        vm.warp(T0 + 2 * EPOCH + 77);
        _expectTerminated(deal.id, party, T0 + 2 * EPOCH);
        _terminate(party, deal.id);
        assertStateOf(deal.id, States.ENDED);
        assertEq(market.getAgreement(deal.id).endsAt, T0 + 2 * EPOCH, "end");
        assertLines(deal.id, deal.deposit, 0, BOND);
    }

    function _expectTerminated(bytes32 id, address by, uint40 endsAt) private {
        vm.expectEmit(address(market));
        emit IMarketplace.AgreementTerminated(id, by, endsAt);
    }

    function _expectOver(bytes32 id, State state) private {
        bytes memory reason = abi.encodeWithSelector(IMarketplace.Marketplace_WrongState.selector, id, state);
        _expect(CLIENT, id, reason);
        _expect(VENDOR, id, reason);
    }

    function _expect(address caller, bytes32 id, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(caller);
        market.terminate(id);
    }
}

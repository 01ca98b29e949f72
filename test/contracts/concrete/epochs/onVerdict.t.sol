// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { State, States, Verdict } from "../../../../contracts/types/Types.sol";
import {
    CLIENT,
    EPOCH,
    EVIDENCE,
    ORACLE,
    OWNER,
    PRICE,
    SETUP,
    SPONSOR,
    STRANGER,
    T0,
    TIMEOUT,
    VENDOR
} from "../../utils/Actors.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

contract OnVerdictTest is MarketBase {
    bytes32 private _id;

    function setUp() public override {
        super.setUp();
        _id = world.active(3).id;
    }

    function test_StoresAndTells() external {
        vm.warp(T0 + EPOCH);
        Verdict memory v = Verdict(9990, 9900, 9800, 9700, 9600, 7, 123 ether);
        vm.expectEmit(address(market));
        emit IMarketplace.VerdictStored(_id, 0, v, EVIDENCE);
        vm.prank(ORACLE);
        assertTrue(market.onVerdict(_id, 0, v, EVIDENCE), "stored");
        assertTrue(market.getEpoch(_id, 0).judged, "judged");
        assertLines(_id, SETUP + 3 * uint256(PRICE), 0, 2_500_000_000); // money moves when it is settled
    }

    function test_StoresTheGreatestValues() external {
        vm.warp(T0 + EPOCH);
        Verdict memory v = Verdict(65_535, 65_535, 65_535, 65_535, 65_535, 255, type(uint96).max);
        vm.expectEmit(address(market));
        emit IMarketplace.VerdictStored(_id, 0, v, bytes32(type(uint256).max));
        vm.prank(ORACLE);
        market.onVerdict(_id, 0, v, bytes32(type(uint256).max));
        market.settle(_id, 1);
        assertLines(_id, 2 * uint256(PRICE), SETUP + uint256(PRICE), 2_500_000_000); // counts as 100%
    }

    function test_SilentWhen_CallerNotTheOracle() external {
        vm.warp(T0 + EPOCH);
        address[5] memory callers = [CLIENT, VENDOR, OWNER, STRANGER, address(market)];
        for (uint256 i = 0; i < callers.length; i++) {
            vm.recordLogs();
            vm.prank(callers[i]);
            assertTrue(!market.onVerdict(_id, 0, _outage(), EVIDENCE), "not stored");
            assertEq(vm.getRecordedLogs().length, 0, "logs");
        }
        assertTrue(!market.getEpoch(_id, 0).judged, "not judged");
    }

    function test_SilentWhen_AgreementUnknown() external {
        vm.recordLogs();
        vm.prank(ORACLE);
        assertTrue(!market.onVerdict(keccak256("unknown"), 0, _perfect(), EVIDENCE), "not stored");
        assertEq(vm.getRecordedLogs().length, 0, "logs");
    }

    /// From the second an epoch ends until the second its timeout does.
    function test_IgnoredWhen_TooEarly() external {
        vm.warp(T0 + EPOCH - 1);
        _ignored(0);
        vm.warp(T0 + EPOCH);
        world.judge(_id, 0, _perfect());
    }

    function test_IgnoredWhen_TooLate() external {
        vm.warp(T0 + EPOCH + TIMEOUT);
        _ignored(0);
        vm.warp(T0 + 2 * EPOCH + TIMEOUT - 1);
        world.judge(_id, 1, _perfect());
    }

    function test_IgnoredGiven_Judged() external {
        vm.warp(T0 + EPOCH);
        world.judge(_id, 0, _perfect());
        vm.expectEmit(address(market));
        emit IMarketplace.VerdictIgnored(_id, 0);
        vm.prank(ORACLE);
        assertTrue(!market.onVerdict(_id, 0, _outage(), EVIDENCE), "not stored");
        market.settle(_id, 1);
        assertEq(market.getAgreement(_id).earned, SETUP + uint256(PRICE), "the first verdict counts");
    }

    function test_IgnoredGiven_Settled() external {
        world.serve(_id, 0, 1, _perfect());
        _ignored(0);
    }

    function test_IgnoredWhen_EpochUnfunded() external {
        vm.warp(T0 + 4 * EPOCH);
        _ignored(3);
        _ignored(type(uint32).max);
    }

    /// Top-ups after the money ran out do not reach back.
    function test_IgnoredWhen_FundedTooLate() external {
        vm.warp(T0 + 3 * EPOCH);
        world.topUp(SPONSOR, _id, 5 * PRICE);
        vm.warp(T0 + 4 * EPOCH);
        _ignored(3);
    }

    function test_IgnoredWhen_EpochAfterTheEnd() external {
        vm.warp(T0 + EPOCH);
        _terminate(CLIENT, _id);
        vm.warp(T0 + 2 * EPOCH);
        _ignored(1);
    }

    /// The cut-off epoch is open from the end on, not from where it would have ended.
    function test_StoresTheLastPart() external {
        vm.warp(T0 + EPOCH + 10);
        _terminate(CLIENT, _id);
        world.judge(_id, 1, _perfect());
        assertTrue(market.getEpoch(_id, 1).judged, "judged");
    }

    function test_IgnoredWhen_LastPartTooLate() external {
        vm.warp(T0 + EPOCH + 10);
        _terminate(CLIENT, _id);
        vm.warp(T0 + EPOCH + 10 + TIMEOUT);
        _ignored(1);
    }

    function test_StoresInAnyOrder() external {
        vm.warp(T0 + EPOCH + TIMEOUT - 1);
        world.judge(_id, 0, _perfect());
        vm.warp(T0 + 3 * EPOCH);
        world.judge(_id, 2, _perfect());
        _ignored(1); // its time is over
    }

    function test_StoresGiven_Suspended() external {
        vm.warp(T0 + 3 * EPOCH);
        assertStateOf(_id, States.SUSPENDED);
        world.judge(_id, 2, _perfect());
    }

    function test_StoresGiven_EndedByTheClock() external {
        _terminate(VENDOR, _id); // ends after epoch 1
        vm.warp(T0 + 2 * EPOCH);
        assertStateOf(_id, States.ENDED);
        world.judge(_id, 1, _perfect());
        _ignored(2);
    }

    function test_FollowsTheNewAnchorGiven_Resumed() external {
        world.serve(_id, 0, 3, _perfect());
        _skip(1000);
        world.topUp(SPONSOR, _id, PRICE);
        vm.prank(VENDOR);
        market.resume(_id);
        vm.warp(T0 + 4 * EPOCH);
        _ignored(3);
        vm.warp(T0 + 4 * EPOCH + 1000);
        world.judge(_id, 3, _perfect());
    }

    /// In every state, from anybody, about any epoch.
    function test_NeverReverts() external {
        State[8] memory states = [
            States.NONE,
            States.RESERVED,
            States.REQUESTED,
            States.ACTIVE,
            States.SUSPENDED,
            States.ENDED,
            States.CLOSED,
            States.CANCELLED
        ];
        uint32[4] memory epochs = [uint32(0), 1, 400, type(uint32).max];
        for (uint256 i = 0; i < states.length; i++) {
            vm.warp(T0);
            bytes32 id = world.dealIn(states[i]).id;
            _skip(30);
            for (uint256 j = 0; j < epochs.length; j++) {
                vm.prank(STRANGER);
                assertTrue(!market.onVerdict(id, epochs[j], _outage(), EVIDENCE), "a stranger's");
                bool open = market.getEpoch(id, epochs[j]).open;
                vm.prank(ORACLE);
                assertEq(market.onVerdict(id, epochs[j], _outage(), EVIDENCE), open, "stored if open");
            }
        }
    }

    /// Only what no ABI encoder sends is refused: a field wider than its type.
    function test_RevertWhen_AFieldIsTooWide() external {
        vm.warp(T0 + EPOCH);
        uint8[7] memory widths = [16, 16, 16, 16, 16, 8, 96];
        for (uint256 i = 0; i < widths.length; i++) {
            bytes memory data = abi.encodeCall(market.onVerdict, (_id, 0, _perfect(), EVIDENCE));
            uint256 value = uint256(1) << widths[i];
            assembly ("memory-safe") {
                mstore(add(add(data, 0x64), mul(i, 0x20)), value)
            }
            vm.prank(ORACLE);
            // No encoder makes such data.
            // solhint-disable-next-line avoid-low-level-calls
            (bool success, bytes memory answer) = address(market).call(data);
            assertTrue(!success, "refused");
            assertEq(answer.length, 0, "without words");
        }
        assertTrue(!market.getEpoch(_id, 0).judged, "not judged");
    }

    function _ignored(uint32 epoch) private {
        bool judged = market.getEpoch(_id, epoch).judged;
        vm.expectEmit(address(market));
        emit IMarketplace.VerdictIgnored(_id, epoch);
        vm.prank(ORACLE);
        assertTrue(!market.onVerdict(_id, epoch, _outage(), EVIDENCE), "not stored");
        assertEq(market.getEpoch(_id, epoch).judged, judged, "judged as before");
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../contracts/interfaces/IMarketplace.sol";
import { IReputation } from "../../../contracts/interfaces/IReputation.sol";
import { AgreementView, State, Verdict } from "../../../contracts/types/Types.sol";
import { Assertions } from "./Assertions.sol";
import { IOwnedBook } from "./IOwnedBook.sol";
import { IMintable, IWorld } from "./IWorld.sol";
import { vm } from "./Vm.sol";

/// @title A test with a {World}, and short names for what it holds.
abstract contract MarketBase is Assertions {
    IWorld internal world;
    IMarketplace internal market;
    IOwnedBook internal book;
    IReputation internal reputation;
    IMintable internal token;

    function setUp() public virtual {
        bytes memory code = vm.getCode("World.sol:World");
        address deployed;
        assembly ("memory-safe") {
            deployed := create(0, add(code, 0x20), mload(code))
        }
        assertTrue(deployed != address(0), "the world");
        world = IWorld(deployed);
        (market, book, reputation, token) = (world.market(), world.book(), world.reputation(), world.token());
    }

    function _terminate(address by, bytes32 id) internal {
        vm.prank(by);
        market.terminate(id);
    }

    function _skip(uint256 elapsed) internal {
        vm.warp(_now() + elapsed);
    }

    function _now() internal view returns (uint256) {
        return vm.getBlockTimestamp();
    }

    function _stateOf(bytes32 id) internal view returns (State) {
        return market.getAgreement(id).state;
    }

    function _verdict(uint16 rpc, uint16 unsafeHead, uint16 proposals) internal pure returns (Verdict memory v) {
        (v.rpc, v.unsafeHead, v.proposals, v.coverage) = (rpc, unsafeHead, proposals, 10_000);
    }

    function _perfect() internal pure returns (Verdict memory) {
        return _verdict(10_000, 10_000, 10_000);
    }

    /// @dev No pay, all of the slash.
    function _outage() internal pure returns (Verdict memory) {
        return _verdict(0, 0, 0);
    }

    function assertLines(bytes32 id, uint256 deposit, uint256 earned, uint256 bond) internal view {
        AgreementView memory a = market.getAgreement(id);
        assertEq(a.deposit, deposit, "deposit");
        assertEq(a.earned, earned, "earned");
        assertEq(a.bond, bond, "bond");
    }

    function assertFree(bytes32 id, address party, uint256 amount, uint256 fee) internal view {
        (uint128 foundAmount, uint128 foundFee) = market.freeOf(id, party);
        assertEq(foundAmount, amount, "free");
        assertEq(foundFee, fee, "fee");
    }

    function assertStateOf(bytes32 id, State expected) internal view {
        assertEq(State.unwrap(_stateOf(id)), State.unwrap(expected), "state");
    }
}

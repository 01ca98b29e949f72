// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Terms, Verdict } from "../../../contracts/types/Types.sol";
import { RECIPIENT } from "./Actors.sol";
import { AmendBase } from "./AmendBase.sol";
import { Deal, IMintable } from "./IWorld.sol";
import { vm } from "./Vm.sol";

/// @title A test in which the client pays for L1.
abstract contract L1Base is AmendBase {
    uint96 internal constant CAP = 7_000;

    IMintable internal weth;

    function setUp() public virtual override {
        super.setUp();
        weth = world.weth();
    }

    function _l1Terms() internal view returns (Terms memory t) {
        t = world.terms();
        (t.clientPaysL1, t.l1CapPerEpoch) = (true, CAP);
    }

    function _fill(address from, Deal memory deal, uint128 amount) internal {
        world.mint(weth, from, amount);
        vm.prank(from);
        market.topUpL1(deal.id, amount);
    }

    function _claimL1(address party, bytes32 id) internal {
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = id;
        vm.prank(party);
        market.claimL1(ids, RECIPIENT);
    }

    function _spent(uint96 l1Spend) internal pure returns (Verdict memory v) {
        v = _perfect();
        v.l1Spend = l1Spend;
    }

    function assertL1(bytes32 id, uint256 line, uint256 reimbursed) internal view {
        (uint128 foundLine, uint128 foundReimbursed) = market.l1LineOf(id);
        assertEq(foundLine, line, "L1 line");
        assertEq(foundReimbursed, reimbursed, "reimbursed");
    }

    function assertFreeL1(bytes32 id, address party, uint256 amount) internal view {
        assertEq(market.freeL1Of(id, party), amount, "free of the L1 line");
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { EPOCH, SPONSOR, T0 } from "../utils/Actors.sol";
import { ChainlinkBase } from "../utils/ChainlinkBase.sol";
import { GasBase } from "../utils/GasBase.sol";
import { MarketBase } from "../utils/MarketBase.sol";
import { vm } from "../utils/Vm.sol";

/// @dev An answer through the Chainlink adapter, as its Operator calls it.
contract AdapterGasTest is ChainlinkBase, GasBase {
    bytes32 private _requestId0;

    function setUp() public override(ChainlinkBase, MarketBase) {
        super.setUp();
        _prepay(SPONSOR, deal.id, 2 * PAYMENT);
        vm.warp(T0 + EPOCH);
        _requestId0 = adapter.request(deal.id, 0);
    }

    /// Above its budget of 47,000: it must not grow. The Operator grants 400,000, so no answer starves.
    function test_fulfill() external {
        bytes memory data = _answerData(_requestId0, 10_000, 10_000, 0, 0);
        uint256 spent = _gasOf(address(operator), address(adapter), data);
        assertLe(spent, 61_000, "gas");
        assertTrue(market.getEpoch(deal.id, 0).judged, "judged");
    }
}

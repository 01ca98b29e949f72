// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { CreBase } from "../utils/CreBase.sol";
import { ICreAdapter } from "../utils/CreReports.sol";
import { GasBase } from "../utils/GasBase.sol";
import { MarketBase } from "../utils/MarketBase.sol";

/// @dev A report, as the forwarder calls the adapter.
contract CreGasTest is CreBase, GasBase {
    function setUp() public override(CreBase, MarketBase) {
        super.setUp();
    }

    /// Its budget is 47,000, most of it the market's own part.
    function test_onReport() external {
        bytes memory data = abi.encodeCall(ICreAdapter.onReport, (_metadata(), _reportOf(0, _perfect())));
        uint256 spent = _gasOf(FORWARDER, address(adapter), data);
        assertLe(spent, 47_100, "gas");
        assertTrue(market.getEpoch(deal.id, 0).judged, "judged");
    }
}

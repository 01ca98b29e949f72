// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { SignedAnswer } from "../../../contracts/types/SignedAnswer.sol";
import { GasBase } from "../utils/GasBase.sol";
import { MarketBase } from "../utils/MarketBase.sol";
import { QuorumBase } from "../utils/QuorumBase.sol";
import { IQuorumAdapter } from "../utils/QuorumSigning.sol";

/// @dev Three answers of five signers, checked, weighed and stored.
contract QuorumGasTest is QuorumBase, GasBase {
    function setUp() public override(QuorumBase, MarketBase) {
        super.setUp();
    }

    function test_submit() external {
        SignedAnswer[] memory answers = _signedBy([uint256(4), 0, 2]);
        bytes memory data = abi.encodeCall(IQuorumAdapter.submit, (deal.id, 0, answers));
        uint256 spent = _gasOf(address(this), address(adapter), data);
        assertLe(spent, 94_000, "gas");
        assertTrue(market.getEpoch(deal.id, 0).judged, "judged");
    }
}

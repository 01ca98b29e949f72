// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ChainReport, LatestProposal } from "../../../contracts/interfaces/IChainInspector.sol";
import { Generations } from "../../../contracts/interfaces/IChainLens.sol";
import { LensBase } from "./LensBase.sol";

/// @title Whole chains, of which a report misses nothing.
abstract contract InspectBase is LensBase {
    address internal constant ADMIN_OWNER = address(0xAD01);

    /// @dev Makes `fake` a whole chain of a generation, with a few proposals.
    function _becomeWhole(uint8 generation_) internal {
        _become(generation_);
        string[6] memory parts = [
            "l1CrossDomainMessenger()",
            "l1StandardBridge()",
            "l1ERC721Bridge()",
            "optimismMintableERC20Factory()",
            "systemConfig()",
            "disputeGameFactory()"
        ];
        for (uint256 i = 0; i < 6; i++) fake.setAddress(parts[i], address(fake));
        fake.setAddress("proxyAdminOwner()", ADMIN_OWNER);
        fake.setAnswer("version()", abi.encode("2.3.0-beta.2"));
        fake.setAnswer("gasLimit()", abi.encode(60_000_000));
        fake.setAnswer("paused()", abi.encode(false));
        fake.setAnswer("nextOutputIndex()", abi.encode(3));
        fake.setAnswer("getL2Output(uint256)", abi.encode(keccak256("root"), 1_700_000_000, 360));
        fake.setArgument("getL2Output(uint256)", 2);
        fake.setAnswer("gameCount()", abi.encode(5));
        fake.setAnswer("gameAtIndex(uint256)", abi.encode(1, 1_700_000_007, address(fake)));
        fake.setArgument("gameAtIndex(uint256)", 4);
        fake.setAnswer("l2BlockNumber()", abi.encode(480));
    }

    /// @dev What a report says of such a chain.
    function _whole() internal view returns (ChainReport memory report) {
        address chain = address(fake);
        report.roles = _truth();
        (report.portal, report.proposals, report.proxyAdminOwner) = (chain, chain, ADMIN_OWNER);
        (report.systemConfigVersion, report.portalVersion) = ("2.3.0-beta.2", "2.3.0-beta.2");
        report.gasLimit = 60_000_000;
        report.latest = LatestProposal({
            count: 3,
            timestamp: 1_700_000_000,
            l2Block: 360,
            gameType: 0,
            game: address(0)
        });
        if (generation == Generations.OUTPUT_ORACLE) return report;
        (report.game, report.respectedGameType) = (chain, 1);
        report.latest = LatestProposal({ count: 5, timestamp: 1_700_000_007, l2Block: 480, gameType: 1, game: chain });
    }

    function _assertReport(ChainReport memory expected, string memory what) internal view {
        assertEq(abi.encode(inspector.inspect(address(fake))), abi.encode(expected), what);
    }
}

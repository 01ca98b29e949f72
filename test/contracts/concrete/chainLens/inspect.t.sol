// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ChainReport, LatestProposal } from "../../../../contracts/interfaces/IChainInspector.sol";
import { Generations } from "../../../../contracts/interfaces/IChainLens.sol";
import { InspectBase } from "../../utils/InspectBase.sol";

contract InspectTest is InspectBase {
    string private constant LONGEST = "0123456789012345678901234567890123456789012345678901234567890123"; // 64 bytes

    function test_ShowsAWholeChain() external {
        for (uint8 g = 1; g < 4; g++) {
            _becomeWhole(g);
            _assertReport(_whole(), "report");
        }
    }

    function test_ShowsAPause() external {
        _becomeWhole(Generations.GAME);
        fake.setAnswer("paused()", abi.encode(true));
        ChainReport memory report = _whole();
        report.paused = true;
        _assertReport(report, "paused");
    }

    /// A young chain lacks nothing.
    function test_ShowsNoProposalGiven_NoneIsThere() external {
        for (uint8 g = 1; g < 4; g++) {
            _becomeWhole(g);
            fake.setAnswer("nextOutputIndex()", abi.encode(0));
            fake.setAnswer("gameCount()", abi.encode(0));
            ChainReport memory report = _whole();
            delete report.latest;
            _assertReport(report, "no proposal");
        }
    }

    function test_CountsOnlyWhen_TheLatestIsUnreadable() external {
        for (uint8 g = 1; g < 4; g++) {
            _becomeWhole(g);
            fake.setAnswer("getL2Output(uint256)", new bytes(95));
            fake.setAnswer("gameAtIndex(uint256)", new bytes(95));
            ChainReport memory report = _whole();
            report.latest = LatestProposal(report.latest.count, 0, 0, 0, address(0));
            _assertReport(report, "its number only");
        }
    }

    /// Games about several chains have a sequence number instead of a block.
    function test_ShowsTheSequenceNumberWhen_AGameHasNoBlock() external {
        _becomeWhole(Generations.GAME);
        fake.setMode("l2BlockNumber()", REVERT);
        fake.setAnswer("l2SequenceNumber()", abi.encode(481));
        ChainReport memory report = _whole();
        report.latest.l2Block = 481;
        _assertReport(report, "sequence number");
    }

    /// What does not fit its type is left out.
    function test_LeavesOutWhen_AnAnswerIsTooWide() external {
        _becomeWhole(Generations.GAME);
        uint256 wide = type(uint256).max;
        fake.setAnswer("gameAtIndex(uint256)", abi.encode(wide, wide, wide));
        fake.setAddress("proxyAdminOwner()", address(0));
        ChainReport memory report = _whole();
        (report.latest, report.proxyAdminOwner) = (LatestProposal(5, 0, 0, 0, address(0)), address(0));
        _assertReport(report, "nothing but the count");
    }

    function test_ShowsVersionsOfUpTo64Bytes() external {
        _assertVersion(abi.encode(LONGEST), LONGEST);
        _assertVersion(abi.encode("~ 1"), "~ 1");
        _assertVersion(abi.encode(string.concat(LONGEST, "4")), "");
        _assertVersion(abi.encodePacked(uint256(0x20), type(uint256).max, LONGEST), "");
    }

    /// Text of a stranger: it is shown to people and decoded by programs.
    function test_LeavesOutVersionsThatAreNoPlainText() external {
        _assertVersion(abi.encode("1.0\n"), "");
        _assertVersion(abi.encode(unicode"1.0é"), "");
        _assertVersion(abi.encode(hex"7f"), "");
        _assertVersion(abi.encodePacked(uint256(0x40), uint256(3), bytes32("1.0")), "");
        _assertVersion(abi.encodePacked(uint256(0x20), uint256(33), bytes32("1.0")), "");
        _assertVersion(new bytes(63), "");
        _assertVersion("", "");
    }

    /// Answers of before do not shine through a version that claims to be longer than it is.
    function test_LeavesOutVersionsThatAreShorterThanTheySay() external {
        _becomeWhole(Generations.GAME_ARGS);
        bytes memory args = new bytes(164);
        for (uint256 i = 0; i < 164; i++) args[i] = "A";
        fake.setAnswer("gameArgs(uint32)", abi.encode(args));
        bytes memory letters = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        fake.setAnswer("version()", abi.encodePacked(uint256(0x20), uint256(33), letters));
        ChainReport memory report = inspector.inspect(address(fake));
        assertEq(report.roles.keys.proposer, address(bytes20(letters)), "the arguments were read before");
        assertEq(bytes(report.systemConfigVersion), "", "none");
    }

    function _assertVersion(bytes memory answer, string memory expected) private {
        _becomeWhole(Generations.GAME);
        fake.setAnswer("version()", answer);
        ChainReport memory report = _whole();
        (report.systemConfigVersion, report.portalVersion) = (expected, expected);
        _assertReport(report, "versions");
    }
}

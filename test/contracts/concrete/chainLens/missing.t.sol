// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ChainReport, Missing } from "../../../../contracts/interfaces/IChainInspector.sol";
import { Generations } from "../../../../contracts/interfaces/IChainLens.sol";
import { STRANGER } from "../../utils/Actors.sol";
import { InspectBase } from "../../utils/InspectBase.sol";

/// What a half-deployed chain lacks, a part at a time.
contract MissingTest is InspectBase {
    uint256 private constant ROLES = Missing.PROPOSER | Missing.CHALLENGER;

    function test_AllButTheSystemConfigWhen_NothingStandsThere() external {
        _becomeWhole(Generations.GAME);
        uint256 all = (1 << 16) - 1 - Missing.FACTORY_LINK;
        assertEq(inspector.inspect(STRANGER).missing, all, "an account");
        assertEq(inspector.inspect(address(0)).missing, all, "zero");
        ChainReport memory nothing;
        nothing.missing = all;
        assertEq(abi.encode(inspector.inspect(STRANGER)), abi.encode(nothing), "and nothing else");
    }

    function test_TheSystemConfigItselfIsThereWhen_ItAnswersNothing() external view {
        uint256 all = (1 << 16) - 1 - Missing.FACTORY_LINK;
        assertEq(inspector.inspect(address(world)).missing, all - Missing.SYSTEM_CONFIG, "a contract");
    }

    function test_EachGetterOfSystemConfig() external {
        _assertMissing("owner()", Missing.OWNER);
        _assertMissing("batcherHash()", Missing.BATCHER);
        _assertMissing("unsafeBlockSigner()", Missing.UNSAFE_SIGNER);
        _assertMissing("gasLimit()", Missing.GAS_LIMIT);
        _assertMissing("l1CrossDomainMessenger()", Missing.MESSENGER);
        _assertMissing("l1StandardBridge()", Missing.STANDARD_BRIDGE);
        _assertMissing("l1ERC721Bridge()", Missing.ERC721_BRIDGE);
        _assertMissing("optimismMintableERC20Factory()", Missing.TOKEN_FACTORY);
    }

    function test_EachGetterOfThePortal() external {
        uint256 portal = Missing.PORTAL | Missing.PORTAL_LINK | Missing.PAUSE | Missing.PROPOSALS;
        _assertMissing("optimismPortal()", portal | ROLES);
        _assertMissing("systemConfig()", Missing.PORTAL_LINK);
        _assertMissing("paused()", Missing.PAUSE);
    }

    function test_EachGetterOfAnOracle() external {
        _becomeWhole(Generations.OUTPUT_ORACLE);
        _assertMissingNow("l2Oracle()", Missing.PROPOSALS | ROLES);
        _assertMissingNow("proposer()", Missing.PROPOSER);
        _assertMissingNow("challenger()", Missing.CHALLENGER);
    }

    function test_EachGetterOfGames() external {
        _becomeWhole(Generations.GAME);
        _assertMissingNow("respectedGameType()", Missing.PROPOSALS | ROLES);
        // This factory getter is both SystemConfig's and the portal's here.
        _assertMissingNow("disputeGameFactory()", Missing.PROPOSALS | Missing.GAME | ROLES);
        _assertMissingNow("gameImpls(uint32)", Missing.GAME | ROLES);
        _assertMissingNow("proposer()", Missing.PROPOSER);
        _assertMissingNow("challenger()", Missing.CHALLENGER);
        _becomeWhole(Generations.GAME_ARGS);
        _assertMissingNow("gameArgs(uint32)", ROLES);
    }

    function test_RespectWhen_ThePortalRespectsAnotherGame() external {
        _becomeWhole(Generations.GAME);
        fake.setAnswer("respectedGameType()", abi.encode(8));
        ChainReport memory report = inspector.inspect(address(fake));
        assertEq(report.missing, Missing.RESPECT | ROLES, "missing");
        assertEq(report.respectedGameType, 8, "type");
        assertEq(report.game, address(fake), "the game is there");
        fake.setAnswer("respectedGameType()", abi.encode(uint256(1) << 32));
        report = inspector.inspect(address(fake));
        assertEq(report.missing, Missing.RESPECT | ROLES, "no type");
        assertEq(report.respectedGameType, 0, "none shown");
    }

    function test_LinksWhen_SystemConfigAndPortalNameOthers() external {
        _becomeWhole(Generations.GAME);
        address portal = address(fake);
        _becomeWhole(Generations.GAME);
        fake.setAddress("optimismPortal()", portal);
        uint256 missing = inspector.inspect(address(fake)).missing;
        assertEq(missing, Missing.PORTAL_LINK | Missing.FACTORY_LINK, "of another chain");
    }

    /// Addresses are known before their contracts stand there.
    function test_PartsWhen_NothingStandsThereYet() external {
        string[4] memory parts = [
            "l1CrossDomainMessenger()",
            "l1StandardBridge()",
            "l1ERC721Bridge()",
            "optimismMintableERC20Factory()"
        ];
        _becomeWhole(Generations.GAME);
        for (uint256 i = 0; i < 4; i++) fake.setAddress(parts[i], STRANGER);
        fake.setAddress("gameImpls(uint32)", STRANGER);
        uint256 bridges = Missing.MESSENGER | Missing.STANDARD_BRIDGE | Missing.ERC721_BRIDGE | Missing.TOKEN_FACTORY;
        assertEq(inspector.inspect(address(fake)).missing, bridges | Missing.GAME | ROLES, "missing");
        _becomeWhole(Generations.OUTPUT_ORACLE);
        fake.setAddress("l2Oracle()", STRANGER);
        assertEq(inspector.inspect(address(fake)).missing, Missing.PROPOSALS | ROLES, "oracle");
    }

    function _assertMissing(string memory getter, uint256 missing) private {
        for (uint8 g = 1; g < 4; g++) {
            _becomeWhole(g);
            _assertMissingNow(getter, missing);
        }
    }

    function _assertMissingNow(string memory getter, uint256 missing) private {
        fake.setMode(getter, REVERT);
        assertEq(inspector.inspect(address(fake)).missing, missing, getter);
        fake.setMode(getter, 0);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ChainRoles, Generations } from "../../../../contracts/interfaces/IChainLens.sol";
import { KeySet } from "../../../../contracts/types/Types.sol";
import { CLIENT } from "../../utils/Actors.sol";
import { ILensChain, LensBase } from "../../utils/LensBase.sol";

/// Chains that could pass for two generations: what the portal judges by decides.
contract GenerationsTest is LensBase {
    ILensChain private _other; // a second set of contracts, with keys of its own
    KeySet private _otherKeys;

    function setUp() public override {
        super.setUp();
        _become(Generations.GAME);
        (_other, _otherKeys) = (fake, keys);
    }

    function test_NobodyWhen_ThePortalRespectsAnotherGame() external {
        for (uint8 g = Generations.GAME; g <= Generations.GAME_ARGS; g++) {
            _become(g);
            fake.setAnswer("respectedGameType()", abi.encode(0));
            _assertRoles(_with(Generations.UNKNOWN, address(0), address(0)), "permissionless");
            fake.setAnswer("respectedGameType()", abi.encode((uint256(1) << 32) + 1));
            _assertRoles(_with(Generations.UNKNOWN, address(0), address(0)), "no type");
        }
    }

    /// SystemConfig still names a factory with a game; the portal judges by an oracle.
    function test_TheOracleWhen_SystemConfigNamesAFactory() external {
        _become(Generations.OUTPUT_ORACLE);
        fake.setAddress("disputeGameFactory()", address(_other));
        _assertRoles(_truth(), "the oracle's");
    }

    function test_TheFactoryOfThePortalWhen_SystemConfigNamesAnother() external {
        _become(Generations.GAME);
        fake.setAddress("disputeGameFactory()", address(fake));
        fake.setAddress("optimismPortal()", address(_other));
        _assertRoles(_with(Generations.GAME, _otherKeys.proposer, _otherKeys.challenger), "the portal's");
    }

    /// Portals of games keep no oracle; one that names an oracle as well judges by games.
    function test_TheGameWhen_ThePortalNamesAnOracleToo() external {
        _become(Generations.GAME);
        fake.setAddress("l2Oracle()", address(_other));
        fake.setAddress("L2_ORACLE()", address(_other));
        _assertRoles(_truth(), "the game's");
        fake.setAnswer("respectedGameType()", abi.encode(0));
        _assertRoles(_with(Generations.UNKNOWN, address(0), address(0)), "not the oracle's either");
    }

    /// A game with roles of its own is made with them, whatever arguments stand beside it.
    function test_TheGameWhen_TheFactoryHasArgumentsToo() external {
        _become(Generations.GAME);
        fake.setAnswer("gameArgs(uint32)", abi.encode(_args(_otherKeys)));
        _assertRoles(_truth(), "the game's");
    }

    function test_NoGenerationWhen_ThePortalIsUnknown() external {
        _become(Generations.GAME);
        fake.setAddress("optimismPortal()", address(0));
        _assertRoles(_with(Generations.UNKNOWN, address(0), address(0)), "no portal");
        fake.setAddress("optimismPortal()", CLIENT);
        _assertRoles(_with(Generations.UNKNOWN, address(0), address(0)), "an account");
    }

    function _with(uint8 g, address proposer, address challenger) private view returns (ChainRoles memory roles) {
        roles = _truth();
        roles.generation = g;
        (roles.keys.proposer, roles.keys.challenger) = (proposer, challenger);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ChainRoles, Generations } from "../../../../contracts/interfaces/IChainLens.sol";
import { KeySet } from "../../../../contracts/types/Types.sol";
import { CLIENT, STRANGER } from "../../utils/Actors.sol";
import { LensBase } from "../../utils/LensBase.sol";

/// What a chain of each generation says, and what one getter that fails costs: its own field, or what follows from it.
contract RolesOfTest is LensBase {
    function test_ReadsAllRoles() external {
        for (uint8 g = 1; g < 4; g++) {
            _become(g);
            _assertRoles(_truth(), "roles");
        }
    }

    function test_ReadsTheOlderNamesOfAnOracle() external {
        _become(Generations.OUTPUT_ORACLE);
        string[3] memory newer = ["l2Oracle()", "proposer()", "challenger()"];
        string[3] memory older = ["L2_ORACLE()", "PROPOSER()", "CHALLENGER()"];
        address[3] memory answers = [address(fake), keys.proposer, keys.challenger];
        for (uint256 i = 0; i < 3; i++) {
            fake.setMode(newer[i], REVERT);
            fake.setAddress(older[i], answers[i]);
        }
        _assertRoles(_truth(), "roles");
    }

    function test_ZeroWhen_NothingStandsThere() external view {
        ChainRoles memory zero;
        assertEq(abi.encode(inspector.rolesOf(STRANGER)), abi.encode(zero), "an account");
        assertEq(abi.encode(inspector.rolesOf(address(0))), abi.encode(zero), "zero");
        assertEq(abi.encode(inspector.rolesOf(address(4))), abi.encode(zero), "a precompile");
    }

    function test_ZeroWhen_AGetterReverts() external {
        _assertEachWithMode(REVERT);
    }

    function test_ZeroWhen_AGetterBurnsItsGas() external {
        _assertEachWithMode(BURN);
    }

    /// A flood of 100 kB is a few words to the lens: here, of zeros.
    function test_ZeroWhen_AGetterFloods() external {
        _assertEachWithMode(BOMB);
    }

    function test_ZeroWhen_AnAnswerIsShort() external {
        _assertEachWithAnswer(new bytes(31));
    }

    function test_ZeroWhen_AnAnswerIsNoAddress() external {
        _assertEachWithAnswer(abi.encode((uint256(1) << 160) | uint160(CLIENT)));
    }

    function test_IgnoresWhatFollowsTheFirstWord() external {
        _become(Generations.GAME);
        fake.setAnswer("owner()", abi.encode(CLIENT, STRANGER));
        _assertRoles(_truth(), "roles");
    }

    function test_NoGenerationWhen_ThereIsNoGame() external {
        _become(Generations.GAME);
        fake.setAddress("gameImpls(uint32)", address(0));
        _assertUndecided("no game");
    }

    function test_NobodyGiven_TheOracleWasRevoked() external {
        _become(Generations.OUTPUT_ORACLE);
        fake.setAddress("proposer()", address(0));
        fake.setAddress("PROPOSER()", address(0));
        ChainRoles memory roles = _truth();
        roles.keys.proposer = address(0);
        _assertRoles(roles, "nobody proposes");
    }

    /// Roles in arguments of any other size are those of another kind of game.
    function test_NobodyWhen_ArgsAreOfAnotherGame() external {
        uint8[5] memory sizes = [0, 40, 124, 140, 165];
        for (uint256 i = 0; i < 5; i++) {
            _become(Generations.GAME_ARGS);
            fake.setAnswer("gameArgs(uint32)", abi.encode(new bytes(sizes[i])));
            _assertWithoutArgs();
        }
    }

    function test_NobodyWhen_ArgsAreNotEncodedAsSolcDoes() external {
        _become(Generations.GAME_ARGS);
        bytes memory args = _args(keys);
        fake.setAnswer("gameArgs(uint32)", abi.encodePacked(uint256(0x40), args.length, args));
        _assertWithoutArgs();
        fake.setAnswer("gameArgs(uint32)", abi.encodePacked(uint256(0x20), args.length, new bytes(163)));
        _assertWithoutArgs();
    }

    function _assertEachWithMode(uint8 mode) private {
        for (uint8 g = 1; g < 4; g++) {
            _become(g);
            string[] memory getters = _getters();
            for (uint256 i = 0; i < getters.length; i++) {
                fake.setMode(getters[i], mode);
                _assertWithout(getters[i]);
                fake.setMode(getters[i], 0);
            }
        }
    }

    function _assertEachWithAnswer(bytes memory answer) private {
        for (uint8 g = 1; g < 4; g++) {
            _become(g);
            string[] memory getters = _getters();
            for (uint256 i = 0; i < getters.length; i++) {
                fake.setAnswer(getters[i], answer);
                _assertWithout(getters[i]);
                _become(g);
            }
        }
    }

    /// @dev The truth less what the failing getter would have told.
    function _assertWithout(string memory getter) private view {
        ChainRoles memory roles = _truth();
        bytes32 name = keccak256(bytes(getter));
        if (name == keccak256("owner()")) roles.owner = address(0);
        else if (name == keccak256("batcherHash()")) roles.keys.batcher = address(0);
        else if (name == keccak256("unsafeBlockSigner()")) roles.keys.unsafeSigner = address(0);
        else if (name == keccak256("challenger()")) roles.keys.challenger = address(0);
        else if (name == keccak256("gameArgs(uint32)")) return _assertWithoutArgs();
        else if (name != keccak256("proposer()")) return _assertUndecided(getter);
        else if (generation != Generations.GAME_ARGS) roles.keys.proposer = address(0);
        _assertRoles(roles, getter);
    }

    /// @dev A game without arguments is one with roles of its own; here it has none.
    function _assertWithoutArgs() private view {
        ChainRoles memory roles = _truth();
        (roles.generation, roles.keys.proposer, roles.keys.challenger) = (Generations.GAME, address(0), address(0));
        _assertRoles(roles, "without arguments");
    }

    function _assertUndecided(string memory what) private view {
        KeySet memory known = KeySet(keys.batcher, keys.unsafeSigner, address(0), address(0));
        _assertRoles(ChainRoles({ generation: Generations.UNKNOWN, owner: CLIENT, keys: known }), what);
    }
}

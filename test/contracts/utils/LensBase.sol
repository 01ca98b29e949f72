// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IChainInspector } from "../../../contracts/interfaces/IChainInspector.sol";
import { ChainRoles, Generations } from "../../../contracts/interfaces/IChainLens.sol";
import { KeySet } from "../../../contracts/types/Types.sol";
import { CLIENT } from "./Actors.sol";
import { IFakeChain, RolesBase } from "./RolesBase.sol";

/// @notice {FakeChain} with what only tests of the lens turn.
interface ILensChain is IFakeChain {
    function setArgument(string calldata getter, uint256 argument) external;
}

/// @title The lens before a chain of each generation.
abstract contract LensBase is RolesBase {
    // Modes of the fake chain.
    uint8 internal constant REVERT = 1;
    uint8 internal constant BOMB = 2;
    uint8 internal constant BURN = 3;
    uint8 internal constant SPEND = 4;
    uint8 internal constant DRAIN = 5;

    error ChainLens_OutOfGas(uint256 found, uint256 required);

    IChainInspector internal inspector;
    ILensChain internal fake;
    KeySet internal keys;
    uint8 internal generation;

    function setUp() public virtual override {
        super.setUp();
        inspector = IChainInspector(lens);
    }

    /// @dev Makes `fake` a chain of a generation, owned by the client.
    function _become(uint8 generation_) internal {
        (generation, keys) = (generation_, world.newKeys());
        fake = ILensChain(address(_newChain(CLIENT, keys)));
        if (generation == Generations.OUTPUT_ORACLE) {
            fake.setAnswer("respectedGameType()", "");
            fake.setAddress("l2Oracle()", address(fake));
        }
        if (generation == Generations.GAME_ARGS) {
            fake.setAddress("proposer()", address(0));
            fake.setAddress("challenger()", address(0));
            fake.setAnswer("gameArgs(uint32)", abi.encode(_args(keys)));
        }
    }

    /// @dev As LibGameArgs of contracts-bedrock packs them.
    function _args(KeySet memory set) internal pure returns (bytes memory) {
        bytes32 prestate = keccak256("prestate");
        address other = address(0xDEAD);
        return abi.encodePacked(prestate, other, other, other, uint256(4242), set.proposer, set.challenger);
    }

    /// @dev All getters that the roles of the chain come from.
    function _getters() internal view returns (string[] memory getters) {
        string[7] memory oracle = ["", "", "", "", "l2Oracle()", "proposer()", "challenger()"];
        string[9] memory games = ["", "", "", "", "", "disputeGameFactory()", "gameImpls(uint32)", "proposer()", ""];
        bool byOracle = generation == Generations.OUTPUT_ORACLE;
        getters = new string[](byOracle ? 7 : 9);
        for (uint256 i = 0; i < getters.length; i++) getters[i] = byOracle ? oracle[i] : games[i];
        (getters[0], getters[1]) = ("owner()", "batcherHash()");
        (getters[2], getters[3]) = ("unsafeBlockSigner()", "optimismPortal()");
        if (byOracle) return getters;
        getters[4] = "respectedGameType()";
        getters[8] = generation == Generations.GAME ? "challenger()" : "gameArgs(uint32)";
    }

    function _setModes(uint8 mode) internal {
        string[] memory getters = _getters();
        for (uint256 i = 0; i < getters.length; i++) fake.setMode(getters[i], mode);
    }

    function _truth() internal view returns (ChainRoles memory) {
        return ChainRoles({ generation: generation, owner: CLIENT, keys: keys });
    }

    function _assertRoles(ChainRoles memory expected, string memory what) internal view {
        assertEq(abi.encode(inspector.rolesOf(address(fake))), abi.encode(expected), what);
    }

    /// @dev The arguments of {ChainLens_OutOfGas}.
    function _decode(bytes memory answer) internal pure returns (uint256 found, uint256 required) {
        assembly ("memory-safe") {
            found := mload(add(answer, 0x24))
            required := mload(add(answer, 0x44))
        }
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ChainRoles, IChainLens } from "../../../../contracts/interfaces/IChainLens.sol";
import { KeySet } from "../../../../contracts/types/Types.sol";
import { CLIENT, STRANGER } from "../../utils/Actors.sol";
import { IFakeChain, RolesBase } from "../../utils/RolesBase.sol";

contract RolesOfTest is RolesBase {
    // Modes of the fake chain.
    uint8 private constant REVERT = 1;
    uint8 private constant BOMB = 2;
    uint8 private constant BURN = 3;
    uint8 private constant SPEND = 4;
    uint256 private constant MIN_GAS = 65_952; // 60,000 * 64 / 63 + 5,000

    error ChainLens_OutOfGas(uint256 found, uint256 required);

    string[7] private _getters = [
        "owner()",
        "batcherHash()",
        "unsafeBlockSigner()",
        "proposer()",
        "challenger()",
        "disputeGameFactory()",
        "gameImpls(uint32)"
    ];
    IFakeChain private _fake;
    KeySet private _keys;

    function setUp() public override {
        super.setUp();
        _keys = world.newKeys();
        _fake = _newChain(CLIENT, _keys);
    }

    function test_ReadsAllRoles() external view {
        assertEq(abi.encode(_read()), abi.encode(_truth()), "roles");
    }

    function test_ZeroWhen_NothingStandsThere() external view {
        ChainRoles memory zero;
        assertEq(abi.encode(IChainLens(lens).rolesOf(STRANGER)), abi.encode(zero), "an account");
        assertEq(abi.encode(IChainLens(lens).rolesOf(address(0))), abi.encode(zero), "zero");
        assertEq(abi.encode(IChainLens(lens).rolesOf(address(4))), abi.encode(zero), "a precompile");
    }

    /// One getter that reverts, floods, burns all its gas, or answers what is no address costs its own field only.
    function test_ZeroWhen_AGetterReverts() external {
        for (uint256 i = 0; i < 7; i++) {
            _fake.setMode(_getters[i], REVERT);
            _assertWithout(i);
            _fake.setMode(_getters[i], 0);
        }
    }

    function test_ZeroWhen_AGetterBurnsItsGas() external {
        for (uint256 i = 0; i < 7; i++) {
            _fake.setMode(_getters[i], BURN);
            _assertWithout(i);
            _fake.setMode(_getters[i], 0);
        }
    }

    /// A flood of 100 kB is one word to the lens: here, of zeros.
    function test_ZeroWhen_AGetterFloods() external {
        for (uint256 i = 0; i < 7; i++) {
            _fake.setMode(_getters[i], BOMB);
            _assertWithout(i);
            _fake.setMode(_getters[i], 0);
        }
    }

    function test_ZeroWhen_AnAnswerIsShort() external {
        for (uint256 i = 0; i < 7; i++) {
            _fake.setAnswer(_getters[i], new bytes(31));
            _assertWithout(i);
            _restore();
        }
    }

    function test_ZeroWhen_AnAnswerIsNoAddress() external {
        for (uint256 i = 0; i < 7; i++) {
            _fake.setAnswer(_getters[i], abi.encode((uint256(1) << 160) | uint160(CLIENT)));
            _assertWithout(i);
            _restore();
        }
    }

    function test_IgnoresWhatFollowsTheFirstWord() external {
        _fake.setAnswer("owner()", abi.encode(CLIENT, STRANGER));
        assertEq(_read().owner, CLIENT, "owner");
    }

    function test_NoGenerationWhen_ThereIsNoGame() external {
        _fake.setAddress("gameImpls(uint32)", address(0));
        ChainRoles memory roles = _read();
        assertEq(roles.generation, 0, "generation");
        assertEq(roles.keys.proposer, address(0), "proposer");
        assertEq(roles.keys.challenger, address(0), "challenger");
        assertEq(roles.owner, CLIENT, "the rest is read");
    }

    /// Whatever stands there, the lens spends no more than this.
    function test_SpendsNoMoreThanABound() external {
        for (uint8 mode = REVERT; mode <= SPEND; mode++) {
            for (uint256 i = 0; i < 7; i++) _fake.setMode(_getters[i], mode);
            uint256 gas_ = gasleft();
            IChainLens(lens).rolesOf(address(_fake));
            gas_ -= gasleft();
            assertLe(gas_, 7 * 60_000 + 20_000, "gas");
        }
    }

    /// With too little gas it reverts and says so: it never takes a good chain for a bad one.
    function test_RevertWhen_TooLittleGas() external {
        for (uint256 i = 0; i < 7; i++) _fake.setMode(_getters[i], SPEND);
        bytes memory data = abi.encodeCall(IChainLens.rolesOf, (address(_fake)));
        bytes memory truth = abi.encode(_truth());
        (uint256 reverted, uint256 answered) = (0, 0);
        for (uint256 gas_ = 10_000; gas_ < 500_000; gas_ += 1511) {
            (bool success, bytes memory answer) = lens.staticcall{ gas: gas_ }(data);
            if (success) {
                answered++;
                assertEq(answer, truth, "the truth or nothing");
            } else if (bytes4(answer) == ChainLens_OutOfGas.selector) {
                reverted++;
                (uint256 found, uint256 required) = _decode(answer);
                assertEq(required, MIN_GAS, "required");
                assertLe(found, MIN_GAS - 1, "found");
            }
        }
        assertGe(reverted, 200, "many were starved");
        assertGe(answered, 50, "many were not");
    }

    function _decode(bytes memory answer) private pure returns (uint256 found, uint256 required) {
        assembly ("memory-safe") {
            found := mload(add(answer, 0x24))
            required := mload(add(answer, 0x44))
        }
    }

    function _read() private view returns (ChainRoles memory) {
        return IChainLens(lens).rolesOf(address(_fake));
    }

    function _truth() private view returns (ChainRoles memory) {
        return ChainRoles({ generation: 2, owner: CLIENT, keys: _keys });
    }

    /// @dev The truth less what the failing getter would have told. Without factory there is no game either.
    function _assertWithout(uint256 getter) private view {
        ChainRoles memory roles = _truth();
        if (getter == 0) roles.owner = address(0);
        if (getter == 1) roles.keys.batcher = address(0);
        if (getter == 2) roles.keys.unsafeSigner = address(0);
        if (getter == 3 || getter > 4) roles.keys.proposer = address(0);
        if (getter >= 4) roles.keys.challenger = address(0);
        if (getter > 4) roles.generation = 0;
        assertEq(abi.encode(_read()), abi.encode(roles), _getters[getter]);
    }

    function _restore() private {
        _fake = _newChain(CLIENT, _keys);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ChainReport, IChainInspector } from "../../../contracts/interfaces/IChainInspector.sol";
import { ChainRoles, IChainLens } from "../../../contracts/interfaces/IChainLens.sol";
import { InspectBase } from "../utils/InspectBase.sol";
import { vm } from "../utils/Vm.sol";

/// Whatever stands there and answers: no revert, no more than the bound, and the same roles both ways.
contract ChainLensFuzzTest is InspectBase {
    address private constant TARGET = address(0x7A26E7);
    uint256 private constant CALL_ITSELF = 3_000;

    string[24] private _all = [
        "owner()",
        "batcherHash()",
        "unsafeBlockSigner()",
        "optimismPortal()",
        "respectedGameType()",
        "l2Oracle()",
        "L2_ORACLE()",
        "disputeGameFactory()",
        "gameImpls(uint32)",
        "gameArgs(uint32)",
        "proposer()",
        "challenger()",
        "PROPOSER()",
        "CHALLENGER()",
        "version()",
        "proxyAdminOwner()",
        "gasLimit()",
        "paused()",
        "systemConfig()",
        "nextOutputIndex()",
        "getL2Output(uint256)",
        "gameCount()",
        "gameAtIndex(uint256)",
        "l2BlockNumber()"
    ];

    function testFuzz_AnyCode(bytes calldata code) external {
        vm.etch(TARGET, code);
        _assertBounded(TARGET);
    }

    /// Whole chains of which some getters answer anything, or behave in any way.
    function testFuzz_AnyAnswers(uint8 generation_, uint256 seed, bytes calldata answer) external {
        _becomeWhole(uint8(bound(generation_, 1, 3)));
        for (uint256 i = 0; i < 24; i++) {
            uint256 choice = (seed >> (8 * i)) & 0xff;
            if (choice < 0x20) fake.setAnswer(_all[i], answer);
            else if (choice < 0x40) fake.setAnswer(_all[i], abi.encode(answer));
            else if (choice < 0x60) fake.setAnswer(_all[i], abi.encode(seed, seed >> 96, address(fake)));
            else if (choice < 0xa0) fake.setMode(_all[i], uint8(choice % 5) + 1);
        }
        _assertBounded(address(fake));
    }

    /// The same roles as a plain reading of the same answers.
    function testFuzz_ReadsRolesAsTheyAre(uint8 generation_, address[5] calldata roles) external {
        _become(uint8(bound(generation_, 1, 3)));
        vm.assume(roles[3] != address(0));
        (keys.batcher, keys.unsafeSigner, keys.proposer, keys.challenger) = (roles[1], roles[2], roles[3], roles[4]);
        fake.setAddress("owner()", roles[0]);
        fake.setAddress("batcherHash()", keys.batcher);
        fake.setAddress("unsafeBlockSigner()", keys.unsafeSigner);
        if (generation == 3) fake.setAnswer("gameArgs(uint32)", abi.encode(_args(keys)));
        else {
            fake.setAddress("proposer()", keys.proposer);
            fake.setAddress("challenger()", keys.challenger);
        }
        ChainRoles memory expected = _truth();
        expected.owner = roles[0];
        _assertRoles(expected, "roles");
    }

    function _assertBounded(address target) private view {
        bytes memory roles = _call(abi.encodeCall(IChainLens.rolesOf, (target)), inspector.ROLES_GAS());
        bytes memory report = _call(abi.encodeCall(IChainInspector.inspect, (target)), inspector.INSPECT_GAS());
        assertEq(roles.length, 6 * 32, "six words");
        abi.decode(roles, (ChainRoles));
        abi.decode(report, (ChainReport));
    }

    function _call(bytes memory data, uint256 max) private view returns (bytes memory answer) {
        bool success;
        uint256 spent = gasleft();
        (success, answer) = lens.staticcall{ gas: max }(data);
        spent -= gasleft();
        assertTrue(success, "never reverts");
        assertLe(spent, max + CALL_ITSELF, "gas");
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ChainReport, IChainInspector } from "../../../../contracts/interfaces/IChainInspector.sol";
import { ChainRoles, Generations, IChainLens } from "../../../../contracts/interfaces/IChainLens.sol";
import { CLIENT } from "../../utils/Actors.sol";
import { LensBase } from "../../utils/LensBase.sol";

/// What the lens spends at most, whatever stands there, and what it says when it has less.
contract LensGasTest is LensBase {
    /// What the market gives a lens where nothing may stop it, see LensRoles.
    uint256 private constant MARKET_GAS = 500_000;

    function test_RolesStayBelowTheirBound() external {
        _assertBounds(abi.encodeCall(IChainLens.rolesOf, (address(0))), inspector.ROLES_GAS());
    }

    function test_ReportsStayBelowTheirBound() external {
        _assertBounds(abi.encodeCall(IChainInspector.inspect, (address(0))), inspector.INSPECT_GAS());
    }

    function test_TheMarketGivesEnoughForRoles() external view {
        assertLe(inspector.ROLES_GAS(), MARKET_GAS, "gas");
    }

    /// With too little gas it reverts and says so: it never takes a good chain for a bad one.
    function test_RevertWhen_TooLittleGasForRoles() external {
        for (uint8 g = 1; g < 4; g++) {
            _become(g);
            _setModes(SPEND);
            bytes memory data = abi.encodeCall(IChainLens.rolesOf, (address(fake)));
            (uint256 starved, uint256 answered) = _starve(data, abi.encode(_truth()), MARKET_GAS, 1511);
            assertGe(starved, 150, "many were starved");
            assertGe(answered, 30, "many were not");
        }
    }

    function test_RevertWhen_TooLittleGasForReports() external {
        for (uint8 g = 1; g < 4; g++) {
            _become(g);
            _setModes(SPEND);
            ChainReport memory truth = inspector.inspect(address(fake));
            assertEq(abi.encode(truth.roles), abi.encode(_truth()), "roles");
            bytes memory data = abi.encodeCall(IChainInspector.inspect, (address(fake)));
            (uint256 starved, uint256 answered) = _starve(data, abi.encode(truth), 1_000_000, 4999);
            assertGe(starved, 50, "many were starved");
            assertGe(answered, 50, "many were not");
        }
    }

    /// A chain that answers as late as it can empties the purse: what was not asked is missing, at any gas alike.
    function test_SaysTheSameOfADearChainAtAnyGas() external {
        for (uint8 g = Generations.GAME; g <= Generations.GAME_ARGS; g++) {
            _become(g);
            _setModes(DRAIN);
            ChainRoles memory roles = inspector.rolesOf(address(fake));
            assertEq(roles.owner, CLIENT, "read first");
            assertEq(roles.keys.challenger, address(0), "read last");
            bytes memory data = abi.encodeCall(IChainLens.rolesOf, (address(fake)));
            (uint256 starved, uint256 answered) = _starve(data, abi.encode(roles), 520_000, 1511);
            assertGe(starved, 150, "many were starved");
            assertGe(answered, 30, "many were not");
        }
    }

    /// @dev Any amount of gas gives the truth, or a revert. Without gas for the first check there are no words either.
    function _starve(
        bytes memory data,
        bytes memory truth,
        uint256 upTo,
        uint256 step
    ) private view returns (uint256 starved, uint256 answered) {
        for (uint256 gas_ = 10_000; gas_ <= upTo; gas_ += step) {
            (bool success, bytes memory answer) = lens.staticcall{ gas: gas_ }(data);
            if (success) {
                answered++;
                assertEq(answer, truth, "the truth or nothing");
            } else if (bytes4(answer) == ChainLens_OutOfGas.selector) {
                starved++;
                (uint256 found, uint256 required) = _decode(answer);
                assertLe(found + 1, required, "less than required");
            }
        }
    }

    /// @dev All getters hostile in one way, and from each getter on; with the bound itself as the gas, none reverts.
    function _assertBounds(bytes memory data, uint256 max) private {
        for (uint8 g = 1; g < 4; g++) {
            for (uint8 mode = REVERT; mode <= DRAIN; mode++) {
                _become(g);
                string[] memory getters = _getters();
                for (uint256 i = getters.length; i > 0; i--) {
                    fake.setMode(getters[i - 1], mode);
                    _assertBound(data, max);
                }
                _setRest(mode);
                _assertBound(data, max);
            }
        }
    }

    function _assertBound(bytes memory data, uint256 max) private view {
        address target = address(fake);
        assembly ("memory-safe") {
            mstore(add(data, 0x24), target)
        }
        uint256 spent = gasleft();
        (bool success, ) = lens.staticcall{ gas: max }(data);
        spent -= gasleft();
        assertTrue(success, "never reverts");
        assertLe(spent, max + 3_000, "gas, and what the call itself costs");
    }

    /// @dev What only a report asks.
    function _setRest(uint8 mode) private {
        string[19] memory rest = [
            "version()",
            "proxyAdminOwner()",
            "gasLimit()",
            "l1CrossDomainMessenger()",
            "l1StandardBridge()",
            "l1ERC721Bridge()",
            "optimismMintableERC20Factory()",
            "paused()",
            "systemConfig()",
            "nextOutputIndex()",
            "getL2Output(uint256)",
            "gameCount()",
            "gameAtIndex(uint256)",
            "l2BlockNumber()",
            "l2SequenceNumber()",
            "L2_ORACLE()",
            "PROPOSER()",
            "CHALLENGER()",
            "respectedGameType()"
        ];
        for (uint256 i = 0; i < 19; i++) fake.setMode(rest[i], mode);
    }
}

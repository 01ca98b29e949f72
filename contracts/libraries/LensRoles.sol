// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IChainLens } from "../interfaces/IChainLens.sol";
import { IMarketplace } from "../interfaces/IMarketplace.sol";
import { KeySet } from "../types/Types.sol";
import { FlatTerms } from "./TermsCode.sol";

/// @title What the lens of some terms says of a chain: for a bind or start, which it may stop, and for an end, which
/// nothing may stop.
library LensRoles {
    /// @dev What a lens may spend at an end: seven getters of up to 60,000, and a reserve.
    uint256 private constant GAS = 500_000;
    uint256 private constant MIN_GAS = (GAS * 64) / 63 + 10_000;

    /// @notice Whether there is a lens, and the chain is on this L1.
    function canSee(FlatTerms memory terms) internal view returns (bool) {
        return terms.lens != address(0) && terms.l1ChainId == block.chainid;
    }

    /// @notice Reverts with the lens's own error, or naming the first role that is not the one expected.
    function requireRoles(
        FlatTerms memory terms,
        address systemConfig,
        address client,
        KeySet memory keySet
    ) internal view {
        (bool ok, address owner, KeySet memory found) = _ask(terms, systemConfig, gasleft());
        if (!ok) {
            assembly ("memory-safe") {
                let answer := mload(0x40)
                returndatacopy(answer, 0, returndatasize())
                revert(answer, returndatasize())
            }
        }
        _requireRole("owner", client, owner);
        _requireRole("batcher", keySet.batcher, found.batcher);
        _requireRole("unsafeSigner", keySet.unsafeSigner, found.unsafeSigner);
        _requireRole("proposer", keySet.proposer, found.proposer);
        _requireRole("challenger", keySet.challenger, found.challenger);
    }

    /// @notice Owner and key set as they are now, with bounded gas; not `ok` when the lens fails.
    /// @dev A starved lens would fail, too: who calls must not decide by the gas it leaves.
    function find(
        FlatTerms memory terms,
        address systemConfig
    ) internal view returns (bool ok, address owner, KeySet memory keys) {
        if (gasleft() < MIN_GAS) revert IMarketplace.Marketplace_OutOfGas(MIN_GAS);
        return _ask(terms, systemConfig, GAS);
    }

    /// @dev The six words of {IChainLens-rolesOf}: generation, owner, and the key set as it lies in memory.
    function _ask(
        FlatTerms memory terms,
        address systemConfig,
        uint256 gasLimit
    ) private view returns (bool ok, address owner, KeySet memory keys) {
        bytes memory data = abi.encodeCall(IChainLens.rolesOf, (systemConfig));
        address lens = terms.lens;
        assembly ("memory-safe") {
            let answer := mload(0x40)
            mstore(0x40, add(answer, 0xc0))
            ok := staticcall(gasLimit, lens, add(data, 0x20), mload(data), answer, 0xc0)
            ok := and(ok, gt(returndatasize(), 0xbf))
            owner := shr(96, shl(96, mload(add(answer, 0x20))))
            keys := add(answer, 0x40)
        }
    }

    function _requireRole(bytes32 role, address expected, address found) private pure {
        if (expected == found) return;
        revert IMarketplace.Marketplace_RoleMismatch({ role: role, expected: expected, found: found });
    }
}

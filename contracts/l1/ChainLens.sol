// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ChainRoles, IChainLens } from "../interfaces/IChainLens.sol";

/// @title Reads owner and roles of chains whose proposer and challenger stand in the permissioned dispute game.
/// @dev Every call to the chain is static, with bounded gas and one word of answer: a hostile target can lie (the
/// vendor's agent compares code hashes), but neither revert nor flood the caller.
contract ChainLens is IChainLens {
    /// @dev Enough for a proxied getter several times over.
    uint256 private constant CALL_GAS = 60_000;
    /// @dev With less left a call could fail for want of gas and a good chain look like a bad one.
    uint256 private constant MIN_GAS = (CALL_GAS * 64) / 63 + 5_000;
    uint256 private constant PERMISSIONED_GAME = 1;
    uint8 private constant DISPUTE_GAMES = 2;

    /// @notice Thrown when the caller left too little gas to tell a failing chain from a starved call.
    error ChainLens_OutOfGas(uint256 found, uint256 required);

    /// @inheritdoc IChainLens
    function rolesOf(address systemConfig) external view returns (ChainRoles memory roles) {
        roles.owner = _address(systemConfig, "owner()");
        roles.keys.batcher = _address(systemConfig, "batcherHash()");
        roles.keys.unsafeSigner = _address(systemConfig, "unsafeBlockSigner()");
        address factory = _address(systemConfig, "disputeGameFactory()");
        address game = _read(factory, abi.encodeWithSignature("gameImpls(uint32)", PERMISSIONED_GAME));
        if (game == address(0)) return roles;
        roles.generation = DISPUTE_GAMES;
        roles.keys.proposer = _address(game, "proposer()");
        roles.keys.challenger = _address(game, "challenger()");
    }

    function _address(address target, string memory signature) private view returns (address) {
        return _read(target, abi.encodeWithSignature(signature));
    }

    /// @dev The answer as an address; zero when there is none, or when it is no address.
    function _read(address target, bytes memory data) private view returns (address value) {
        if (gasleft() < MIN_GAS) revert ChainLens_OutOfGas(gasleft(), MIN_GAS);
        uint256 word;
        assembly ("memory-safe") {
            let ok := staticcall(CALL_GAS, target, add(data, 0x20), mload(data), 0, 0x20)
            if and(ok, gt(returndatasize(), 0x1f)) {
                word := mload(0)
            }
        }
        return word > type(uint160).max ? address(0) : address(uint160(word));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ChainAddresses, ChainInput, ChainParts, IChainFactory } from "../../interfaces/IChainFactory.sol";
import { DataContracts } from "./DataContracts.sol";

/// @title Creates the contracts of one chain, none of them initialised.
/// @dev The sender is part of every salt: nobody takes another's addresses, or changes what stands there.
library ChainCreation {
    using DataContracts for address;

    string internal constant MESSENGER_NAME = "OVM_L1CrossDomainMessenger";
    uint32 internal constant PERMISSIONED_GAME = 1;
    uint256 private constant MAX_GAME_DEPTH = 73;
    uint256 private constant SPLIT_DEPTH = 30;

    function create(ChainParts memory parts, ChainInput calldata input) internal returns (ChainAddresses memory chain) {
        bytes memory manager = parts.addressManagerCode.read();
        address expected = _addressOf(manager, _salt(input, "AddressManager"));
        if (expected.code.length != 0) revert IChainFactory.ChainFactory_AlreadyDeployed(expected);
        chain.addressManager = _create(manager, input, "AddressManager");
        chain.proxyAdmin = _create(_with(parts.proxyAdminCode, abi.encode(address(this))), input, "ProxyAdmin");
        _createOddProxies(parts, input, chain);
        bytes memory proxy = _with(parts.proxyCode, abi.encode(chain.proxyAdmin));
        chain.superchainConfig = _create(proxy, input, "SuperchainConfig");
        chain.protocolVersions = _create(proxy, input, "ProtocolVersions");
        chain.portal = _create(proxy, input, "OptimismPortal2");
        chain.systemConfig = _create(proxy, input, "SystemConfig");
        chain.erc721Bridge = _create(proxy, input, "L1ERC721Bridge");
        chain.tokenFactory = _create(proxy, input, "OptimismMintableERC20Factory");
        chain.disputeGameFactory = _create(proxy, input, "DisputeGameFactory");
        chain.delayedWeth = _create(proxy, input, "DelayedWETH");
        chain.anchorStateRegistry = _create(proxy, input, "AnchorStateRegistry");
        chain.game = _create(_gameCode(parts, input, chain), input, "PermissionedDisputeGame");
    }

    /// @notice The implementation of the registry: it names the chain's game factory for good.
    function createRegistry(
        ChainParts memory parts,
        ChainInput calldata input,
        ChainAddresses memory chain
    ) internal returns (address) {
        bytes memory code = _with(parts.anchorStateRegistryCode, abi.encode(chain.disputeGameFactory));
        return _create(code, input, "AnchorStateRegistry implementation");
    }

    function _createOddProxies(
        ChainParts memory parts,
        ChainInput calldata input,
        ChainAddresses memory chain
    ) private {
        bytes memory bridge = _with(parts.chugSplashProxyCode, abi.encode(chain.proxyAdmin));
        chain.standardBridge = _create(bridge, input, "L1StandardBridge");
        bytes memory arguments = abi.encode(chain.addressManager, MESSENGER_NAME);
        chain.messenger = _create(_with(parts.resolvedProxyCode, arguments), input, "L1CrossDomainMessenger");
    }

    function _gameCode(
        ChainParts memory parts,
        ChainInput calldata input,
        ChainAddresses memory chain
    ) private view returns (bytes memory) {
        bytes memory arguments = abi.encode(
            PERMISSIONED_GAME,
            input.game.absolutePrestate,
            MAX_GAME_DEPTH,
            SPLIT_DEPTH,
            input.game.clockExtension,
            input.game.maxClockDuration,
            parts.vm,
            chain.delayedWeth,
            chain.anchorStateRegistry,
            input.l2ChainId,
            input.keys.proposer,
            input.keys.challenger
        );
        return bytes.concat(parts.gameCode[0].read(), parts.gameCode[1].read(), arguments);
    }

    function _with(address code, bytes memory arguments) private view returns (bytes memory) {
        return bytes.concat(code.read(), arguments);
    }

    function _create(
        bytes memory initCode,
        ChainInput calldata input,
        string memory name
    ) private returns (address created) {
        bytes32 salt = _salt(input, name);
        assembly ("memory-safe") {
            created := create2(0, add(initCode, 0x20), mload(initCode), salt)
        }
        if (created == address(0)) revert IChainFactory.ChainFactory_CreationFailed(_addressOf(initCode, salt));
    }

    function _salt(ChainInput calldata input, string memory name) private view returns (bytes32) {
        return keccak256(abi.encode(msg.sender, input.l2ChainId, input.salt, name));
    }

    function _addressOf(bytes memory initCode, bytes32 salt) private view returns (address) {
        bytes memory origin = abi.encodePacked(hex"ff", address(this), salt, keccak256(initCode));
        return address(uint160(uint256(keccak256(origin))));
    }
}

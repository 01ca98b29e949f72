// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ChainAddresses, ChainInput, ChainParts } from "../../interfaces/IChainFactory.sol";
import { ChainCreation } from "./ChainCreation.sol";
import {
    IAnchorStateRegistry,
    IDelayedWETH,
    IDisputeGameFactory,
    IL1CrossDomainMessenger,
    IL1ERC721Bridge,
    IL1StandardBridge,
    IOptimismMintableERC20Factory,
    IOptimismPortal2,
    IOwnable,
    IProtocolVersions,
    IProxyAdmin,
    IStorageSetter,
    ISuperchainConfig,
    ISystemConfig,
    OutputRoot,
    ResourceConfig,
    StartingAnchorRoot,
    SystemAddresses
} from "./IOpContracts.sol";

/// @title Points the proxies of a created chain to their implementations, initialises them, and hands all to the sender.
/// @dev The values are the standard configuration's, and equal to those of the deployer (deployer/src/core/l1).
library ChainSetup {
    uint8 private constant CHUGSPLASH = 1;
    uint8 private constant RESOLVED = 2;
    uint32 private constant BASE_FEE_SCALAR = 1368;
    uint32 private constant BLOB_BASE_FEE_SCALAR = 810_949;
    address private constant ETHER = 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE;
    bytes32 private constant START_BLOCK_SLOT = bytes32(uint256(keccak256("systemconfig.startBlock")) - 1);

    function setUp(
        ChainParts memory parts,
        ChainInput calldata input,
        ChainAddresses memory chain,
        address registry
    ) internal {
        _prepareProxyAdmin(chain);
        _setUpSuperchain(parts, input, chain);
        // The portal before SystemConfig, which tells it the gas paying token.
        bytes memory portal = abi.encodeCall(
            IOptimismPortal2.initialize,
            (chain.disputeGameFactory, chain.systemConfig, chain.superchainConfig, ChainCreation.PERMISSIONED_GAME)
        );
        _upgrade(chain, chain.portal, parts.portal, portal);
        _setUpSystemConfig(parts, input, chain);
        _setUpBridges(parts, chain);
        _setUpGames(parts, input, chain, registry);
        IProxyAdmin(chain.proxyAdmin).transferOwnership(msg.sender);
    }

    /// @dev The AddressManager moves before the first upgrade: that of the messenger goes through it.
    function _prepareProxyAdmin(ChainAddresses memory chain) private {
        IProxyAdmin admin = IProxyAdmin(chain.proxyAdmin);
        IOwnable(chain.addressManager).transferOwnership(address(admin));
        admin.setAddressManager(chain.addressManager);
        admin.setProxyType(chain.standardBridge, CHUGSPLASH);
        admin.setProxyType(chain.messenger, RESOLVED);
        admin.setImplementationName(chain.messenger, ChainCreation.MESSENGER_NAME);
    }

    function _setUpSuperchain(ChainParts memory parts, ChainInput calldata input, ChainAddresses memory chain) private {
        bytes memory data = abi.encodeCall(ISuperchainConfig.initialize, (input.guardian, false));
        _upgrade(chain, chain.superchainConfig, parts.superchainConfig, data);
        data = abi.encodeCall(IProtocolVersions.initialize, (msg.sender, 0, 0));
        _upgrade(chain, chain.protocolVersions, parts.protocolVersions, data);
    }

    /// @dev `initialize` keeps a start block that is already there. It is the one after the origin, so that everybody
    /// finds the origin, as for a chain whose origin was chosen after its deployment.
    function _setUpSystemConfig(
        ChainParts memory parts,
        ChainInput calldata input,
        ChainAddresses memory chain
    ) private {
        bytes memory startBlock = abi.encodeCall(IStorageSetter.setUint, (START_BLOCK_SLOT, input.origin.number + 1));
        _upgrade(chain, chain.systemConfig, parts.systemConfigSetter, startBlock);
        bytes memory data = abi.encodeCall(
            ISystemConfig.initialize,
            (
                msg.sender,
                BASE_FEE_SCALAR,
                BLOB_BASE_FEE_SCALAR,
                bytes32(uint256(uint160(input.keys.batcher))),
                input.gasLimit,
                input.keys.unsafeSigner,
                _resourceConfig(),
                _batchInbox(input.l2ChainId),
                _addressesOf(chain)
            )
        );
        _upgrade(chain, chain.systemConfig, parts.systemConfig, data);
    }

    function _setUpBridges(ChainParts memory parts, ChainAddresses memory chain) private {
        bytes memory data = abi.encodeCall(
            IL1StandardBridge.initialize,
            (chain.messenger, chain.superchainConfig, chain.systemConfig)
        );
        _upgrade(chain, chain.standardBridge, parts.standardBridge, data);
        data = abi.encodeCall(IL1ERC721Bridge.initialize, (chain.messenger, chain.superchainConfig));
        _upgrade(chain, chain.erc721Bridge, parts.erc721Bridge, data);
        data = abi.encodeCall(IOptimismMintableERC20Factory.initialize, (chain.standardBridge));
        _upgrade(chain, chain.tokenFactory, parts.tokenFactory, data);
        data = abi.encodeCall(
            IL1CrossDomainMessenger.initialize,
            (chain.superchainConfig, chain.portal, chain.systemConfig)
        );
        _upgrade(chain, chain.messenger, parts.messenger, data);
    }

    function _setUpGames(
        ChainParts memory parts,
        ChainInput calldata input,
        ChainAddresses memory chain,
        address registry
    ) private {
        bytes memory data = abi.encodeCall(IDelayedWETH.initialize, (msg.sender, chain.superchainConfig));
        _upgrade(chain, chain.delayedWeth, parts.delayedWeth, data);
        StartingAnchorRoot[] memory roots = new StartingAnchorRoot[](1);
        roots[0] = StartingAnchorRoot(ChainCreation.PERMISSIONED_GAME, OutputRoot(input.anchorRoot, 0));
        data = abi.encodeCall(IAnchorStateRegistry.initialize, (roots));
        _upgrade(chain, chain.anchorStateRegistry, registry, data);
        IDisputeGameFactory factory = IDisputeGameFactory(chain.disputeGameFactory);
        data = abi.encodeCall(IDisputeGameFactory.initialize, (address(this)));
        _upgrade(chain, address(factory), parts.disputeGameFactory, data);
        factory.setImplementation(ChainCreation.PERMISSIONED_GAME, chain.game);
        factory.transferOwnership(msg.sender);
    }

    function _upgrade(ChainAddresses memory chain, address proxy, address implementation, bytes memory data) private {
        IProxyAdmin(chain.proxyAdmin).upgradeAndCall(proxy, implementation, data);
    }

    function _resourceConfig() private pure returns (ResourceConfig memory) {
        return
            ResourceConfig({
                maxResourceLimit: 20_000_000,
                elasticityMultiplier: 10,
                baseFeeMaxChangeDenominator: 8,
                minimumBaseFee: 1 gwei,
                systemTxMaxGas: 1_000_000,
                maximumBaseFee: type(uint128).max
            });
    }

    /// @dev A zero byte, and the first 19 of the hash.
    function _batchInbox(uint256 l2ChainId) private pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode(l2ChainId))) >> 104));
    }

    function _addressesOf(ChainAddresses memory chain) private pure returns (SystemAddresses memory) {
        return
            SystemAddresses({
                l1CrossDomainMessenger: chain.messenger,
                l1ERC721Bridge: chain.erc721Bridge,
                l1StandardBridge: chain.standardBridge,
                disputeGameFactory: chain.disputeGameFactory,
                optimismPortal: chain.portal,
                optimismMintableERC20Factory: chain.tokenFactory,
                gasPayingToken: ETHER
            });
    }
}

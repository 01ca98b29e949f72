// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ChainAddresses, ChainInput, IChainFactory } from "../../../../contracts/interfaces/IChainFactory.sol";
import {
    IDelayedWETH,
    IOwnable,
    IProtocolVersions,
    IProxyAdmin
} from "../../../../contracts/l1/factory/IOpContracts.sol";
import { CLIENT, STRANGER } from "../../utils/Actors.sol";
import { FactoryBase } from "../../utils/FactoryBase.sol";
import { vm } from "../../utils/Vm.sol";

contract DeployTest is FactoryBase {
    function test_SaysWhereEverythingStands() external {
        ChainAddresses memory expected = _simulate(CLIENT, _input());
        ChainInput memory input = _input();
        vm.expectEmit(address(factory));
        emit IChainFactory.ChainDeployed(CLIENT, input.l2ChainId, input.salt, expected);
        ChainAddresses memory chain = _deploy(CLIENT, input);
        assertEq(abi.encode(chain), abi.encode(expected), "addresses");
        address[14] memory all = abi.decode(abi.encode(chain), (address[14]));
        for (uint256 i = 0; i < all.length; i++) {
            assertTrue(all[i].code.length != 0, "code");
            for (uint256 j = 0; j < i; j++) assertTrue(all[i] != all[j], "distinct");
        }
    }

    function test_HandsEverythingToTheSender() external {
        ChainAddresses memory chain = _simulate(CLIENT, _input());
        bytes memory transfer = abi.encodeCall(IOwnable.transferOwnership, (CLIENT));
        vm.expectCall(chain.proxyAdmin, transfer, 1);
        vm.expectCall(chain.disputeGameFactory, transfer, 1);
        bytes memory toAdmin = abi.encodeCall(IOwnable.transferOwnership, (chain.proxyAdmin));
        vm.expectCall(chain.addressManager, toAdmin, 1);
        bytes memory weth = abi.encodeCall(IDelayedWETH.initialize, (CLIENT, chain.superchainConfig));
        vm.expectCall(chain.proxyAdmin, _upgrade(chain.delayedWeth, _parts().delayedWeth, weth), 1);
        bytes memory versions = abi.encodeCall(IProtocolVersions.initialize, (CLIENT, 0, 0));
        vm.expectCall(chain.proxyAdmin, _upgrade(chain.protocolVersions, _parts().protocolVersions, versions), 1);
        _deploy(CLIENT, _input());
    }

    /// The genesis is made before the anchor root is known, from addresses that must not depend on it.
    function test_AddressesDoNotDependOnTheGenesis() external {
        ChainInput memory input = _input();
        ChainAddresses memory expected = _simulate(CLIENT, input);
        input.anchorRoot = keccak256("another");
        input.origin.number--;
        input.origin.hash = blockhash(input.origin.number);
        assertEq(abi.encode(_simulate(CLIENT, input)), abi.encode(expected), "addresses");
    }

    function test_RevertGiven_Deployed() external {
        ChainInput memory input = _input();
        ChainAddresses memory chain = _deploy(CLIENT, input);
        _expect(IChainFactory.ChainFactory_AlreadyDeployed.selector, chain.addressManager);
        _deploy(CLIENT, input);
        // Nor with other values: they are not part of the salt.
        input.keys.batcher = STRANGER;
        input.guardian = CLIENT;
        _expect(IChainFactory.ChainFactory_AlreadyDeployed.selector, chain.addressManager);
        _deploy(CLIENT, input);
    }

    /// Whoever copies a call from the pool, and mines it first, gets a chain of its own elsewhere.
    function test_TakesNoAddressFromAnother() external {
        ChainAddresses memory expected = _simulate(CLIENT, _input());
        ChainAddresses memory copied = _deploy(STRANGER, _input());
        _assertApart(copied, expected);
        assertEq(abi.encode(_deploy(CLIENT, _input())), abi.encode(expected), "as before");
    }

    function test_OneSenderHasManyChains() external {
        ChainInput memory input = _input();
        ChainAddresses memory first = _deploy(CLIENT, input);
        input.l2ChainId++;
        ChainAddresses memory second = _deploy(CLIENT, input);
        _assertApart(first, second);
        input = _input();
        input.salt = 0;
        ChainAddresses memory third = _deploy(CLIENT, input);
        _assertApart(first, third);
        _assertApart(second, third);
    }

    function _assertApart(ChainAddresses memory left, ChainAddresses memory right) private pure {
        address[14] memory lefts = abi.decode(abi.encode(left), (address[14]));
        address[14] memory rights = abi.decode(abi.encode(right), (address[14]));
        for (uint256 i = 0; i < 14; i++) assertTrue(lefts[i] != rights[i], "apart");
    }

    function _deploy(address sender, ChainInput memory input) private returns (ChainAddresses memory) {
        vm.prank(sender);
        return factory.deploy(input);
    }

    /// @dev As a static call of a wallet does it: nothing of it stays.
    function _simulate(address sender, ChainInput memory input) private returns (ChainAddresses memory chain) {
        uint256 before = vm.snapshotState();
        chain = _deploy(sender, input);
        vm.revertToState(before);
    }

    function _expect(bytes4 selector, address value) private {
        vm.expectRevert(abi.encodeWithSelector(selector, value));
    }

    function _upgrade(address proxy, address implementation, bytes memory data) private pure returns (bytes memory) {
        return abi.encodeCall(IProxyAdmin.upgradeAndCall, (proxy, implementation, data));
    }
}

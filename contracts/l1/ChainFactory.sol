// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ChainAddresses, ChainInput, ChainParts, IChainFactory } from "../interfaces/IChainFactory.sol";
import { BlockHashes } from "./factory/BlockHashes.sol";
import { ChainCreation } from "./factory/ChainCreation.sol";
import { ChainSetup } from "./factory/ChainSetup.sol";
import { DataContracts } from "./factory/DataContracts.sol";

/// @title Deploys the L1 contracts of an OP chain in one call.
/// @dev Without state and owner. Made by the deterministic deployer, its own address is a hash of all that it deploys.
contract ChainFactory is IChainFactory {
    /// @inheritdoc IChainFactory
    uint256 public constant DEPLOY_GAS = 14_500_000;

    /// @dev What SystemConfig demands: the gas of deposits and of the system's own transaction.
    uint64 private constant MIN_GAS_LIMIT = 21_000_000;

    /// @dev A data contract with the encoded {ChainParts}.
    address private immutable _parts;

    constructor(ChainParts memory shared) {
        bytes memory encoded = abi.encode(shared);
        for (uint256 offset = 0x20; offset <= encoded.length; offset += 0x20) {
            address part;
            assembly ("memory-safe") {
                part := mload(add(encoded, offset))
            }
            if (part.code.length == 0) revert ChainFactory_NoCode(part);
        }
        // For want of gas this may fail, but then too little is left to put the factory itself there.
        _parts = DataContracts.write(encoded);
    }

    /// @inheritdoc IChainFactory
    function parts() public view returns (ChainParts memory) {
        return abi.decode(DataContracts.read(_parts), (ChainParts));
    }

    /// @inheritdoc IChainFactory
    function deploy(ChainInput calldata input) external returns (ChainAddresses memory chain) {
        _check(input);
        ChainParts memory shared = parts();
        chain = ChainCreation.create(shared, input);
        address registry = ChainCreation.createRegistry(shared, input, chain);
        ChainSetup.setUp(shared, input, chain, registry);
        emit ChainDeployed({ client: msg.sender, l2ChainId: input.l2ChainId, salt: input.salt, chain: chain });
    }

    /// @dev The chain's contracts would refuse the last two as well, but their proxies swallow the reason.
    function _check(ChainInput calldata input) private view {
        if (gasleft() < DEPLOY_GAS) revert ChainFactory_OutOfGas(gasleft(), DEPLOY_GAS);
        (uint256 number, bytes32 hash) = (input.origin.number, input.origin.hash);
        bytes32 found = BlockHashes.find(number);
        if (found == 0 || found != hash) revert ChainFactory_WrongOrigin(number, found, hash);
        if (input.gasLimit < MIN_GAS_LIMIT) revert ChainFactory_GasLimitTooLow(input.gasLimit, MIN_GAS_LIMIT);
        (uint64 clock, uint64 extension) = (input.game.maxClockDuration, input.game.clockExtension);
        if (clock < extension) revert ChainFactory_ClockTooShort(clock, extension);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    ChainInput,
    ChainParts,
    GameInput,
    IChainFactory,
    L1Origin
} from "../../../contracts/interfaces/IChainFactory.sol";
import { DataContracts } from "../../../contracts/l1/factory/DataContracts.sol";
import { KeySet } from "../../../contracts/types/Types.sol";
import { AnyContract } from "../doubles/AnyContract.sol";
import { STRANGER } from "./Actors.sol";
import { Assertions } from "./Assertions.sol";
import { vm } from "./Vm.sol";

/// @title A factory of chains whose contracts take every call: the tests with the real ones are chainFactory.test.ts.
abstract contract FactoryBase is Assertions {
    uint256 internal constant BLOCK = 20_000;
    /// @dev Of {ChainParts}, as words.
    uint256 internal constant PARTS = 20;
    uint256 internal constant CODES = 8;

    IChainFactory internal factory;
    address[PARTS] internal shared;

    function setUp() public virtual {
        vm.roll(BLOCK);
        address code = DataContracts.write(type(AnyContract).creationCode);
        for (uint256 i = 0; i < CODES; i++) shared[i] = code;
        // The second half of the game's code.
        shared[CODES - 1] = DataContracts.write("");
        for (uint256 i = CODES; i < PARTS; i++) shared[i] = address(new AnyContract());
        factory = this.create(shared);
    }

    /// @dev Deploys, and reverts with the constructor's own reason.
    function create(address[PARTS] calldata parts) external returns (IChainFactory created) {
        bytes memory code = bytes.concat(vm.getCode("ChainFactory.sol:ChainFactory"), abi.encode(parts));
        assembly ("memory-safe") {
            created := create(0, add(code, 0x20), mload(code))
            if iszero(created) {
                let reason := mload(0x40)
                returndatacopy(reason, 0, returndatasize())
                revert(reason, returndatasize())
            }
        }
    }

    function _input() internal view returns (ChainInput memory) {
        uint256 origin = BLOCK - 100;
        return
            ChainInput({
                l2ChainId: 4242,
                salt: bytes32(uint256(7)),
                origin: L1Origin(origin, blockhash(origin)),
                anchorRoot: keccak256("root"),
                gasLimit: 21_000_000,
                guardian: STRANGER,
                keys: KeySet(address(0xB1), address(0xB2), address(0xB3), address(0xB4)),
                game: GameInput({ absolutePrestate: keccak256("prestate"), clockExtension: 60, maxClockDuration: 60 })
            });
    }

    function _parts() internal view returns (ChainParts memory) {
        return abi.decode(abi.encode(shared), (ChainParts));
    }
}

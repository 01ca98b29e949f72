// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IChainFactory } from "../../../../contracts/interfaces/IChainFactory.sol";
import { FactoryBase } from "../../utils/FactoryBase.sol";
import { vm } from "../../utils/Vm.sol";

contract ConstructorTest is FactoryBase {
    function test_FixesAllParts() external view {
        assertEq(abi.encode(factory.parts()), abi.encode(_parts()), "parts");
    }

    function test_RevertWhen_PartMissing() external {
        for (uint256 i = 0; i < PARTS; i++) {
            address[PARTS] memory parts = shared;
            parts[i] = address(uint160(0xFFFF + i));
            vm.expectRevert(abi.encodeWithSelector(IChainFactory.ChainFactory_NoCode.selector, parts[i]));
            this.create(parts);
        }
    }

    /// A call to a data contract must not run what it holds.
    function test_DataContractsDoNothing() external {
        // solhint-disable-next-line avoid-low-level-calls
        (bool ok, bytes memory answer) = shared[0].call(hex"12345678");
        assertTrue(ok && answer.length == 0, "stops");
        assertEq(uint256(uint8(shared[0].code[0])), 0, "behind a zero byte");
    }

    /// What a chain takes at most leaves room for the transaction itself and the call of a contract wallet.
    function test_TakesLessThanATransactionMay() external view {
        uint256 inWallet = (16_777_216 * 63) / 64;
        assertLe(factory.DEPLOY_GAS() + 100_000, ((inWallet - 500_000) * 63) / 64, "gas");
    }
}

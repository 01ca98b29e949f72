// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ChainInput, IChainFactory } from "../../../../contracts/interfaces/IChainFactory.sol";
import { DataContracts } from "../../../../contracts/l1/factory/DataContracts.sol";
import { FactoryBase } from "../../utils/FactoryBase.sol";
import { vm } from "../../utils/Vm.sol";

/// What the factory does not deploy.
contract RefuseTest is FactoryBase {
    /// @dev EIP-2935.
    address private constant HISTORY = 0x0000F90827F1C53a10cb7A02335B175320002935;
    /// @dev Answers with the hash of its argument; for one number with a word too much, for another not at all.
    bytes private constant KNOWS = hex"5f35805f5260205f205f528061271014601e576127111460235760205ff35b60405ff35b5f5ffd";

    ChainInput private input;

    function setUp() public override {
        super.setUp();
        input = _input();
    }

    function test_RevertWhen_OriginHashAnother() external {
        bytes32 found = input.origin.hash;
        input.origin.hash = keccak256("another");
        _expectWrongOrigin(found);
    }

    function test_RevertWhen_OriginNotMined() external {
        input.origin.number = BLOCK;
        _expectWrongOrigin(0);
        input.origin.number = BLOCK + 1;
        _expectWrongOrigin(0);
    }

    function test_RevertWhen_OriginTooOld() external {
        input.origin.number = BLOCK - 257;
        _expectWrongOrigin(0);
    }

    /// A hash of zero is not that of a block nobody knows.
    function test_RevertWhen_NeitherIsKnown() external {
        input.origin.number = BLOCK + 1;
        input.origin.hash = 0;
        _expectWrongOrigin(0);
    }

    function test_RevertWhen_OriginFirstBlock() external {
        vm.roll(10);
        (input.origin.number, input.origin.hash) = (0, blockhash(0));
        _expectWrongOrigin(0);
    }

    function test_TakesOriginThatOnlyHistoryKnows() external {
        vm.etch(HISTORY, KNOWS);
        input.origin.number = BLOCK - 5000;
        input.origin.hash = keccak256(abi.encode(BLOCK - 5000));
        assertTrue(factory.deploy(input).game != address(0), "deployed");
    }

    function test_RevertWhen_HistoryAnswersOtherwise() external {
        vm.etch(HISTORY, KNOWS);
        (input.origin.number, input.origin.hash) = (10_000, keccak256(abi.encode(10_000)));
        _expectWrongOrigin(0);
        (input.origin.number, input.origin.hash) = (10_001, keccak256(abi.encode(10_001)));
        _expectWrongOrigin(0);
    }

    function test_RevertWhen_GasLimitTooLow() external {
        input.gasLimit = 20_999_999;
        _expect(IChainFactory.ChainFactory_GasLimitTooLow.selector, 20_999_999, 21_000_000);
        factory.deploy(input);
    }

    function test_RevertWhen_ClockShorterThanExtension() external {
        input.game.maxClockDuration = input.game.clockExtension - 1;
        uint256 extension = input.game.clockExtension;
        _expect(IChainFactory.ChainFactory_ClockTooShort.selector, extension - 1, extension);
        factory.deploy(input);
    }

    function test_RevertWhen_TooLittleGas() external {
        uint256 required = factory.DEPLOY_GAS();
        ChainInput memory chain = input;
        // solhint-disable-next-line avoid-low-level-calls
        (bool ok, bytes memory answer) = address(factory).call{ gas: required }(
            abi.encodeCall(IChainFactory.deploy, (chain))
        );
        assertTrue(!ok, "refused");
        assertEq(bytes32(bytes4(answer)), bytes32(IChainFactory.ChainFactory_OutOfGas.selector), "error");
        (uint256 found, uint256 expected) = abi.decode(_arguments(answer), (uint256, uint256));
        assertEq(expected, required, "required");
        assertTrue(found < required && found > required - 10_000, "found");
    }

    function test_RevertWhen_CreationFails() external {
        address[PARTS] memory parts = shared;
        parts[1] = DataContracts.write(hex"5f5ffd");
        factory = this.create(parts);
        bytes32 code = keccak256(bytes.concat(hex"5f5ffd", abi.encode(factory)));
        bytes32 salt = keccak256(abi.encode(address(this), input.l2ChainId, input.salt, "ProxyAdmin"));
        bytes32 place = keccak256(abi.encodePacked(hex"ff", factory, salt, code));
        bytes4 selector = IChainFactory.ChainFactory_CreationFailed.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, address(uint160(uint256(place)))));
        factory.deploy(input);
    }

    function _expectWrongOrigin(bytes32 found) private {
        bytes4 selector = IChainFactory.ChainFactory_WrongOrigin.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, input.origin.number, found, input.origin.hash));
        factory.deploy(input);
    }

    function _expect(bytes4 selector, uint256 first, uint256 second) private {
        vm.expectRevert(abi.encodeWithSelector(selector, first, second));
    }

    function _arguments(bytes memory answer) private pure returns (bytes memory rest) {
        rest = new bytes(answer.length - 4);
        for (uint256 i = 0; i < rest.length; i++) rest[i] = answer[i + 4];
    }
}

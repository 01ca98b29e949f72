// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IQuorumAdapter } from "../../utils/QuorumSigning.sol";
import { QuorumBase } from "../../utils/QuorumBase.sol";
import { vm } from "../../utils/Vm.sol";

contract ConstructorTest is QuorumBase {
    function test_FixesEverything() external view {
        assertEq(adapter.market(), address(market), "market");
        assertEq(adapter.QUORUM(), QUORUM, "quorum");
        assertEq(abi.encode(adapter.getSigners()), abi.encode(_signers()), "signers");
    }

    function test_RevertWhen_QuorumZero() external {
        _expectRefused(0, _signers(), IQuorumAdapter.QuorumSlaOracle_BadQuorum.selector, 0, SIGNERS);
    }

    function test_RevertWhen_QuorumAboveSigners() external {
        bytes4 selector = IQuorumAdapter.QuorumSlaOracle_BadQuorum.selector;
        _expectRefused(SIGNERS + 1, _signers(), selector, SIGNERS + 1, SIGNERS);
    }

    function test_RevertWhen_TooManySigners() external {
        _expectRefused(1, _many(33), IQuorumAdapter.QuorumSlaOracle_BadQuorum.selector, 1, 33);
    }

    function test_TakesAllOfTheMostSigners() external {
        assertEq(_newAdapter(address(market), 32, _many(32)).getSigners().length, 32, "signers");
    }

    function test_RevertWhen_SignerTwice() external {
        address[] memory signers = _signers();
        signers[4] = signers[1];
        vm.expectRevert(abi.encodeWithSelector(IQuorumAdapter.QuorumSlaOracle_DuplicateSigner.selector, signers[1]));
        this.create(QUORUM, signers);
    }

    /// What no signature recovers to must be nobody's.
    function test_RevertWhen_SignerZero() external {
        address[] memory signers = _signers();
        signers[3] = address(0);
        _expectRefused(QUORUM, signers, IQuorumAdapter.QuorumSlaOracle_NotSigner.selector, 3, 0);
    }

    /// @dev Deploys, and reverts with the constructor's own reason.
    function create(uint256 quorum, address[] calldata signers) external {
        bytes memory arguments = abi.encode(address(market), quorum, signers);
        bytes memory code = bytes.concat(vm.getCode("QuorumSlaOracle.sol:QuorumSlaOracle"), arguments);
        assembly ("memory-safe") {
            if iszero(create(0, add(code, 0x20), mload(code))) {
                let reason := mload(0x40)
                returndatacopy(reason, 0, returndatasize())
                revert(reason, returndatasize())
            }
        }
    }

    function _expectRefused(
        uint256 quorum,
        address[] memory signers,
        bytes4 selector,
        uint256 first,
        uint256 second
    ) private {
        vm.expectRevert(abi.encodeWithSelector(selector, first, second));
        this.create(quorum, signers);
    }

    function _many(uint256 count) private pure returns (address[] memory signers) {
        signers = new address[](count);
        for (uint256 i = 0; i < count; i++) signers[i] = address(uint160(i + 1));
    }
}

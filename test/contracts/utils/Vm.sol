// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice One log as {IVm-getRecordedLogs} returns it.
struct Log {
    bytes32[] topics;
    bytes data;
    address emitter;
}

/// @title The cheatcodes of Hardhat's EDR that these tests use.
interface IVm {
    function warp(uint256 timestamp) external;
    /// @dev The compiler may take `block.timestamp` for constant within a call, and {warp} for nothing.
    function getBlockTimestamp() external view returns (uint256);
    function roll(uint256 blockNumber) external;
    function chainId(uint256 id) external;
    function prank(address sender) external;
    function startPrank(address sender) external;
    function stopPrank() external;
    function label(address account, string calldata name) external;
    function assume(bool condition) external pure;

    /// @dev The next call reverts with exactly this data.
    function expectRevert(bytes calldata revertData) external;
    /// @dev The next call reverts with exactly these four bytes: an error without arguments.
    function expectRevert(bytes4 revertData) external;
    /// @dev The next call reverts without data, or with any.
    function expectRevert() external;
    /// @dev The next call emits the event emitted next by the test, all topics and data alike, from this address.
    function expectEmit(address emitter) external;
    function expectCall(address callee, bytes calldata data, uint64 count) external;
    function recordLogs() external;
    function getRecordedLogs() external returns (Log[] memory);

    /// @dev Makes the slots of an account cold again.
    function cool(address target) external;
    function snapshotState() external returns (uint256 id);
    function revertToState(uint256 id) external returns (bool);
    function load(address target, bytes32 slot) external view returns (bytes32);
    function store(address target, bytes32 slot, bytes32 value) external;
    /// @dev Account of a private key, and its signature of a digest.
    function addr(uint256 privateKey) external pure returns (address);
    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
    function getNonce(address account) external view returns (uint64 nonce);
    function etch(address target, bytes calldata code) external;
    function mockCallRevert(address callee, bytes calldata data, bytes calldata revertData) external;
    function getCode(string calldata artifact) external view returns (bytes memory creationCode);

    function assertEq(uint256 found, uint256 expected, string calldata what) external pure;
    function assertEq(bytes32 found, bytes32 expected, string calldata what) external pure;
    function assertEq(address found, address expected, string calldata what) external pure;
    function assertEq(bool found, bool expected, string calldata what) external pure;
    function assertEq(bytes calldata found, bytes calldata expected, string calldata what) external pure;
    function assertLe(uint256 found, uint256 max, string calldata what) external pure;
    function assertGe(uint256 found, uint256 min, string calldata what) external pure;
    function assertTrue(bool condition, string calldata what) external pure;
}

IVm constant vm = IVm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

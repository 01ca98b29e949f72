// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What the lens asks of the L1 contracts of OP chains, of any version. No contract has all of it.
interface IOpGetters {
    // All
    function version() external view returns (string memory);

    // SystemConfig
    function owner() external view returns (address);
    function batcherHash() external view returns (bytes32);
    function unsafeBlockSigner() external view returns (address);
    function gasLimit() external view returns (uint64);
    function optimismPortal() external view returns (address);
    function disputeGameFactory() external view returns (address); // the portal of games, too
    function l1CrossDomainMessenger() external view returns (address);
    function l1StandardBridge() external view returns (address);
    function l1ERC721Bridge() external view returns (address);
    function optimismMintableERC20Factory() external view returns (address);
    function proxyAdminOwner() external view returns (address); // from the contracts of op-contracts v4 on

    // OptimismPortal of output oracles (the second name is that of older ones), OptimismPortal2 of games, both
    function l2Oracle() external view returns (address);
    function L2_ORACLE() external view returns (address);
    function respectedGameType() external view returns (uint32);
    function systemConfig() external view returns (address);
    function paused() external view returns (bool);

    // L2OutputOracle; games have the first two as well. Older oracles know the names in capitals only.
    function proposer() external view returns (address);
    function challenger() external view returns (address);
    function PROPOSER() external view returns (address);
    function CHALLENGER() external view returns (address);
    function nextOutputIndex() external view returns (uint256);
    function getL2Output(uint256 index) external view returns (bytes32 root, uint128 timestamp, uint128 l2BlockNumber);

    // DisputeGameFactory
    function gameImpls(uint32 gameType) external view returns (address);
    function gameArgs(uint32 gameType) external view returns (bytes memory); // from 1.3.0 on
    function gameCount() external view returns (uint256);
    function gameAtIndex(uint256 index) external view returns (uint32 gameType, uint64 timestamp, address game);

    // Games; those of several chains at once know the second name only
    function l2BlockNumber() external view returns (uint256);
    function l2SequenceNumber() external view returns (uint256);
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The L1 contracts of a chain in one, as far as proposals go: by games, or by outputs. Its owner does with them
/// what it likes.
contract ProposingChain {
    struct Game {
        uint32 gameType;
        uint64 timestamp;
        address proxy;
    }

    Game[] public gameAtIndex;
    bool public byOutputs;
    uint32 private _respected = 1;

    error ProposingChain_ByOutputs();

    function optimismPortal() external view returns (address) {
        return address(this);
    }

    function disputeGameFactory() external view returns (address) {
        return address(this);
    }

    function l2Oracle() external view returns (address) {
        return address(this);
    }

    function respectedGameType() external view returns (uint32) {
        if (byOutputs) revert ProposingChain_ByOutputs();
        return _respected;
    }

    function getL2Output(uint256 index) external view returns (bytes32 root, uint128 timestamp, uint128 l2BlockNumber) {
        return (keccak256("root"), gameAtIndex[index].timestamp, 1);
    }

    function propose(uint64 timestamp) external returns (uint256 index) {
        gameAtIndex.push(Game({ gameType: 1, timestamp: timestamp, proxy: address(this) }));
        return gameAtIndex.length - 1;
    }

    function forget() external {
        delete gameAtIndex;
    }

    function respect(uint32 gameType) external {
        _respected = gameType;
    }

    function judgeByOutputs() external {
        byOutputs = true;
    }
}

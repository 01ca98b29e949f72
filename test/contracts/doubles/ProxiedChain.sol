// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { KeySet } from "../../../contracts/types/Types.sol";

/// @title A chain's L1 contracts as far as a lens reads them, at the gas of the real ones: three proxies and a
/// game.
contract ProxiedChain {
    address public immutable systemConfig;

    constructor(address owner, KeySet memory keys) {
        address game = address(new Game(keys.proposer, keys.challenger));
        Proxy factory = new Proxy(address(new Factory()));
        Factory(address(factory)).setGame(game);
        Proxy portal = new Proxy(address(new Portal()));
        Portal(address(portal)).set(address(factory));
        Proxy proxy = new Proxy(address(new SystemConfig()));
        SystemConfig(address(proxy)).set(owner, keys.batcher, keys.unsafeSigner, address(portal));
        systemConfig = address(proxy);
    }
}

contract Proxy {
    bytes32 private constant SLOT = bytes32(uint256(keccak256("eip1967.proxy.implementation")) - 1);

    constructor(address implementation) {
        bytes32 slot = SLOT;
        assembly {
            sstore(slot, implementation)
        }
    }

    fallback() external payable {
        _delegate();
    }

    function _delegate() private {
        bytes32 slot = SLOT;
        assembly {
            calldatacopy(0, 0, calldatasize())
            let success := delegatecall(gas(), sload(slot), 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            if success {
                return(0, returndatasize())
            }
            revert(0, returndatasize())
        }
    }
}

contract SystemConfig {
    address public owner;
    bytes32 public batcherHash;
    address public unsafeBlockSigner;
    address public optimismPortal;

    function set(address owner_, address batcher, address unsafeSigner, address portal) external {
        (owner, batcherHash) = (owner_, bytes32(uint256(uint160(batcher))));
        (unsafeBlockSigner, optimismPortal) = (unsafeSigner, portal);
    }
}

contract Portal {
    address public disputeGameFactory;
    mapping(address game => bool) public disputeGameBlacklist; // keeps the two in slots of their own
    uint32 public respectedGameType;

    function set(address factory) external {
        (disputeGameFactory, respectedGameType) = (factory, 1);
    }
}

contract Factory {
    mapping(uint32 gameType => address) public gameImpls;

    function setGame(address game) external {
        gameImpls[1] = game;
    }
}

contract Game {
    address public immutable proposer;
    address public immutable challenger;

    constructor(address proposer_, address challenger_) {
        (proposer, challenger) = (proposer_, challenger_);
    }
}

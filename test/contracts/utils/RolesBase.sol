// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../contracts/interfaces/IMarketplace.sol";
import { KeySet, Terms } from "../../../contracts/types/Types.sol";
import { CLIENT } from "./Actors.sol";
import { Deal } from "./IWorld.sol";
import { MarketBase } from "./MarketBase.sol";

/// @notice The part of {FakeChain} that tests turn.
interface IFakeChain {
    function setAddress(string calldata getter, address value) external;
    function setAnswer(string calldata getter, bytes calldata answer) external;
    function setMode(string calldata getter, uint8 mode) external;
}

/// @title Deals whose terms name the lens, and a chain on this L1 that names the client and the key set.
abstract contract RolesBase is MarketBase {
    address internal lens;

    function setUp() public virtual override {
        super.setUp();
        lens = world.deploy("ChainLens.sol:ChainLens", "");
    }

    function _termsWithLens() internal view returns (Terms memory t) {
        t = world.terms();
        t.lens = lens;
    }

    /// @dev The chain that the client of a deal owns, and that {World-bind} names from now on.
    function _newChain(address owner, KeySet memory keys) internal returns (IFakeChain chain) {
        chain = IFakeChain(world.deploy("FakeChain.sol:FakeChain", abi.encode(owner, keys)));
        world.setSystemConfig(address(chain));
    }

    function _reservedWithChain() internal returns (Deal memory deal, IFakeChain chain) {
        deal = world.reserved(_termsWithLens(), 2);
        chain = _newChain(CLIENT, deal.keys);
    }

    function _requestedWithChain() internal returns (Deal memory deal, IFakeChain chain) {
        (deal, chain) = _reservedWithChain();
        world.bind(deal);
    }

    /// @dev The five roles, by the getter that tells them, by the name in the error, and by who should have them.
    function _role(
        uint256 index,
        Deal memory deal
    ) internal pure returns (string memory getter, bytes32 role, address expected) {
        if (index == 0) return ("owner()", "owner", deal.client);
        if (index == 1) return ("batcherHash()", "batcher", deal.keys.batcher);
        if (index == 2) return ("unsafeBlockSigner()", "unsafeSigner", deal.keys.unsafeSigner);
        if (index == 3) return ("proposer()", "proposer", deal.keys.proposer);
        return ("challenger()", "challenger", deal.keys.challenger);
    }

    function _mismatch(bytes32 role, address expected, address found) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IMarketplace.Marketplace_RoleMismatch.selector, role, expected, found);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { State } from "../../../../contracts/types/Types.sol";
import { Deal } from "../../utils/IWorld.sol";
import { vm } from "../../utils/Vm.sol";
import { IStage } from "../IStage.sol";

/// @title One actor that does what it may and what it may not, at random.
abstract contract Handler {
    IStage internal immutable stage;
    IMarketplace internal immutable market;

    constructor(IStage stage_) {
        (stage, market) = (stage_, stage_.market());
    }

    /// @dev Any agreement.
    function _deal(uint256 seed) internal view returns (Deal memory) {
        return stage.deal(seed % stage.size());
    }

    /// @dev An agreement in a state, if there is one; each fourth time any, for what must fail.
    function _dealIn(uint256 seed, State state) internal view returns (uint256 index, Deal memory d) {
        uint256 size = stage.size();
        for (uint256 i = 0; i < size; i++) {
            index = ((seed >> 4) + i) % size;
            d = stage.deal(index);
            if (seed % 16 >= 12 || market.getAgreement(d.id).state == state) return (index, d);
        }
    }

    /// @dev An agreement of which a party could claim something, if there is one.
    function _dealWithMoney(uint256 seed, bool ofClient) internal view returns (Deal memory d) {
        for (uint256 i = 0; i < stage.size(); i++) {
            d = _deal((seed >> 4) + i);
            (uint128 free, ) = market.freeOf(d.id, ofClient ? d.client : d.vendor);
            if (free != 0) return d;
        }
    }

    /// @dev Some seconds go by before each action.
    modifier later(uint256 seed) {
        uint256 elapsed = seed % 7;
        vm.warp(vm.getBlockTimestamp() + elapsed);
        _;
    }

    function _ids(bytes32 id) internal pure returns (bytes32[] memory ids) {
        ids = new bytes32[](1);
        ids[0] = id;
    }
}

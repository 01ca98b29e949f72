// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { AgreementView } from "../../../../contracts/types/Types.sol";
import { MIN_EPOCH } from "../../utils/Actors.sol";
import { vm } from "../../utils/Vm.sol";
import { IStage } from "../IStage.sol";
import { Handler } from "./Handler.sol";

/// @title Time.
contract ClockHandler is Handler {
    constructor(IStage stage_) Handler(stage_) {}

    function passSeconds(uint256 seed) external later(seed) {
        stage.pass(1 + (seed % 45));
    }

    /// @dev To the end of the epoch that an agreement is in.
    function passEpoch(uint256 seed) external later(seed) {
        AgreementView memory a = market.getAgreement(_deal(seed).id);
        uint256 now_ = vm.getBlockTimestamp();
        if (a.anchor < now_) stage.pass(MIN_EPOCH - ((now_ - a.anchor) % MIN_EPOCH));
    }
}

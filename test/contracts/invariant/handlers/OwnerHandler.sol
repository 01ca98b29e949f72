// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { OWNER, SPONSOR } from "../../utils/Actors.sol";
import { IOwnedBook } from "../../utils/IOwnedBook.sol";
import { vm } from "../../utils/Vm.sol";
import { IStage } from "../IStage.sol";
import { Handler } from "./Handler.sol";

/// @title The market's owner, with all it may do.
contract OwnerHandler is Handler {
    constructor(IStage stage_) Handler(stage_) {}

    function setFee(uint24 feePpm) external {
        IOwnedBook book = stage.world().book();
        vm.prank(OWNER);
        book.setFee(feePpm % 50_001);
    }

    /// @dev Mostly open.
    function setStopped(uint256 seed) external later(seed) {
        IOwnedBook book = stage.world().book();
        vm.prank(OWNER);
        book.setStopped(seed % 8 == 0);
    }

    function withdrawFees(uint256 seed) external later(seed) {
        address token = address(stage.tokens(seed & 1));
        stage.perform("withdrawFees", OWNER, 0, abi.encodeCall(market.withdrawFees, (token, SPONSOR)));
    }
}

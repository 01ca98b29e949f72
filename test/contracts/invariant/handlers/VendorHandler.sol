// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { States } from "../../../../contracts/types/Types.sol";
import { ENDPOINTS, MIN_EPOCH, SPONSOR } from "../../utils/Actors.sol";
import { Deal, IMintable } from "../../utils/IWorld.sol";
import { vm } from "../../utils/Vm.sol";
import { IStage } from "../IStage.sol";
import { Handler } from "./Handler.sol";

/// @title The vendors, honest or not: bond, service, notice, claims.
contract VendorHandler is Handler {
    constructor(IStage stage_) Handler(stage_) {}

    function addBond(uint256 seed, uint256 amount) external later(seed) {
        (address vendor, IMintable token) = (stage.vendors(seed & 1), stage.tokens((seed >> 1) & 1));
        amount = amount % 1000;
        stage.world().mint(token, vendor, amount);
        stage.perform("addBond", vendor, 0, abi.encodeCall(market.addBond, (address(token), amount)));
    }

    function withdrawBond(uint256 seed, uint256 amount) external later(seed) {
        (address vendor, address token) = (stage.vendors(seed & 1), address(stage.tokens((seed >> 1) & 1)));
        amount = amount % 300;
        stage.perform("withdrawBond", vendor, 0, abi.encodeCall(market.withdrawBond, (token, amount, SPONSOR)));
    }

    function lockBond(uint256 seed, uint96 amount) external later(seed) {
        (, Deal memory d) = _dealIn(seed, States.ACTIVE);
        stage.perform("lockBond", d.vendor, d.id, abi.encodeCall(market.lockBond, (d.id, amount % 300)));
    }

    function ready(uint256 seed) external later(seed) {
        (, Deal memory d) = _dealIn(seed, States.RESERVED);
        stage.perform("ready", d.vendor, d.id, abi.encodeCall(market.ready, (d.id)));
    }

    function start(uint256 seed) external later(seed) {
        (, Deal memory d) = _dealIn(seed, States.REQUESTED);
        stage.perform("start", d.vendor, d.id, abi.encodeCall(market.start, (d.id, d.keys, ENDPOINTS)));
    }

    function publish(uint256 seed) external later(seed) {
        (, Deal memory d) = _dealIn(seed, States.ACTIVE);
        stage.perform("publish", d.vendor, d.id, abi.encodeCall(market.publishEndpoints, (d.id, ENDPOINTS)));
    }

    function resume(uint256 seed) external later(seed) {
        (, Deal memory d) = _dealIn(seed, States.SUSPENDED);
        stage.perform("resume", d.vendor, d.id, abi.encodeCall(market.resume, (d.id)));
    }

    /// @dev In the epoch that begins 25 epochs from now; some windows are too long.
    function announce(uint256 seed) external later(seed) {
        (, Deal memory d) = _dealIn(seed, States.ACTIVE);
        uint256 epoch = (vm.getBlockTimestamp() - market.getAgreement(d.id).anchor) / MIN_EPOCH + 25;
        uint40 from = uint40(market.getAgreement(d.id).anchor + epoch * MIN_EPOCH);
        uint40 to = from + 1 + uint40((seed >> 16) % 25);
        stage.perform("announce", d.vendor, d.id, abi.encodeCall(market.announceMaintenance, (d.id, from, to)));
    }

    function terminate(uint256 seed) external later(seed) {
        if (seed % 4 != 0) return; // or too few agreements live long
        Deal memory d = _deal(seed >> 2);
        stage.perform("vendorTerminates", d.vendor, d.id, abi.encodeCall(market.terminate, (d.id)));
    }

    function bundle(uint256 seed) external later(seed) {
        (, Deal memory d) = _dealIn(seed, seed % 2 == 0 ? States.ENDED : States.CLOSED);
        stage.perform("bundle", d.vendor, d.id, abi.encodeCall(market.bundle, (d.id, 0, "")));
    }

    function forfeit(uint256 seed) external later(seed) {
        if (seed % 8 != 0) return; // or too few agreements live long
        Deal memory d = _deal(seed >> 3);
        stage.perform("forfeit", d.vendor, d.id, abi.encodeCall(market.forfeit, (d.id)));
    }

    function claim(uint256 seed) external later(seed) {
        Deal memory d = _dealWithMoney(seed, false);
        stage.perform("vendorClaims", d.vendor, d.id, abi.encodeCall(market.claim, (_ids(d.id), SPONSOR)));
    }

    function claimL1(uint256 seed) external later(seed) {
        Deal memory d = _deal(seed);
        stage.perform("vendorClaimsL1", d.vendor, d.id, abi.encodeCall(market.claimL1, (_ids(d.id), SPONSOR)));
    }
}

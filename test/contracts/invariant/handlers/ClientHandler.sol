// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Chain, Offer, States, Terms } from "../../../../contracts/types/Types.sol";
import { SPONSOR } from "../../utils/Actors.sol";
import { Deal, IMintable } from "../../utils/IWorld.sol";
import { TermsHash } from "../../utils/TermsHash.sol";
import { IStage } from "../IStage.sol";
import { Handler } from "./Handler.sol";

/// @title The clients: they accept, pay, take back, rotate the roles away, leave, claim.
contract ClientHandler is Handler {
    using TermsHash for *;

    constructor(IStage stage_) Handler(stage_) {}

    function accept(uint256 seed, bool binds) external later(seed) {
        (uint256 index, Deal memory d) = _dealIn(seed, States.NONE);
        Chain memory chain = binds ? Chain(stage.chainOf(index), 4242, "") : Chain(address(0), 0, "");
        bytes memory data = abi.encodeCall(market.accept, (d.offerId, d.termsHash, d.keys, d.deposit, chain));
        stage.perform("accept", d.client, d.id, data);
    }

    function bind(uint256 seed) external later(seed) {
        (uint256 index, Deal memory d) = _dealIn(seed, States.RESERVED);
        Chain memory chain = Chain(stage.chainOf(index), 4242, "");
        stage.perform("bind", d.client, d.id, abi.encodeCall(market.bind, (d.id, d.keys, chain)));
    }

    function topUp(uint256 seed, uint256 amount) external later(seed) {
        Deal memory d = _deal(seed);
        amount = amount % 2500;
        stage.world().mint(IMintable(d.token), d.client, amount);
        stage.perform("clientTopsUp", d.client, d.id, abi.encodeCall(market.topUp, (d.id, uint128(amount))));
    }

    /// @dev More than there is, each fourth time.
    function withdraw(uint256 seed, uint256 amount) external later(seed) {
        (, Deal memory d) = _dealIn(seed, States.ACTIVE);
        uint256 most = market.withdrawableOf(d.id);
        amount = seed % 4 == 0 ? most + 1 : amount % (most + 1);
        stage.perform("withdraw", d.client, d.id, abi.encodeCall(market.withdraw, (d.id, uint128(amount), SPONSOR)));
    }

    /// @dev Another price, timeout and payer of L1, which the vendor has offered just before.
    function amend(uint256 seed) external later(seed) {
        (, Deal memory d) = _dealIn(seed, States.ACTIVE);
        Terms memory t = stage.world().book().getTerms(d.termsHash);
        t.pricePerEpoch = uint96(200 + ((seed >> 16) % 1400));
        (t.verdictTimeout, t.clientPaysL1) = (uint32(10 + ((seed >> 32) % 90)), (seed >> 48) % 2 == 0);
        bytes32 termsHash = t.ofTerms();
        bytes32 offerId = stage.world().createOffer(t, Offer(termsHash, address(0), d.id, 0, bytes32(seed)));
        stage.perform("amend", d.client, d.id, abi.encodeCall(market.amend, (d.id, offerId, termsHash)));
    }

    function terminate(uint256 seed) external later(seed) {
        if (seed % 8 != 0) return; // or too few agreements live long
        Deal memory d = _deal(seed >> 3);
        stage.perform("clientTerminates", d.client, d.id, abi.encodeCall(market.terminate, (d.id)));
    }

    function claim(uint256 seed) external later(seed) {
        Deal memory d = _dealWithMoney(seed, true);
        stage.perform("clientClaims", d.client, d.id, abi.encodeCall(market.claim, (_ids(d.id), SPONSOR)));
    }

    function claimL1(uint256 seed) external later(seed) {
        Deal memory d = _deal(seed);
        stage.perform("clientClaimsL1", d.client, d.id, abi.encodeCall(market.claimL1, (_ids(d.id), SPONSOR)));
    }

    function rotate(uint256 seed) external later(seed) {
        if (seed % 4 == 0) stage.rotate((seed >> 2) % stage.size());
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Chain, States, Verdict } from "../../../../contracts/types/Types.sol";
import { ENDPOINTS, SPONSOR, STRANGER } from "../../utils/Actors.sol";
import { Deal, IMintable } from "../../utils/IWorld.sol";
import { IStage } from "../IStage.sol";
import { Handler } from "./Handler.sol";

/// @title Who has no part in anything: settles and closes, gives, and tries the rest in vain.
contract StrangerHandler is Handler {
    constructor(IStage stage_) Handler(stage_) {}

    function settle(uint256 seed, uint8 epochs) external later(seed) {
        (, Deal memory d) = _dealIn(seed, seed % 2 == 0 ? States.ACTIVE : States.SUSPENDED);
        stage.perform("settle", STRANGER, d.id, abi.encodeCall(market.settle, (d.id, epochs % 5)));
    }

    /// @dev All of them, one twice, and one that is not known: nothing makes it fail.
    function settleMany(uint256 seed, uint8 epochs) external later(seed) {
        bytes32[] memory ids = new bytes32[](stage.size() + 2);
        for (uint256 i = 0; i < ids.length - 1; i++) ids[i] = _deal((seed >> 4) + i).id;
        stage.perform("settleMany", STRANGER, 0, abi.encodeCall(market.settleMany, (ids, epochs % 5)));
    }

    function close(uint256 seed) external later(seed) {
        (, Deal memory d) = _dealIn(seed, seed % 2 == 0 ? States.ENDED : States.SUSPENDED);
        stage.perform("close", STRANGER, d.id, abi.encodeCall(market.close, (d.id)));
    }

    function topUp(uint256 seed, uint256 amount) external later(seed) {
        Deal memory d = _deal(seed);
        amount = amount % 1500;
        stage.world().mint(IMintable(d.token), SPONSOR, amount);
        stage.perform("sponsorTopsUp", SPONSOR, d.id, abi.encodeCall(market.topUp, (d.id, uint128(amount))));
    }

    function fillL1(uint256 seed, uint256 amount) external later(seed) {
        (, Deal memory d) = _dealIn(seed, States.ACTIVE);
        amount = amount % 300;
        stage.world().mint(stage.world().weth(), SPONSOR, amount);
        stage.perform("fillL1", SPONSOR, d.id, abi.encodeCall(market.topUpL1, (d.id, uint128(amount))));
    }

    function donate(uint256 seed, uint256 amount) external later(seed) {
        stage.donate(seed & 1, amount % 100);
    }

    function tryEverything(uint256 seed) external later(seed) {
        Deal memory d = _deal(seed);
        address token = d.token;
        Chain memory chain = Chain(address(0xC001), 4242, "");
        bytes[15] memory calls = [
            abi.encodeCall(market.claim, (_ids(d.id), STRANGER)),
            abi.encodeCall(market.claimL1, (_ids(d.id), STRANGER)),
            abi.encodeCall(market.withdrawBond, (token, 1, STRANGER)),
            abi.encodeCall(market.withdrawFees, (token, STRANGER)),
            abi.encodeCall(market.bind, (d.id, d.keys, chain)),
            abi.encodeCall(market.start, (d.id, d.keys, ENDPOINTS)),
            abi.encodeCall(market.resume, (d.id)),
            abi.encodeCall(market.terminate, (d.id)),
            abi.encodeCall(market.forfeit, (d.id)),
            abi.encodeCall(market.withdraw, (d.id, 0, STRANGER)),
            abi.encodeCall(market.lockBond, (d.id, 0)),
            abi.encodeCall(market.ready, (d.id)),
            abi.encodeCall(market.bundle, (d.id, 0, "")),
            abi.encodeCall(market.amend, (d.id, d.offerId, d.termsHash)),
            abi.encodeCall(market.announceMaintenance, (d.id, 0, 1))
        ];
        stage.sendForbidden(STRANGER, calls[(seed >> 8) % 15]);
    }

    function judge(uint256 seed, uint32 epoch, Verdict calldata v) external later(seed) {
        Deal memory d = _deal(seed);
        bytes memory data = abi.encodeCall(market.onVerdict, (d.id, epoch % 8, v, 0));
        stage.perform("strangerJudges", STRANGER, d.id, data);
    }
}

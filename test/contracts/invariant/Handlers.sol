// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { AgreementView, Chain, EpochView, State, States, Verdict } from "../../../contracts/types/Types.sol";
import { IMarketplace } from "../../../contracts/interfaces/IMarketplace.sol";
import { ENDPOINTS, MIN_EPOCH, ORACLE, OWNER, SPONSOR, STRANGER } from "../utils/Actors.sol";
import { IOwnedBook } from "../utils/IOwnedBook.sol";
import { Deal, IMintable } from "../utils/IWorld.sol";
import { vm } from "../utils/Vm.sol";
import { IStage } from "./IStage.sol";

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

contract VendorHandler is Handler {
    constructor(IStage stage_) Handler(stage_) {}

    function addBond(uint256 seed, uint256 amount) external later(seed) {
        (address vendor, IMintable token) = (stage.vendors(seed & 1), stage.tokens((seed >> 1) & 1));
        amount = amount % 1000;
        stage.world().mint(token, vendor, amount);
        stage.send("addBond", vendor, 0, abi.encodeCall(market.addBond, (address(token), amount)));
    }

    function withdrawBond(uint256 seed, uint256 amount) external later(seed) {
        (address vendor, address token) = (stage.vendors(seed & 1), address(stage.tokens((seed >> 1) & 1)));
        amount = amount % 300;
        stage.send("withdrawBond", vendor, 0, abi.encodeCall(market.withdrawBond, (token, amount, SPONSOR)));
    }

    function start(uint256 seed) external later(seed) {
        (, Deal memory d) = _dealIn(seed, States.REQUESTED);
        stage.send("start", d.vendor, d.id, abi.encodeCall(market.start, (d.id, d.keys, ENDPOINTS)));
    }

    function publish(uint256 seed) external later(seed) {
        (, Deal memory d) = _dealIn(seed, States.ACTIVE);
        stage.send("publish", d.vendor, d.id, abi.encodeCall(market.publishEndpoints, (d.id, ENDPOINTS)));
    }

    function resume(uint256 seed) external later(seed) {
        (, Deal memory d) = _dealIn(seed, States.SUSPENDED);
        stage.send("resume", d.vendor, d.id, abi.encodeCall(market.resume, (d.id)));
    }

    function terminate(uint256 seed) external later(seed) {
        if (seed % 4 != 0) return; // or too few agreements live long
        Deal memory d = _deal(seed >> 2);
        stage.send("vendorTerminates", d.vendor, d.id, abi.encodeCall(market.terminate, (d.id)));
    }

    function forfeit(uint256 seed) external later(seed) {
        if (seed % 8 != 0) return; // or too few agreements live long
        Deal memory d = _deal(seed >> 3);
        stage.send("forfeit", d.vendor, d.id, abi.encodeCall(market.forfeit, (d.id)));
    }

    function claim(uint256 seed) external later(seed) {
        Deal memory d = _dealWithMoney(seed, false);
        stage.send("vendorClaims", d.vendor, d.id, abi.encodeCall(market.claim, (_ids(d.id), SPONSOR)));
    }
}

contract ClientHandler is Handler {
    constructor(IStage stage_) Handler(stage_) {}

    function accept(uint256 seed, bool binds) external later(seed) {
        (uint256 index, Deal memory d) = _dealIn(seed, States.NONE);
        Chain memory chain = binds ? Chain(stage.chainOf(index), 4242, "") : Chain(address(0), 0, "");
        bytes memory data = abi.encodeCall(market.accept, (d.offerId, d.termsHash, d.keys, d.deposit, chain));
        stage.send("accept", d.client, d.id, data);
    }

    function bind(uint256 seed) external later(seed) {
        (uint256 index, Deal memory d) = _dealIn(seed, States.RESERVED);
        Chain memory chain = Chain(stage.chainOf(index), 4242, "");
        stage.send("bind", d.client, d.id, abi.encodeCall(market.bind, (d.id, d.keys, chain)));
    }

    function topUp(uint256 seed, uint256 amount) external later(seed) {
        Deal memory d = _deal(seed);
        amount = amount % 2500;
        stage.world().mint(IMintable(d.token), d.client, amount);
        stage.send("clientTopsUp", d.client, d.id, abi.encodeCall(market.topUp, (d.id, uint128(amount))));
    }

    function terminate(uint256 seed) external later(seed) {
        if (seed % 8 != 0) return; // or too few agreements live long
        Deal memory d = _deal(seed >> 3);
        stage.send("clientTerminates", d.client, d.id, abi.encodeCall(market.terminate, (d.id)));
    }

    function claim(uint256 seed) external later(seed) {
        Deal memory d = _dealWithMoney(seed, true);
        stage.send("clientClaims", d.client, d.id, abi.encodeCall(market.claim, (_ids(d.id), SPONSOR)));
    }

    function rotate(uint256 seed) external later(seed) {
        if (seed % 4 == 0) stage.rotate((seed >> 2) % stage.size());
    }
}

/// @title Honest, hostile, late, early, and twice.
contract OracleHandler is Handler {
    constructor(IStage stage_) Handler(stage_) {}

    /// @dev About the first open epoch there is.
    function judgeOpen(uint256 seed, Verdict calldata v) external later(seed) {
        for (uint256 i = 0; i < stage.size(); i++) {
            Deal memory d = _deal((seed >> 4) + i);
            AgreementView memory a = market.getAgreement(d.id);
            for (uint32 epoch = a.settledEpochs; epoch < a.fundedEpochs; epoch++) {
                if (!market.getEpoch(d.id, epoch).open) continue;
                bytes memory data = abi.encodeCall(market.onVerdict, (d.id, epoch, _tame(seed, v), 0));
                (bool success, bytes memory answer) = stage.send("judge", ORACLE, d.id, data);
                require(success && abi.decode(answer, (bool)), "an open epoch takes a verdict");
                return;
            }
        }
    }

    function judgeAnything(uint256 seed, uint32 epoch, Verdict calldata v) external later(seed) {
        Deal memory d = _deal(seed);
        if (seed % 3 == 0) epoch = epoch % 8;
        stage.send("judgeAnything", ORACLE, d.id, abi.encodeCall(market.onVerdict, (d.id, epoch, v, 0)));
    }

    function judgeAnyAgreement(bytes32 agreementId, uint32 epoch, Verdict calldata v) external {
        bytes memory data = abi.encodeCall(market.onVerdict, (agreementId, epoch, v, 0));
        stage.send("judgeAnyAgreement", ORACLE, 0, data);
    }

    /// @dev Half of the verdicts are good ones.
    function _tame(uint256 seed, Verdict memory v) private pure returns (Verdict memory) {
        (v.coverage, v.reason) = (uint16(7900 + (seed >> 8) % 1000), uint8((seed >> 32) % 3));
        if ((seed >> 64) % 2 == 0) (v.rpc, v.unsafeHead, v.proposals) = (10_000, uint16(9500 + v.rpc % 500), 9500);
        return v;
    }
}

/// @title Who has no part in anything: settles and closes, gives, and tries the rest in vain.
contract StrangerHandler is Handler {
    constructor(IStage stage_) Handler(stage_) {}

    function settle(uint256 seed, uint8 epochs) external later(seed) {
        (, Deal memory d) = _dealIn(seed, seed % 2 == 0 ? States.ACTIVE : States.SUSPENDED);
        stage.send("settle", STRANGER, d.id, abi.encodeCall(market.settle, (d.id, epochs % 5)));
    }

    function close(uint256 seed) external later(seed) {
        (, Deal memory d) = _dealIn(seed, seed % 2 == 0 ? States.ENDED : States.SUSPENDED);
        stage.send("close", STRANGER, d.id, abi.encodeCall(market.close, (d.id)));
    }

    function topUp(uint256 seed, uint256 amount) external later(seed) {
        Deal memory d = _deal(seed);
        amount = amount % 1500;
        stage.world().mint(IMintable(d.token), SPONSOR, amount);
        stage.send("sponsorTopsUp", SPONSOR, d.id, abi.encodeCall(market.topUp, (d.id, uint128(amount))));
    }

    function donate(uint256 seed, uint256 amount) external later(seed) {
        stage.donate(seed & 1, amount % 100);
    }

    function tryEverything(uint256 seed) external later(seed) {
        Deal memory d = _deal(seed);
        address token = d.token;
        Chain memory chain = Chain(address(0xC001), 4242, "");
        bytes[8] memory calls = [
            abi.encodeCall(market.claim, (_ids(d.id), STRANGER)),
            abi.encodeCall(market.withdrawBond, (token, 1, STRANGER)),
            abi.encodeCall(market.withdrawFees, (token, STRANGER)),
            abi.encodeCall(market.bind, (d.id, d.keys, chain)),
            abi.encodeCall(market.start, (d.id, d.keys, ENDPOINTS)),
            abi.encodeCall(market.resume, (d.id)),
            abi.encodeCall(market.terminate, (d.id)),
            abi.encodeCall(market.forfeit, (d.id))
        ];
        stage.sendForbidden(STRANGER, calls[(seed >> 8) % 8]);
    }

    /// @dev A stranger's verdict is no verdict.
    function judge(uint256 seed, uint32 epoch, Verdict calldata v) external later(seed) {
        Deal memory d = _deal(seed);
        EpochView memory before = market.getEpoch(d.id, epoch % 8);
        bytes memory data = abi.encodeCall(market.onVerdict, (d.id, epoch % 8, v, 0));
        (, bytes memory answer) = stage.send("strangerJudges", STRANGER, d.id, data);
        bool judged = market.getEpoch(d.id, epoch % 8).judged;
        require(!abi.decode(answer, (bool)) && judged == before.judged, "a stranger judged");
    }
}

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
        stage.send("withdrawFees", OWNER, 0, abi.encodeCall(market.withdrawFees, (token, SPONSOR)));
    }
}

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

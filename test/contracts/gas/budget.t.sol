// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Chain, Terms } from "../../../contracts/types/Types.sol";
import {
    BOND,
    CLIENT,
    ENDPOINTS,
    EPOCH,
    EVIDENCE,
    ORACLE,
    PRICE,
    RECIPIENT,
    SETUP,
    SPONSOR,
    STRANGER,
    T0,
    VENDOR
} from "../utils/Actors.sol";
import { Deal, IMintable } from "../utils/IWorld.sol";
import { GasBase } from "../utils/GasBase.sol";
import { vm } from "../utils/Vm.sol";

interface IProxiedChain {
    function systemConfig() external view returns (address);
}

/// @dev Execution gas of each call, without the transaction's 21,000 and its calldata: what one user's transaction
/// spends. All is prepared in {setUp}, which EDR runs as a transaction of its own: slots are cold, as they would be.
/// "Used" means that the slots written were written before.
contract BudgetTest is GasBase {
    Deal private _prepared; // one more agreement of this vendor and client
    Deal private _preparedWithLens;
    Deal private _requested;
    Deal private _requestedWithLens;
    Deal private _judged; // epochs 1 to 3 judged, epoch 0 settled
    Deal private _alsoJudged;
    Deal private _open; // epoch 3 may be judged
    Deal private _fresh; // epoch 0 judged; a vendor without any past
    Chain private _chain;
    Chain private _none;

    function setUp() public override {
        super.setUp();
        Terms memory t = world.terms();
        IMintable erc20 = world.listToken("PlainErc20.sol:PlainErc20");
        t.token = address(erc20);
        _judged = world.active(t, 9);
        _alsoJudged = world.active(t, 9);
        _open = world.active(t, 9);
        t.vendor = STRANGER;
        _fresh = world.active(t, 9);
        t.vendor = VENDOR;
        for (uint32 epoch = 0; epoch < 4; epoch++) {
            vm.warp(T0 + (epoch + 1) * EPOCH);
            world.judge(_judged.id, epoch, _perfect());
            world.judge(_alsoJudged.id, epoch, _perfect());
            world.judge(_fresh.id, epoch, _perfect());
            if (epoch != 0) continue;
            market.settle(_judged.id, 1);
            market.settle(_alsoJudged.id, 1);
        }
        _requested = world.requested(t, 9);
        _prepared = world.prepare(t, CLIENT, SETUP + 9 * PRICE);
        t.lens = world.deploy("ChainLens.sol:ChainLens", "");
        _requestedWithLens = world.reserved(t, 9);
        _bindTo(_requestedWithLens);
        world.bind(_requestedWithLens);
        _preparedWithLens = world.prepare(t, CLIENT, SETUP + 9 * PRICE);
        _bindTo(_preparedWithLens);
        // Nobody's balance or allowance begins or ends at zero.
        world.mint(erc20, CLIENT, 100 * PRICE);
        world.mint(erc20, SPONSOR, 100 * PRICE);
        world.mint(erc20, RECIPIENT, 1);
        world.mint(erc20, VENDOR, 3 * BOND);
        vm.prank(VENDOR);
        market.addBond(address(erc20), BOND);
        vm.prank(CLIENT);
        erc20.approve(address(market), type(uint256).max);
        vm.prank(SPONSOR);
        erc20.approve(address(market), type(uint256).max);
        world.claim(VENDOR, _alsoJudged.id);
    }

    /// A contract may have 24,576 bytes: one KiB stays free.
    function test_MarketplaceLeavesRoom() external view {
        assertLe(address(market).code.length, 23_552, "bytes");
    }

    function test_accept() external {
        Deal memory d = _prepared;
        bytes memory data = abi.encodeCall(market.accept, (d.offerId, d.termsHash, d.keys, d.deposit, _none));
        _spends("accept", CLIENT, data, 150_000);
    }

    /// Above its budget of 195,000 when the lens looks through real proxies: it must not grow.
    function test_acceptAndBind() external {
        Deal memory d = _preparedWithLens;
        bytes memory data = abi.encodeCall(market.accept, (d.offerId, d.termsHash, d.keys, d.deposit, _chain));
        _spends("acceptBind", CLIENT, data, 233_000);
    }

    function test_start() external {
        bytes memory data = abi.encodeCall(market.start, (_requested.id, _requested.keys, ENDPOINTS));
        _spends("startUnchecked", VENDOR, data, 72_000);
    }

    /// Above its budget of 72,000 when the lens looks through real proxies: it must not grow.
    function test_startWithRoleCheck() external {
        Deal memory d = _requestedWithLens;
        _spends("start", VENDOR, abi.encodeCall(market.start, (d.id, d.keys, ENDPOINTS)), 107_500);
    }

    function test_topUp() external {
        _spends("topUp", SPONSOR, abi.encodeCall(market.topUp, (_open.id, PRICE)), 42_000);
    }

    function test_settleFresh() external {
        _spends("settleFresh", SPONSOR, abi.encodeCall(market.settle, (_fresh.id, 1)), 65_000);
    }

    function test_settleUsed() external {
        _spends("settle", SPONSOR, abi.encodeCall(market.settle, (_judged.id, 1)), 47_000);
    }

    /// Above its budget of 9,000: it must not grow.
    function test_settleOneMoreEpoch() external {
        uint256 snapshot = vm.snapshotState();
        uint256 one = _gasOf(SPONSOR, address(market), abi.encodeCall(market.settle, (_judged.id, 1)));
        vm.revertToState(snapshot);
        vm.cool(address(market));
        uint256 two = _gasOf(SPONSOR, address(market), abi.encodeCall(market.settle, (_judged.id, 2)));
        _report("settleNextSame", two - one);
        assertLe(two - one, 14_400, "gas");
    }

    /// Above its budget of 26,000: it must not grow.
    function test_settleAnotherAgreement() external {
        market.settle(_judged.id, 1);
        bytes memory data = abi.encodeCall(market.settle, (_alsoJudged.id, 1));
        _spends("settleAnother", SPONSOR, data, 35_450);
    }

    /// What one more agreement of the same vendor costs in one call. Above its budget of 26,000: it must not grow.
    function test_settleManyOneMoreAgreement() external {
        uint256 snapshot = vm.snapshotState();
        uint256 one = _gasOf(SPONSOR, address(market), abi.encodeCall(market.settleMany, (_ids(_judged.id), 1)));
        vm.revertToState(snapshot);
        vm.cool(address(market));
        bytes32[] memory ids = new bytes32[](2);
        (ids[0], ids[1]) = (_judged.id, _alsoJudged.id);
        uint256 two = _gasOf(SPONSOR, address(market), abi.encodeCall(market.settleMany, (ids, 1)));
        _report("settleNextOther", two - one);
        assertLe(two - one, 28_300, "gas");
    }

    function test_withdraw() external {
        _spends("withdraw", CLIENT, abi.encodeCall(market.withdraw, (_open.id, PRICE, RECIPIENT)), 41_100);
    }

    function test_lockBond() external {
        _spends("lockBond", VENDOR, abi.encodeCall(market.lockBond, (_open.id, 1)), 23_000);
    }

    function test_claim() external {
        _spends("claim", VENDOR, abi.encodeCall(market.claim, (_ids(_judged.id), RECIPIENT)), 42_000);
    }

    function test_claimFresh() external {
        bytes memory data = abi.encodeCall(market.claim, (_ids(_judged.id), address(0xF4E5)));
        _spends("claimFresh", VENDOR, data, 60_000);
    }

    function test_terminate() external {
        _spends("terminate", CLIENT, abi.encodeCall(market.terminate, (_judged.id)), 28_000);
    }

    function test_giveNotice() external {
        _spends("giveNotice", VENDOR, abi.encodeCall(market.terminate, (_judged.id)), 28_000);
    }

    function test_onVerdict() external {
        bytes memory data = abi.encodeCall(market.onVerdict, (_open.id, 3, _perfect(), EVIDENCE));
        _spends("onVerdict", ORACLE, data, 37_000);
    }

    function _bindTo(Deal memory d) private {
        bytes memory arguments = abi.encode(CLIENT, d.keys);
        address systemConfig = IProxiedChain(world.deploy("ProxiedChain.sol:ProxiedChain", arguments)).systemConfig();
        world.setSystemConfig(systemConfig);
        _chain = world.chain();
    }

    function _spends(string memory row, address by, bytes memory data, uint256 budget) private {
        uint256 spent = _gasOf(by, address(market), data);
        _report(row, spent);
        assertLe(spent, budget, "gas");
    }

    function _ids(bytes32 id) private pure returns (bytes32[] memory ids) {
        ids = new bytes32[](1);
        ids[0] = id;
    }
}

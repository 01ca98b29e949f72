// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Terms } from "../../../contracts/types/Types.sol";
import { CLIENT, OWNER, PPM, RECIPIENT, T0, VENDOR } from "../utils/Actors.sol";
import { Deal } from "../utils/IWorld.sol";
import { MarketBase } from "../utils/MarketBase.sol";
import { vm } from "../utils/Vm.sol";

/// @dev Random prices, fees, deposits: what funds what, who gets what, and that nothing is lost on the way.
contract MoneyFuzzTest is MarketBase {
    function testFuzz_DepositFunds(uint96 price, uint96 setup, uint256 deposit) external {
        Terms memory t = _terms(price, setup, 0);
        deposit = bound(deposit, _min(t), t.setupFee + 401 * uint256(t.pricePerEpoch) - 1);
        Deal memory deal = _active(t, deposit);
        uint256 epochs = (deposit - t.setupFee) / t.pricePerEpoch;
        assertEq(market.getAgreement(deal.id).fundedEpochs, epochs > 400 ? 400 : epochs, "funded");
    }

    /// The first epoch pays price and setup fee by the share that was measured, and the fee is split off at claim.
    function testFuzz_EarnedIsSplit(uint96 price, uint96 setup, uint24 feePpm, uint16 rpc) external {
        feePpm = uint24(feePpm % 50_001);
        vm.prank(OWNER);
        book.setFee(feePpm);
        Terms memory t = _terms(price, setup, 0);
        Deal memory deal = _active(t, _min(t));
        rpc = uint16(bound(rpc, 9500, 9990));
        world.serve(deal.id, 0, 1, _verdict(rpc, 10_000, 10_000));

        uint256 payout = 5000 + (5000 * (uint256(rpc) - 9500)) / 490;
        uint256 earned = (uint256(t.pricePerEpoch) * payout) / 10_000 + (uint256(t.setupFee) * payout) / 10_000;
        uint256 fee = (earned * feePpm) / PPM;
        assertEq(market.getAgreement(deal.id).earned, earned, "earned");
        assertFree(deal.id, VENDOR, earned - fee, fee);
        if (earned == 0) return;
        world.claim(VENDOR, deal.id);
        assertEq(token.balanceOf(RECIPIENT), earned - fee, "claimed");
        assertEq(market.feesOf(address(token)), fee, "fees");
    }

    /// Whatever was agreed and measured: claimed by both, the agreement leaves nothing, and the market holds the
    /// vendor's pot and the fees.
    function testFuzz_NothingStaysBehind(
        uint96 price,
        uint96 setup,
        uint96 bond,
        uint16 rpc,
        uint16 slash,
        uint256 leavesAfter
    ) external {
        Terms memory t = _terms(price, setup, bond);
        t.sla.slash = uint16(slash % 10_001);
        Deal memory deal = _active(t, _min(t) + t.pricePerEpoch);
        uint256 moneyIn = deal.deposit + t.bond;
        vm.warp(T0 + bound(leavesAfter, 0, 3 * uint256(t.epochLength) - 1));
        _terminate(CLIENT, deal.id);
        for (uint32 epoch = 0; epoch < 3; epoch++) {
            if (market.getEpoch(deal.id, epoch).open) world.judge(deal.id, epoch, _verdict(rpc, 10_000, 10_000));
        }
        _skip(4 * uint256(t.epochLength) + t.verdictTimeout);
        market.close(deal.id);

        (uint256 client, uint256 vendor, uint256 fee) = _claimAll(deal.id);
        uint256 pot = market.potOf(VENDOR, address(token));
        assertEq(client + vendor + fee + pot, moneyIn, "what came in is what went out");
        assertEq(token.balanceOf(address(market)), pot + fee, "what the market holds");
        assertLe(pot, t.bond, "no more than the bond came back");
        assertLines(deal.id, 0, 0, 0);
    }

    function _claimAll(bytes32 id) private returns (uint256 client, uint256 vendor, uint256 fee) {
        uint128 free;
        (free, ) = market.freeOf(id, CLIENT);
        if (free != 0) world.claim(CLIENT, id);
        client = token.balanceOf(RECIPIENT);
        assertEq(client, free, "the client's");
        (free, ) = market.freeOf(id, VENDOR);
        if (free != 0) world.claim(VENDOR, id);
        vendor = token.balanceOf(RECIPIENT) - client;
        assertEq(vendor, free, "the vendor's");
        fee = market.feesOf(address(token));
    }

    function _min(Terms memory t) private pure returns (uint256) {
        return t.setupFee + uint256(t.minPrepaidEpochs) * t.pricePerEpoch;
    }

    function _terms(uint96 price, uint96 setup, uint96 bond) private view returns (Terms memory t) {
        t = world.terms();
        (t.pricePerEpoch, t.setupFee, t.bond) = (price == 0 ? 1 : price, setup, bond);
    }

    function _active(Terms memory t, uint256 deposit) private returns (Deal memory deal) {
        deal = world.prepare(t, CLIENT, uint128(deposit));
        world.accept(deal);
        world.bind(deal);
        world.start(deal);
    }
}

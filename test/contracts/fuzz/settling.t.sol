// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../contracts/interfaces/IMarketplace.sol";
import { AgreementView, Terms, Verdict } from "../../../contracts/types/Types.sol";
import { BPS, CLIENT, EPOCH, PRICE, SETUP, T0, TIMEOUT, VENDOR } from "../utils/Actors.sol";
import { Deal } from "../utils/IWorld.sol";
import { L1Base } from "../utils/L1Base.sol";
import { TermsHash } from "../utils/TermsHash.sol";
import { vm } from "../utils/Vm.sol";

/// @dev Whole lives with random verdicts: what settling does must not depend on who settles how much at a time.
contract SettlingFuzzTest is L1Base {
    using TermsHash for *;

    uint32 private constant EPOCHS = 5;

    function testFuzz_AnyGroupingIsTheSame(uint256 seed, uint256 grouping, uint256 moment) external {
        Deal memory deal = _live(seed);
        vm.warp(bound(moment, _now(), T0 + 9 * EPOCH));
        uint256 snapshot = vm.snapshotState();
        _settle(deal.id, type(uint256).max); // all at once
        bytes memory atOnce = _picture(deal.id);
        vm.revertToState(snapshot);
        _settle(deal.id, grouping);
        assertEq(_picture(deal.id), atOnce, "world");
    }

    /// Closing settles what is left: before it, anything may have been settled already.
    function testFuzz_ClosingIsTheSame(uint256 seed, uint256 grouping, uint8 settledBefore) external {
        Deal memory deal = _live(seed);
        vm.warp(_now() + 3 * EPOCH + 7000 + TIMEOUT); // past the money, the grace, the timeouts
        uint256 snapshot = vm.snapshotState();
        market.close(deal.id);
        bytes memory atOnce = _picture(deal.id);
        vm.revertToState(snapshot);
        for (uint256 i = 0; i < settledBefore % 4; i++) {
            grouping = uint256(keccak256(abi.encode(grouping)));
            if (!_trySettle(deal.id, uint32(grouping % 3))) break;
        }
        market.close(deal.id);
        assertEq(_picture(deal.id), atOnce, "world");
    }

    /// Settling at different times, whatever comes between: the lines always add up to what came in.
    function testFuzz_LinesAlwaysAddUp(uint256 seed, uint256 grouping) external {
        Deal memory deal = _live(seed);
        for (uint256 i = 0; i < 4; i++) {
            AgreementView memory a = market.getAgreement(deal.id);
            uint256 sum = uint256(a.deposit) + a.earned + a.bond;
            assertEq(sum, SETUP + EPOCHS * uint256(PRICE) + 2_500_000_000, "lines");
            assertGe(a.fundedEpochs, a.settledEpochs, "funded");
            grouping = uint256(keccak256(abi.encode(grouping)));
            _skip(grouping % (2 * EPOCH));
            _trySettle(deal.id, uint32(grouping >> 128));
        }
    }

    /// A part never pays more than its time's share of the price, nor than a whole epoch with the same outage in it,
    /// whose slash it has as well.
    function testFuzz_APartNeverPaysMore(uint256 elapsed, uint16 rpc, uint16 unsafeHead, uint16 proposals) external {
        elapsed = bound(elapsed, 1, EPOCH - 1);
        (rpc, unsafeHead, proposals) = (rpc % 10_001, unsafeHead % 10_001, proposals % 10_001);
        Terms memory t = world.terms();
        t.setupFee = 0;
        Deal memory part = world.active(t, 3);
        Deal memory whole = world.active(t, 3);
        vm.warp(T0 + elapsed);
        _terminate(CLIENT, part.id);
        world.judge(part.id, 0, _verdict(rpc, unsafeHead, proposals));
        market.settle(part.id, 1);
        vm.warp(T0 + EPOCH);
        world.judge(whole.id, 0, _verdict(_over(rpc, elapsed), _over(unsafeHead, elapsed), _over(proposals, elapsed)));
        market.settle(whole.id, 1);
        AgreementView memory a = market.getAgreement(part.id);
        AgreementView memory b = market.getAgreement(whole.id);
        assertLe(uint256(a.earned) * EPOCH, elapsed * PRICE, "the time's share");
        assertEq(a.earned, (uint256(b.earned) * elapsed) / EPOCH, "the whole epoch's share");
        assertEq(a.bond, b.bond, "slash");
    }

    /// @dev The value of a whole epoch in which the shortfall of `elapsed` seconds is all there is; rounded up.
    function _over(uint16 value, uint256 elapsed) private pure returns (uint16) {
        return uint16(BPS - ((BPS - value) * elapsed) / EPOCH);
    }

    /// @dev Five epochs, each judged at random or not at all, with some money for L1; perhaps amended, and perhaps ended by
    /// one of the parties on the way.
    function _live(uint256 seed) private returns (Deal memory deal) {
        deal = world.active(_l1Terms(), EPOCHS);
        _fill(CLIENT, deal, 3 * CAP);
        uint256 amendedIn = (seed >> 220) % (2 * EPOCHS); // beyond the money: never
        uint256 endsAfter = (seed >> 200) % (2 * EPOCHS); // in half epochs; beyond the money: nobody ends it
        for (uint32 epoch = 0; epoch < EPOCHS; epoch++) {
            seed = uint256(keccak256(abi.encode(seed)));
            if (amendedIn == epoch) _tryToAmend(deal, seed);
            if (endsAfter / 2 == epoch && endsAfter % 2 == 1) {
                vm.warp(T0 + epoch * EPOCH + (seed % EPOCH));
                _terminate(seed % 2 == 0 ? CLIENT : VENDOR, deal.id);
            }
            vm.warp(T0 + (epoch + 1) * EPOCH);
            if ((seed >> 8) % 4 == 0) continue; // silent
            vm.prank(market.getEpoch(deal.id, epoch).oracle);
            market.onVerdict(deal.id, epoch, _random(seed), 0);
        }
    }

    /// @dev Dearer terms, perhaps of an oracle that is not listed, perhaps with the vendor to pay for L1.
    function _tryToAmend(Deal memory deal, uint256 seed) private {
        Terms memory t = _l1Terms();
        t.pricePerEpoch = uint96(PRICE + ((seed >> 80) % (PRICE / 2)));
        (t.verdictTimeout, t.clientPaysL1) = (uint32(TIMEOUT / 2), (seed >> 112) % 2 == 0);
        if ((seed >> 120) % 2 == 0) t.oracle = address(0xA0AC);
        bytes32 offerId = _offerTo(deal, t);
        vm.prank(CLIENT);
        // The deposit may be too small, or the end set.
        // solhint-disable-next-line no-empty-blocks
        try market.amend(deal.id, offerId, t.ofTerms()) {} catch {}
    }

    function _random(uint256 seed) private pure returns (Verdict memory v) {
        v = _verdict(_near(seed >> 16), _near(seed >> 32), _near(seed >> 48));
        v.coverage = (seed >> 64) % 5 == 0 ? 7000 : 9000;
        v.reason = uint8((seed >> 72) % 3);
        v.l1Spend = uint96((seed >> 80) % (2 * CAP));
    }

    /// @dev Often perfect, often near the ramps, sometimes an outage.
    function _near(uint256 seed) private pure returns (uint16) {
        uint256 kind = seed % 4;
        if (kind == 0) return 10_000;
        if (kind == 1) return uint16(9000 + ((seed >> 2) % 1001));
        return uint16((seed >> 2) % 10_001);
    }

    /// @dev Settles all that can be settled, in groups of random sizes.
    function _settle(bytes32 id, uint256 grouping) private {
        uint32 size = grouping == type(uint256).max ? type(uint32).max : uint32(1 + (grouping % 3));
        while (_trySettle(id, size)) {
            grouping = uint256(keccak256(abi.encode(grouping)));
            size = uint32(1 + (grouping % 3));
        }
    }

    function _trySettle(bytes32 id, uint32 size) private returns (bool) {
        try market.settle(id, size) {
            return true;
        } catch (bytes memory reason) {
            assertEq(bytes32(bytes4(reason)), bytes32(IMarketplace.Marketplace_NothingToSettle.selector), "reason");
            return false;
        }
    }

    /// @dev All that settling can change.
    function _picture(bytes32 id) private view returns (bytes memory) {
        (uint128 clients, ) = market.freeOf(id, CLIENT);
        (uint128 vendors, uint128 fee) = market.freeOf(id, VENDOR);
        uint256 pot = market.potOf(VENDOR, address(token));
        bytes memory money = abi.encode(market.getAgreement(id), clients, vendors, fee, pot);
        return bytes.concat(money, _pictureOfTheRest(id));
    }

    function _pictureOfTheRest(bytes32 id) private view returns (bytes memory) {
        (address pending, ) = market.amendmentOf(id);
        (uint128 line, uint128 reimbursed) = market.l1LineOf(id);
        return abi.encode(pending, line, reimbursed, market.freeL1Of(id, CLIENT), reputation.recordOf(VENDOR));
    }
}

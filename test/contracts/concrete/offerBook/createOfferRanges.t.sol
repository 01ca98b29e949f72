// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IOfferBook } from "../../../../contracts/interfaces/IOfferBook.sol";
import { Offer, Terms } from "../../../../contracts/types/Types.sol";
import { VENDOR, MIN_EPOCH, EPOCH, BPS } from "../../utils/Actors.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { TermsHash } from "../../utils/TermsHash.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev Each term at both ends of its range and one beyond, by its position in the ABI encoding of {Terms}.
contract CreateOfferRangesTest is MarketBase {
    using TermsHash for *;

    uint256 private constant WINDOW = 90 days;
    uint256 private constant FIELDS = 38;

    function test_L1ChainId() external {
        _range(1, 1, type(uint64).max);
    }

    function test_PricePerEpoch() external {
        _range(3, 1, type(uint96).max);
    }

    function test_SetupFee() external {
        _range(4, 0, type(uint96).max);
    }

    function test_Bond() external {
        _range(5, 0, type(uint96).max);
    }

    function test_EpochLength() external {
        Terms memory t = world.terms();
        (t.sla.probeInterval, t.sla.maintenance) = (1, 0); // fit into the shortest epoch
        _range(t, 6, MIN_EPOCH, 31 days);
    }

    function test_ReserveWindow() external {
        _range(7, 1, WINDOW);
    }

    function test_StartWindow() external {
        _range(8, 1, WINDOW);
    }

    function test_Notice() external {
        _range(9, 0, WINDOW);
    }

    function test_Grace() external {
        _range(10, 0, WINDOW);
    }

    function test_VerdictTimeout() external {
        _range(11, 1, 7 days);
    }

    function test_MinPrepaidEpochs() external {
        _range(12, 1, 400);
    }

    function test_Oracle() external {
        _range(13, 1, type(uint160).max);
    }

    function test_Lens() external {
        _range(14, 0, type(uint160).max);
    }

    function test_ClientPaysL1() external {
        Terms memory t = world.terms();
        t.l1CapPerEpoch = 1;
        _range(t, 15, 0, 1);
    }

    function test_L1CapPerEpoch() external {
        _range(16, 0, type(uint96).max);
    }

    function test_L1CapPerEpochGiven_ClientPays() external {
        Terms memory t = world.terms();
        t.clientPaysL1 = true;
        _range(t, 16, 1, type(uint96).max);
    }

    function test_MaxGasLimit() external {
        _range(17, 0, type(uint64).max);
    }

    function test_Document() external {
        _range(18, 0, type(uint256).max);
    }

    function test_Profile() external {
        _range(31, 0, type(uint256).max);
    }

    function test_ProbeInterval() external {
        _range(32, 1, EPOCH);
    }

    function test_MaxLatency() external {
        _range(33, 1, type(uint32).max);
    }

    function test_Maintenance() external {
        _range(34, 0, EPOCH);
    }

    function test_Slash() external {
        _range(35, 0, BPS);
    }

    function test_SilentPayout() external {
        _range(36, 0, BPS);
    }

    function test_MinCoverage() external {
        _range(37, 0, BPS);
    }

    /// A target lies between its floor and 100%.
    function test_Targets() external {
        _range(19, 9500, BPS);
        _range(22, 9000, BPS);
        _range(25, 0, BPS);
        _range(28, 5000, BPS);
    }

    function test_PayoutsAtFloor() external {
        for (uint256 field = 21; field < 31; field += 3) _range(field, 0, BPS);
    }

    function test_RevertWhen_FloorAboveTarget() external {
        _reverts(world.terms(), 20, 9991, 19, 9990, 9991, BPS); // rpc: the target is what is refused
        _reverts(world.terms(), 23, 9901, 22, 9900, 9901, BPS);
        _reverts(world.terms(), 26, 1, 25, 0, 1, BPS); // a floor without a target
        _reverts(world.terms(), 29, 9001, 28, 9000, 9001, BPS);
    }

    function test_TakesFloorAtTarget() external {
        _accepts(world.terms(), 20, 9990);
    }

    /// One agreed metric is enough, whichever it is.
    function test_TakesAnySingleMetric() external {
        for (uint256 target = 19; target < 31; target += 3) {
            Terms memory t = world.terms();
            t.sla.rpc.target = t.sla.rpc.floor = 0;
            t.sla.unsafeHead.target = t.sla.unsafeHead.floor = 0;
            t.sla.proposals.target = t.sla.proposals.floor = 0;
            _accepts(t, target, 1);
        }
    }

    /// Dirty upper bits are refused and named, before anything else is looked at.
    function test_RevertWhen_FieldTooWide() external {
        // prettier-ignore
        uint8[38] memory widths = [
            160, 64, 160, 96, 96, 96, 32, 32, 32, 32, 32, 32, 16, 160, 160, 1, 96, 64, 0, // head
            16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, // metrics
            0, 32, 32, 32, 16, 16, 16 // rest of the SLA
        ];
        for (uint256 field = 0; field < FIELDS; field++) {
            if (widths[field] == 0) continue; // a full word has no upper bits
            uint256 max = (uint256(1) << widths[field]) - 1;
            _reverts(world.terms(), field, max + 1, field, max + 1, 0, max);
            _reverts(world.terms(), field, type(uint256).max, field, type(uint256).max, 0, max);
        }
    }

    function _range(uint256 field, uint256 min, uint256 max) private {
        _range(world.terms(), field, min, max);
    }

    function _range(Terms memory t, uint256 field, uint256 min, uint256 max) private {
        _accepts(t, field, min);
        if (max != min) _accepts(t, field, max);
        if (min != 0) _reverts(t, field, min - 1, field, min - 1, min, max);
        if (max != type(uint256).max) _reverts(t, field, max + 1, field, max + 1, _minTold(field, min, max), max);
    }

    /// @dev One more than a type holds is told with minimum 0: it never gets to the range.
    function _minTold(uint256 field, uint256 min, uint256 max) private pure returns (uint256) {
        if (max == type(uint160).max || max == type(uint96).max || max == type(uint64).max) return 0;
        return field == 33 ? 0 : min;
    }

    function _accepts(Terms memory t, uint256 field, uint256 value) private {
        Terms memory changed = _with(t, field, value);
        bytes32 offerId = world.createOffer(changed, world.offerOf(changed));
        (bytes32 termsHash, , , bool open) = book.getOffer(offerId);
        assertTrue(open, "open");
        assertEq(abi.encode(book.getTerms(termsHash)), abi.encode(changed), "stored terms");
    }

    function _reverts(
        Terms memory t,
        uint256 field,
        uint256 value,
        uint256 told,
        uint256 found,
        uint256 min,
        uint256 max
    ) private {
        Offer memory offer;
        bytes memory data = abi.encodeCall(book.createOffer, (t, offer, ""));
        assembly ("memory-safe") {
            mstore(add(add(data, 0x24), mul(field, 0x20)), value)
        }
        vm.prank(VENDOR);
        // No encoder makes such data.
        // solhint-disable-next-line avoid-low-level-calls
        (bool success, bytes memory answer) = address(book).call(data);
        assertTrue(!success, "refused");
        bytes memory reason = abi.encodeWithSelector(
            IOfferBook.OfferBook_TermOutOfRange.selector,
            told,
            found,
            min,
            max
        );
        assertEq(answer, reason, "reason");
    }

    /// @dev The terms with one word replaced. The vendor stays.
    function _with(Terms memory t, uint256 field, uint256 value) private pure returns (Terms memory) {
        bytes memory words = abi.encode(t);
        assertEq(words.length, FIELDS * 32, "words");
        assembly ("memory-safe") {
            mstore(add(add(words, 0x20), mul(field, 0x20)), value)
        }
        return abi.decode(words, (Terms));
    }
}

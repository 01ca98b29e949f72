// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IEscrow } from "../../../../contracts/interfaces/IEscrow.sol";
import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { IOfferBook } from "../../../../contracts/interfaces/IOfferBook.sol";
import { State, States, Terms } from "../../../../contracts/types/Types.sol";
import {
    BOND,
    CLIENT,
    EPOCH,
    OPERATOR,
    OWNER,
    PRICE,
    SETUP,
    SPONSOR,
    STRANGER,
    T0,
    VENDOR
} from "../../utils/Actors.sol";
import { AmendBase } from "../../utils/AmendBase.sol";
import { Deal } from "../../utils/IWorld.sol";
import { TermsHash } from "../../utils/TermsHash.sol";
import { vm } from "../../utils/Vm.sol";

contract AmendTest is AmendBase {
    using TermsHash for *;

    Terms private _terms;

    function setUp() public override {
        super.setUp();
        _terms = world.terms();
        _terms.pricePerEpoch = 2 * PRICE;
    }

    function test_RevertGiven_NotActive() external {
        State[7] memory states = [
            States.NONE,
            States.RESERVED,
            States.REQUESTED,
            States.SUSPENDED,
            States.ENDED,
            States.CLOSED,
            States.CANCELLED
        ];
        for (uint256 i = 0; i < states.length; i++) {
            bytes32 id = world.dealIn(states[i]).id;
            bytes4 selector = IMarketplace.Marketplace_WrongState.selector;
            _expect(CLIENT, id, 0, abi.encodeWithSelector(selector, id, states[i]));
        }
    }

    function test_RevertWhen_CallerNotClient() external {
        Deal memory deal = world.active(9);
        bytes32 offerId = _offerTo(deal, _terms);
        address[4] memory callers = [VENDOR, OPERATOR, SPONSOR, OWNER];
        for (uint256 i = 0; i < callers.length; i++) {
            bytes4 selector = IMarketplace.Marketplace_NotParty.selector;
            _expect(callers[i], deal.id, offerId, abi.encodeWithSelector(selector, deal.id, callers[i]));
        }
    }

    function test_RevertGiven_NoticeGiven() external {
        Deal memory deal = world.active(9);
        _terminate(VENDOR, deal.id);
        bytes4 selector = IMarketplace.Marketplace_AlreadyTerminated.selector;
        bytes memory reason = abi.encodeWithSelector(selector, deal.id, T0 + 2 * EPOCH);
        _expect(CLIENT, deal.id, _offerTo(deal, _terms), reason);
    }

    /// Until every epoch before it is settled, however long ago it began to count.
    function test_RevertGiven_Pending() external {
        Deal memory deal = world.active(9);
        _amend(deal, _terms);
        _terms.pricePerEpoch = PRICE;
        bytes32 offerId = _offerTo(deal, _terms);
        bytes4 selector = IMarketplace.Marketplace_AmendmentPending.selector;
        bytes memory reason = abi.encodeWithSelector(selector, deal.id, 1);
        _expect(CLIENT, deal.id, offerId, reason);
        vm.warp(T0 + 2 * EPOCH);
        _expect(CLIENT, deal.id, offerId, reason);
        market.settle(deal.id, 1);
        vm.prank(CLIENT);
        market.amend(deal.id, offerId, _terms.ofTerms());
        assertPending(deal.id, 3);
    }

    function test_RevertWhen_OfferAmendsAnother() external {
        Deal memory deal = world.active(9);
        bytes32 offerId = _offerTo(world.active(9), _terms);
        bytes4 selector = IOfferBook.OfferBook_OfferNotForAgreement.selector;
        _expect(CLIENT, deal.id, offerId, abi.encodeWithSelector(selector, offerId, deal.id));
    }

    function test_RevertWhen_OtherTermsExpected() external {
        Deal memory deal = world.active(9);
        bytes32 offerId = _offerTo(deal, _terms);
        bytes32 real = _terms.ofTerms();
        _terms.pricePerEpoch = 1;
        bytes4 selector = IOfferBook.OfferBook_TermsMismatch.selector;
        _expect(CLIENT, deal.id, offerId, abi.encodeWithSelector(selector, real, _terms.ofTerms()));
    }

    function test_RevertWhen_VendorChanges() external {
        _terms.vendor = STRANGER;
        _expectFixed(0, uint160(STRANGER), uint160(VENDOR));
    }

    function test_RevertWhen_L1Changes() external {
        _terms.l1ChainId++;
        _expectFixed(1, _terms.l1ChainId, block.chainid);
    }

    function test_RevertWhen_TokenChanges() external {
        _terms.token = address(world.listToken("Tokens.sol:PlainToken"));
        _expectFixed(2, uint160(_terms.token), uint160(address(token)));
    }

    function test_RevertWhen_EpochLengthChanges() external {
        _terms.epochLength--;
        _expectFixed(6, EPOCH - 1, EPOCH);
    }

    function test_RevertWhen_BondRises() external {
        _terms.bond++;
        _expectFixed(5, BOND + 1, BOND);
    }

    /// One epoch at the old price, two at the new one, and the setup fee that is still due: 300 + 1,000 + 4,000.
    function test_RevertGiven_DepositTooSmall() external {
        Deal memory deal = world.active(4);
        world.topUp(SPONSOR, deal.id, PRICE - 1);
        uint256 needed = SETUP + 5 * uint256(PRICE);
        bytes memory reason = abi.encodeWithSelector(IEscrow.Escrow_DepositTooSmall.selector, needed - 1, needed);
        bytes32 offerId = _offerTo(deal, _terms);
        _expect(CLIENT, deal.id, offerId, reason);
        world.topUp(SPONSOR, deal.id, 1);
        vm.prank(CLIENT);
        market.amend(deal.id, offerId, _terms.ofTerms());
        assertFunded(deal.id, 3);
    }

    /// All unsettled epochs that have begun are kept at their price.
    function test_RevertGiven_DepositTooSmallForWhatBegan() external {
        Deal memory deal = world.active(6);
        vm.warp(T0 + 3 * EPOCH - 1);
        uint256 needed = SETUP + 7 * uint256(PRICE);
        bytes memory reason = abi.encodeWithSelector(IEscrow.Escrow_DepositTooSmall.selector, deal.deposit, needed);
        _expect(CLIENT, deal.id, _offerTo(deal, _terms), reason);
    }

    function test_CountsFromTheNextEpochAndTells() external {
        Deal memory deal = world.active(9);
        vm.warp(T0 + 2 * EPOCH - 1);
        bytes32 offerId = _offerTo(deal, _terms);
        vm.expectEmit(address(market));
        emit IMarketplace.AgreementAmended(deal.id, offerId, _terms.ofTerms(), 2, 5);
        vm.prank(CLIENT);
        market.amend(deal.id, offerId, _terms.ofTerms());
        assertPending(deal.id, 2);
    }

    function test_CountsFromTheOneAfterGiven_OneBeginsNow() external {
        Deal memory deal = world.active(9);
        vm.warp(T0 + 2 * EPOCH);
        _amend(deal, _terms);
        assertPending(deal.id, 3);
    }

    function test_MovesNoMoney() external {
        Deal memory deal = world.active(9);
        (_terms.bond, _terms.setupFee) = (1, 1);
        _amend(deal, _terms);
        assertLines(deal.id, deal.deposit, 0, BOND);
        world.serve(deal.id, 0, 2, _perfect());
        // The old setup fee and price, the new price.
        assertLines(deal.id, 6 * uint256(PRICE), SETUP + 3 * uint256(PRICE), BOND);
    }

    /// The agreement and its pending terms are apart until settling arrives.
    function test_BecomesTheTermsOnceSettled() external {
        Deal memory deal = world.active(9);
        address old = market.getAgreement(deal.id).terms;
        _amend(deal, _terms);
        (address pending, ) = market.amendmentOf(deal.id);
        assertEq(abi.encode(book.getTermsAt(pending)), abi.encode(_terms), "pending");
        assertEq(market.getAgreement(deal.id).terms, old, "still the old ones");
        world.serve(deal.id, 0, 1, _perfect());
        assertEq(market.getAgreement(deal.id).terms, pending, "the new ones");
        (pending, ) = market.amendmentOf(deal.id);
        assertEq(pending, address(0), "none is pending");
        assertPending(deal.id, 0);
    }

    function test_AmendsAgainAndAgain() external {
        Deal memory deal = world.active(20);
        for (uint32 epoch = 0; epoch < 3; epoch++) {
            _terms.pricePerEpoch = PRICE * (epoch + 2);
            _amend(deal, _terms);
            world.serve(deal.id, epoch, epoch + 1, _perfect());
        }
        world.serve(deal.id, 3, 4, _perfect());
        assertEq(market.getAgreement(deal.id).earned, SETUP + (1 + 2 + 3 + 4) * uint256(PRICE), "escalated");
    }

    function assertPending(bytes32 id, uint32 fromEpoch) private view {
        (, uint32 found) = market.amendmentOf(id);
        assertEq(found, fromEpoch, "from");
    }

    function _expectFixed(uint256 field, uint256 found, uint256 expected) private {
        Deal memory deal = world.active(9);
        bytes4 selector = IMarketplace.Marketplace_TermFixed.selector;
        bytes memory reason = abi.encodeWithSelector(selector, deal.id, field, found, expected);
        _expect(CLIENT, deal.id, _offerTo(deal, _terms), reason);
    }

    function _expect(address caller, bytes32 id, bytes32 offerId, bytes memory reason) private {
        bytes32 termsHash = _terms.ofTerms();
        vm.expectRevert(reason);
        vm.prank(caller);
        market.amend(id, offerId, termsHash);
    }
}

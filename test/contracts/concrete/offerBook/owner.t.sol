// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IOfferBook } from "../../../../contracts/interfaces/IOfferBook.sol";
import { AgreementView } from "../../../../contracts/types/Types.sol";
import { OWNER, VENDOR, ORACLE, STRANGER, MIN_EPOCH, FEE_PPM, PRICE, SETUP } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev What the market's owner may set, that nobody else may, and what it does not touch.
contract OwnerTest is MarketBase {
    address private constant SUCCESSOR = address(0xA0FF);

    error OwnableUnauthorizedAccount(address account);

    function test_RevertWhen_CallerNotOwner() external {
        address[3] memory callers = [VENDOR, STRANGER, address(market)];
        bytes[4] memory calls = [
            abi.encodeCall(book.setToken, (address(token), true, 1e18)),
            abi.encodeCall(book.setAdapter, (ORACLE, true)),
            abi.encodeCall(book.setFee, (0)),
            abi.encodeCall(book.setStopped, (true))
        ];
        for (uint256 i = 0; i < callers.length; i++) {
            for (uint256 j = 0; j < calls.length; j++) {
                vm.prank(callers[i]);
                // One loop over four functions.
                // solhint-disable-next-line avoid-low-level-calls
                (bool success, bytes memory answer) = address(book).call(calls[j]);
                assertTrue(!success, "refused");
                assertEq(answer, abi.encodeWithSelector(OwnableUnauthorizedAccount.selector, callers[i]), "reason");
            }
        }
    }

    function test_setToken_ListsDelistsAndTells() external {
        address listed = address(0xDEAD);
        vm.startPrank(OWNER);
        vm.expectEmit(address(book));
        emit IOfferBook.TokenListed(listed, true, 7);
        book.setToken(listed, true, 7);
        vm.expectEmit(address(book));
        emit IOfferBook.TokenListed(listed, false, 7);
        book.setToken(listed, false, 7);
        vm.stopPrank();
    }

    function test_setToken_RevertWhen_WeightChanges() external {
        vm.expectRevert(abi.encodeWithSelector(IOfferBook.OfferBook_WeightFixed.selector, address(token), 1e18));
        vm.prank(OWNER);
        book.setToken(address(token), true, 1e18 + 1);
    }

    function test_setToken_RevertWhen_WeightChangesGiven_Delisted() external {
        vm.startPrank(OWNER);
        book.setToken(address(token), false, 1e18);
        vm.expectRevert(abi.encodeWithSelector(IOfferBook.OfferBook_WeightFixed.selector, address(token), 1e18));
        book.setToken(address(token), true, 0);
        vm.stopPrank();
    }

    function test_setAdapter_Tells() external {
        vm.startPrank(OWNER);
        vm.expectEmit(address(book));
        emit IOfferBook.AdapterListed(STRANGER, true);
        book.setAdapter(STRANGER, true);
        vm.expectEmit(address(book));
        emit IOfferBook.AdapterListed(STRANGER, false);
        book.setAdapter(STRANGER, false);
        vm.stopPrank();
    }

    function test_setFee_RevertWhen_AboveCap() external {
        vm.expectRevert(abi.encodeWithSelector(IOfferBook.OfferBook_FeeTooHigh.selector, 50_001, 50_000));
        vm.prank(OWNER);
        book.setFee(50_001);
    }

    function test_setFee_TakesTheCap() external {
        vm.expectEmit(address(book));
        emit IOfferBook.FeeSet(50_000);
        vm.prank(OWNER);
        book.setFee(50_000);
        assertEq(book.feePpm(), 50_000, "fee");
        assertEq(book.MAX_FEE_PPM(), 50_000, "cap");
    }

    function test_setFee_LeavesRunningAgreementsAlone() external {
        Deal memory deal = world.active(2);
        vm.prank(OWNER);
        book.setFee(50_000);
        assertEq(market.getAgreement(deal.id).feePpm, FEE_PPM, "the old deal");
        Deal memory next = world.reserved(2);
        assertEq(market.getAgreement(next.id).feePpm, 50_000, "the next deal");
    }

    function test_setStopped_Tells() external {
        vm.startPrank(OWNER);
        vm.expectEmit(address(book));
        emit IOfferBook.StoppedSet(true);
        book.setStopped(true);
        assertTrue(book.stopped(), "stopped");
        vm.expectEmit(address(book));
        emit IOfferBook.StoppedSet(false);
        book.setStopped(false);
        assertTrue(!book.stopped(), "not stopped");
        vm.stopPrank();
    }

    function test_setToken_DelistingLeavesOffersAlone() external {
        Deal memory deal = world.prepare();
        vm.prank(OWNER);
        book.setToken(address(token), false, 1e18);
        world.accept(deal);
        AgreementView memory a = market.getAgreement(deal.id);
        assertEq(a.deposit, SETUP + 3 * uint256(PRICE), "deposit");
    }

    function test_OwnershipMovesInTwoSteps() external {
        vm.prank(OWNER);
        book.transferOwnership(SUCCESSOR);
        assertEq(book.owner(), OWNER, "still");
        assertEq(book.pendingOwner(), SUCCESSOR, "pending");
        vm.expectRevert(abi.encodeWithSelector(OwnableUnauthorizedAccount.selector, STRANGER));
        vm.prank(STRANGER);
        book.acceptOwnership();
        vm.prank(SUCCESSOR);
        book.acceptOwnership();
        assertEq(book.owner(), SUCCESSOR, "now");
        vm.expectRevert(abi.encodeWithSelector(OwnableUnauthorizedAccount.selector, OWNER));
        vm.prank(OWNER);
        book.setFee(0);
    }

    function test_IsBornWithOwnerMarketAndMinimum() external view {
        assertEq(book.owner(), OWNER, "owner");
        assertEq(book.MARKET(), address(market), "market");
        assertEq(book.MIN_EPOCH_LENGTH(), MIN_EPOCH, "minimum");
        assertEq(market.REPUTATION().market(), address(market), "reputation's market");
    }
}

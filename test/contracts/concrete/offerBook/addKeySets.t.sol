// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IOfferBook } from "../../../../contracts/interfaces/IOfferBook.sol";
import { KeySet } from "../../../../contracts/types/Types.sol";
import { VENDOR, STRANGER } from "../../utils/Actors.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { TermsHash } from "../../utils/TermsHash.sol";
import { vm } from "../../utils/Vm.sol";

contract AddKeySetsTest is MarketBase {
    using TermsHash for *;

    function test_RevertWhen_KeyZero() external {
        for (uint256 i = 0; i < 4; i++) {
            KeySet memory set = _with(i, address(0));
            _expect(set, abi.encodeWithSelector(IOfferBook.OfferBook_KeySetInvalid.selector, set));
        }
    }

    function test_RevertWhen_KeyTwiceInOneSet() external {
        for (uint256 i = 1; i < 4; i++) {
            KeySet memory set = _with(i, address(0xB1)); // the batcher's
            _expect(set, _inUse(address(0xB1)));
        }
        KeySet memory last = _with(3, address(0xB3)); // the proposer's
        _expect(last, _inUse(address(0xB3)));
    }

    function test_RevertGiven_KeyInAnotherSet() external {
        world.addKeys(VENDOR, _set());
        for (uint256 i = 0; i < 4; i++) {
            KeySet memory set = KeySet(address(0xD1), address(0xD2), address(0xD3), address(0xD4));
            _poke(set, i, address(0xB2)); // any role of the new set, the unsafe signer's of the old one
            _expect(set, _inUse(address(0xB2)));
        }
    }

    function test_RevertGiven_SameSet() external {
        world.addKeys(VENDOR, _set());
        _expect(_set(), _inUse(address(0xB1)));
    }

    function test_RevertWhen_SetsOfOneCallShareAKey() external {
        KeySet[] memory sets = new KeySet[](2);
        sets[0] = _set();
        sets[1] = KeySet(address(0xD1), address(0xD2), address(0xD3), address(0xB4));
        vm.expectRevert(_inUse(address(0xB4)));
        vm.prank(VENDOR);
        book.addKeySets(sets);
        assertTrue(!book.isKeySetFree(VENDOR, sets[0].ofKeySet()), "all or nothing");
    }

    function test_FreesAndTells() external {
        KeySet[] memory sets = new KeySet[](2);
        sets[0] = _set();
        sets[1] = KeySet(address(0xD1), address(0xD2), address(0xD3), address(0xD4));
        for (uint256 i = 0; i < 2; i++) {
            vm.expectEmit(address(book));
            emit IOfferBook.KeySetAdded(VENDOR, sets[i].ofKeySet(), sets[i]);
        }
        vm.prank(VENDOR);
        book.addKeySets(sets);
        assertTrue(book.isKeySetFree(VENDOR, sets[0].ofKeySet()), "first");
        assertTrue(book.isKeySetFree(VENDOR, sets[1].ofKeySet()), "second");
    }

    /// Nobody squats another vendor's keys.
    function test_KeepsVendorsApart() external {
        world.addKeys(STRANGER, _set());
        assertTrue(!book.isKeySetFree(VENDOR, _set().ofKeySet()), "the stranger's only");
        world.addKeys(VENDOR, _set());
        assertTrue(book.isKeySetFree(VENDOR, _set().ofKeySet()), "the vendor's as well");
    }

    /// The order of the roles is part of a key set.
    function test_RolesAreNotInterchangeable() external {
        world.addKeys(VENDOR, _set());
        KeySet memory swapped = KeySet(address(0xB2), address(0xB1), address(0xB3), address(0xB4));
        assertTrue(!book.isKeySetFree(VENDOR, swapped.ofKeySet()), "another set");
    }

    function test_TakesNone() external {
        vm.recordLogs();
        vm.prank(VENDOR);
        book.addKeySets(new KeySet[](0));
        assertEq(vm.getRecordedLogs().length, 0, "logs");
    }

    function _set() private pure returns (KeySet memory) {
        return KeySet(address(0xB1), address(0xB2), address(0xB3), address(0xB4));
    }

    function _with(uint256 index, address key) private pure returns (KeySet memory set) {
        set = _set();
        _poke(set, index, key);
    }

    function _poke(KeySet memory set, uint256 index, address key) private pure {
        if (index == 0) set.batcher = key;
        if (index == 1) set.unsafeSigner = key;
        if (index == 2) set.proposer = key;
        if (index == 3) set.challenger = key;
    }

    function _inUse(address key) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IOfferBook.OfferBook_KeyInUse.selector, VENDOR, key);
    }

    function _expect(KeySet memory set, bytes memory reason) private {
        KeySet[] memory sets = new KeySet[](1);
        sets[0] = set;
        vm.expectRevert(reason);
        vm.prank(VENDOR);
        book.addKeySets(sets);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IEscrow, Permit } from "../../../../contracts/interfaces/IEscrow.sol";
import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { AgreementView, Chain, KeySet, State, States, Terms } from "../../../../contracts/types/Types.sol";
import { ReentrantToken } from "../../doubles/Tokens.sol";
import { ENDPOINTS, EPOCH, EVIDENCE, GRACE, PRICE, RECIPIENT } from "../../utils/Actors.sol";
import { Deal, IMintable } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { TermsHash } from "../../utils/TermsHash.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev A token that is client, vendor and oracle of an agreement in itself, and calls back into each function of the
/// market while it is moved, in each state. What moves tokens refuses; whatever else happens, the books stand.
contract ReentryTest is MarketBase {
    error ReentrancyGuardReentrantCall();

    /// The first calls of {_inner} move tokens.
    uint256 private constant GUARDED = 9;
    uint256 private constant INNER = 22;
    uint256 private constant OUTER = 6;

    ReentrantToken private _evil;
    Deal private _deal;
    KeySet private _moreKeys;
    bytes32 private _secondId;
    uint256[INNER] private _successes;

    function setUp() public override {
        super.setUp();
        _evil = ReentrantToken(address(world.listToken("Tokens.sol:ReentrantToken")));
        Terms memory t = world.terms();
        (t.vendor, t.token, t.oracle) = (address(_evil), address(_evil), address(_evil));
        _deal = world.prepare(t, address(_evil), t.setupFee + 3 * PRICE);
        _moreKeys = world.newKeys();
        world.addKeys(address(_evil), _moreKeys);
        _secondId = TermsHash.ofAgreement(address(market), address(_evil), address(_evil), _moreKeys);
        world.mint(IMintable(address(_evil)), address(_evil), 100 * uint256(PRICE));
        vm.prank(address(_evil));
        market.addBond(address(_evil), 50 * uint256(PRICE));
        world.accept(_deal);
    }

    function test_BooksStandGiven_TokenCallsBackIntoEverything() external {
        _tryAll(States.RESERVED);
        world.bind(_deal);
        _tryAll(States.REQUESTED);
        world.start(_deal);
        _skip(EPOCH);
        _tryAll(States.ACTIVE);
        _skip(2 * EPOCH + GRACE);
        _tryAll(States.SUSPENDED);
        market.settle(_deal.id, 3);
        _perform(abi.encodeCall(market.topUp, (_deal.id, PRICE)));
        _tryAll(States.SUSPENDED); // and resumable
        _perform(abi.encodeCall(market.terminate, (_deal.id)));
        _tryAll(States.ENDED);
        market.close(_deal.id);
        _tryAll(States.CLOSED);
        for (uint256 i = GUARDED; i < INNER; i++)
            assertGe(_successes[i], 1, "each call that is not guarded came through");
    }

    function _tryAll(State state) private {
        assertStateOf(_deal.id, state);
        for (uint256 i = 0; i < INNER; i++) {
            uint256 entered;
            for (uint256 j = 0; j < OUTER; j++) if (_try(i, j)) entered++;
            assertGe(entered, 2, "called back"); // each state lets some tokens move
        }
    }

    /// @dev Makes one call, and another while its tokens move.
    function _try(uint256 inner, uint256 outer) private returns (bool entered) {
        uint256 snapshot = vm.snapshotState();
        _evil.arm(address(market), _inner(inner));
        (bool success, ) = _perform(_outer(outer));
        entered = success && _evil.entered();
        (bool succeeded, bytes memory answer) = (_evil.succeeded(), _evil.answer());
        _assertBooks();
        vm.revertToState(snapshot);
        if (!entered) return false;
        if (inner < GUARDED) {
            assertTrue(!succeeded, "refused");
            assertEq(answer, abi.encodeWithSelector(ReentrancyGuardReentrantCall.selector), "reason");
        } else if (succeeded) {
            _successes[inner]++;
        } else {
            assertTrue(bytes4(answer) != bytes4(keccak256("Panic(uint256)")), "no panic");
        }
    }

    function _perform(bytes memory call) private returns (bool success, bytes memory answer) {
        vm.prank(address(_evil));
        // One way for all functions.
        // solhint-disable-next-line avoid-low-level-calls
        return address(market).call(call);
    }

    function _outer(uint256 index) private view returns (bytes memory) {
        if (index == 0) return abi.encodeCall(IEscrow.addBond, (address(_evil), 5));
        if (index == 1) return abi.encodeCall(IEscrow.withdrawBond, (address(_evil), 5, RECIPIENT));
        if (index == 2) return abi.encodeCall(IEscrow.claim, (_ids(), RECIPIENT));
        if (index == 3) return abi.encodeCall(IMarketplace.topUp, (_deal.id, PRICE));
        if (index == 4) return abi.encodeCall(IMarketplace.withdraw, (_deal.id, 0, RECIPIENT));
        return _accept();
    }

    function _inner(uint256 index) private view returns (bytes memory) {
        bytes32 id = _deal.id;
        Permit memory none;
        none.token = address(_evil);
        Chain memory chain = world.chain();
        if (index < OUTER) return _outer(index);
        if (index == 6) return abi.encodeCall(IEscrow.withdrawFees, (address(_evil), RECIPIENT));
        if (index == 7) return abi.encodeCall(IMarketplace.topUpWithPermit, (id, 5, none));
        if (index == 8) {
            return
                abi.encodeCall(
                    IMarketplace.acceptWithPermit,
                    (_deal.offerId, _deal.termsHash, _moreKeys, _deal.deposit, chain, none)
                );
        }
        if (index == 9) return abi.encodeCall(IMarketplace.ready, (id));
        if (index == 10) return abi.encodeCall(IMarketplace.bind, (id, _deal.keys, chain));
        if (index == 11) return abi.encodeCall(IMarketplace.start, (id, _deal.keys, ENDPOINTS));
        if (index == 12) return abi.encodeCall(IMarketplace.publishEndpoints, (id, ENDPOINTS));
        if (index == 13) return abi.encodeCall(IMarketplace.lockBond, (id, 5));
        if (index == 14) return abi.encodeCall(IMarketplace.resume, (id));
        if (index == 15) return abi.encodeCall(IMarketplace.onVerdict, (id, 0, _outage(), EVIDENCE));
        if (index == 16) return abi.encodeCall(IMarketplace.settle, (id, 3));
        if (index == 17) return abi.encodeCall(IMarketplace.settleMany, (_ids(), 3));
        if (index == 18) return abi.encodeCall(IMarketplace.terminate, (id));
        if (index == 19) return abi.encodeCall(IMarketplace.close, (id));
        if (index == 20) return abi.encodeCall(IMarketplace.forfeit, (id));
        return abi.encodeCall(IMarketplace.bundle, (id, EVIDENCE, ""));
    }

    function _accept() private view returns (bytes memory) {
        Chain memory none;
        return abi.encodeCall(IMarketplace.accept, (_deal.offerId, _deal.termsHash, _moreKeys, _deal.deposit, none));
    }

    function _ids() private view returns (bytes32[] memory ids) {
        ids = new bytes32[](1);
        ids[0] = _deal.id;
    }

    /// @dev The token moves what it says: to the unit.
    function _assertBooks() private view {
        bytes32[] memory ids = new bytes32[](2);
        (ids[0], ids[1]) = (_deal.id, _secondId);
        uint256 booked = market.potOf(address(_evil), address(_evil)) + market.feesOf(address(_evil));
        for (uint256 i = 0; i < ids.length; i++) {
            AgreementView memory a = market.getAgreement(ids[i]);
            booked += uint256(a.deposit) + a.earned + a.bond;
        }
        assertEq(booked, _evil.balanceOf(address(market)), "booked");
    }
}

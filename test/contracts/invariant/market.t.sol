// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { AgreementView, States, Verdict } from "../../../contracts/types/Types.sol";
import { SPONSOR, STRANGER } from "../utils/Actors.sol";
import { Deal, IMintable } from "../utils/IWorld.sol";
import { MarketBase } from "../utils/MarketBase.sol";
import { IStage, Seen, Wrongs } from "./IStage.sol";

/// @dev What must hold after any sequence of calls by anybody, over several agreements, vendors, clients and tokens:
///
///  1. Per token, all lines, pots and fees add up to what the market holds, less what was donated.
///  2. Per agreement, what came in is what went out and what its lines hold.
///  3. Nobody's free money shrinks but by its owner's own claim; what a stranger must not do fails.
///  4. A verdict never reverts, whoever brings it about whatever; it is stored if it is the agreed oracle's about an
///     open epoch, and never otherwise.
///  5. What was slashed never exceeds the bond that was locked; the rest of the bond is there or was returned.
///  6. An agreement that is over and claimed holds nothing.
///  7. Funded epochs shrink only by the client's own withdrawal or amendment, and never below those that have begun and
///     the minimal prepaid one; settled ones never exceed them.
///  8. Time and strangers alone bring every agreement to its end.
///  9. States move along their arrows only.
/// 10. Nothing ever panics: no sum overflows, nothing is divided by zero.
/// 11. Settling many never fails, whatever is among them.
/// 12. Per agreement, what was filled into its L1 line is what was paid out and what the line holds; all lines together
///     are the wrapped ether that the market holds.
/// 13. An amendment is pending from an epoch that is not settled; all epochs before it are funded.
contract MarketInvariantTest is MarketBase {
    IStage private _stage;
    address[] private _handlers;
    bytes32[] private _ids;
    mapping(bytes32 agreementId => address) private _tokenOf;

    function setUp() public override {
        super.setUp();
        _stage = IStage(world.deploy("Stage.sol:Stage", abi.encode(world)));
        string[6] memory names = ["Vendor", "Client", "Oracle", "Stranger", "Owner", "Clock"];
        for (uint256 i = 0; i < names.length; i++) {
            string memory artifact = string.concat(names[i], "Handler.sol:", names[i], "Handler");
            _handlers.push(world.deploy(artifact, abi.encode(_stage)));
        }
        for (uint256 i = 0; i < _stage.size(); i++) {
            Deal memory d = _stage.deal(i);
            _ids.push(d.id);
            _tokenOf[d.id] = d.token;
        }
        // Two run, one is requested, one reserved; the others wait.
        for (uint256 i = 0; i < 4; i++) _do("Client", "accept(uint256,bool)", abi.encode(i << 4, i < 3));
        for (uint256 i = 0; i < 2; i++) _do("Vendor", "start(uint256)", abi.encode(i << 4));
    }

    function targetContracts() external view returns (address[] memory) {
        return _handlers;
    }

    /// hardhat-config: default.invariant.depth = 200
    function invariant_TheMarketKeepsItsPromises() external view {
        _nothingForbiddenHappened();
        uint256[2] memory sums;
        uint256 ofL1;
        address first = address(_stage.tokens(0));
        for (uint256 i = 0; i < _ids.length; i++) {
            ofL1 += _l1AddsUp(_ids[i]);
            sums[_tokenOf[_ids[i]] == first ? 0 : 1] += _agreementAddsUp(_ids[i]);
        }
        assertEq(ofL1, world.weth().balanceOf(address(market)), "12: held");
        for (uint256 i = 0; i < 2; i++) {
            IMintable held = _stage.tokens(i);
            uint256 sum = sums[i] + market.feesOf(address(held)) + _stage.donated(address(held));
            sum += market.potOf(_stage.vendors(0), address(held)) + market.potOf(_stage.vendors(1), address(held));
            assertEq(sum, held.balanceOf(address(market)), "1: held");
        }
    }

    /// 6 and 8: after any run, time and a stranger close everything, and the claims leave nothing.
    function afterInvariant() external {
        _skip(1_000_000);
        for (uint256 i = 0; i < _stage.size(); i++) {
            Deal memory d = _stage.deal(i);
            if (_stateOf(d.id) == States.NONE) continue;
            if (!_isOver(d.id)) _send(STRANGER, d.id, abi.encodeCall(market.close, (d.id)));
            assertTrue(_isOver(d.id), "8: over");
            _claim(d.client, d.id);
            _claim(d.vendor, d.id);
            assertLines(d.id, 0, 0, 0);
            assertEq(_l1AddsUp(d.id), 0, "6: L1 line");
        }
    }

    /// The handlers do reach everything: a fixed sequence in which each action succeeds.
    function test_EveryActionSucceeds() external {
        string memory about = "(uint256,uint32,(uint16,uint16,uint16,uint16,uint16,uint8,uint96))";
        Verdict memory v = _perfect();
        _do("Client", "topUp(uint256,uint256)", abi.encode(0, 1009));
        _do("Client", "amend(uint256)", abi.encode(0));
        _do("Stranger", "fillL1(uint256,uint256)", abi.encode(0, 5));
        _do("Vendor", "announce(uint256)", abi.encode(0));
        _do("Clock", "passSeconds(uint256)", abi.encode(9));
        _do("Clock", "passEpoch(uint256)", abi.encode(0));
        _do("Oracle", "judgeOpen(uint256,(uint16,uint16,uint16,uint16,uint16,uint8,uint96))", abi.encode(0, v));
        _do("Oracle", string.concat("judgeAnything", about), abi.encode(0, 0, v));
        _do(
            "Oracle",
            "judgeAnyAgreement(bytes32,uint32,(uint16,uint16,uint16,uint16,uint16,uint8,uint96))",
            abi.encode(0, 0, v)
        );
        _do("Stranger", string.concat("judge", about), abi.encode(1, 0, v));
        _do("Stranger", "settle(uint256,uint8)", abi.encode(0, 1));
        _do("Stranger", "settleMany(uint256,uint8)", abi.encode(0, 1));
        _do("Client", "withdraw(uint256,uint256)", abi.encode(1, 100));
        _do("Vendor", "lockBond(uint256,uint96)", abi.encode(0, 0));
        _do("Vendor", "ready(uint256)", abi.encode(3 << 4));
        _do("Stranger", "tryEverything(uint256)", abi.encode(0));
        _do("Stranger", "topUp(uint256,uint256)", abi.encode(1, 1));
        _do("Stranger", "donate(uint256,uint256)", abi.encode(0, 1));
        _do("Vendor", "claim(uint256)", abi.encode(0));
        _do("Owner", "withdrawFees(uint256)", abi.encode(0));
        _do("Owner", "setFee(uint24)", abi.encode(50_000));
        _do("Owner", "setStopped(uint256)", abi.encode(1));
        _do("Vendor", "addBond(uint256,uint256)", abi.encode(0, 5));
        _do("Vendor", "withdrawBond(uint256,uint256)", abi.encode(0, 5));
        _do("Vendor", "publish(uint256)", abi.encode(0));
        _leaveAndReturn();
        _assertAllSucceeded();
        assertEq(book.feePpm(), 50_000, "setFee");
        assertTrue(!book.stopped(), "setStopped");
    }

    /// @dev The other half of the sequence: rejected, accepted again, forfeited, out of money, resumed, ended, closed.
    function _leaveAndReturn() private {
        _do("Vendor", "terminate(uint256)", abi.encode(3 << 2)); // rejects the reserved one
        _do("Client", "claim(uint256)", abi.encode(3 << 4));
        _do("Client", "accept(uint256,bool)", abi.encode(4 << 4, false));
        _do("Client", "bind(uint256)", abi.encode(4 << 4));
        _do("Client", "rotate(uint256)", abi.encode(4 << 2));
        _do("Vendor", "forfeit(uint256)", abi.encode(0));
        for (uint256 i = 0; i < 5; i++) _do("Clock", "passEpoch(uint256)", abi.encode(1)); // past its money
        _do("Stranger", "settle(uint256,uint8)", abi.encode((1 << 4) + 1, 4));
        _do("Client", "topUp(uint256,uint256)", abi.encode(1, 2018));
        _do("Vendor", "resume(uint256)", abi.encode(1 << 4));
        _do("Client", "terminate(uint256)", abi.encode(1 << 3));
        _do("Clock", "passEpoch(uint256)", abi.encode(1));
        _do("Stranger", "close(uint256)", abi.encode(1 << 4));
        _do("Vendor", "bundle(uint256)", abi.encode(1 << 4));
    }

    function _assertAllSucceeded() private view {
        string[33] memory actions = [
            "accept",
            "bind",
            "start",
            "publish",
            "clientTopsUp",
            "sponsorTopsUp",
            "judge",
            "judgeAnything",
            "judgeAnyAgreement",
            "strangerJudges",
            "settle",
            "settleMany",
            "withdraw",
            "amend",
            "fillL1",
            "announce",
            "lockBond",
            "ready",
            "bundle",
            "tryInVain",
            "donate",
            "vendorClaims",
            "withdrawFees",
            "addBond",
            "withdrawBond",
            "vendorTerminates",
            "rotate",
            "forfeit",
            "resume",
            "clientTerminates",
            "clientClaims",
            "close",
            "pass"
        ];
        for (uint256 i = 0; i < actions.length; i++) assertGe(_stage.successes(actions[i]), 1, actions[i]);
    }

    function _nothingForbiddenHappened() private view {
        Wrongs memory wrongs = _stage.wrongs();
        assertTrue(!wrongs.freeMoneyShrank, "3: free money shrank");
        assertTrue(!wrongs.strangerSucceeded, "3: a stranger succeeded");
        assertTrue(!wrongs.verdictReverted, "4: a verdict reverted");
        assertTrue(!wrongs.verdictMisjudged, "4: a verdict was stored or not stored wrongly");
        assertTrue(!wrongs.fundedShrank, "7: funded epochs shrank");
        assertTrue(!wrongs.illegalMove, "9: an illegal move");
        assertTrue(!wrongs.panicked, "10: a panic");
        assertTrue(!wrongs.settleManyReverted, "11: settling many failed");
    }

    /// @return lines What its lines hold.
    function _agreementAddsUp(bytes32 id) private view returns (uint256 lines) {
        Seen memory s = _stage.seen(id);
        AgreementView memory a = market.getAgreement(id);
        lines = uint256(a.deposit) + a.earned + a.bond;
        assertEq(s.moneyIn, s.moneyOut + lines, "2: in = out + lines");
        assertLe(s.slashed, s.bondLocked, "5: slashed");
        assertEq(a.bond, s.bondReturned ? 0 : s.bondLocked - s.slashed, "5: bond");
        assertLe(a.settledEpochs, a.fundedEpochs, "7: settled");
        (address terms, uint32 from) = market.amendmentOf(id);
        assertEq(from != 0, terms != address(0), "13: pending");
        if (from == 0) return lines;
        assertLe(a.settledEpochs + 1, from, "13: unsettled");
        assertLe(from, a.fundedEpochs, "13: funded");
    }

    /// @return held What its L1 line holds.
    function _l1AddsUp(bytes32 id) private view returns (uint256 held) {
        Seen memory s = _stage.seen(id);
        (uint128 line, uint128 reimbursed) = market.l1LineOf(id);
        held = uint256(line) + reimbursed;
        assertEq(s.l1In, s.l1Out + held, "12: in = out + line");
    }

    function _do(string memory handler, string memory signature, bytes memory arguments) private {
        string[6] memory names = ["Vendor", "Client", "Oracle", "Stranger", "Owner", "Clock"];
        for (uint256 i = 0; i < 6; i++) {
            if (keccak256(bytes(names[i])) != keccak256(bytes(handler))) continue;
            bytes memory data = bytes.concat(bytes4(keccak256(bytes(signature))), arguments);
            // The handler's function is known by name only.
            // solhint-disable-next-line avoid-low-level-calls
            (bool success, ) = _handlers[i].call(data);
            assertTrue(success, signature);
            return;
        }
        assertTrue(false, handler);
    }

    function _claim(address party, bytes32 id) private {
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = id;
        (uint128 free, ) = market.freeOf(id, party);
        if (free != 0) _send(party, id, abi.encodeCall(market.claim, (ids, SPONSOR)));
        if (market.freeL1Of(id, party) == 0) return;
        _send(party, id, abi.encodeCall(market.claimL1, (ids, SPONSOR)));
    }

    function _send(address by, bytes32 id, bytes memory data) private {
        (bool success, ) = _stage.perform("end", by, id, data);
        assertTrue(success, "the end");
    }

    function _isOver(bytes32 id) private view returns (bool) {
        return _stateOf(id) == States.CLOSED || _stateOf(id) == States.CANCELLED;
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IEscrow } from "../../../../contracts/interfaces/IEscrow.sol";
import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { IOfferBook } from "../../../../contracts/interfaces/IOfferBook.sol";
import { States } from "../../../../contracts/types/Types.sol";
import {
    CLIENT,
    ENDPOINTS,
    EPOCH,
    EVIDENCE,
    OPERATOR,
    ORACLE,
    OWNER,
    RECIPIENT,
    SPONSOR,
    VENDOR
} from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev Who may do what in which state; docs/contracts-calls.md is made of these rows. A row is a call, its letters are
/// client, vendor, operator, oracle, anybody, to whom the market's owner belongs:
/// + succeeds, S wrong state, P not a party, E too early, N nothing to settle, C nothing to claim, R not resumable,
/// A already terminated, O more than can be spared, U unknown offer. The tests of each function say what success does and what the errors tell.
contract CallTableTest is MarketBase {
    Deal private _deal;

    function test_None() external {
        _deal = world.dealIn(States.NONE);
        _before("SSSSS", "SSSSS", "SSSSS", "PPPPP");
        _running("SSSSS", "SSSSS", "SSSSS", "SSSSS");
        _moneyAndExit("SSSSS", "SSSSS", "SSSSS");
        _terms("SSSSS", "SSSSS");
        _always("SSSSS", "NNNNN", "CCCCC");
    }

    function test_Reserved() external {
        _deal = world.dealIn(States.RESERVED);
        _before("P++PP", "+PPPP", "SSSSS", "+++PP");
        _running("SSSSS", "+++++", "SSSSS", "SSSSS");
        _moneyAndExit("SSSSS", "SSSSS", "SSSSS");
        _terms("SSSSS", "SSSSS");
        _always("EEEEE", "NNNNN", "CCCCC");
    }

    function test_Requested() external {
        _deal = world.dealIn(States.REQUESTED);
        _before("SSSSS", "SSSSS", "P++PP", "+++PP");
        _running("SSSSS", "+++++", "SSSSS", "SSSSS");
        _moneyAndExit("SSSSS", "SSSSS", "SSSSS");
        _terms("SSSSS", "SSSSS");
        _always("EEEEE", "NNNNN", "CCCCC");
    }

    function test_Active() external {
        _deal = world.dealIn(States.ACTIVE);
        _before("SSSSS", "SSSSS", "SSSSS", "++PPP");
        _running("P++PP", "+++++", "SSSSS", "P+PPP");
        _moneyAndExit("OPPPP", "P+PPP", "SSSSS");
        _terms("UPPPP", "P++PP");
        _always("SSSSS", "NNNNN", "CCCCC");
    }

    function test_ActiveWithNotice() external {
        _deal = world.dealIn(States.ACTIVE);
        _terminate(VENDOR, _deal.id);
        _before("SSSSS", "SSSSS", "SSSSS", "+APPP");
        _running("P++PP", "+++++", "SSSSS", "P+PPP");
        _moneyAndExit("OPPPP", "P+PPP", "SSSSS");
        _terms("APPPP", "P++PP");
        _always("SSSSS", "NNNNN", "CCCCC");
    }

    function test_Suspended() external {
        _deal = world.dealIn(States.SUSPENDED);
        _before("SSSSS", "SSSSS", "SSSSS", "++PPP");
        _running("P++PP", "+++++", "PRRPP", "SSSSS");
        _moneyAndExit("SSSSS", "P+PPP", "SSSSS");
        _terms("SSSSS", "SSSSS");
        _always("EEEEE", "+++++", "CCCCC");
    }

    function test_Ended() external {
        _deal = world.dealIn(States.ENDED);
        _before("SSSSS", "SSSSS", "SSSSS", "SSPPP");
        _running("SSSSS", "SSSSS", "SSSSS", "SSSSS");
        _moneyAndExit("SSSSS", "SSSSS", "P++PP");
        _terms("SSSSS", "SSSSS");
        _always("EEEEE", "NNNNN", "+CCCC");
    }

    function test_EndedByTheClock() external {
        _deal = world.dealIn(States.ACTIVE);
        _terminate(VENDOR, _deal.id);
        _skip(2 * EPOCH);
        assertStateOf(_deal.id, States.ENDED);
        _before("SSSSS", "SSSSS", "SSSSS", "SSPPP");
        _running("SSSSS", "SSSSS", "SSSSS", "SSSSS");
        _moneyAndExit("SSSSS", "SSSSS", "P++PP");
        _terms("SSSSS", "SSSSS");
        _row("close", abi.encodeCall(market.close, (_deal.id)), "EEEEE");
        _row("settle", abi.encodeCall(market.settle, (_deal.id, 1)), "+++++");
    }

    function test_Closed() external {
        _deal = world.dealIn(States.CLOSED);
        _before("SSSSS", "SSSSS", "SSSSS", "SSPPP");
        _running("SSSSS", "SSSSS", "SSSSS", "SSSSS");
        _moneyAndExit("SSSSS", "SSSSS", "P++PP");
        _terms("SSSSS", "SSSSS");
        _always("SSSSS", "NNNNN", "++CCC");
    }

    function test_Cancelled() external {
        _deal = world.dealIn(States.CANCELLED);
        _before("SSSSS", "SSSSS", "SSSSS", "SSPPP");
        _running("SSSSS", "SSSSS", "SSSSS", "SSSSS");
        _moneyAndExit("SSSSS", "SSSSS", "SSSSS");
        _terms("SSSSS", "SSSSS");
        _always("SSSSS", "NNNNN", "++CCC");
    }

    function _before(bytes5 ready, bytes5 bind, bytes5 start, bytes5 terminate) private {
        _row("ready", abi.encodeCall(market.ready, (_deal.id)), ready);
        _row("bind", abi.encodeCall(market.bind, (_deal.id, _deal.keys, world.chain())), bind);
        _row("start", abi.encodeCall(market.start, (_deal.id, _deal.keys, ENDPOINTS)), start);
        _row("terminate", abi.encodeCall(market.terminate, (_deal.id)), terminate);
    }

    function _running(bytes5 publish, bytes5 topUp, bytes5 resume, bytes5 forfeit) private {
        _row("publishEndpoints", abi.encodeCall(market.publishEndpoints, (_deal.id, ENDPOINTS)), publish);
        _row("topUp", abi.encodeCall(market.topUp, (_deal.id, 1)), topUp);
        _row("resume", abi.encodeCall(market.resume, (_deal.id)), resume);
        _row("forfeit", abi.encodeCall(market.forfeit, (_deal.id)), forfeit);
    }

    function _terms(bytes5 amend, bytes5 announce) private {
        uint40 from = uint40(_now() + 24 hours);
        _row("amend", abi.encodeCall(market.amend, (_deal.id, 0, 0)), amend);
        _row("announce", abi.encodeCall(market.announceMaintenance, (_deal.id, from, from + 1)), announce);
    }

    function _moneyAndExit(bytes5 withdraw, bytes5 lockBond, bytes5 bundle) private {
        _row("withdraw", abi.encodeCall(market.withdraw, (_deal.id, 1, RECIPIENT)), withdraw);
        _row("lockBond", abi.encodeCall(market.lockBond, (_deal.id, 0)), lockBond);
        _row("bundle", abi.encodeCall(market.bundle, (_deal.id, 0, "")), bundle);
    }

    function _always(bytes5 close, bytes5 settle, bytes5 claim) private {
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = _deal.id;
        _row("close", abi.encodeCall(market.close, (_deal.id)), close);
        _row("settle", abi.encodeCall(market.settle, (_deal.id, 1)), settle);
        _row("claim", abi.encodeCall(market.claim, (ids, RECIPIENT)), claim);
        _neverRefused(ids);
    }

    /// @dev What is not stored or not booked is passed over, whoever brings it.
    function _neverRefused(bytes32[] memory ids) private {
        _row("onVerdict", abi.encodeCall(market.onVerdict, (_deal.id, 0, _perfect(), EVIDENCE)), "+++++");
        _row("settleMany", abi.encodeCall(market.settleMany, (ids, 1)), "+++++");
    }

    /// @dev Each caller calls on the same state.
    function _row(string memory name, bytes memory data, bytes5 expected) private {
        address[6] memory callers = [CLIENT, VENDOR, OPERATOR, ORACLE, SPONSOR, OWNER];
        string[6] memory names = ["client", "vendor", "operator", "oracle", "anybody", "owner"];
        for (uint256 i = 0; i < 6; i++) {
            uint256 snapshot = vm.snapshotState();
            world.mint(token, callers[i], 1);
            vm.prank(callers[i]);
            // One loop over all functions.
            // solhint-disable-next-line avoid-low-level-calls
            (bool success, bytes memory answer) = address(market).call(data);
            bytes4 found = success ? bytes4("+") : bytes4(answer);
            assertEq(
                bytes32(found),
                bytes32(_selectorOf(expected[i < 5 ? i : 4])),
                string.concat(name, " by ", names[i])
            );
            vm.revertToState(snapshot);
        }
    }

    function _selectorOf(bytes1 letter) private pure returns (bytes4) {
        if (letter == "+") return bytes4("+");
        if (letter == "S") return IMarketplace.Marketplace_WrongState.selector;
        if (letter == "P") return IMarketplace.Marketplace_NotParty.selector;
        if (letter == "E") return IMarketplace.Marketplace_TooEarly.selector;
        if (letter == "N") return IMarketplace.Marketplace_NothingToSettle.selector;
        if (letter == "C") return IEscrow.Escrow_NothingToClaim.selector;
        if (letter == "O") return IEscrow.Escrow_DepositOverdrawn.selector;
        if (letter == "U") return IOfferBook.OfferBook_OfferNotOpen.selector;
        if (letter == "R") return IMarketplace.Marketplace_NotResumable.selector;
        return IMarketplace.Marketplace_AlreadyTerminated.selector;
    }
}

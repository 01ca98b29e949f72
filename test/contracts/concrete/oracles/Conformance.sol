// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { ISlaOracle } from "../../../../contracts/interfaces/ISlaOracle.sol";
import { State, States, Terms, Verdict } from "../../../../contracts/types/Types.sol";
import { EPOCH, EVIDENCE, PRICE, SETUP, STRANGER, T0, TIMEOUT } from "../../utils/Actors.sol";
import { IFakeMarket } from "../../utils/IFakeMarket.sol";
import { Deal } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

/// @notice One answer, whoever gives it.
struct Answer {
    ISlaOracle to;
    bytes32 agreementId;
    uint32 epoch;
    Verdict verdict;
    bytes32 evidence;
}

/// @title What every adapter owes market and parties. One subclass per adapter says how it is asked and answered.
abstract contract Conformance is MarketBase {
    bytes32 private constant ELSEWHERE = keccak256("agreement of a fake market");

    ISlaOracle internal oracle;
    Deal internal deal;

    function setUp() public virtual override {
        super.setUp();
        oracle = _deploy(address(market));
        Terms memory t = world.terms();
        _fit(t);
        deal = world.active(t, 3);
    }

    /// @dev A new adapter of a market.
    function _deploy(address market_) internal virtual returns (ISlaOracle);

    /// @dev Asks for a verdict as far as the adapter's answerers need that; whether they will answer.
    function _ask(ISlaOracle to, bytes32 agreementId, uint32 epoch) internal virtual returns (bool asked);

    /// @dev The call by which those whom the adapter trusts answer.
    function _callOf(Answer memory answer) internal virtual returns (address from, bytes memory data);

    /// @dev The best that a stranger can do instead.
    function _strangersCallOf(Answer memory answer) internal virtual returns (address from, bytes memory data);

    /// @dev Makes terms such as the adapter answers for.
    function _fit(Terms memory t) internal virtual {
        t.oracle = address(oracle);
    }

    /// @dev What the adapter says when it should say this, about epoch 0 or (true) a fake market's epoch.
    function _sayable(Verdict memory v, bool) internal pure virtual returns (Verdict memory) {
        return v;
    }

    /// @dev The evidence that the market should see.
    function _evidenceOf(Answer memory answer) internal virtual returns (bytes32) {
        return answer.evidence;
    }

    /// @dev Whether a revert of the call above would lose the answer, so that there may be none.
    function _mustNotRevert(bool asked) internal pure virtual returns (bool);

    /// @dev The least gas with which those whom the adapter trusts will call it.
    function _gasLimit() internal pure virtual returns (uint256);

    function test_NamesItsMarket() external view {
        assertEq(oracle.market(), address(market), "market");
    }

    function test_AnswerReachesTheMarketAsGiven() external {
        vm.warp(T0 + EPOCH);
        Answer memory answer = _answerOf(_sayable(Verdict(9991, 9992, 9993, 9994, 9995, 3, 777), false));
        assertTrue(_ask(answer.to, answer.agreementId, answer.epoch), "asked");
        bytes32 evidence = _evidenceOf(answer);
        (address from, bytes memory data) = _callOf(answer);
        vm.expectEmit(address(market));
        emit IMarketplace.VerdictStored(deal.id, 0, answer.verdict, evidence);
        vm.expectEmit(address(oracle));
        emit ISlaOracle.VerdictDelivered(deal.id, 0, true);
        assertTrue(_send(address(oracle), from, data), "taken");
        assertTrue(market.getEpoch(deal.id, 0).judged, "judged");
    }

    function test_StrangerCannotAnswer() external {
        vm.warp(T0 + EPOCH);
        Answer memory answer = _answerOf(_outage());
        _ask(oracle, deal.id, 0);
        (address from, bytes memory data) = _strangersCallOf(answer);
        assertTrue(!_send(address(oracle), from, data), "refused");
        _expectJudged(false);
        _answerInTime(_perfect()); // and spoils nothing
    }

    /// Not one second before the end; what came too early does not count later, and bars nothing.
    function test_TooEarlyAnswerChangesNothing() external {
        vm.warp(T0 + EPOCH - 1);
        _ask(oracle, deal.id, 0);
        (address from, bytes memory data) = _callOf(_answerOf(_outage()));
        assertEq(_send(address(oracle), from, data), _mustNotRevert(false), "taken");
        _expectJudged(false);
        vm.warp(T0 + EPOCH);
        _expectJudged(false);
        _answerInTime(_perfect());
    }

    function test_TooLateAnswerChangesNothing() external {
        vm.warp(T0 + EPOCH + TIMEOUT - 1);
        bool asked = _ask(oracle, deal.id, 0);
        (address from, bytes memory data) = _callOf(_answerOf(_outage()));
        vm.warp(T0 + EPOCH + TIMEOUT);
        assertEq(_send(address(oracle), from, data), _mustNotRevert(asked), "taken");
        _expectJudged(false);
    }

    function test_SecondAnswerChangesNothing() external {
        vm.warp(T0 + EPOCH);
        _answerInTime(_perfect());
        bool asked = _ask(oracle, deal.id, 0);
        (address from, bytes memory data) = _callOf(_answerOf(_outage()));
        assertEq(_send(address(oracle), from, data), _mustNotRevert(asked), "taken");
        _expectPaidInFull();
    }

    /// The same call once more: before and after its epoch is settled.
    function test_ReplayChangesNothing() external {
        vm.warp(T0 + EPOCH);
        _ask(oracle, deal.id, 0);
        (address from, bytes memory data) = _callOf(_answerOf(_perfect()));
        assertTrue(_send(address(oracle), from, data), "taken");
        assertEq(_send(address(oracle), from, data), _mustNotRevert(false), "replay");
        _expectPaidInFull();
        assertEq(_send(address(oracle), from, data), _mustNotRevert(false), "replay after the booking");
        _expectJudged(false);
        assertEq(market.getAgreement(deal.id).settledEpochs, 1, "settled");
    }

    /// An answer about one epoch says nothing about the next.
    function test_AnswersOneEpochOnly() external {
        vm.warp(T0 + 2 * EPOCH);
        Answer memory answer = _answerOf(_perfect());
        answer.epoch = 1;
        assertTrue(_ask(oracle, deal.id, 1), "asked");
        (address from, bytes memory data) = _callOf(answer);
        assertTrue(_send(address(oracle), from, data), "taken");
        _expectJudged(false);
        assertTrue(market.getEpoch(deal.id, 1).judged, "epoch 1");
    }

    function test_AnswerThatTheMarketRefusesIsNotLost() external {
        IFakeMarket fake = _fakeMarket();
        Answer memory answer = _answerTo(fake);
        (address from, bytes memory data) = _callOf(answer);
        bool kept = _send(address(answer.to), from, data);
        fake.setRefusing(false);
        _expectDeliverable(fake, answer, kept);
    }

    function test_AnswerThatStarvesInTheMarketIsNotLost() external {
        IFakeMarket fake = _fakeMarket();
        fake.setRefusing(false);
        fake.setHungry(true);
        Answer memory answer = _answerTo(fake);
        (address from, bytes memory data) = _callOf(answer);
        vm.prank(from);
        // Any call, which may be refused.
        // solhint-disable-next-line avoid-low-level-calls
        (bool kept, ) = address(answer.to).call{ gas: _gasLimit() }(data);
        fake.setHungry(false);
        _expectDeliverable(fake, answer, kept);
    }

    /// Of agreements with another oracle, in every state there is.
    function test_AnswersNothingAboutOthersAgreements() external {
        for (uint8 state = 0; state <= State.unwrap(States.CANCELLED); state++) {
            Answer memory answer = _answerOf(_outage());
            answer.agreementId = world.dealIn(State.wrap(state)).id;
            bool asked = _ask(oracle, answer.agreementId, 0);
            (address from, bytes memory data) = _callOf(answer);
            assertEq(_send(address(oracle), from, data), _mustNotRevert(asked), "taken");
            assertTrue(!market.getEpoch(answer.agreementId, 0).judged, "judged");
        }
    }

    /// Asked for in time, then the agreement ended, was booked as silent, closed.
    function test_AnswerAfterTheCloseChangesNothing() external {
        vm.warp(T0 + EPOCH);
        bool asked = _ask(oracle, deal.id, 0);
        (address from, bytes memory data) = _callOf(_answerOf(_outage()));
        _terminate(deal.client, deal.id);
        vm.warp(T0 + EPOCH + TIMEOUT);
        market.close(deal.id);
        assertEq(_send(address(oracle), from, data), _mustNotRevert(asked), "taken");
        assertStateOf(deal.id, States.CLOSED);
        _expectJudged(false);
    }

    function test_RevertWhen_AskedAboutAnEpochThatIsNotOpen() external {
        vm.warp(T0 + EPOCH - 1);
        _expectNotOpen(deal.id);
        vm.warp(T0 + EPOCH);
        _expectNotOpen(keccak256("unknown"));
        vm.warp(T0 + EPOCH + TIMEOUT);
        _expectNotOpen(deal.id);
    }

    function test_RevertWhen_AskedAboutAnothersAgreement() external {
        Deal memory other = world.active(3);
        vm.warp(T0 + EPOCH);
        _expectNotOpen(other.id);
    }

    function test_RevertWhen_NothingIsKept() external {
        vm.warp(T0 + EPOCH);
        _answerInTime(_perfect());
        _expectNothingKept(oracle, deal.id, 0);
    }

    function _answerOf(Verdict memory v) internal view returns (Answer memory) {
        return Answer({ to: oracle, agreementId: deal.id, epoch: 0, verdict: v, evidence: EVIDENCE });
    }

    function _send(address to, address from, bytes memory data) internal returns (bool success) {
        vm.prank(from);
        // Any call, which may be refused.
        // solhint-disable-next-line avoid-low-level-calls
        (success, ) = to.call(data);
    }

    function _expectNothingKept(ISlaOracle by, bytes32 agreementId, uint32 epoch) internal {
        vm.expectRevert(abi.encodeWithSelector(ISlaOracle.SlaOracle_NothingKept.selector, agreementId, epoch));
        by.deliver(agreementId, epoch);
    }

    function _fakeMarket() private returns (IFakeMarket fake) {
        fake = IFakeMarket(world.deploy("FakeMarket.sol:FakeMarket", ""));
        fake.setTerms(market.getAgreement(deal.id).terms);
    }

    function _answerTo(IFakeMarket fake) private returns (Answer memory answer) {
        Verdict memory v = _sayable(Verdict(9001, 9002, 9003, 9004, 9005, 2, 7), true);
        answer = Answer(_deploy(address(fake)), ELSEWHERE, 5, v, EVIDENCE);
        assertTrue(_ask(answer.to, ELSEWHERE, 5), "asked");
    }

    /// @dev By anyone from what is kept, or by the same call as before.
    function _expectDeliverable(IFakeMarket fake, Answer memory answer, bool kept) private {
        assertEq(kept, _mustNotRevert(true), "kept or reverted as a whole");
        assertEq(fake.received(), "", "not received yet");
        bytes32 evidence = _evidenceOf(answer);
        if (kept) {
            vm.prank(STRANGER);
            assertTrue(answer.to.deliver(ELSEWHERE, 5), "delivered");
        } else {
            (address from, bytes memory data) = _callOf(answer);
            assertTrue(_send(address(answer.to), from, data), "submitted again");
        }
        bytes memory expected = abi.encodeCall(IMarketplace.onVerdict, (ELSEWHERE, 5, answer.verdict, evidence));
        assertEq(fake.received(), expected, "received");
        _expectNothingKept(answer.to, ELSEWHERE, 5); // once only
    }

    function _answerInTime(Verdict memory v) private {
        _ask(oracle, deal.id, 0);
        (address from, bytes memory data) = _callOf(_answerOf(v));
        assertTrue(_send(address(oracle), from, data), "answered in time");
        _expectJudged(true);
    }

    function _expectJudged(bool judged) private view {
        assertEq(market.getEpoch(deal.id, 0).judged, judged, "judged");
    }

    function _expectPaidInFull() private {
        market.settle(deal.id, 1);
        assertEq(market.getAgreement(deal.id).earned, SETUP + uint256(PRICE), "the first answer counts");
    }

    function _expectNotOpen(bytes32 agreementId) private {
        vm.expectRevert(abi.encodeWithSelector(ISlaOracle.SlaOracle_EpochNotOpen.selector, agreementId, 0));
        oracle.request(agreementId, 0);
    }
}

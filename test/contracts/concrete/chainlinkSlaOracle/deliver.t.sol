// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { ISlaOracle } from "../../../../contracts/interfaces/ISlaOracle.sol";
import { Verdict } from "../../../../contracts/types/Types.sol";
import { SPONSOR, STRANGER } from "../../utils/Actors.sol";
import { ChainlinkBase } from "../../utils/ChainlinkBase.sol";
import { IFakeMarket } from "../../utils/IFakeMarket.sol";
import { vm } from "../../utils/Vm.sol";

/// @dev Answers that the market would not take when they came.
contract DeliverTest is ChainlinkBase {
    bytes32 private constant AGREEMENT = keccak256("agreement");
    uint32 private constant EPOCH_NUMBER = 5;

    IFakeMarket private _market;

    function setUp() public override {
        super.setUp();
        _market = IFakeMarket(world.deploy("FakeMarket.sol:FakeMarket", ""));
        adapter = _newAdapter(address(_market));
        _prepay(SPONSOR, AGREEMENT, 3 * PAYMENT);
    }

    function test_RevertWhen_NothingIsKept() external {
        _expectNothing();
    }

    function test_KeptAndToldWhen_TheMarketReverts() external {
        bytes32 id = adapter.request(AGREEMENT, EPOCH_NUMBER);
        vm.expectEmit(address(adapter));
        emit ISlaOracle.VerdictKept(AGREEMENT, EPOCH_NUMBER);
        assertTrue(_answer(id, 9000), "the answer is not refused");
        (bytes32 pending, ) = adapter.pendingRequest(AGREEMENT, EPOCH_NUMBER);
        assertEq(pending, 0, "answered");
    }

    function test_DeliversWhatWasKept() external {
        _keep();
        _market.setRefusing(false);
        vm.expectEmit(address(adapter));
        emit ISlaOracle.VerdictDelivered(AGREEMENT, EPOCH_NUMBER, true);
        vm.prank(STRANGER);
        assertTrue(adapter.deliver(AGREEMENT, EPOCH_NUMBER), "stored");
        Verdict memory v = Verdict(9000, 9000, 9000, 9000, 10_000, 0, 0);
        assertEq(
            _market.received(),
            abi.encodeCall(IMarketplace.onVerdict, (AGREEMENT, EPOCH_NUMBER, v, bytes32(uint256(0xe)))),
            "the answer"
        );
        _expectNothing(); // once only
    }

    function test_StaysKeptWhen_TheMarketStillReverts() external {
        _keep();
        vm.expectRevert(IFakeMarket.FakeMarket_Refused.selector);
        adapter.deliver(AGREEMENT, EPOCH_NUMBER);
        _market.setRefusing(false);
        assertTrue(adapter.deliver(AGREEMENT, EPOCH_NUMBER), "delivered later");
    }

    function test_KeepsNothingWhen_Delivered() external {
        _market.setRefusing(false);
        _keep();
        _expectNothing();
    }

    function _keep() private {
        assertTrue(_answer(adapter.request(AGREEMENT, EPOCH_NUMBER), 9000), "answered");
    }

    function _expectNothing() private {
        bytes4 selector = ISlaOracle.SlaOracle_NothingKept.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, AGREEMENT, EPOCH_NUMBER));
        adapter.deliver(AGREEMENT, EPOCH_NUMBER);
    }
}

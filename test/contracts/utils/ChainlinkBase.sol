// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ISlaOracle } from "../../../contracts/interfaces/ISlaOracle.sol";
import { State, Terms } from "../../../contracts/types/Types.sol";
import { EPOCH, SPONSOR, T0 } from "./Actors.sol";
import { Deal, IMintable } from "./IWorld.sol";
import { MarketBase } from "./MarketBase.sol";
import { vm } from "./Vm.sol";

/// @notice The adapter with what its contract adds to {ISlaOracle}.
interface IChainlinkAdapter is ISlaOracle {
    event LinkPrepaid(bytes32 indexed agreementId, address indexed payer, uint256 amount);
    event LinkRefunded(bytes32 indexed agreementId, address indexed payer, uint256 amount);
    event RequestCancelled(bytes32 indexed agreementId, uint32 indexed epoch, bytes32 requestId);

    error ChainlinkSlaOracle_NotOperator(address caller);
    error ChainlinkSlaOracle_NotLink(address caller);
    error ChainlinkSlaOracle_UnknownRequest(bytes32 requestId);
    error ChainlinkSlaOracle_RequestPending(bytes32 requestId, uint40 expiration);
    error ChainlinkSlaOracle_NotExpired(bytes32 requestId, uint40 expiration);
    error ChainlinkSlaOracle_LinkTooLow(bytes32 agreementId, uint256 found, uint256 required);
    error ChainlinkSlaOracle_NothingToPrepay(bytes32 agreementId, State found);
    error ChainlinkSlaOracle_NoRefund(bytes32 agreementId, address payer);

    function LINK() external view returns (address);
    function OPERATOR() external view returns (address);
    function JOB_ID() external view returns (bytes32);
    function PAYMENT() external view returns (uint96);
    function balanceOf(bytes32 agreementId) external view returns (uint256);
    function pendingRequest(bytes32 agreementId, uint32 epoch) external view returns (bytes32, uint40);
    function onTokenTransfer(address payer, uint256 amount, bytes calldata data) external;
    function cancel(bytes32 agreementId, uint32 epoch) external;
    function fulfill(
        bytes32 requestId,
        uint256 rpc,
        uint256 unsafeHead,
        uint256 safeHead,
        uint256 proposals,
        uint256 coverage,
        uint256 reason,
        uint256 l1Spend,
        bytes32 evidence
    ) external;
    function refund(bytes32 agreementId) external;
}

interface IFakeLink is IMintable {
    function transferAndCall(address to, uint256 amount, bytes calldata data) external returns (bool);
}

interface IFakeOperator {
    function asked() external view returns (bytes memory);
    function cancelled() external view returns (bytes memory);
    function answer(address adapter, bytes calldata call) external returns (bool success);
}

/// @title The adapter between the market and fakes of LINK and Operator; a deal whose terms name it.
abstract contract ChainlinkBase is MarketBase {
    uint96 internal constant PAYMENT = 100;
    bytes32 internal constant JOB = keccak256("job");

    IFakeLink internal link;
    IFakeOperator internal operator;
    IChainlinkAdapter internal adapter;
    Deal internal deal;

    function setUp() public virtual override {
        super.setUp();
        link = IFakeLink(world.deploy("FakeLink.sol:FakeLink", ""));
        operator = IFakeOperator(world.deploy("FakeLink.sol:FakeOperator", abi.encode(link)));
        adapter = _newAdapter(address(market));
        Terms memory t = world.terms();
        t.oracle = address(adapter);
        deal = world.active(t, 3);
    }

    function _newAdapter(address market_) internal returns (IChainlinkAdapter) {
        bytes memory arguments = abi.encode(market_, link, operator, JOB, PAYMENT);
        return IChainlinkAdapter(world.deploy("ChainlinkSlaOracle.sol:ChainlinkSlaOracle", arguments));
    }

    function _prepay(address payer, bytes32 agreementId, uint256 amount) internal {
        link.mint(payer, amount);
        vm.prank(payer);
        link.transferAndCall(address(adapter), amount, abi.encode(agreementId));
    }

    /// @dev Epoch 0 has ended, and somebody asked about it.
    function _requested() internal returns (bytes32 requestId) {
        _prepay(SPONSOR, deal.id, 3 * PAYMENT);
        vm.warp(T0 + EPOCH);
        return adapter.request(deal.id, 0);
    }

    /// @dev The id that the adapter's request number `nonce`, from 1, has by Chainlink's rule.
    function _requestId(IChainlinkAdapter by, uint256 nonce) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(address(by), nonce));
    }

    /// @dev The Operator's answer: all metrics alike, evidence 0xe, full coverage.
    function _answer(bytes32 requestId, uint256 bps) internal returns (bool) {
        return operator.answer(address(adapter), _answerData(requestId, bps, 10_000, 0, 0));
    }

    function _answerData(
        bytes32 requestId,
        uint256 bps,
        uint256 coverage,
        uint256 reason,
        uint256 l1Spend
    ) internal pure returns (bytes memory) {
        return
            abi.encodeCall(
                IChainlinkAdapter.fulfill,
                (requestId, bps, bps, bps, bps, coverage, reason, l1Spend, bytes32(uint256(0xe)))
            );
    }
}

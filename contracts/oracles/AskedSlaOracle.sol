// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../interfaces/IMarketplace.sol";
import { ISlaOracle } from "../interfaces/ISlaOracle.sol";
import { EpochView } from "../types/Types.sol";

/// @title What adapters share whose answerers watch for {VerdictRequested}: asking costs nothing and stores nothing.
abstract contract AskedSlaOracle is ISlaOracle {
    /// @inheritdoc ISlaOracle
    address public immutable market;

    constructor(address market_) {
        market = market_;
    }

    /// @inheritdoc ISlaOracle
    /// @dev The same question has the same id, however often it is asked.
    function request(bytes32 agreementId, uint32 epoch) external returns (bytes32 requestId) {
        _requireOpen(agreementId, epoch);
        requestId = keccak256(abi.encode(block.chainid, address(this), agreementId, epoch));
        emit VerdictRequested(agreementId, epoch, requestId);
    }

    /// @dev Reverts unless the market would store a verdict of this adapter now.
    function _requireOpen(bytes32 agreementId, uint32 epoch) internal view returns (EpochView memory view_) {
        view_ = IMarketplace(market).getEpoch(agreementId, epoch);
        if (!view_.open || view_.oracle != address(this)) revert SlaOracle_EpochNotOpen(agreementId, epoch);
    }
}

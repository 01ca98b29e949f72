// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Ownable2Step } from "@openzeppelin/contracts/access/Ownable2Step.sol";

import { IOfferBook } from "../interfaces/IOfferBook.sol";

/// @title What the market's owner sets: tokens, adapters, the fee of the future, and whether new business is stopped.
abstract contract BookSettings is IOfferBook, Ownable2Step {
    struct TokenRecord {
        bool listed;
        bool known;
        uint128 weight;
    }

    /// @notice The highest fee the owner may set: 5% of earned.
    uint24 public constant MAX_FEE_PPM = 50_000;

    /// @inheritdoc IOfferBook
    address public immutable MARKET = msg.sender;

    mapping(address token => TokenRecord) private _tokens;
    mapping(address adapter => bool) private _adapters;

    /// @notice Fee of agreements accepted from now on, ppm of earned.
    uint24 public feePpm;
    /// @notice True while new offers and accepts are stopped.
    bool public stopped;

    /// @inheritdoc IOfferBook
    function setToken(address token, bool listed, uint128 weight) external onlyOwner {
        TokenRecord storage record = _tokens[token];
        if (record.known && record.weight != weight) revert OfferBook_WeightFixed(token, record.weight);
        (record.weight, record.listed, record.known) = (weight, listed, true);
        emit TokenListed(token, listed, weight);
    }

    /// @inheritdoc IOfferBook
    function setAdapter(address adapter, bool listed) external onlyOwner {
        _adapters[adapter] = listed;
        emit AdapterListed(adapter, listed);
    }

    /// @inheritdoc IOfferBook
    function setFee(uint24 newFeePpm) external onlyOwner {
        if (newFeePpm > MAX_FEE_PPM) revert OfferBook_FeeTooHigh({ found: newFeePpm, max: MAX_FEE_PPM });
        feePpm = newFeePpm;
        emit FeeSet(newFeePpm);
    }

    /// @inheritdoc IOfferBook
    function setStopped(bool newStopped) external onlyOwner {
        stopped = newStopped;
        emit StoppedSet(newStopped);
    }

    function _requireNotStopped() internal view {
        if (stopped) revert OfferBook_Stopped();
    }

    function _isTokenListed(address token) internal view returns (bool) {
        return _tokens[token].listed;
    }

    function _weightOf(address token) internal view returns (uint128) {
        return _tokens[token].weight;
    }

    function _isAdapterListed(address adapter) internal view returns (bool) {
        return _adapters[adapter];
    }
}

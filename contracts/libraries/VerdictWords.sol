// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Verdict } from "../types/Types.sol";

/// @dev How many fields a verdict has.
uint256 constant VERDICT_FIELDS = 7;

/// @title The fields of a verdict as words, in the order of {Verdict}.
library VerdictWords {
    uint256 internal constant REASON = 5;
    uint256 private constant BPS = 10_000;

    /// @notice A verdict of any words. Metrics above 100% count as 100%; what is too great for its type is its
    /// greatest value.
    function toVerdict(uint256[VERDICT_FIELDS] memory words) internal pure returns (Verdict memory) {
        return
            Verdict({
                rpc: _bps(words[0]),
                unsafeHead: _bps(words[1]),
                safeHead: _bps(words[2]),
                proposals: _bps(words[3]),
                coverage: _bps(words[4]),
                reason: uint8(_min(words[REASON], type(uint8).max)),
                l1Spend: uint96(_min(words[6], type(uint96).max))
            });
    }

    /// @notice The words of a verdict, as they are.
    function fromVerdict(Verdict calldata v) internal pure returns (uint256[VERDICT_FIELDS] memory) {
        return [uint256(v.rpc), v.unsafeHead, v.safeHead, v.proposals, v.coverage, v.reason, v.l1Spend];
    }

    function _bps(uint256 value) private pure returns (uint16) {
        return uint16(_min(value, BPS));
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}

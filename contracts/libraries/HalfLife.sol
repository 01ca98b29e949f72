// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What is left of an amount that halves every 30 days.
library HalfLife {
    uint256 internal constant SECONDS = 30 days;
    /// @dev 1 as a fixed-point number.
    uint256 private constant ONE = 1 << 64;

    /// @notice `amount` * 2^(-elapsed / 30 days). The factor is exact at whole half-lives and else off by less than
    /// 2e-7 of itself; it never rises with time. The product rounds down.
    /// @param amount Below 2^192.
    function decay(uint256 amount, uint256 elapsed) internal pure returns (uint256) {
        // Below 2^64 each, and the sums stay between 0 and 1: the signs alternate, and each term is smaller than the
        // one before.
        unchecked {
            // The fraction of a half-life in 64 bits: what its division drops is far below the error stated.
            // slither-disable-next-line divide-before-multiply
            uint256 x = ((elapsed % SECONDS) << 64) / SECONDS;
            // 2^-x on [0, 1): the polynomial through its values at six Chebyshev points, 0 and 1 among them.
            uint256 sum = 170036779390876618 - ((17479279594602071 * x) >> 64);
            sum = 1020350710412147596 - ((sum * x) >> 64);
            sum = 4430688392740967151 - ((sum * x) >> 64);
            sum = 12786267218979869910 - ((sum * x) >> 64);
            sum = ONE - ((sum * x) >> 64);
            return ((amount * sum) >> 64) >> (elapsed / SECONDS);
        }
    }
}

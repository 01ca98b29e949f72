// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Runs of bits in a long row of them, 256 to a slot.
library BitRuns {
    /// @notice Sets the bits from `from` up to, but without, `to`.
    function set(mapping(uint256 => uint256) storage words, uint256 from, uint256 to) internal {
        for (uint256 word = from >> 8; word << 8 < to; word++) words[word] |= _mask(word, from, to);
    }

    /// @notice How many of the bits from `from` up to, but without, `to` are set.
    function count(
        mapping(uint256 => uint256) storage words,
        uint256 from,
        uint256 to
    ) internal view returns (uint256 ones) {
        for (uint256 word = from >> 8; word << 8 < to; word++) ones += _ones(words[word] & _mask(word, from, to));
    }

    /// @dev The bits of one word that lie between `from` and `to`; both are in reach of the word.
    function _mask(uint256 word, uint256 from, uint256 to) private pure returns (uint256 mask) {
        uint256 first = word << 8;
        mask = type(uint256).max;
        if (from > first) mask <<= from - first;
        if (to - first < 256) mask &= (1 << (to - first)) - 1;
    }

    /// @dev Adds neighbours: pairs, fours, bytes; then all bytes, whose sum of at most 256 needs nine bits.
    function _ones(uint256 x) private pure returns (uint256) {
        uint256 all = type(uint256).max;
        unchecked {
            x -= (x >> 1) & (all / 3);
            x = (x & (all / 5)) + ((x >> 2) & (all / 5));
            x = (x + (x >> 4)) & (all / 17);
            x = (x & (all / 257)) + ((x >> 8) & (all / 257));
            // Divisions without remainder: all ones by a repeated part of them.
            // slither-disable-next-line divide-before-multiply
            return (x * (all / 65_535)) >> 240;
        }
    }
}

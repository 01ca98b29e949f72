// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { MarketBase } from "./MarketBase.sol";
import { vm } from "./Vm.sol";

/// @title Measures one call as a transaction would spend it: without the 21,000, the calldata, and refunds.
abstract contract GasBase is MarketBase {
    address private constant NOTHING = address(0x570B);

    /// @dev Runners print this event; `npm run bench:gas` reads the lines.
    // The name is theirs.
    // solhint-disable-next-line event-name-capwords
    event log_named_uint(string key, uint256 value);

    /// @dev Emits what a row of the table of budgets spends.
    function _report(string memory row, uint256 spent) internal {
        emit log_named_uint(string.concat("gas ", row), spent);
    }

    /// @dev Both targets are warm, as the target of a transaction is; calling a contract that only stops is free.
    function _gasOf(address by, address target, bytes memory data) internal returns (uint256) {
        vm.etch(NOTHING, hex"00");
        assertTrue(NOTHING.code.length * target.code.length != 0, "warm");
        uint256 nothing = _measure(by, NOTHING, data);
        return _measure(by, target, data) - nothing;
    }

    function _measure(address by, address target, bytes memory data) private returns (uint256 spent) {
        vm.prank(by);
        spent = gasleft();
        // Any call, measured.
        // solhint-disable-next-line avoid-low-level-calls
        (bool success, ) = target.call(data);
        spent -= gasleft();
        assertTrue(success, "succeeds");
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { IERC20Permit } from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import { SafeERC20 } from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import { ReentrancyGuardTransient } from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import { SafeCast } from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import { IEscrow, Permit } from "../interfaces/IEscrow.sol";

/// @notice The part of WETH that wraps what is sent.
interface IWrappedEther {
    function deposit() external payable;
}

/// @title How tokens come in and go out.
abstract contract Transfers is IEscrow, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using SafeCast for uint256;

    /// @dev Lets the market take from the caller. A permit that fails is ignored: anyone may have sent it before, and
    /// the transfer that follows decides.
    function _permit(Permit calldata permit) internal {
        if (permit.token.code.length == 0) return;
        // solhint-disable no-empty-blocks
        try
            IERC20Permit(permit.token).permit({
                owner: msg.sender,
                spender: address(this),
                value: permit.value,
                deadline: permit.deadline,
                v: permit.v,
                r: permit.r,
                s: permit.s
            })
        {} catch {}
        // solhint-enable no-empty-blocks
    }

    /// @dev Takes tokens from the caller, or wraps the ether it sent; books what arrived.
    // Whoever takes money is guarded against re-entry; a token that still changes the balance meanwhile is not listed.
    // slither-disable-next-line reentrancy-balance
    function _pull(address token, uint256 amount) internal returns (uint128 arrived) {
        uint256 before = IERC20(token).balanceOf(address(this));
        if (msg.value == 0) IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        else _wrap(token, amount);
        uint256 held = IERC20(token).balanceOf(address(this));
        uint256 received = held < before ? 0 : held - before;
        if (received < amount) revert Escrow_ShortTransfer({ token: token, expected: amount, arrived: received });
        return received.toUint128();
    }

    function _push(address token, address to, uint256 amount) internal {
        if (to == address(0)) revert Escrow_ZeroRecipient();
        IERC20(token).safeTransfer(to, amount);
    }

    function _wrap(address token, uint256 amount) private {
        if (msg.value != amount) revert Escrow_WrongValue(msg.value, amount);
        // solhint-disable-next-line no-empty-blocks
        try IWrappedEther(token).deposit{ value: amount }() {} catch {
            revert Escrow_NotWrappedEther(token);
        }
    }
}

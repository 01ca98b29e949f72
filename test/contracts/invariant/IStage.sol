// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../contracts/interfaces/IMarketplace.sol";
import { Deal, IMintable, IWorld } from "../utils/IWorld.sol";

/// @notice What the stage saw of one agreement, by balances and logs, never by the market's own lines.
struct Seen {
    /// Token units that came in as deposit or bond, and that went out to a party, as a fee, or back to the pot.
    uint256 moneyIn;
    uint256 moneyOut;
    uint256 bondLocked;
    uint256 slashed;
    /// Wei that came into its L1 line and went out of it.
    uint256 l1In;
    uint256 l1Out;
    uint32 funded;
    bool bondReturned;
}

/// @notice Everything that must never happen. One of these set is a broken invariant.
struct Wrongs {
    bool verdictReverted;
    /// One was stored that was not the oracle's or not about an open epoch; or one that was both was not.
    bool verdictMisjudged;
    bool panicked;
    bool strangerSucceeded;
    bool freeMoneyShrank;
    bool illegalMove;
    bool fundedShrank;
    bool settleManyReverted;
}

/// @notice What one log says of an agreement's bond.
struct BondLog {
    bytes32 agreementId;
    uint256 slashed;
    bool returned;
}

/// @title Two vendors, two clients, two tokens, eight prepared agreements; watches each call.
interface IStage {
    function world() external view returns (IWorld);
    function market() external view returns (IMarketplace);
    function vendors(uint256 index) external view returns (address);
    function tokens(uint256 index) external view returns (IMintable);
    /// @notice Agreements of this run, accepted or not.
    function size() external view returns (uint256);
    function deal(uint256 index) external view returns (Deal memory);
    function seen(bytes32 agreementId) external view returns (Seen memory);
    function wrongs() external view returns (Wrongs memory);
    /// @notice Donated to the market by transfer.
    function donated(address token) external view returns (uint256);
    /// @notice How often an action succeeded.
    function successes(string calldata action) external view returns (uint256);

    /// @notice Calls the market for somebody and books what it changed. `agreementId` 0: about no agreement.
    function perform(
        string calldata action,
        address by,
        bytes32 agreementId,
        bytes calldata data
    ) external returns (bool success, bytes memory answer);
    /// @notice Calls the market with what must fail whatever the state.
    function sendForbidden(address by, bytes calldata data) external;
    function donate(uint256 tokenIndex, uint256 amount) external;
    /// @notice The client's L1 chain names the vendor's proposer, or no longer.
    function rotate(uint256 index) external;
    function pass(uint256 elapsed) external;
    /// @notice The SystemConfig of an agreement's client.
    function chainOf(uint256 index) external view returns (address);
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice An ERC-2612 signature of the caller's that lets the market take `value` of `token`.
struct Permit {
    address token;
    uint256 value;
    /// Unix seconds.
    uint256 deadline;
    uint8 v;
    bytes32 r;
    bytes32 s;
}

/// @title The ledger: every unit of money the market holds, and the rules by which it moves.
/// @notice Lines per agreement {deposit, earned, bond, L1}, a bond pot per vendor and token, fees per token.
/// Nothing is ever pushed: a party claims its own free lines to an address it names.
interface IEscrow {
    /// @notice The vendor's pot grew or shrank by its own hand.
    event BondAdded(address indexed vendor, address indexed token, uint256 amount);
    event BondWithdrawn(address indexed vendor, address indexed token, address to, uint256 amount);
    /// @notice Money was added to an agreement's deposit.
    /// @param fundedEpochs Epochs paid for afterwards, counted from epoch 0.
    event DepositAdded(bytes32 indexed agreementId, address indexed from, uint128 amount, uint32 fundedEpochs);
    /// @notice The client took money back out of a running agreement's deposit.
    /// @param fundedEpochs Epochs paid for afterwards, counted from epoch 0.
    event DepositWithdrawn(bytes32 indexed agreementId, address to, uint128 amount, uint32 fundedEpochs);
    /// @notice The vendor moved more of its pot into an agreement's bond, which is `bond` now.
    event BondLocked(bytes32 indexed agreementId, uint96 amount, uint96 bond);
    /// @notice A party took out what was free. `amount` is what it received, `fee` what the market kept of it.
    event Claimed(bytes32 indexed agreementId, address indexed party, address to, uint128 amount, uint128 fee);
    /// @notice Wrapped ether was added to an agreement's L1 line, which holds `line` now.
    event L1LineFilled(bytes32 indexed agreementId, address indexed from, uint128 amount, uint128 line);
    /// @notice What the vendor spent on L1 in an epoch became its own. `amount`: wei.
    event L1Reimbursed(bytes32 indexed agreementId, uint32 epoch, uint128 amount);
    /// @notice A party took out what was free of an L1 line. `amount`: wei; the market keeps nothing of it.
    event L1Claimed(bytes32 indexed agreementId, address indexed party, address to, uint128 amount);
    /// @notice The owner took out fees.
    event FeesWithdrawn(address indexed token, address to, uint256 amount);

    /// @notice Thrown when fewer units arrived than were asked for.
    error Escrow_ShortTransfer(address token, uint256 expected, uint256 arrived);
    /// @notice Thrown when a deposit is below the minimum of the terms: the first one, or that of an amendment.
    error Escrow_DepositTooSmall(uint128 found, uint256 min);
    /// @notice Thrown when a deposit would fund more unsettled epochs than allowed.
    error Escrow_DepositTooLarge(uint256 found, uint256 max);
    /// @notice Thrown when the client withdraws more than its running agreement can spare.
    /// @param free What it may take, in units of the agreement's token.
    error Escrow_DepositOverdrawn(bytes32 agreementId, uint256 free, uint256 asked);
    /// @notice Thrown when the ether sent is not the amount to deposit.
    error Escrow_WrongValue(uint256 found, uint256 expected);
    /// @notice Thrown when ether is sent for a token that cannot wrap it.
    error Escrow_NotWrappedEther(address token);
    /// @notice Thrown when the vendor's pot does not hold the bond of one more agreement.
    error Escrow_BondPotTooSmall(address vendor, address token, uint256 found, uint256 required);
    /// @notice Thrown when more is withdrawn from a pot than it holds.
    error Escrow_PotOverdrawn(address vendor, address token, uint256 found, uint256 asked);
    /// @notice Thrown when anybody but the market's owner takes out fees.
    error Escrow_NotFeeOwner(address caller);
    /// @notice Thrown when nothing in the given agreements is free for the caller.
    error Escrow_NothingToClaim(address caller);
    /// @notice Thrown when money would go to the zero address.
    error Escrow_ZeroRecipient();

    /// @notice Adds to the caller's bond pot.
    /// @param amount Token units; reverts if fewer arrive.
    function addBond(address token, uint256 amount) external;

    /// @notice Takes free bond out of the caller's pot. Bond locked in agreements is not part of the pot.
    function withdrawBond(address token, uint256 amount, address to) external;

    /// @notice Pays the caller's free lines of the given agreements to `to`, the market's fee split off what is earned.
    /// @dev Free for the vendor: all that is earned. Free for the client: nothing before the end; after it the deposit
    /// less the epochs not settled yet at full price; everything once closed or cancelled. Rounding: the fee down.
    function claim(bytes32[] calldata agreementIds, address to) external;

    /// @notice Pays what {freeL1Of} says of the given agreements to `to`, in wrapped ether. Apart from {claim}: a token
    /// that moves no more holds nothing else back.
    function claimL1(bytes32[] calldata agreementIds, address to) external;

    /// @notice Owner: takes out the fees collected in a token.
    function withdrawFees(address token, address to) external;

    /// @notice Wrapped ether of this market; 0: its clients never pay for L1.
    function WETH() external view returns (address);

    /// @notice The L1 line of an agreement, in wei.
    /// @return line What is there to reimburse the vendor with.
    /// @return reimbursed What the vendor has been reimbursed with, and not claimed yet.
    function l1LineOf(bytes32 agreementId) external view returns (uint128 line, uint128 reimbursed);

    /// @notice What `party` could claim of the L1 line now, in wei. The vendor: what it was reimbursed with. The client:
    /// what exceeds the caps of the unsettled, funded epochs; everything once closed or cancelled, and before the start.
    function freeL1Of(bytes32 agreementId, address party) external view returns (uint128 amount);

    /// @notice Free bond of a vendor in a token.
    function potOf(address vendor, address token) external view returns (uint256 amount);

    /// @notice Fees collected and not yet withdrawn.
    function feesOf(address token) external view returns (uint256 amount);

    /// @notice What `party` could claim from one agreement now, and the fee that would be split off.
    function freeOf(bytes32 agreementId, address party) external view returns (uint128 amount, uint128 fee);
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { SafeCast } from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import { IEscrow } from "../interfaces/IEscrow.sol";
import { Transfers } from "./Transfers.sol";

/// @title The ledger. No other file changes a balance; {Transfers} moves the tokens.
/// @dev Invariants, fuzzed: per token, lines + pots + fees never exceed the balance; per agreement, what came in is
/// what went out and what its lines hold; every unit leaves by {claim}, {claimL1}, {withdrawBond},
/// {withdrawFees} or {IMarketplace-withdraw} only.
abstract contract Escrow is Transfers {
    using SafeCast for uint256;

    /// @dev Two slots. `deposit` is the client's, `bond` and `earned` are the vendor's.
    struct Lines {
        address client;
        uint96 bond;
        uint128 deposit;
        uint128 earned;
    }

    uint256 private constant PPM = 1_000_000;

    /// @inheritdoc IEscrow
    address public immutable WETH;

    mapping(bytes32 agreementId => Lines) internal _lines;
    /// @dev Wrapped ether: in the lower half what is there, the client's; in the upper what was reimbursed, the vendor's.
    mapping(bytes32 agreementId => uint256) private _l1Lines;
    mapping(address vendor => mapping(address token => uint256)) private _pots;
    mapping(address token => uint256) private _fees;

    constructor(address weth) {
        WETH = weth;
    }

    /// @inheritdoc IEscrow
    function l1LineOf(bytes32 agreementId) public view returns (uint128 line, uint128 reimbursed) {
        uint256 packed = _l1Lines[agreementId];
        return (uint128(packed), uint128(packed >> 128));
    }

    /// @inheritdoc IEscrow
    function freeL1Of(bytes32 agreementId, address party) public view returns (uint128 amount) {
        (uint128 line, uint128 reimbursed) = l1LineOf(agreementId);
        (address vendor, , , ) = _account(agreementId);
        if (party == _lines[agreementId].client) amount = line - _keptL1(agreementId, line);
        if (party == vendor) amount += reimbursed;
    }

    /// @inheritdoc IEscrow
    function potOf(address vendor, address token) external view returns (uint256) {
        return _pots[vendor][token];
    }

    /// @inheritdoc IEscrow
    function feesOf(address token) external view returns (uint256) {
        return _fees[token];
    }

    /// @inheritdoc IEscrow
    function freeOf(bytes32 agreementId, address party) external view returns (uint128 amount, uint128 fee) {
        Lines storage lines = _lines[agreementId];
        (address vendor, , uint24 feePpm, uint128 freeDeposit) = _account(agreementId);
        if (party == lines.client) amount = freeDeposit;
        if (party == vendor) {
            fee = _feeOn(lines.earned, feePpm);
            amount += lines.earned - fee;
        }
    }

    /// @inheritdoc IEscrow
    function addBond(address token, uint256 amount) external nonReentrant {
        uint256 arrived = _pull(token, amount);
        _pots[msg.sender][token] += arrived;
        emit BondAdded(msg.sender, token, arrived);
    }

    /// @inheritdoc IEscrow
    function withdrawBond(address token, uint256 amount, address to) external nonReentrant {
        _takeFromPot(msg.sender, token, amount);
        emit BondWithdrawn(msg.sender, token, to, amount);
        _push(token, to, amount);
    }

    /// @inheritdoc IEscrow
    function withdrawFees(address token, address to) external nonReentrant {
        if (msg.sender != _feeOwner()) revert Escrow_NotFeeOwner(msg.sender);
        uint256 amount = _fees[token];
        _fees[token] = 0;
        emit FeesWithdrawn(token, to, amount);
        _push(token, to, amount);
    }

    /// @inheritdoc IEscrow
    function claim(bytes32[] calldata agreementIds, address to) external nonReentrant {
        address token = address(0);
        uint256 sum = 0; // of `token`, paid when the token changes and at the end
        bool any = false;
        for (uint256 i = 0; i < agreementIds.length; i++) {
            (address next, uint256 amount) = _take(agreementIds[i], to);
            // slither-disable-next-line incorrect-equality
            if (amount == 0) continue;
            any = true;
            if (next != token && sum != 0) {
                _push(token, to, sum);
                sum = 0;
            }
            token = next;
            sum += amount;
        }
        if (!any) revert Escrow_NothingToClaim(msg.sender);
        _push(token, to, sum);
    }

    /// @inheritdoc IEscrow
    function claimL1(bytes32[] calldata agreementIds, address to) external nonReentrant {
        uint256 sum = 0;
        for (uint256 i = 0; i < agreementIds.length; i++) sum += _takeL1(agreementIds[i], to);
        // slither-disable-next-line incorrect-equality
        if (sum == 0) revert Escrow_NothingToClaim(msg.sender);
        _push(WETH, to, sum);
    }

    /// @dev Opens the lines of a new agreement: the bond moves from the vendor's pot, the deposit is the caller's.
    function _open(bytes32 agreementId, address vendor, address token, uint96 bond, uint128 deposit) internal {
        uint256 pot = _pots[vendor][token];
        if (pot < bond) revert Escrow_BondPotTooSmall(vendor, token, pot, bond);
        _pots[vendor][token] = pot - bond;
        Lines storage lines = _lines[agreementId];
        (lines.client, lines.bond, lines.deposit) = (msg.sender, bond, deposit);
    }

    /// @dev Caller -> deposit.
    function _add(bytes32 agreementId, uint128 amount) internal {
        _lines[agreementId].deposit += amount;
    }

    /// @dev Deposit -> out, by {_push}.
    function _debit(bytes32 agreementId, uint128 amount) internal {
        _lines[agreementId].deposit -= amount;
    }

    /// @dev Deposit -> earned.
    function _pay(bytes32 agreementId, uint128 amount) internal {
        Lines storage lines = _lines[agreementId];
        lines.deposit -= amount;
        lines.earned += amount;
    }

    /// @dev Bond -> deposit, never more than there is.
    function _slash(bytes32 agreementId, uint256 amount) internal returns (uint96 slashed) {
        // Nothing is nothing: no amount near zero is meant.
        // slither-disable-next-line incorrect-equality
        if (amount == 0) return 0;
        Lines storage lines = _lines[agreementId];
        slashed = amount < lines.bond ? uint96(amount) : lines.bond;
        lines.bond -= slashed;
        lines.deposit += slashed;
    }

    /// @dev Caller -> L1 line.
    function _fillL1(bytes32 agreementId, uint128 amount) internal returns (uint128 line) {
        (uint128 before, uint128 reimbursed) = l1LineOf(agreementId);
        line = before + amount;
        _setL1(agreementId, line, reimbursed);
    }

    /// @dev L1 line -> reimbursed, never more than there is.
    function _reimburse(bytes32 agreementId, uint256 amount) internal returns (uint128 reimbursed) {
        (uint128 line, uint128 before) = l1LineOf(agreementId);
        reimbursed = amount < line ? uint128(amount) : line;
        if (reimbursed != 0) _setL1(agreementId, line - reimbursed, before + reimbursed);
    }

    /// @dev Pot -> bond.
    function _lock(bytes32 agreementId, address vendor, address token, uint96 amount) internal returns (uint96 bond) {
        _takeFromPot(vendor, token, amount);
        bond = (uint256(_lines[agreementId].bond) + amount).toUint96();
        _lines[agreementId].bond = bond;
    }

    /// @dev What is left of the bond -> the vendor's pot.
    function _releaseBond(bytes32 agreementId, address vendor, address token) internal returns (uint96 bond) {
        Lines storage lines = _lines[agreementId];
        bond = lines.bond;
        lines.bond = 0;
        _pots[vendor][token] += bond;
    }

    /// @dev Vendor, token, fee and free deposit of an agreement; zero when it does not exist.
    function _account(
        bytes32 agreementId
    ) internal view virtual returns (address vendor, address token, uint24 feePpm, uint128 freeDeposit);

    /// @dev What of the L1 line is not free for the client, at most `line`.
    function _keptL1(bytes32 agreementId, uint128 line) internal view virtual returns (uint128 kept);

    /// @dev Who may take out the fees.
    function _feeOwner() internal view virtual returns (address);

    /// @dev Empties the caller's free lines of one agreement.
    function _take(bytes32 agreementId, address to) private returns (address token, uint128 amount) {
        Lines storage lines = _lines[agreementId];
        address vendor;
        uint24 feePpm;
        uint128 fee = 0;
        (vendor, token, feePpm, amount) = _account(agreementId);
        if (msg.sender == lines.client) lines.deposit -= amount;
        else amount = 0;
        if (msg.sender == vendor) {
            uint128 earned = lines.earned;
            fee = _feeOn(earned, feePpm);
            lines.earned = 0;
            _fees[token] += fee;
            amount += earned - fee;
        }
        if (amount != 0) emit Claimed(agreementId, msg.sender, to, amount, fee);
    }

    /// @dev Empties the caller's free part of one L1 line.
    function _takeL1(bytes32 agreementId, address to) private returns (uint128 amount) {
        amount = freeL1Of(agreementId, msg.sender);
        // slither-disable-next-line incorrect-equality
        if (amount == 0) return 0;
        (uint128 line, uint128 reimbursed) = l1LineOf(agreementId);
        (address vendor, , , ) = _account(agreementId);
        uint128 ofVendor = msg.sender == vendor ? reimbursed : 0;
        _setL1(agreementId, line - (amount - ofVendor), reimbursed - ofVendor);
        emit L1Claimed(agreementId, msg.sender, to, amount);
    }

    function _setL1(bytes32 agreementId, uint128 line, uint128 reimbursed) private {
        _l1Lines[agreementId] = (uint256(reimbursed) << 128) | line;
    }

    function _takeFromPot(address vendor, address token, uint256 amount) private {
        uint256 pot = _pots[vendor][token];
        if (amount > pot) revert Escrow_PotOverdrawn(vendor, token, pot, amount);
        _pots[vendor][token] = pot - amount;
    }

    /// @dev The fee rounds down, the vendor gets the rest.
    function _feeOn(uint128 earned, uint24 feePpm) private pure returns (uint128) {
        return uint128((uint256(earned) * feePpm) / PPM);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../interfaces/IMarketplace.sol";
import { FlatTerms, TermsCode } from "../libraries/TermsCode.sol";
import { MaintenanceWindow, States } from "../types/Types.sol";
import { Agreements } from "./Agreements.sol";

/// @title Maintenance that the vendor announces. Data for whoever measures: nothing here moves money.
abstract contract Maintaining is Agreements {
    uint256 private constant MAX_AHEAD = 24 hours;
    uint256 private constant EPOCHS_AHEAD = 24;
    uint256 private constant MAX_WINDOWS = 4;

    /// @dev Windows of an epoch, 64 bits each, the last one in the lowest: 40 of its begin, 24 of its length, which is
    /// less than 31 days and never 0.
    mapping(bytes32 agreementId => mapping(uint256 epoch => uint256)) private _windows;

    /// @inheritdoc IMarketplace
    function announceMaintenance(bytes32 agreementId, uint40 from, uint40 to) external {
        (Agreement storage a, FlatTerms memory terms) = _require(agreementId, States.ACTIVE);
        _requireOperator(agreementId, terms);
        uint256 ahead = EPOCHS_AHEAD * terms.epochLength;
        uint256 earliest = block.timestamp + (ahead < MAX_AHEAD ? ahead : MAX_AHEAD);
        if (from < earliest) revert Marketplace_MaintenanceTooSoon(agreementId, from, earliest);
        uint256 epoch = (from - a.anchor) / terms.epochLength;
        uint256 end = a.anchor + (epoch + 1) * terms.epochLength;
        if (to <= from || to > end || epoch > type(uint32).max) {
            revert Marketplace_MaintenanceInvalid(agreementId, from, to);
        }
        uint256 windows = _windows[agreementId][epoch];
        if (windows >> (64 * (MAX_WINDOWS - 1)) != 0) {
            revert Marketplace_MaintenanceFull(agreementId, epoch, MAX_WINDOWS);
        }
        windows = (windows << 64) | (uint256(from) << 24) | (to - from);
        uint256 found = 0;
        for (uint256 rest = windows; rest != 0; rest >>= 64) found += uint24(rest);
        uint256 max = TermsCode.load(_holderOf(agreementId, a.terms, a.amendsFrom, epoch)).maintenance;
        if (found > max) revert Marketplace_MaintenanceTooLong(agreementId, epoch, found, max);
        _windows[agreementId][epoch] = windows;
        emit MaintenanceAnnounced(agreementId, uint32(epoch), from, to);
    }

    /// @inheritdoc IMarketplace
    function maintenanceOf(
        bytes32 agreementId,
        uint32 epoch
    ) external view returns (MaintenanceWindow[] memory windows) {
        uint256 packed = _windows[agreementId][epoch];
        uint256 count = 0;
        for (uint256 rest = packed; rest != 0; rest >>= 64) count++;
        windows = new MaintenanceWindow[](count);
        for (; count != 0; packed >>= 64) {
            uint40 from = uint40(packed >> 24);
            windows[--count] = MaintenanceWindow({ from: from, to: from + uint24(packed) });
        }
    }
}

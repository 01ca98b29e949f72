// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Change, IReputation, Record } from "../interfaces/IReputation.sol";

/// @title Counters about vendors. The market that created it is the only writer; no counter can overflow or revert.
contract Reputation is IReputation {
    /// @inheritdoc IReputation
    address public immutable market = msg.sender;

    mapping(address vendor => Record) private _records;
    mapping(address vendor => mapping(address client => bool)) private _served;

    modifier onlyMarket() {
        if (msg.sender != market) revert Reputation_NotMarket(msg.sender);
        _;
    }

    /// @inheritdoc IReputation
    function recordOf(address vendor) external view returns (Record memory) {
        return _records[vendor];
    }

    /// @inheritdoc IReputation
    function count(address vendor, address client, Change change) external onlyMarket {
        Record storage record = _records[vendor];
        uint8 kind = Change.unwrap(change);
        if (kind == 0) {
            record.active = uint24(_add(record.active, 1, type(uint24).max));
            record.total = _add32(record.total, 1);
            if (!_served[vendor][client]) {
                _served[vendor][client] = true;
                record.clients = _add32(record.clients, 1);
            }
        } else if (kind <= 2) {
            if (record.active != 0) record.active--;
            if (kind == 2) record.earlyExits = _add32(record.earlyExits, 1);
        } else if (kind == 3) {
            record.rejects = _add32(record.rejects, 1);
        } else if (kind == 5) {
            record.exitBundles = _add32(record.exitBundles, 1);
        } else {
            record.misses = _add32(record.misses, 1);
        }
        emit AgreementCounted(vendor, client, change);
    }

    /// @inheritdoc IReputation
    function countEpochs(address vendor, uint256[6] calldata tally) external onlyMarket {
        Record storage record = _records[vendor];
        record.met = _add32(record.met, tally[0]);
        record.degraded = _add32(record.degraded, tally[1]);
        record.failed = _add32(record.failed, tally[2]);
        record.silent = _add32(record.silent, tally[3]);
        record.slashed = _add32(record.slashed, tally[4]);
        record.servedSeconds = uint48(_add(record.servedSeconds, tally[5], type(uint48).max));
        emit EpochsCounted(vendor, tally);
    }

    function _add32(uint256 a, uint256 b) private pure returns (uint32) {
        return uint32(_add(a, b, type(uint32).max));
    }

    /// @dev Saturates at `max`.
    function _add(uint256 a, uint256 b, uint256 max) private pure returns (uint256) {
        uint256 sum = a + b;
        return sum < max ? sum : max;
    }
}

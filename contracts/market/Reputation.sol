// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Change, IReputation, Record } from "../interfaces/IReputation.sol";
import { Float64 } from "../libraries/Float64.sol";
import { HalfLife } from "../libraries/HalfLife.sol";

/// @title Counters about vendors. The market that created it is the only writer; no counter can overflow or revert.
contract Reputation is IReputation {
    /// @dev One slot: all that an epoch which paid anything writes.
    struct Service {
        uint32 met;
        uint32 degraded;
        uint48 servedSeconds;
        uint40 weighedAt; // when the weight was what it says
        uint64 weight; // see {Float64}
        uint40 score; // bps, with POINT bits behind the point
    }

    /// @dev One slot, too. A counter of 24 bits is full after 16,777,215.
    struct Rest {
        uint32 total;
        uint24 active;
        uint24 failed;
        uint24 silent;
        uint24 slashed;
        uint24 misses;
        uint24 rejects;
        uint24 earlyExits;
        uint24 exitBundles;
        uint24 clients;
    }

    uint256 private constant BPS = 10_000;
    /// @dev 10,000 has 14 bits: a score fills 40.
    uint256 private constant POINT = 26;
    /// @dev What is counted of one tally, and kept of all. A score times two of them fits a word.
    uint256 private constant MAX_WEIGHT = 1 << 190;

    /// @inheritdoc IReputation
    address public immutable market = msg.sender;

    mapping(address vendor => Service) private _services;
    mapping(address vendor => Rest) private _rests;
    mapping(address vendor => mapping(address client => bool)) private _served;

    modifier onlyMarket() {
        if (msg.sender != market) revert Reputation_NotMarket(msg.sender);
        _;
    }

    /// @inheritdoc IReputation
    function scoreOf(address vendor) external view returns (uint16 bps, uint256 weight) {
        Service memory service = _services[vendor];
        weight = _weightNow(service);
        if (weight != 0) bps = uint16(service.score >> POINT);
    }

    /// @inheritdoc IReputation
    function recordOf(address vendor) external view returns (Record memory record) {
        Service memory service = _services[vendor];
        Rest memory rest = _rests[vendor];
        (record.met, record.degraded, record.failed) = (service.met, service.degraded, rest.failed);
        (record.silent, record.slashed, record.servedSeconds) = (rest.silent, rest.slashed, service.servedSeconds);
        (record.active, record.total, record.clients) = (rest.active, rest.total, rest.clients);
        (record.misses, record.rejects) = (rest.misses, rest.rejects);
        (record.earlyExits, record.exitBundles) = (rest.earlyExits, rest.exitBundles);
    }

    /// @inheritdoc IReputation
    function count(address vendor, address client, Change change) external onlyMarket {
        Rest storage rest = _rests[vendor];
        uint8 kind = Change.unwrap(change);
        if (kind == 0) {
            rest.active = _add24(rest.active, 1);
            rest.total = _add32(rest.total, 1);
            if (!_served[vendor][client]) {
                _served[vendor][client] = true;
                rest.clients = _add24(rest.clients, 1);
            }
        } else if (kind <= 2) {
            if (rest.active != 0) rest.active--;
            if (kind == 2) rest.earlyExits = _add24(rest.earlyExits, 1);
        } else if (kind == 3) {
            rest.rejects = _add24(rest.rejects, 1);
        } else if (kind == 5) {
            rest.exitBundles = _add24(rest.exitBundles, 1);
        } else {
            rest.misses = _add24(rest.misses, 1);
        }
        emit AgreementCounted(vendor, client, change);
    }

    /// @inheritdoc IReputation
    function countEpochs(address vendor, uint256[8] calldata tally) external onlyMarket {
        if (tally[2] | tally[3] | tally[4] != 0) {
            Rest storage rest = _rests[vendor];
            rest.failed = _add24(rest.failed, tally[2]);
            rest.silent = _add24(rest.silent, tally[3]);
            rest.slashed = _add24(rest.slashed, tally[4]);
        }
        if (tally[5] | tally[6] != 0) {
            Service memory service = _services[vendor];
            service.met = _add32(service.met, tally[0]);
            service.degraded = _add32(service.degraded, tally[1]);
            service.servedSeconds = uint48(_add(service.servedSeconds, tally[5], type(uint48).max));
            if (tally[6] != 0) _weigh(service, tally[6], tally[7]);
            _services[vendor] = service;
        }
        emit EpochsCounted(vendor, tally);
    }

    /// @dev Takes payouts of some weight into the average.
    function _weigh(Service memory service, uint256 weight, uint256 weighted) private view {
        // Weights below 2^191, a score below 2^40; the divisor is positive. The average rounds down.
        unchecked {
            weight = _min(weight, MAX_WEIGHT);
            uint256 before = _weightNow(service);
            uint256 sum = before + weight;
            weighted = _min(weighted, weight * BPS);
            service.score = uint40((service.score * before + (weighted << POINT)) / sum);
            service.weight = Float64.pack(_min(sum, MAX_WEIGHT));
            service.weighedAt = uint40(block.timestamp);
        }
    }

    function _weightNow(Service memory service) private view returns (uint256) {
        // It was weighed in the past.
        unchecked {
            return HalfLife.decay(Float64.unpack(service.weight), block.timestamp - service.weighedAt);
        }
    }

    function _add24(uint256 a, uint256 b) private pure returns (uint24) {
        return uint24(_add(a, b, type(uint24).max));
    }

    function _add32(uint256 a, uint256 b) private pure returns (uint32) {
        return uint32(_add(a, b, type(uint32).max));
    }

    /// @dev Saturates at `max`; `a` is not above it.
    function _add(uint256 a, uint256 b, uint256 max) private pure returns (uint256) {
        // No overflow: `b` is cut first.
        unchecked {
            return _min(a + _min(b, max), max);
        }
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}

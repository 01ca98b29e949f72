// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Metric, Terms } from "../../../contracts/types/Types.sol";
import {
    BOND,
    EPOCH,
    GRACE,
    MIN_COVERAGE,
    MIN_PREPAID,
    NOTICE,
    ORACLE,
    PRICE,
    RESERVE_WINDOW,
    SETUP,
    SILENT_PAYOUT,
    START_WINDOW,
    TIMEOUT,
    VENDOR
} from "./Actors.sol";

/// @dev Terms with three agreed metrics, in this token. Every test that says nothing else has these.
function plainTerms(address token) view returns (Terms memory t) {
    t.vendor = VENDOR;
    t.l1ChainId = uint64(block.chainid);
    t.token = token;
    (t.pricePerEpoch, t.setupFee, t.bond) = (PRICE, SETUP, BOND);
    (t.epochLength, t.reserveWindow, t.startWindow) = (EPOCH, RESERVE_WINDOW, START_WINDOW);
    (t.notice, t.grace, t.verdictTimeout) = (NOTICE, GRACE, TIMEOUT);
    t.minPrepaidEpochs = MIN_PREPAID;
    t.oracle = ORACLE;
    t.maxGasLimit = 60_000_000;
    t.document = keccak256("document");
    t.sla.rpc = Metric({ target: 9990, floor: 9500, payoutAtFloor: 5000 });
    t.sla.unsafeHead = Metric({ target: 9900, floor: 9000, payoutAtFloor: 4000 });
    t.sla.proposals = Metric({ target: 9000, floor: 5000, payoutAtFloor: 2000 });
    t.sla.profile = keccak256("opraas.sla.1");
    (t.sla.probeInterval, t.sla.maxLatency, t.sla.maintenance) = (30, 500, 600);
    (t.sla.slash, t.sla.silentPayout, t.sla.minCoverage) = (5000, SILENT_PAYOUT, MIN_COVERAGE);
}

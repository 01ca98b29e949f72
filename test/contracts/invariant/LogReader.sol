// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../contracts/interfaces/IMarketplace.sol";
import { CancelReason, CancelReasons, Outcome } from "../../../contracts/types/Types.sol";
import { Log, vm } from "../utils/Vm.sol";
import { BondLog } from "./IStage.sol";

/// @title What the recorded logs of one call say about the bonds of agreements.
contract LogReader {
    uint256 private constant SETUP_FEE = 307; // of the stage's terms, and less than their bond

    /// @return found One for each log; those that say nothing of a bond are empty.
    function read(address market) external returns (BondLog[] memory found) {
        Log[] memory logs = vm.getRecordedLogs();
        found = new BondLog[](logs.length);
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].emitter != market) continue;
            (bytes32 topic, bytes memory data, BondLog memory log) = (logs[i].topics[0], logs[i].data, found[i]);
            if (topic == IMarketplace.EpochSettled.selector) {
                (, , , , log.slashed) = abi.decode(data, (Outcome, uint16, uint16, uint128, uint96));
            } else if (topic == IMarketplace.BondForfeited.selector) {
                log.slashed = abi.decode(data, (uint96));
            } else if (topic == IMarketplace.AgreementClosed.selector) {
                log.returned = true;
            } else if (topic == IMarketplace.AgreementCancelled.selector) {
                log.returned = true;
                if (abi.decode(data, (CancelReason)) == CancelReasons.VENDOR_MISSED) log.slashed = SETUP_FEE;
            } else {
                continue;
            }
            log.agreementId = logs[i].topics[1];
        }
    }
}

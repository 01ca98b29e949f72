// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../contracts/interfaces/IMarketplace.sol";
import { CancelReason, CancelReasons, Outcome } from "../../../contracts/types/Types.sol";
import { Log, vm } from "../utils/Vm.sol";

/// @title What the recorded logs of one call say about the bond of the agreement it was about.
contract LogReader {
    uint256 private constant SETUP_FEE = 307; // of the stage's terms, and less than their bond

    function read(address market) external returns (uint256 slashed, bool bondReturned) {
        Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].emitter != market) continue;
            (bytes32 topic, bytes memory data) = (logs[i].topics[0], logs[i].data);
            if (topic == IMarketplace.EpochSettled.selector) {
                (, , , , uint96 amount) = abi.decode(data, (Outcome, uint16, uint16, uint128, uint96));
                slashed += amount;
            } else if (topic == IMarketplace.BondForfeited.selector) {
                slashed += abi.decode(data, (uint96));
            } else if (topic == IMarketplace.AgreementClosed.selector) {
                bondReturned = true;
            } else if (topic == IMarketplace.AgreementCancelled.selector) {
                bondReturned = true;
                if (abi.decode(data, (CancelReason)) == CancelReasons.VENDOR_MISSED) slashed += SETUP_FEE;
            }
        }
    }
}

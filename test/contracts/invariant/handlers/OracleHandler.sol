// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { AgreementView, Verdict } from "../../../../contracts/types/Types.sol";
import { ORACLE } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { IStage } from "../IStage.sol";
import { Handler } from "./Handler.sol";

/// @title Honest, hostile, late, early, and twice.
contract OracleHandler is Handler {
    constructor(IStage stage_) Handler(stage_) {}

    /// @dev About the first open epoch there is.
    function judgeOpen(uint256 seed, Verdict calldata v) external later(seed) {
        for (uint256 i = 0; i < stage.size(); i++) {
            Deal memory d = _deal((seed >> 4) + i);
            AgreementView memory a = market.getAgreement(d.id);
            for (uint32 epoch = a.settledEpochs; epoch < a.fundedEpochs; epoch++) {
                if (!market.getEpoch(d.id, epoch).open) continue;
                bytes memory data = abi.encodeCall(market.onVerdict, (d.id, epoch, _tame(seed, v), 0));
                stage.perform("judge", ORACLE, d.id, data);
                return;
            }
        }
    }

    function judgeAnything(uint256 seed, uint32 epoch, Verdict calldata v) external later(seed) {
        Deal memory d = _deal(seed);
        if (seed % 3 == 0) epoch = epoch % 8;
        stage.perform("judgeAnything", ORACLE, d.id, abi.encodeCall(market.onVerdict, (d.id, epoch, v, 0)));
    }

    function judgeAnyAgreement(bytes32 agreementId, uint32 epoch, Verdict calldata v) external {
        bytes memory data = abi.encodeCall(market.onVerdict, (agreementId, epoch, v, 0));
        stage.perform("judgeAnyAgreement", ORACLE, 0, data);
    }

    /// @dev Half of the verdicts are good ones.
    function _tame(uint256 seed, Verdict memory v) private pure returns (Verdict memory) {
        (v.coverage, v.reason) = (uint16(7900 + ((seed >> 8) % 1000)), uint8((seed >> 32) % 3));
        if ((seed >> 64) % 2 == 0) (v.rpc, v.unsafeHead, v.proposals) = (10_000, uint16(9500 + (v.rpc % 500)), 9500);
        return v;
    }
}

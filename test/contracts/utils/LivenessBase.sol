// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ISlaOracle } from "../../../contracts/interfaces/ISlaOracle.sol";
import { Metric, Terms } from "../../../contracts/types/Types.sol";
import { MIN_COVERAGE, T0 } from "./Actors.sol";
import { AmendBase } from "./AmendBase.sol";

/// @notice What tests tell the ProposingChain.
interface IProposingChain {
    function propose(uint64 timestamp) external returns (uint256 index);
    function forget() external;
    function respect(uint32 gameType) external;
    function judgeByOutputs() external;
}

/// @notice The adapter's own calls.
interface ILivenessAdapter is ISlaOracle {
    event ProposalRecorded(address indexed systemConfig, uint256 index, uint256 timestamp);

    error L1LivenessOracle_BadGrid(uint256 maxAge, uint256 step);
    error L1LivenessOracle_NoProposal(address systemConfig, uint256 index);
    error L1LivenessOracle_TooEarly(uint256 fresh, uint256 samples, uint256 from);
    error L1LivenessOracle_UnfitTerms(bytes32 agreementId);

    function PROFILE() external view returns (bytes32);
    function MAX_AGE() external view returns (uint256);
    function STEP() external view returns (uint256);
    function freshnessOf(
        address systemConfig,
        uint256 start,
        uint256 end
    ) external view returns (uint256 fresh, uint256 samples);
    function record(address systemConfig, uint256[] calldata indices) external;
    function submit(bytes32 agreementId, uint32 epoch) external returns (bool stored);
}

/// @title An adapter that samples every minute and takes proposals for fresh for ten, a chain, and terms for both.
abstract contract LivenessBase is AmendBase {
    uint256 internal constant MAX_AGE = 600;
    uint256 internal constant STEP = 60;
    bytes32 internal constant PROFILE = keccak256("opraas.proposals.1");

    IProposingChain internal chain;

    function _newChain() internal returns (IProposingChain) {
        return IProposingChain(world.deploy("ProposingChain.sol:ProposingChain", ""));
    }

    function _newAdapter(address market_) internal returns (ILivenessAdapter) {
        bytes memory arguments = abi.encode(market_, MAX_AGE, STEP);
        return ILivenessAdapter(world.deploy("L1LivenessOracle.sol:L1LivenessOracle", arguments));
    }

    /// @dev Proposes and records once per maximal age, `count` times from `from` on.
    function _keepFresh(ILivenessAdapter adapter, uint256 from, uint256 count) internal {
        uint256[] memory indices = new uint256[](count);
        for (uint256 i = 0; i < count; i++) indices[i] = chain.propose(uint64(from + i * MAX_AGE));
        adapter.record(address(chain), indices);
    }

    /// @dev One proposal, this many seconds after the start of epoch 0.
    function _proposeAt(uint256 second) internal returns (uint256[] memory indices) {
        indices = new uint256[](1);
        indices[0] = chain.propose(uint64(T0 + second));
    }

    /// @dev Only proposals, and nothing to lose by what was not shown.
    function _fitTerms(Terms memory t) internal pure {
        Metric memory none;
        (t.sla.rpc, t.sla.unsafeHead, t.sla.safeHead) = (none, none, none);
        t.sla.proposals = Metric({ target: 9500, floor: MIN_COVERAGE, payoutAtFloor: 4000 });
        t.sla.profile = PROFILE;
    }
}

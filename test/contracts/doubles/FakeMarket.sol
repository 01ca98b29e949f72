// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { AgreementView, EpochView, States, Verdict } from "../../../contracts/types/Types.sol";

/// @title A market that refuses verdicts for as long as the test wants, then counts them.
contract FakeMarket {
    bool public refusing = true;
    bool public hungry;
    bytes public received;
    /// @notice Holds the terms of every agreement.
    address public terms;

    error FakeMarket_Refused();

    function setRefusing(bool isRefusing) external {
        refusing = isRefusing;
    }

    /// @notice A hungry market takes all the gas it is given.
    function setHungry(bool isHungry) external {
        hungry = isHungry;
    }

    function setTerms(address holder) external {
        terms = holder;
    }

    /// @notice Every epoch is open, for whoever asks.
    function getEpoch(bytes32, uint32) external view returns (EpochView memory view_) {
        (view_.exists, view_.open, view_.oracle) = (true, true, msg.sender);
    }

    /// @notice Every agreement runs.
    function getAgreement(bytes32) external view returns (AgreementView memory view_) {
        (view_.state, view_.terms) = (States.ACTIVE, terms);
    }

    /// @notice No agreement is amended.
    function amendmentOf(bytes32) external pure returns (address, uint32) {
        return (address(0), 0);
    }

    function onVerdict(bytes32, uint32, Verdict calldata, bytes32) external returns (bool) {
        if (hungry) {
            assembly {
                invalid()
            }
        }
        if (refusing) revert FakeMarket_Refused();
        received = msg.data;
        return true;
    }
}

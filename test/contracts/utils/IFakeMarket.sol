// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What tests tell the {FakeMarket}, and what it heard.
interface IFakeMarket {
    error FakeMarket_Refused();

    function setRefusing(bool isRefusing) external;
    function setHungry(bool isHungry) external;
    function setTerms(address holder) external;
    function received() external view returns (bytes memory);
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ERC20 } from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import { ERC20Permit } from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title A usual token with ERC-2612 permits.
contract PermitErc20 is ERC20("Permit", "PMT"), ERC20Permit("Permit") {
    function mint(address to, uint256 value) external {
        _mint(to, value);
    }
}

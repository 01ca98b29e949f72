// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ERC20 } from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A usual token, for gas.
contract PlainErc20 is ERC20("Plain", "PLN") {
    function mint(address to, uint256 value) external {
        _mint(to, value);
    }
}

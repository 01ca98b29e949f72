// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { PlainToken } from "./Tokens.sol";

/// @title Wraps ether one to one, like WETH9.
contract WrappedEther is PlainToken {
    function deposit() external payable {
        balanceOf[msg.sender] += msg.value;
    }
}

/// @title Takes the ether, and credits one unit less.
contract TaxingWrapper is PlainToken {
    function deposit() external payable {
        balanceOf[msg.sender] += msg.value - 1;
    }
}

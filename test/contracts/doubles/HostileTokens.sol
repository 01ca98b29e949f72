// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { PlainToken } from "./Tokens.sol";

/// @title Says that it moved, and moved nothing.
contract IdleToken is PlainToken {
    function transferFrom(address, address, uint256) external pure override returns (bool) {
        return true;
    }
}

/// @title Moves one unit less than it was asked to.
contract ShortToken is PlainToken {
    function _move(address from, address to, uint256 value) internal override {
        super._move(from, to, value - 1);
    }
}

/// @title Answers a payment with false, and keeps it.
contract LyingPayerToken is PlainToken {
    function transfer(address, uint256) external pure override returns (bool) {
        return false;
    }
}

/// @title Answers yes, and then says much more than anybody asked.
contract ChattyToken is PlainToken {
    uint256 private constant LENGTH = 100_000;

    function transfer(address to, uint256 value) external override returns (bool) {
        _move(msg.sender, to, value);
        _chat(1);
    }

    function transferFrom(address from, address to, uint256 value) external virtual override returns (bool) {
        _spend(from, value);
        _move(from, to, value);
        _chat(1);
    }

    function _chat(uint256 first) internal pure {
        assembly {
            mstore(0, first)
            return(0, LENGTH)
        }
    }
}

/// @title Answers with a word that is neither yes nor no.
contract MumblingToken is ChattyToken {
    function transferFrom(address from, address to, uint256 value) external override returns (bool) {
        _spend(from, value);
        _move(from, to, value);
        _chat(2);
    }
}

/// @title Moves no nothing.
contract ZeroRefusingToken is PlainToken {
    error ZeroRefusingToken_Nothing();

    function _move(address from, address to, uint256 value) internal override {
        if (value == 0) revert ZeroRefusingToken_Nothing();
        super._move(from, to, value);
    }
}

/// @title Holds and moves at most 96 bits, like UNI.
contract NarrowToken is PlainToken {
    error NarrowToken_TooMuch(uint256 value);

    function _move(address from, address to, uint256 value) internal override {
        super._move(from, to, value);
        if (balanceOf[to] > type(uint96).max) revert NarrowToken_TooMuch(balanceOf[to]);
    }
}

/// @title Lets nobody replace an allowance but by way of zero, like USDT.
contract RaceFreeToken {
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    error RaceFreeToken_NotZero(uint256 allowed);

    function mint(address to, uint256 value) external {
        balanceOf[to] += value;
    }

    function approve(address spender, uint256 value) external {
        uint256 allowed = allowance[msg.sender][spender];
        if (allowed != 0 && value != 0) revert RaceFreeToken_NotZero(allowed);
        allowance[msg.sender][spender] = value;
    }

    function transfer(address to, uint256 value) external {
        balanceOf[msg.sender] -= value;
        balanceOf[to] += value;
    }

    function transferFrom(address from, address to, uint256 value) external {
        allowance[from][msg.sender] -= value;
        balanceOf[from] -= value;
        balanceOf[to] += value;
    }
}

/// @title Whole pieces only.
contract WholeToken is PlainToken {
    function decimals() external pure returns (uint8) {
        return 0;
    }
}

/// @title Cents, like GUSD.
contract CentsToken is PlainToken {
    function decimals() external pure returns (uint8) {
        return 2;
    }
}

/// @title Finer than anything on sale.
contract FineToken is PlainToken {
    function decimals() external pure returns (uint8) {
        return 30;
    }
}

/// @title Stops and goes on as its issuer bids.
contract PausableToken is PlainToken {
    bool public paused;

    error PausableToken_Paused();

    function setPaused(bool isPaused) external {
        paused = isPaused;
    }

    function _move(address from, address to, uint256 value) internal override {
        if (paused) revert PausableToken_Paused();
        super._move(from, to, value);
    }
}

/// @title Honest until it is upgraded: then it keeps a part of each transfer, or all of it.
contract UpgradableToken is PlainToken {
    uint256 public keptBps;

    function upgrade(uint256 newKeptBps) external {
        keptBps = newKeptBps;
    }

    function _move(address from, address to, uint256 value) internal override {
        super._move(from, to, value);
        balanceOf[to] -= (value * keptBps) / 10_000;
    }
}

/// @title Changes what an account holds, by its own hand.
contract RebasingToken is PlainToken {
    function rebase(address account, uint256 balance) external {
        balanceOf[account] = balance;
    }
}

/// @title Takes from the recipient while it is paid.
contract ShrinkingToken is PlainToken {
    function _move(address from, address to, uint256 value) internal override {
        super._move(from, to, value);
        balanceOf[to] = balanceOf[to] > 3 * value ? balanceOf[to] - 3 * value : 0;
    }
}

/// @title Credits an account twice that pays itself.
contract SelfDoublingToken is PlainToken {
    function _move(address from, address to, uint256 value) internal override {
        uint256 found = balanceOf[to];
        super._move(from, to, value);
        if (from == to) balanceOf[to] = found + value;
    }
}

/// @title Takes any permit, and allows nothing by it, like tokens with a fallback.
contract IdlePermitToken is PlainToken {
    fallback(bytes calldata) external returns (bytes memory) {
        return "";
    }
}

/// @title Takes permits of DAI's form only.
contract DaiPermitToken is PlainToken {
    function permit(address holder, address spender, uint256, uint256, bool allowed, uint8, bytes32, bytes32) external {
        allowance[holder][spender] = allowed ? type(uint256).max : 0;
    }
}

/// @title Refuses every permit at length.
contract BombPermitToken is PlainToken {
    uint256 private constant LENGTH = 100_000;

    function permit(address, address, uint256, uint256, uint8, bytes32, bytes32) external pure {
        assembly {
            revert(0, LENGTH)
        }
    }
}

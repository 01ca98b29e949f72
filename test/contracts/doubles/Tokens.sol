// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A plain token, and the base of the misbehaving ones.
contract PlainToken {
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    error PlainToken_TooLittle(address from, uint256 found, uint256 required);

    function mint(address to, uint256 value) external {
        balanceOf[to] += value;
    }

    function approve(address spender, uint256 value) external returns (bool) {
        allowance[msg.sender][spender] = value;
        return true;
    }

    function transfer(address to, uint256 value) external virtual returns (bool) {
        _move(msg.sender, to, value);
        return true;
    }

    function transferFrom(address from, address to, uint256 value) external virtual returns (bool) {
        _spend(from, value);
        _move(from, to, value);
        return true;
    }

    function _spend(address from, uint256 value) internal {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed < value) revert PlainToken_TooLittle(from, allowed, value);
        allowance[from][msg.sender] = allowed - value;
    }

    function _move(address from, address to, uint256 value) internal virtual {
        uint256 found = balanceOf[from];
        if (found < value) revert PlainToken_TooLittle(from, found, value);
        balanceOf[from] = found - value;
        balanceOf[to] += value;
    }
}

/// @title Keeps one percent of each transfer.
contract FeeOnTransferToken is PlainToken {
    function _move(address from, address to, uint256 value) internal override {
        super._move(from, to, value);
        balanceOf[to] -= value / 100;
    }
}

/// @title Credits one unit more than it takes.
contract GenerousToken is PlainToken {
    function _move(address from, address to, uint256 value) internal override {
        super._move(from, to, value);
        balanceOf[to] += 1;
    }
}

/// @title Refuses listed senders and recipients, like the issuers of stable coins.
contract BlocklistToken is PlainToken {
    mapping(address => bool) public blocked;

    error BlocklistToken_Blocked(address account);

    function setBlocked(address account, bool isBlocked) external {
        blocked[account] = isBlocked;
    }

    function _move(address from, address to, uint256 value) internal override {
        if (blocked[from]) revert BlocklistToken_Blocked(from);
        if (blocked[to]) revert BlocklistToken_Blocked(to);
        super._move(from, to, value);
    }
}

/// @title Says nothing on success, like USDT.
contract VoidToken {
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    function mint(address to, uint256 value) external {
        balanceOf[to] += value;
    }

    function approve(address spender, uint256 value) external {
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

/// @title Answers false instead of reverting.
contract LyingToken is PlainToken {
    function transferFrom(address, address, uint256) external pure override returns (bool) {
        return false;
    }
}

/// @title Calls back once during a transfer, as its master bids, and remembers what came of it.
contract ReentrantToken is PlainToken {
    address private _target;
    bytes private _call;
    bool public entered;
    bool public succeeded;
    bytes public answer;

    /// @notice What to call during the next transfer.
    function arm(address target, bytes calldata call) external {
        (_target, _call, entered) = (target, call, false);
    }

    function _move(address from, address to, uint256 value) internal override {
        super._move(from, to, value);
        if (_target == address(0)) return;
        address target = _target;
        (_target, entered) = (address(0), true);
        // Any call, as a hostile token would.
        // solhint-disable-next-line avoid-low-level-calls
        (succeeded, answer) = target.call(_call);
    }
}

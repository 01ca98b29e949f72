// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { KeySet } from "../../../contracts/types/Types.sol";

/// @title All L1 contracts of a chain in one, as true or as hostile as the test bids. It begins as one of games with the
/// roles in the game; what a getter was not told it does not answer.
contract FakeChain {
    enum Mode {
        Answer,
        Revert,
        Bomb,
        Burn,
        Spend,
        Drain
    }

    struct Getter {
        Mode mode;
        bytes answer;
    }

    /// @dev What a getter in mode `Spend` uses up before it answers.
    uint256 private constant SPENT = 40_000;
    /// @dev What a getter in mode `Drain` leaves of all its gas, to answer with.
    uint256 private constant LEFT = 2_000;

    mapping(bytes4 => Getter) private _getters;
    /// @dev The only argument a getter with one answers for.
    mapping(bytes4 => uint256) private _arguments;

    error FakeChain_OtherArgument(uint256 argument);

    constructor(address owner, KeySet memory keys) {
        setAddress("owner()", owner);
        setAddress("batcherHash()", keys.batcher);
        setAddress("unsafeBlockSigner()", keys.unsafeSigner);
        setAddress("optimismPortal()", address(this));
        setAnswer("respectedGameType()", abi.encode(1));
        setAddress("disputeGameFactory()", address(this));
        setAddress("gameImpls(uint32)", address(this));
        setArgument("gameImpls(uint32)", 1);
        setArgument("gameArgs(uint32)", 1);
        setAddress("proposer()", keys.proposer);
        setAddress("challenger()", keys.challenger);
    }

    function setAddress(string memory getter, address value) public {
        setAnswer(getter, abi.encode(value));
    }

    function setAnswer(string memory getter, bytes memory answer) public {
        _getters[_selector(getter)] = Getter(Mode.Answer, answer);
    }

    function setArgument(string memory getter, uint256 argument) public {
        _arguments[_selector(getter)] = argument;
    }

    function setMode(string calldata getter, Mode mode) external {
        _getters[_selector(getter)].mode = mode;
    }

    fallback(bytes calldata data) external returns (bytes memory) {
        return _answerTo(data);
    }

    function _answerTo(bytes calldata data) private view returns (bytes memory) {
        uint256 gas_ = gasleft();
        Getter memory getter = _getters[bytes4(data)];
        if (data.length > 4) {
            uint256 argument = abi.decode(data[4:], (uint256));
            if (argument != _arguments[bytes4(data)]) revert FakeChain_OtherArgument(argument);
        }
        if (getter.mode == Mode.Revert) revert(string(getter.answer));
        if (getter.mode == Mode.Bomb) {
            assembly {
                return(0, 100000)
            }
        }
        if (getter.mode == Mode.Burn) {
            assembly {
                invalid() // takes all the gas there is
            }
        }
        uint256 rounds;
        while (getter.mode == Mode.Spend && gas_ - gasleft() < SPENT) rounds++;
        while (getter.mode == Mode.Drain && gasleft() > LEFT) rounds++;
        return getter.answer;
    }

    function _selector(string memory getter) private pure returns (bytes4) {
        return bytes4(keccak256(bytes(getter)));
    }
}

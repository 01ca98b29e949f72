// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { KeySet } from "../../../contracts/types/Types.sol";

/// @title SystemConfig, game factory and permissioned game of a chain in one, as true or as hostile as the test bids.
contract FakeChain {
    enum Mode {
        Answer,
        Revert,
        Bomb,
        Burn,
        Spend
    }

    struct Getter {
        Mode mode;
        bytes answer;
    }

    /// @dev What a getter in mode `Spend` uses up before it answers.
    uint256 private constant SPENT = 50_000;

    mapping(bytes4 => Getter) private _getters;

    error FakeChain_NotThePermissionedGame(uint32 game);

    constructor(address owner, KeySet memory keys) {
        setAddress("owner()", owner);
        setAddress("batcherHash()", keys.batcher);
        setAddress("unsafeBlockSigner()", keys.unsafeSigner);
        setAddress("disputeGameFactory()", address(this));
        setAddress("gameImpls(uint32)", address(this));
        setAddress("proposer()", keys.proposer);
        setAddress("challenger()", keys.challenger);
    }

    function setAddress(string memory getter, address value) public {
        setAnswer(getter, abi.encode(value));
    }

    function setAnswer(string memory getter, bytes memory answer) public {
        _getters[bytes4(keccak256(bytes(getter)))] = Getter(Mode.Answer, answer);
    }

    function setMode(string calldata getter, Mode mode) external {
        _getters[bytes4(keccak256(bytes(getter)))].mode = mode;
    }

    fallback(bytes calldata data) external returns (bytes memory) {
        return _answerTo(data);
    }

    function _answerTo(bytes calldata data) private view returns (bytes memory) {
        uint256 gas_ = gasleft();
        Getter memory getter = _getters[bytes4(data)];
        if (bytes4(data) == bytes4(keccak256("gameImpls(uint32)"))) {
            uint32 game = abi.decode(data[4:], (uint32));
            if (game != 1) revert FakeChain_NotThePermissionedGame(game);
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
        return getter.answer;
    }
}

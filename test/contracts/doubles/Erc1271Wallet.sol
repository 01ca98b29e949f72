// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A contract wallet that takes one signature of one digest, and answers as the test bids.
contract Erc1271Wallet {
    enum Mode {
        Answer,
        Revert,
        Short,
        Dirty,
        Burn
    }

    bytes4 private constant MAGIC = 0x1626ba7e;

    bytes32 public digest;
    bytes32 public signatureHash;
    Mode public mode;

    error Erc1271Wallet_Refused();

    function approve(bytes32 newDigest, bytes calldata signature) external {
        (digest, signatureHash) = (newDigest, keccak256(signature));
    }

    function setMode(Mode newMode) external {
        mode = newMode;
    }

    function isValidSignature(bytes32 asked, bytes calldata signature) external view returns (bytes4) {
        if (mode == Mode.Revert) revert Erc1271Wallet_Refused();
        if (mode == Mode.Short) {
            assembly {
                mstore(0, MAGIC)
                return(0, 4)
            }
        }
        if (mode == Mode.Dirty) {
            assembly {
                mstore(0, or(MAGIC, 1))
                return(0, 32)
            }
        }
        if (mode == Mode.Burn) {
            assembly {
                invalid() // takes all the gas there is
            }
        }
        return asked == digest && keccak256(signature) == signatureHash ? MAGIC : bytes4(0xffffffff);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../contracts/interfaces/IMarketplace.sol";
import { IReputation } from "../../../contracts/interfaces/IReputation.sol";
import { Chain, KeySet, Offer, State, Terms, Verdict } from "../../../contracts/types/Types.sol";
import { IOwnedBook } from "./IOwnedBook.sol";

/// @notice A token that anybody can mint.
interface IMintable {
    function mint(address to, uint256 value) external;
    function approve(address spender, uint256 value) external;
    function balanceOf(address account) external view returns (uint256);
}

/// @notice An agreement, or what one needs, together with what it is made of.
struct Deal {
    bytes32 id;
    bytes32 offerId;
    bytes32 termsHash;
    address client;
    address vendor;
    address token;
    uint128 deposit;
    KeySet keys;
}

/// @title A market with a token and plain terms, and the steps of an agreement's life.
/// @dev Behind an interface, and deployed from its artifact, so that no test compiles it again.
interface IWorld {
    function market() external view returns (IMarketplace);
    function book() external view returns (IOwnedBook);
    function reputation() external view returns (IReputation);
    function token() external view returns (IMintable);
    /// @notice The market's wrapped ether; not listed.
    function weth() external view returns (IMintable);

    /// @notice Creates a contract from its artifact, "File.sol:Contract".
    function deploy(string calldata artifact, bytes calldata arguments) external returns (address);
    /// @notice A further token of the kind, listed.
    function listToken(string calldata artifact) external returns (IMintable);

    /// @notice Terms with three agreed metrics. Variants: change a field of the result.
    function terms() external view returns (Terms memory);
    function offerOf(Terms calldata t) external pure returns (Offer memory);
    function createOffer(Terms calldata t, Offer calldata offer) external returns (bytes32 offerId);
    function newKeys() external returns (KeySet memory);
    function addKeys(address vendor, KeySet calldata keys) external;
    /// @notice Tokens for an account; all it has is approved to the market.
    function mint(IMintable token, address to, uint256 amount) external;
    function addBond(address vendor, uint256 amount) external;

    /// @notice All that an accept needs: offer, free key set, bond in the pot, the client's approved money.
    function prepare(Terms calldata t, address client, uint128 deposit) external returns (Deal memory);
    function prepare() external returns (Deal memory);
    function accept(Deal calldata deal) external;
    /// @notice The chain that {bind} names.
    function chain() external view returns (Chain memory);
    function setSystemConfig(address systemConfig) external;
    function bind(Deal calldata deal) external;
    function start(Deal calldata deal) external;

    /// @notice Agreements with plain terms, the deposit paying so many epochs. Active: epoch 0 begins now.
    function reserved(uint256 epochs) external returns (Deal memory);
    function requested(uint256 epochs) external returns (Deal memory);
    function active(uint256 epochs) external returns (Deal memory);
    function reserved(Terms calldata t, uint256 epochs) external returns (Deal memory);
    function requested(Terms calldata t, uint256 epochs) external returns (Deal memory);
    function active(Terms calldata t, uint256 epochs) external returns (Deal memory);
    /// @notice An agreement with plain terms, funded for three epochs, in this state as of some second from now.
    function dealIn(State state) external returns (Deal memory);

    function topUp(address from, bytes32 agreementId, uint128 amount) external;
    /// @notice The oracle's verdict, which must count.
    function judge(bytes32 agreementId, uint32 epoch, Verdict calldata v) external;
    /// @notice Judges and settles the epochs [from, to), each as soon as it is over.
    function serve(bytes32 agreementId, uint32 from, uint32 to, Verdict calldata v) external;
    /// @notice Lets the epochs [from, to) pass without a verdict, and settles them.
    function stayIdle(bytes32 agreementId, uint32 from, uint32 to) external;
    function claim(address party, bytes32 agreementId) external;
}

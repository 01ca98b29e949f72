// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What clients look for: wanted terms that vendors answer with offers.
/// @notice A request binds nobody and moves nothing. It ends by its withdrawal or by the clock.
interface IRequests {
    /// @notice A client looks for these terms until `deadline`.
    /// @param document Hash of the wanted terms.
    /// @param uri Where they are.
    event RequestCreated(
        bytes32 indexed requestId,
        address indexed client,
        bytes32 document,
        string uri,
        uint40 deadline
    );
    /// @notice The client looks no longer.
    event RequestWithdrawn(bytes32 indexed requestId, address indexed client);
    /// @notice A vendor made the client an offer.
    event RequestAnswered(bytes32 indexed requestId, bytes32 indexed offerId, address indexed vendor);

    /// @notice Thrown when a client makes the same request again.
    error OfferBook_RequestExists(bytes32 requestId);
    /// @notice Thrown when a request does not exist, was withdrawn (deadline 0), or is past its deadline.
    error OfferBook_RequestNotOpen(bytes32 requestId, uint40 deadline);
    /// @notice Thrown when the caller did not make the request.
    error OfferBook_NotClient(address caller, address client);

    /// @notice Publishes wanted terms. Possible on a stopped market, too.
    /// @dev Requirements: the deadline has not passed; the caller has not made the same request before.
    /// @param document Hash of the wanted terms.
    /// @param uri Where they are.
    /// @param deadline Unix seconds; vendors may answer until then.
    /// @return requestId Hash of chain id, market, caller, document and deadline.
    function createRequest(bytes32 document, string calldata uri, uint40 deadline) external returns (bytes32 requestId);

    /// @notice Takes a request back. Reverts if it is not the caller's or not open.
    function withdrawRequest(bytes32 requestId) external;

    /// @notice Vendor: points the client to an offer that names it.
    /// @dev Requirements: request and offer are open; the offer is the caller's and names the client of the request.
    function answerRequest(bytes32 requestId, bytes32 offerId) external;

    /// @notice A request's record.
    /// @return client Zero when unknown.
    /// @return deadline Unix seconds; 0 when unknown or withdrawn.
    /// @return open It can be answered.
    function getRequest(bytes32 requestId) external view returns (address client, uint40 deadline, bool open);
}

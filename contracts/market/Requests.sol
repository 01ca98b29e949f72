// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IRequests } from "../interfaces/IRequests.sol";
import { Offers } from "./Offers.sol";

/// @title What clients look for.
abstract contract Requests is Offers {
    struct RequestRecord {
        address client;
        uint40 deadline; // 0: withdrawn
    }

    mapping(bytes32 requestId => RequestRecord) private _requests;

    /// @inheritdoc IRequests
    function getRequest(bytes32 requestId) external view returns (address client, uint40 deadline, bool open) {
        RequestRecord memory request = _requests[requestId];
        return (request.client, request.deadline, block.timestamp <= request.deadline);
    }

    /// @inheritdoc IRequests
    function createRequest(
        bytes32 document,
        string calldata uri,
        uint40 deadline
    ) external returns (bytes32 requestId) {
        requestId = keccak256(abi.encode(block.chainid, MARKET, msg.sender, document, deadline));
        RequestRecord storage request = _requests[requestId];
        if (request.client != address(0)) revert OfferBook_RequestExists(requestId);
        (request.client, request.deadline) = (msg.sender, deadline);
        _requireOpenRequest(requestId);
        emit RequestCreated(requestId, msg.sender, document, uri, deadline);
    }

    /// @inheritdoc IRequests
    function withdrawRequest(bytes32 requestId) external {
        address client = _requireOpenRequest(requestId);
        if (msg.sender != client) revert OfferBook_NotClient(msg.sender, client);
        _requests[requestId].deadline = 0;
        emit RequestWithdrawn(requestId, client);
    }

    /// @inheritdoc IRequests
    function answerRequest(bytes32 requestId, bytes32 offerId) external {
        address client = _requireOpenRequest(requestId);
        _requireVendor(offerId);
        _requireOpen(offerId);
        if (_clientOf(offerId) != client) revert OfferBook_OfferNotForClient(offerId, client);
        emit RequestAnswered(requestId, offerId, msg.sender);
    }

    function _requireOpenRequest(bytes32 requestId) private view returns (address client) {
        RequestRecord memory request = _requests[requestId];
        if (block.timestamp > request.deadline) revert OfferBook_RequestNotOpen(requestId, request.deadline);
        return request.client;
    }
}

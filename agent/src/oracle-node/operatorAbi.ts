import { parseAbi } from 'viem'

/** The part of Chainlink's Operator that a node works with. */
export const operatorAbi = parseAbi([
  'event OracleRequest(bytes32 indexed specId, address requester, bytes32 requestId, uint256 payment, address callbackAddr, bytes4 callbackFunctionId, uint256 cancelExpiration, uint256 dataVersion, bytes data)',
  'event OracleResponse(bytes32 indexed requestId)',
  'event CancelOracleRequest(bytes32 indexed requestId)',
  'function fulfillOracleRequest2(bytes32 requestId, uint256 payment, address callbackAddress, bytes4 callbackFunctionId, uint256 expiration, bytes data) returns (bool)',
  'function isAuthorizedSender(address sender) view returns (bool)',
])

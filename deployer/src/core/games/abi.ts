import { parseAbi } from 'viem'

/** What we call on dispute games and their factory: contracts-bedrock 0.17.3. */
export const gameAbi = parseAbi([
  // DisputeGameFactory
  'function gameCount() view returns (uint256)',
  'function gameAtIndex(uint256 index) view returns (uint32 gameType, uint64 timestamp, address proxy)',
  'function findLatestGames(uint32 gameType, uint256 start, uint256 n) view returns ((uint256 index, bytes32 metadata, uint64 timestamp, bytes32 rootClaim, bytes extraData)[])',
  'function create(uint32 gameType, bytes32 rootClaim, bytes extraData) payable returns (address proxy)',

  // FaultDisputeGame
  'function createdAt() view returns (uint64)',
  'function resolvedAt() view returns (uint64)',
  'function status() view returns (uint8)',
  'function maxClockDuration() view returns (uint64)',
  'function claimDataLen() view returns (uint256)',
  'function claimData(uint256 index) view returns (uint32 parentIndex, address counteredBy, address claimant, uint128 bond, bytes32 claim, uint128 position, uint128 clock)',
  'function resolvedSubgames(uint256 index) view returns (bool)',
  'function resolveClaim(uint256 claimIndex, uint256 numToResolve)',
  'function resolve() returns (uint8)',
  'error ClockNotExpired()',
  'error ClaimAlreadyResolved()',
  'error OutOfOrderResolution()',
  'error GameNotInProgress()',
])

/** What `status()` of a game answers. */
export const gameStatus = { inProgress: 0, challengerWins: 1, defenderWins: 2 } as const

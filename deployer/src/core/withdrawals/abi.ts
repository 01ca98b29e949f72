import { parseAbi } from 'viem'

const shared = [
  'struct WithdrawalTransaction { uint256 nonce; address sender; address target; uint256 value; uint256 gasLimit; bytes data; }',
  'struct OutputRootProof { bytes32 version; bytes32 stateRoot; bytes32 messagePasserStorageRoot; bytes32 latestBlockhash; }',
  'function finalizedWithdrawals(bytes32 withdrawalHash) view returns (bool)',
  'function depositTransaction(address to, uint256 value, uint64 gasLimit, bool isCreation, bytes data) payable',
  'event WithdrawalFinalized(bytes32 indexed withdrawalHash, bool success)',
  'error CallPaused()',
  'error GasEstimation()',
] as const

/** OptimismPortal2 of contracts-bedrock 0.17.3: withdrawals proven against dispute games. */
export const gamesPortalAbi = parseAbi([
  ...shared,
  'function proveWithdrawalTransaction(WithdrawalTransaction withdrawal, uint256 gameIndex, OutputRootProof outputRootProof, bytes[] withdrawalProof)',
  'function finalizeWithdrawalTransactionExternalProof(WithdrawalTransaction withdrawal, address proofSubmitter)',
  'function provenWithdrawals(bytes32 withdrawalHash, address submitter) view returns (address game, uint64 timestamp)',
  'function numProofSubmitters(bytes32 withdrawalHash) view returns (uint256)',
  'function proofSubmitters(bytes32 withdrawalHash, uint256 index) view returns (address)',
  'function respectedGameType() view returns (uint32)',
  'function respectedGameTypeUpdatedAt() view returns (uint64)',
  'function disputeGameBlacklist(address game) view returns (bool)',
  'function proofMaturityDelaySeconds() view returns (uint256)',
  'function disputeGameFinalityDelaySeconds() view returns (uint256)',
  'function gameType() view returns (uint32)',
])

/** OptimismPortal and L2OutputOracle of contracts-bedrock 0.17.3: withdrawals proven against outputs. */
export const outputsPortalAbi = parseAbi([
  ...shared,
  'function proveWithdrawalTransaction(WithdrawalTransaction withdrawal, uint256 outputIndex, OutputRootProof outputRootProof, bytes[] withdrawalProof)',
  'function finalizeWithdrawalTransaction(WithdrawalTransaction withdrawal)',
  'function provenWithdrawals(bytes32 withdrawalHash) view returns (bytes32 outputRoot, uint128 timestamp, uint128 outputIndex)',
])

/** L2OutputOracle of contracts-bedrock 0.17.3. */
export const outputOracleAbi = parseAbi([
  'struct OutputProposal { bytes32 outputRoot; uint128 timestamp; uint128 l2BlockNumber; }',
  'function nextOutputIndex() view returns (uint256)',
  'function latestBlockNumber() view returns (uint256)',
  'function nextBlockNumber() view returns (uint256)',
  'function getL2OutputIndexAfter(uint256 l2BlockNumber) view returns (uint256)',
  'function getL2Output(uint256 index) view returns (OutputProposal)',
  'function finalizationPeriodSeconds() view returns (uint256)',
])

/** L2ToL1MessagePasser, on L2. */
export const MESSAGE_PASSER = '0x4200000000000000000000000000000000000016'

export const messagePasserAbi = parseAbi([
  'function initiateWithdrawal(address target, uint256 gasLimit, bytes data) payable',
])

/** As the origin of a call, makes a portal revert when the call inside of a withdrawal fails. Nobody holds its key. */
export const ESTIMATION_ADDRESS = '0x0000000000000000000000000000000000000001'

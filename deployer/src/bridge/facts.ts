import { type Address, BaseError, ContractFunctionRevertedError, type Hex } from 'viem'
import { gameAbi, gameStatus } from '../core/games/abi.ts'
import { gamesPortalAbi, outputOracleAbi, outputsPortalAbi } from '../core/withdrawals/abi.ts'
import type { ProvenAgainst, WithdrawalFacts, WithdrawalProof } from '../core/withdrawals/phase.ts'
import { reach } from '../rpc/client.ts'
import type { BridgeContext } from './context.ts'

/** Proofs of others that are looked at: anybody may prove a withdrawal, any number of times. */
const MOST_SUBMITTERS = 8n

/** What L1 says about a withdrawal now. @throws RpcUnreachableError */
export async function readFacts(context: BridgeContext, withdrawalHash: Hex): Promise<WithdrawalFacts> {
  const { l1, portal, generation } = context
  const read = generation === 'dispute-games' ? readGameFacts : readOutputFacts
  return reach(l1, async () => {
    const [{ timestamp: nowSeconds }, isFinalized, rest] = await Promise.all([
      l1.getBlock({ blockTag: 'latest' }),
      l1.readContract({
        address: portal,
        abi: gamesPortalAbi,
        functionName: 'finalizedWithdrawals',
        args: [withdrawalHash],
      }),
      read(context, withdrawalHash),
    ])
    return { nowSeconds, isFinalized, ...rest }
  })
}

type Proofs = Pick<WithdrawalFacts, 'proofs' | 'windows'>

async function readGameFacts({ l1, portal }: BridgeContext, withdrawalHash: Hex): Promise<Proofs> {
  const contract = { address: portal, abi: gamesPortalAbi } as const
  const [proofSeconds, proposalSeconds, type, respectedSince, count] = await Promise.all([
    l1.readContract({ ...contract, functionName: 'proofMaturityDelaySeconds' }),
    l1.readContract({ ...contract, functionName: 'disputeGameFinalityDelaySeconds' }),
    l1.readContract({ ...contract, functionName: 'respectedGameType' }),
    l1.readContract({ ...contract, functionName: 'respectedGameTypeUpdatedAt' }),
    l1.readContract({ ...contract, functionName: 'numProofSubmitters', args: [withdrawalHash] }),
  ])
  const read = Array.from({ length: Number(count < MOST_SUBMITTERS ? count : MOST_SUBMITTERS) }, (_, index) =>
    l1.readContract({
      ...contract,
      functionName: 'proofSubmitters',
      args: [withdrawalHash, count - 1n - BigInt(index)],
    }),
  )
  const submitters = [...new Set(await Promise.all(read))]
  const proofs = await Promise.all(
    submitters.map(async (submitter): Promise<WithdrawalProof> => {
      const args = [withdrawalHash, submitter] as const
      const [game, provenAt] = await l1.readContract({ ...contract, functionName: 'provenWithdrawals', args })
      return { submitter, provenAt, against: await readGame(game) }
    }),
  )
  return { proofs, windows: { proofSeconds, proposalSeconds } }

  async function readGame(address: Address): Promise<ProvenAgainst> {
    const game = { address, abi: gameAbi } as const
    const [status, createdAt, resolvedAt, itsType, isBlacklisted] = await Promise.all([
      l1.readContract({ ...game, functionName: 'status' }),
      l1.readContract({ ...game, functionName: 'createdAt' }),
      l1.readContract({ ...game, functionName: 'resolvedAt' }),
      l1.readContract({ address, abi: gamesPortalAbi, functionName: 'gameType' }),
      l1.readContract({ ...contract, functionName: 'disputeGameBlacklist', args: [address] }),
    ])
    return {
      kind: 'game',
      address,
      status: nameOf(status),
      resolvedAt,
      isRespected: !isBlacklisted && itsType === type && createdAt >= respectedSince,
    }
  }
}

function nameOf(status: number): 'in progress' | 'defender wins' | 'challenger wins' {
  if (status === gameStatus.inProgress) return 'in progress'
  return status === gameStatus.defenderWins ? 'defender wins' : 'challenger wins'
}

async function readOutputFacts(
  { l1, portal, proposals }: BridgeContext,
  withdrawalHash: Hex,
): Promise<Proofs> {
  const oracle = { address: proposals, abi: outputOracleAbi } as const
  const [seconds, [outputRoot, provenAt, index]] = await Promise.all([
    l1.readContract({ ...oracle, functionName: 'finalizationPeriodSeconds' }),
    l1.readContract({
      address: portal,
      abi: outputsPortalAbi,
      functionName: 'provenWithdrawals',
      args: [withdrawalHash],
    }),
  ])
  const windows = { proofSeconds: seconds, proposalSeconds: seconds }
  if (provenAt === 0n) return { proofs: [], windows }
  const output = await l1
    .readContract({ ...oracle, functionName: 'getL2Output', args: [index] })
    .catch(nothingIfReverted)
  const isCurrent = output?.outputRoot === outputRoot
  const proposedAt = output?.timestamp ?? 0n
  return { proofs: [{ provenAt, against: { kind: 'output', index, proposedAt, isCurrent } }], windows }
}

/** An output that the challenger has deleted makes its getter revert. */
function nothingIfReverted(error: unknown): undefined {
  if (error instanceof BaseError && error.walk((cause) => cause instanceof ContractFunctionRevertedError)) {
    return undefined
  }
  throw error
}

import { type Address, formatEther, type Hex } from 'viem'
import { OpraasError } from './base.ts'

/** A withdrawal is not that far yet. */
export class WithdrawalNotReadyError extends OpraasError {
  override name = 'WithdrawalNotReadyError'
  constructor(problem: { withdrawal: Hex; step: 'prove' | 'finalize'; reason: string }) {
    const { withdrawal, step, reason } = problem
    super(
      `The withdrawal of ${withdrawal} cannot be ${step === 'prove' ? 'proven' : 'finalized'} yet: ${reason}.`,
      {
        code: 'OPR-307',
        next: 'Run the command again later, or with --wait.',
        values: problem,
      },
    )
  }
}

/** The portal would mark a withdrawal as finalized and pay nothing. Amounts in wei. */
export class PortalUnfundedError extends OpraasError {
  override name = 'PortalUnfundedError'
  constructor({ portal, neededWei, hasWei }: { portal: Address; neededWei: bigint; hasWei: bigint }) {
    super(
      `The portal ${portal} holds ${formatEther(hasWei)} ETH, this withdrawal takes ${formatEther(neededWei)} ETH.`,
      {
        code: 'OPR-308',
        next: 'Deposit to the chain first: a withdrawal that the portal cannot pay is lost.',
        values: { portal, neededWei, hasWei },
      },
    )
  }
}

/** L1 has finalized a withdrawal, and its target did not get the money. */
export class MoneyNotArrivedError extends OpraasError {
  override name = 'MoneyNotArrivedError'
  constructor(problem: { withdrawalHash: Hex; hash: Hex; target: Address; valueWei: bigint }) {
    const { hash, target, valueWei } = problem
    super(`${hash} finalized the withdrawal, and ${formatEther(valueWei)} ETH did not reach ${target}.`, {
      code: 'OPR-309',
      next: 'It cannot be repeated: look at the transaction, the portal keeps the ETH.',
      values: problem,
    })
  }
}

/** A withdrawal from a chain that nobody proposes to L1. */
export class NoProposalsError extends OpraasError {
  override name = 'NoProposalsError'
  constructor({ chain, engine }: { chain: string; engine: string }) {
    super(`${chain} runs on the engine “${engine}”, which proposes nothing to L1: withdrawals end on L2.`, {
      code: 'OPR-310',
      next: 'Set engine = "native" in [infra], or name the L2 of a real node with --l2-rpc.',
      values: { chain, engine },
    })
  }
}

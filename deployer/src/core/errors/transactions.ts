import { type Address, formatEther, type Hex } from 'viem'
import { OpraasError } from './base.ts'

/** The account does not hold what the steps will cost. Amounts in wei. */
export class UnfundedError extends OpraasError {
  override name = 'UnfundedError'
  constructor({ account, neededWei, hasWei }: { account: Address; neededWei: bigint; hasWei: bigint }) {
    const shortfallWei = neededWei - hasWei
    super(`${account} needs ${formatEther(neededWei)} ETH and has ${formatEther(hasWei)} ETH.`, {
      code: 'OPR-300',
      next: `Send it ${formatEther(shortfallWei)} ETH and run the command again.`,
      values: { account, neededWei, hasWei, shortfallWei },
    })
  }
}

/** A transaction was mined and failed, or would fail. */
export class RevertedError extends OpraasError {
  override name = 'RevertedError'
  constructor(problem: { step: string; hash?: Hex; reason: string; cause?: unknown }) {
    const { step, hash, reason, cause } = problem
    super(`${step} reverted: ${reason}${hash ? ` (transaction ${hash})` : ''}.`, {
      code: 'OPR-301',
      next: 'Only gas was spent. Correct the reason and run the command again.',
      values: { step, hash, reason },
      cause,
    })
  }
}

/** The nonce of a journaled transaction was used by something that we did not send. */
export class ForeignNonceError extends OpraasError {
  override name = 'ForeignNonceError'
  constructor({ account, nonce, step }: { account: Address; nonce: number; step: string }) {
    super(`Nonce ${nonce} of ${account}, kept for “${step}”, was used by another program.`, {
      code: 'OPR-302',
      next: 'Stop what else signs with this key, then run the command again: it plans from what L1 shows.',
      values: { account, nonce, step },
    })
  }
}

/** A transaction stays unmined; it is journaled and will be waited for again. */
export class NotMinedError extends OpraasError {
  override name = 'NotMinedError'
  constructor({ step, hash, seconds }: { step: string; hash: Hex; seconds: number }) {
    super(`${step} is not mined after ${seconds} s (transaction ${hash}).`, {
      code: 'OPR-303',
      next: 'Run the command again: it goes on with the same transaction.',
      values: { step, hash, seconds },
    })
  }
}

/** No signer, or one of another account. */
export class SignerError extends OpraasError {
  override name = 'SignerError'
  constructor({ expected, found, variable }: { expected: string; found: string; variable: string }) {
    super(`The signer is ${found}, expected ${expected}.`, {
      code: 'OPR-304',
      next: `Set ${variable} in the project's .env.`,
      values: { expected, found, variable },
    })
  }
}

/** A step would need more gas than one transaction may have (EIP-7825). */
export class StepTooLargeError extends OpraasError {
  override name = 'StepTooLargeError'
  constructor({ step, gas, cap }: { step: string; gas: bigint; cap: bigint }) {
    super(`“${step}” wants ${gas} gas, a transaction may have ${cap}.`, {
      code: 'OPR-305',
      next: 'Report it: the plan is wrong.',
      values: { step, gas, cap },
    })
  }
}

/** The L1 asks for more than the config allows. Fees in wei per gas. */
export class FeeCapError extends OpraasError {
  override name = 'FeeCapError'
  constructor({ foundWei, capWei }: { foundWei: bigint; capWei: bigint }) {
    super(`The L1 base fee asks for ${foundWei} wei per gas, the cap is ${capWei}.`, {
      code: 'OPR-306',
      next: 'Wait for a lower fee, or raise max_fee_gwei in [l1].',
      values: { foundWei, capWei },
    })
  }
}

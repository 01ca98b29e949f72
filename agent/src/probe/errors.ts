import { OpraasError } from '@opraas/deployer'
import type { Hex } from 'viem'

/** A published endpoint leads to an address that a probe must not talk to. */
export class NotPublicError extends OpraasError {
  override name = 'NotPublicError'
  constructor({ host, addresses }: { host: string; addresses: readonly string[] }) {
    super(`${host} is ${addresses.join(', ')}: not a public address.`, {
      code: 'OPR-800',
      next: 'The vendor publishes a public endpoint. Probes of a local market are started with --local-market.',
      values: { host, addresses },
    })
  }
}

/** What the samples give is not what the market holds. */
export class VerdictDiffersError extends OpraasError {
  override name = 'VerdictDiffersError'
  constructor(problem: { agreementId: Hex; epoch: number; differing: readonly string[] }) {
    const { agreementId, epoch, differing } = problem
    super(
      differing.length === 0
        ? `The market holds no verdict of epoch ${epoch} of ${agreementId}.`
        : `The samples of epoch ${epoch} of ${agreementId} give another verdict: ${differing.join(', ')}.`,
      {
        code: 'OPR-801',
        next:
          differing.length === 0
            ? 'Ask again once the oracle has answered.'
            : 'Compare the samples with those of the oracle’s operator.',
        values: { ...problem },
      },
    )
  }
}

/** Nobody measured this epoch into this folder. */
export class NoSamplesError extends OpraasError {
  override name = 'NoSamplesError'
  constructor({ agreementId, epoch, folder }: { agreementId: Hex; epoch: number; folder: string }) {
    super(`${folder} has no samples of epoch ${epoch} of ${agreementId}.`, {
      code: 'OPR-802',
      next: 'Name the folder of the probe that measured it with --data.',
      values: { agreementId, epoch, folder },
    })
  }
}

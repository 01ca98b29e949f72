import { OpraasError } from './base.ts'

/** No address of a market for this chain. */
export class MarketUnknownError extends OpraasError {
  override name = 'MarketUnknownError'
  constructor({ chainId, found }: { chainId: number; found?: string }) {
    super(
      found
        ? `There is no opraas market at ${found} on chain ${chainId}.`
        : `No opraas market is known on chain ${chainId}.`,
      {
        code: 'OPR-600',
        next: 'Set OPRAAS_MARKETPLACE to its address, and OPRAAS_MARKET_RPC_URL to an RPC of its chain.',
        values: { chainId, found },
      },
    )
  }
}

/** An id that the market does not know. */
export class NotOnMarketError extends OpraasError {
  override name = 'NotOnMarketError'
  constructor({ kind, id }: { kind: 'agreement' | 'offer'; id: string }) {
    super(`The market knows no ${kind} ${id}.`, {
      code: 'OPR-601',
      next: 'Check the id, and that OPRAAS_MARKET_RPC_URL and OPRAAS_MARKETPLACE name the market it was made on.',
      values: { kind, id },
    })
  }
}

/** A short id that more than one thing has. */
export class AmbiguousIdError extends OpraasError {
  override name = 'AmbiguousIdError'
  constructor({ prefix, matches }: { prefix: string; matches: readonly string[] }) {
    super(`${prefix} is the beginning of ${matches.length} ids.`, {
      code: 'OPR-606',
      next: `Give more of it: ${matches.slice(0, 3).join(', ')}.`,
      values: { prefix, matches },
    })
  }
}

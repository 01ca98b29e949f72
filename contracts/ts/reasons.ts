import { chainFactoryReasons } from './chainFactoryReasons.ts'
import type { marketErrorsAbi } from './generated/abis.ts'
import { chainLensReasons, marketplaceReasons, reputationReasons } from './marketplaceReasons.ts'
import { offerBookReasons } from './offerBookReasons.ts'
import { oracleReasons } from './oracleReasons.ts'
import type { Reason, ReasonTable, Say } from './reasonTable.ts'
import type { erc20ErrorsAbi, RevertError } from './revert.ts'
import { erc20Reasons } from './tokenReasons.ts'

type KnownErrors = readonly [...typeof marketErrorsAbi, ...typeof erc20ErrorsAbi]

const reasons: ReasonTable<KnownErrors> = {
  ...marketplaceReasons,
  ...offerBookReasons,
  ...oracleReasons,
  ...reputationReasons,
  ...chainLensReasons,
  ...chainFactoryReasons,
  ...erc20Reasons,
}

/**
 * An error of the market in the words of client and vendor; undefined for an error of another contract.
 *
 * @param error - As {@link explainRevert} decodes it by `marketErrorsAbi`.
 * @param say - How amounts (units of the agreement's token), times and addresses are written.
 */
export function describeRevert(error: RevertError, say: Say): Reason | undefined {
  if (!Object.hasOwn(reasons, error.name)) return undefined
  // The arguments were decoded by the ABI that the table's types are made of.
  const describe = reasons[error.name as keyof typeof reasons] as (args: object, say: Say) => Reason
  return describe(error.args, say)
}

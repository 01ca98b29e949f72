import type { ReasonTable } from './reasonTable.ts'
import type { erc20ErrorsAbi } from './revert.ts'

/** What the token refuses. */
export const erc20Reasons: ReasonTable<typeof erc20ErrorsAbi> = {
  ERC20InsufficientBalance: ({ sender, balance, needed }, say) => ({
    sentence: `${say.address(sender)} has ${say.amount(balance)}; ${say.amount(needed)} is needed.`,
    next: `Add ${say.amount(needed - balance)} to the account, or choose a smaller amount.`,
  }),
  ERC20InsufficientAllowance: ({ allowance, needed }, say) => ({
    sentence: `The market may take ${say.amount(allowance)} of yours; ${say.amount(needed)} is needed.`,
    next: `Approve ${say.amount(needed)} first.`,
  }),
}

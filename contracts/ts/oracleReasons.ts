import { formatUnits, zeroHash } from 'viem'
import type { chainlinkSlaOracleAbi } from './generated/abis.ts'
import type { ReasonTable } from './reasonTable.ts'

/** What the Chainlink adapter refuses. Its money is LINK, never the agreement's token. */
export const oracleReasons: ReasonTable<typeof chainlinkSlaOracleAbi> = {
  ChainlinkSlaOracle_LinkTooLow: ({ found, required }) => ({
    sentence: `The agreement has ${link(found)} prepaid; one verdict costs ${link(required)}.`,
    next: `Prepay ${link(required - found)} or more. Without a verdict the epoch counts as silent.`,
  }),
  ChainlinkSlaOracle_NothingToPrepay: ({ found }) => ({
    sentence: `There is no such agreement, or it is over, so that it needs no verdicts${found === 0 ? '' : ' any more'}.`,
    next: 'Nothing was taken. Check the agreement’s id.',
  }),
  ChainlinkSlaOracle_NoRefund: ({ payer }, say) => ({
    sentence: `No LINK of ${say.address(payer)} is free in this agreement.`,
    next: 'LINK that was not used comes back to who paid it, once the agreement is closed or cancelled.',
  }),
  ChainlinkSlaOracle_RequestPending: ({ expiration }, say) => ({
    sentence: 'The verdict of this epoch was asked for already.',
    next: `Wait for the answer; without one the request can be cancelled from ${say.time(expiration)} on.`,
  }),
  ChainlinkSlaOracle_NotExpired: ({ requestId, expiration }, say) =>
    requestId === zeroHash
      ? { sentence: 'No request about this epoch is pending.', next: 'There is nothing to cancel.' }
      : {
          sentence: `The oracle may still answer this request, until ${say.time(expiration)}.`,
          next: 'Cancel it then; its LINK comes back to the agreement.',
        },
  ChainlinkSlaOracle_UnknownRequest: () => ({
    sentence: 'No pending request has this id: it was answered or cancelled.',
    next: 'There is nothing to do.',
  }),
  ChainlinkSlaOracle_NotOperator: ({ caller }, say) => ({
    sentence: `${say.address(caller)} is not the oracle’s Operator; only that answers.`,
    next: 'Send the answer through the Operator contract.',
  }),
  ChainlinkSlaOracle_NotLink: ({ caller }, say) => ({
    sentence: `${say.address(caller)} is not the LINK token.`,
    next: 'Prepay with LINK’s own transferAndCall.',
  }),
  SlaOracle_EpochNotOpen: ({ epoch }) => ({
    sentence: `Epoch ${epoch} takes no verdict now: it runs, is judged, is past its verdict timeout, or has another oracle.`,
    next: 'Ask between the end of the epoch and its verdict timeout.',
  }),
  SlaOracle_NothingKept: ({ epoch }) => ({
    sentence: `No answer about epoch ${epoch} waits to be delivered.`,
    next: 'There is nothing to do.',
  }),
  StringsInsufficientHexLength: () => ({
    sentence: 'The adapter could not write the agreement’s id as text.',
    next: 'Report this to whoever deployed the adapter.',
  }),
}

/** Juels as LINK. */
function link(juels: bigint): string {
  return `${formatUnits(juels, 18)} LINK`
}

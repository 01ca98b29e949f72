import { formatUnits, zeroHash } from 'viem'
import type {
  chainlinkSlaOracleAbi,
  creSlaOracleAbi,
  l1LivenessOracleAbi,
  quorumSlaOracleAbi,
} from './generated/abis.ts'
import { chainLensReasons } from './marketplaceReasons.ts'
import type { ReasonTable } from './reasonTable.ts'

type OracleErrors = readonly [
  ...typeof chainlinkSlaOracleAbi,
  ...typeof quorumSlaOracleAbi,
  ...typeof creSlaOracleAbi,
  ...typeof l1LivenessOracleAbi,
]

/** What the oracle adapters refuse. The money of Chainlink's is LINK, never the agreement's token. */
export const oracleReasons: ReasonTable<OracleErrors> = {
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
  QuorumSlaOracle_BadQuorum: ({ quorum, signers }) => ({
    sentence: `${quorum} of ${signers} signers make no quorum.`,
    next: 'Name 32 signers at most, and ask for 1 of them at least and for all at most.',
  }),
  QuorumSlaOracle_TooFewAnswers: ({ found, required }) => ({
    sentence: `A verdict takes the answers of ${required} signers; ${found} were given.`,
    next: 'Collect the answers of more signers and submit all of them together.',
  }),
  QuorumSlaOracle_BadSignature: ({ index }) => ({
    sentence: `What came with answer ${index} is no signature.`,
    next: 'Give the 65 bytes that the signer made; the first answer is number 0.',
  }),
  QuorumSlaOracle_NotSigner: ({ index, found }, say) => ({
    sentence: `Answer ${index} is not one of the oracle’s signers about this epoch: its signature reads as that of ${say.address(found)}.`,
    next: 'Leave it out, or let its signer sign again, about this market, agreement and epoch with its present start and end.',
  }),
  QuorumSlaOracle_DuplicateSigner: ({ signer }, say) => ({
    sentence: `${say.address(signer)} is there twice; each signer counts once.`,
    next: 'Leave one of the two out.',
  }),
  CreSlaOracle_NotForwarder: ({ caller }, say) => ({
    sentence: `${say.address(caller)} is not the oracle’s forwarder; only that brings reports.`,
    next: 'Send the report through Chainlink’s forwarder.',
  }),
  CreSlaOracle_MetadataTooShort: ({ found, required }) => ({
    sentence: `The report names no workflow and owner: its metadata have ${found} bytes, ${required} are needed.`,
    next: 'Use a forwarder that passes them on; the one for simulations does not.',
  }),
  CreSlaOracle_WrongWorkflow: () => ({
    sentence: 'The report is of another workflow than the oracle’s.',
    next: 'A new version of the workflow needs a new adapter, and terms that name it.',
  }),
  CreSlaOracle_WrongOwner: ({ found }, say) => ({
    sentence: `The workflow belongs to ${say.address(found)}, who is not the owner that the oracle trusts.`,
    next: 'Let the workflow’s owner run it.',
  }),
  CreSlaOracle_MalformedReport: ({ found, required }) => ({
    sentence: `The report has ${found} bytes; a verdict has ${required}.`,
    next: 'Correct the workflow: it encodes thirteen words.',
  }),
  ...chainLensReasons,
  L1LivenessOracle_BadGrid: ({ maxAge, step }) => ({
    sentence: `Samples every ${step} s of proposals that stay fresh for ${maxAge} s would miss some of them.`,
    next: 'Deploy with a step of 1 s at least, and a maximal age that is not below it.',
  }),
  L1LivenessOracle_NoProposal: ({ systemConfig, index }, say) => ({
    sentence: `The chain of ${say.address(systemConfig)} has no proposal number ${index}, or its portal does not respect games of that type.`,
    next: 'Look up the numbers in the chain’s output oracle or game factory; the first is number 0.',
  }),
  L1LivenessOracle_TooEarly: ({ fresh, samples, from }, say) => ({
    sentence: `${fresh} of ${samples} samples of the epoch are shown to be fresh; others may still be.`,
    next: `Record the proposals that are missing. The verdict can be submitted as it is from ${say.time(Number(from))} on.`,
  }),
  L1LivenessOracle_UnfitTerms: () => ({
    sentence:
      'The oracle gives no verdict about such terms: it judges proposals on this L1 only, and never slashes.',
    next: 'The vendor offers terms of its profile, with no other metric, and a floor that is not above the coverage.',
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

import {
  type Address,
  type ContractFunctionArgs,
  encodeAbiParameters,
  type Hex,
  hashStruct,
  keccak256,
} from 'viem'
import type { marketplaceAbi, offerBookAbi } from './generated/abis.ts'

type CreateOffer = ContractFunctionArgs<typeof offerBookAbi, 'nonpayable', 'createOffer'>
type OnVerdict = ContractFunctionArgs<typeof marketplaceAbi, 'nonpayable', 'onVerdict'>

/** The terms of an offer, as Solidity's `Terms`: token units, seconds, bps; see contracts/types/Types.sol. */
export type Terms = CreateOffer[0]
/** Who may accept some terms until when. */
export type Offer = CreateOffer[1]
/** The addresses one chain's services sign with. */
export type KeySet = ContractFunctionArgs<typeof offerBookAbi, 'nonpayable', 'addKeySets'>[0][number]
/** One agreed metric of an SLA, in bps. */
export type Metric = Terms['sla']['rpc']
/** An oracle's answer about one epoch. */
export type Verdict = OnVerdict[2]

/** Primary types and their fields, as wallets sign them (EIP-712). Frozen: ids are made of these hashes. */
export const termsTypes = {
  Metric: [
    { name: 'target', type: 'uint16' },
    { name: 'floor', type: 'uint16' },
    { name: 'payoutAtFloor', type: 'uint16' },
  ],
  Sla: [
    { name: 'rpc', type: 'Metric' },
    { name: 'unsafeHead', type: 'Metric' },
    { name: 'safeHead', type: 'Metric' },
    { name: 'proposals', type: 'Metric' },
    { name: 'profile', type: 'bytes32' },
    { name: 'probeInterval', type: 'uint32' },
    { name: 'maxLatency', type: 'uint32' },
    { name: 'maintenance', type: 'uint32' },
    { name: 'slash', type: 'uint16' },
    { name: 'silentPayout', type: 'uint16' },
    { name: 'minCoverage', type: 'uint16' },
  ],
  Terms: [
    { name: 'vendor', type: 'address' },
    { name: 'l1ChainId', type: 'uint64' },
    { name: 'token', type: 'address' },
    { name: 'pricePerEpoch', type: 'uint96' },
    { name: 'setupFee', type: 'uint96' },
    { name: 'bond', type: 'uint96' },
    { name: 'epochLength', type: 'uint32' },
    { name: 'reserveWindow', type: 'uint32' },
    { name: 'startWindow', type: 'uint32' },
    { name: 'notice', type: 'uint32' },
    { name: 'grace', type: 'uint32' },
    { name: 'verdictTimeout', type: 'uint32' },
    { name: 'minPrepaidEpochs', type: 'uint16' },
    { name: 'oracle', type: 'address' },
    { name: 'lens', type: 'address' },
    { name: 'clientPaysL1', type: 'bool' },
    { name: 'l1CapPerEpoch', type: 'uint96' },
    { name: 'maxGasLimit', type: 'uint64' },
    { name: 'document', type: 'bytes32' },
    { name: 'sla', type: 'Sla' },
  ],
  Offer: [
    { name: 'terms', type: 'bytes32' },
    { name: 'client', type: 'address' },
    { name: 'agreement', type: 'bytes32' },
    { name: 'deadline', type: 'uint64' },
    { name: 'salt', type: 'bytes32' },
  ],
  KeySet: [
    { name: 'batcher', type: 'address' },
    { name: 'unsafeSigner', type: 'address' },
    { name: 'proposer', type: 'address' },
    { name: 'challenger', type: 'address' },
  ],
} as const

/** Name and version of the EIP-712 domain; chain id and verifying contract are the market's. */
export const domainName = 'opraas'
export const domainVersion = '1'

/** Id of terms: their EIP-712 struct hash. */
export function hashTerms(terms: Terms): Hex {
  return hashStruct({ data: terms, primaryType: 'Terms', types: termsTypes })
}

/** Id of an offer: its EIP-712 struct hash. The vendor is part of the terms it names. */
export function hashOffer(offer: Offer): Hex {
  return hashStruct({ data: offer, primaryType: 'Offer', types: termsTypes })
}

/** Hash of a key set (EIP-712 struct hash), which makes an agreement's id. */
export function hashKeySet(keySet: KeySet): Hex {
  return hashStruct({ data: keySet, primaryType: 'KeySet', types: termsTypes })
}

/** Id of the agreement that a client and a vendor have with a key set. Known before it is accepted. */
export function agreementIdOf(parts: {
  marketChainId: number
  marketplace: Address
  client: Address
  vendor: Address
  keySet: KeySet
}): Hex {
  return keccak256(
    encodeAbiParameters(
      [
        { type: 'uint256' },
        { type: 'address' },
        { type: 'address' },
        { type: 'address' },
        { type: 'bytes32' },
      ],
      [BigInt(parts.marketChainId), parts.marketplace, parts.client, parts.vendor, hashKeySet(parts.keySet)],
    ),
  )
}

import { type Address, encodeAbiParameters, encodeFunctionData, type Hex, parseAbi } from 'viem'

/** Whether the prepaid verdicts last as long as the money. */
export type Reach = {
  /** Verdicts that the balance pays for. */
  prepaid: number
  /** Epochs that still want a verdict: those not judged yet, the running one, and those funded ahead. */
  wanted: number
  isEnough: boolean
}

const MOST = 100_000n

/** Compares what is prepaid with what is funded. A price of 0 needs no prepayment. Pure. */
export function reachOf({ balance, price }: { balance: bigint; price: bigint }, wanted: number): Reach {
  const paid = price === 0n ? MOST : balance / price
  const prepaid = Number(paid < MOST ? paid : MOST)
  return { prepaid, wanted, isEnough: prepaid >= wanted }
}

const linkAbi = parseAbi(['function transferAndCall(address to, uint256 value, bytes data)'])

/** Calldata on the LINK token that prepays verdicts of an agreement. `juels`: LINK's smallest unit. Pure. */
export function prepayCalldata(oracle: Address, agreementId: Hex, juels: bigint): Hex {
  const id = encodeAbiParameters([{ type: 'bytes32' }], [agreementId])
  return encodeFunctionData({ abi: linkAbi, functionName: 'transferAndCall', args: [oracle, juels, id] })
}

import type { KeySet, Metric, Terms } from '@opraas/contracts'
import { type Address, getAddress, type Hex, keccak256, toHex } from 'viem'

/** A source of numbers that are the same in each run of a seed. */
export function createRandom(seed: string) {
  let state = keccak256(toHex(seed))
  const word = (): Hex => {
    state = keccak256(state)
    return state
  }
  /** Between `min` and `max`, both included. */
  const between = (min: bigint, max: bigint): bigint => min + (BigInt(word()) % (max - min + 1n))
  const integer = (min: number, max: number): number => Number(between(BigInt(min), BigInt(max)))
  const address = (): Address => getAddress(`0x${word().slice(26)}`)
  return { word, between, integer, address }
}
export type Random = ReturnType<typeof createRandom>

const day = 86_400

/** Random terms that the book takes, for a market whose shortest epoch is `minEpoch` seconds. */
export function randomTerms(
  random: Random,
  fixed: { vendor: Address; token: Address; minEpoch: number },
): Terms {
  const { between, integer, word, address } = random
  const uint96 = (min: bigint) => between(min, 2n ** 96n - 1n)
  const metric = (): Metric => {
    const floor = integer(0, 10_000)
    return { floor, target: integer(Math.max(floor, 1), 10_000), payoutAtFloor: integer(0, 10_000) }
  }
  const epochLength = integer(fixed.minEpoch, 31 * day)
  return {
    vendor: fixed.vendor,
    l1ChainId: between(1n, 2n ** 64n - 1n),
    token: fixed.token,
    pricePerEpoch: uint96(1n),
    setupFee: uint96(0n),
    bond: uint96(0n),
    epochLength,
    reserveWindow: integer(1, 90 * day),
    startWindow: integer(1, 90 * day),
    notice: integer(0, 90 * day),
    grace: integer(0, 90 * day),
    verdictTimeout: integer(1, 7 * day),
    minPrepaidEpochs: integer(1, 400),
    oracle: address(),
    lens: address(),
    clientPaysL1: integer(0, 1) === 1,
    l1CapPerEpoch: uint96(0n),
    maxGasLimit: between(0n, 2n ** 64n - 1n),
    document: word(),
    sla: {
      rpc: metric(),
      unsafeHead: metric(),
      safeHead: metric(),
      proposals: metric(),
      profile: word(),
      probeInterval: integer(1, epochLength),
      maxLatency: integer(1, 2 ** 32 - 1),
      maintenance: integer(0, epochLength),
      slash: integer(0, 10_000),
      silentPayout: integer(0, 10_000),
      minCoverage: integer(0, 10_000),
    },
  }
}

/** Four random addresses. */
export function randomKeySet({ address }: Random): KeySet {
  return { batcher: address(), unsafeSigner: address(), proposer: address(), challenger: address() }
}

import {
  agreementIdOf,
  hashOffer,
  hashTerms,
  marketplaceAbi,
  type Offer,
  offerBookAbi,
  slaProfile1,
  type Terms,
} from '@opraas/contracts'
import {
  type Address,
  BaseError,
  ContractFunctionRevertedError,
  type Hex,
  parseAbi,
  zeroAddress,
  zeroHash,
} from 'viem'
import { type Client, devAccount, mined } from './deploy.ts'
import { createRandom, randomKeySet } from './terms.ts'

const tokenAbi = parseAbi([
  'function mint(address to, uint256 value)',
  'function approve(address spender, uint256 value) returns (bool)',
])

/** When epoch 0 begins, in unix seconds. */
export const anchor = 2_000_000_000n
export const epochLength = 3600n
export const verdictTimeout = 900n
export const price = 1_000_000n
export const bond = 5_000_000n

const [owner, vendor, client, node, sponsor, stranger] = [0, 1, 2, 3, 4, 5].map(devAccount) as [
  ReturnType<typeof devAccount>,
  ReturnType<typeof devAccount>,
  ReturnType<typeof devAccount>,
  ReturnType<typeof devAccount>,
  ReturnType<typeof devAccount>,
  ReturnType<typeof devAccount>,
] // six indices, six accounts
export const actors = { owner, vendor, client, node, sponsor, stranger }

/** An agreement whose terms name this oracle; its epoch 0 begins at {@link anchor}. */
export async function startAgreement(
  chain: Client,
  input: { market: Address; token: Address; oracle: Address },
): Promise<{ agreementId: Hex }> {
  const { market, token, oracle } = input
  const book = await chain.readContract({ address: market, abi: marketplaceAbi, functionName: 'BOOK' })
  const inBook = { address: book, abi: offerBookAbi } as const
  const inToken = { address: token, abi: tokenAbi } as const
  const inMarket = { address: market, abi: marketplaceAbi } as const
  const send = (request: Parameters<typeof chain.writeContract>[0]) =>
    mined(chain, chain.writeContract(request))

  await send({ ...inBook, account: owner, functionName: 'setToken', args: [token, true, 10n ** 12n] })
  for (const account of [vendor, client]) {
    await send({ ...inToken, account, functionName: 'mint', args: [account.address, 10n * price] })
    await send({ ...inToken, account, functionName: 'approve', args: [market, 10n * price] })
  }

  const terms = termsOf({ token, oracle, l1ChainId: BigInt(chain.chain.id) })
  const offer: Offer = {
    terms: hashTerms(terms),
    client: zeroAddress,
    agreement: zeroHash,
    deadline: 0n,
    salt: zeroHash,
  }
  const keySet = randomKeySet(createRandom('oracle'))
  await send({
    ...inBook,
    account: vendor,
    functionName: 'createOffer',
    args: [terms, offer, 'ipfs://terms'],
  })
  await send({ ...inBook, account: vendor, functionName: 'addKeySets', args: [[keySet]] })
  await send({ ...inMarket, account: vendor, functionName: 'addBond', args: [token, bond] })
  const bound = { systemConfig: oracle, l2ChainId: 4242n, config: '' } // no lens looks at it
  const acceptArgs = [hashOffer(offer), offer.terms, keySet, 5n * price, bound] as const
  await send({ ...inMarket, account: client, functionName: 'accept', args: acceptArgs })
  const parties = { client: client.address, vendor: vendor.address, keySet }
  const agreementId = agreementIdOf({ marketChainId: chain.chain.id, marketplace: market, ...parties })
  await chain.setNextBlockTimestamp({ timestamp: anchor })
  await send({ ...inMarket, account: vendor, functionName: 'start', args: [agreementId, keySet, '{}'] })
  return { agreementId }
}

/** Why a call is refused: the Operator's words, or a custom error's name and arguments. */
export async function refusalOf(call: Promise<unknown>): Promise<unknown[]> {
  try {
    await call
  } catch (error) {
    const revert = error instanceof BaseError && error.walk((e) => e instanceof ContractFunctionRevertedError)
    if (!(revert instanceof ContractFunctionRevertedError)) throw error
    if (revert.data?.errorName === 'Error') return [revert.reason]
    return [revert.data?.errorName, ...(revert.data?.args ?? [])]
  }
  throw new Error('the call was not refused')
}

/** One metric, half of the price at the floor, half of the price as the slash; windows as long as a test needs. */
function termsOf(input: Pick<Terms, 'token' | 'oracle' | 'l1ChainId'>): Terms {
  const none = { target: 0, floor: 0, payoutAtFloor: 0 }
  return {
    ...input,
    vendor: vendor.address,
    pricePerEpoch: price,
    setupFee: 0n,
    bond,
    epochLength: Number(epochLength),
    reserveWindow: 90 * 86_400,
    startWindow: 90 * 86_400,
    notice: 0,
    grace: 0,
    verdictTimeout: Number(verdictTimeout),
    minPrepaidEpochs: 1,
    lens: zeroAddress,
    clientPaysL1: false,
    l1CapPerEpoch: 0n,
    maxGasLimit: 0n,
    document: zeroHash,
    sla: {
      rpc: { target: 10_000, floor: 9_000, payoutAtFloor: 5_000 },
      unsafeHead: none,
      safeHead: none,
      proposals: none,
      profile: slaProfile1,
      probeInterval: 1,
      maxLatency: 1_000,
      maintenance: 0,
      slash: 5_000,
      silentPayout: 0,
      minCoverage: 5_000,
    },
  }
}

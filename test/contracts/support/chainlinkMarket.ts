import {
  agreementIdOf,
  chainlinkSlaOracleAbi,
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
  encodeAbiParameters,
  type Hex,
  type Log,
  parseAbi,
  parseEventLogs,
  stringToHex,
  zeroAddress,
  zeroHash,
} from 'viem'
import type { Anvil } from '../../../deployer/src/testing/anvil.ts'
import { deploy, devAccount, mined } from './deploy.ts'
import { createRandom, randomKeySet } from './terms.ts'

/** The parts of Chainlink's Operator and of the LINK token that these tests touch. */
export const operatorAbi = parseAbi([
  'event OracleRequest(bytes32 indexed specId, address requester, bytes32 requestId, uint256 payment, address callbackAddr, bytes4 callbackFunctionId, uint256 cancelExpiration, uint256 dataVersion, bytes data)',
  'event OracleResponse(bytes32 indexed requestId)',
  'event CancelOracleRequest(bytes32 indexed requestId)',
  'function setAuthorizedSenders(address[] senders)',
  'function fulfillOracleRequest2(bytes32 requestId, uint256 payment, address callbackAddress, bytes4 callbackFunctionId, uint256 expiration, bytes data) returns (bool)',
  'function withdrawable() view returns (uint256)',
])
const linkAbi = parseAbi([
  'function grantMintRole(address minter)',
  'function mint(address to, uint256 value)',
  'function balanceOf(address account) view returns (uint256)',
  'function transferAndCall(address to, uint256 value, bytes data) returns (bool)',
])
const tokenAbi = parseAbi([
  'function mint(address to, uint256 value)',
  'function approve(address spender, uint256 value) returns (bool)',
])

export const jobId = stringToHex('0123456789abcdef0123456789abcdef')
/** Juels per request. */
export const payment = 100n
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

export type ChainlinkMarket = Awaited<ReturnType<typeof deployChainlinkMarket>>

/** A market, the real LINK token and Operator, the adapter between them, and one agreement whose epoch 0 runs. */
export async function deployChainlinkMarket(chain: Anvil['client']) {
  const deployed = (contract: Parameters<typeof deploy>[1]['contract'], args: readonly unknown[]) =>
    deploy(chain, { contract, account: owner, args })
  const token = await deployed('TestToken', [])
  const link = await deployed('LinkToken', [])
  const operator = await deployed('Operator', [link, owner.address])
  const market = await deployed('Marketplace', [owner.address, 60])
  const adapter = await deployed('ChainlinkSlaOracle', [market, link, operator, jobId, payment])
  const book = await chain.readContract({ address: market, abi: marketplaceAbi, functionName: 'BOOK' })

  const inOperator = { address: operator, abi: operatorAbi, account: owner } as const
  const inLink = { address: link, abi: linkAbi, account: owner } as const
  const inBook = { address: book, abi: offerBookAbi } as const
  const inToken = { address: token, abi: tokenAbi } as const
  const inMarket = { address: market, abi: marketplaceAbi } as const
  const inAdapter = { address: adapter, abi: chainlinkSlaOracleAbi } as const

  const send = (request: Parameters<typeof chain.writeContract>[0]) =>
    mined(chain, chain.writeContract(request))

  await send({ ...inOperator, functionName: 'setAuthorizedSenders', args: [[node.address]] })
  await send({ ...inLink, functionName: 'grantMintRole', args: [owner.address] })
  await send({ ...inLink, functionName: 'mint', args: [sponsor.address, 1_000n] })
  await send({ ...inBook, account: owner, functionName: 'setToken', args: [token, true, 10n ** 12n] })
  for (const account of [vendor, client]) {
    await send({ ...inToken, account, functionName: 'mint', args: [account.address, 10n * price] })
    await send({ ...inToken, account, functionName: 'approve', args: [market, 10n * price] })
  }

  const terms = termsOf({ token, oracle: adapter, l1ChainId: BigInt(chain.chain.id) })
  const offer: Offer = {
    terms: hashTerms(terms),
    client: zeroAddress,
    agreement: zeroHash,
    deadline: 0n,
    salt: zeroHash,
  }
  const keySet = randomKeySet(createRandom('chainlink'))
  await send({
    ...inBook,
    account: vendor,
    functionName: 'createOffer',
    args: [terms, offer, 'ipfs://terms'],
  })
  await send({ ...inBook, account: vendor, functionName: 'addKeySets', args: [[keySet]] })
  await send({ ...inMarket, account: vendor, functionName: 'addBond', args: [token, bond] })
  const bound = { systemConfig: operator, l2ChainId: 4242n, config: '' } // no lens looks at it
  const acceptArgs = [hashOffer(offer), offer.terms, keySet, 5n * price, bound] as const
  await send({ ...inMarket, account: client, functionName: 'accept', args: acceptArgs })
  const parties = { client: client.address, vendor: vendor.address, keySet }
  const agreementId = agreementIdOf({ marketChainId: chain.chain.id, marketplace: market, ...parties })
  await chain.setNextBlockTimestamp({ timestamp: anchor })
  await send({ ...inMarket, account: vendor, functionName: 'start', args: [agreementId, keySet, '{}'] })

  const epoch0 = [agreementId, 0] as const
  return {
    operator,
    adapter,
    agreementId,
    inMarket,
    inAdapter,
    inOperator: { address: operator, abi: operatorAbi } as const,
    send,
    /** Sends LINK for the agreement's requests, from the sponsor. */
    prepay: (juels: bigint) => {
      const data: Hex = encodeAbiParameters([{ type: 'bytes32' }], [agreementId])
      const args = [adapter, juels, data] as const
      return send({ ...inLink, account: sponsor, functionName: 'transferAndCall', args })
    },
    linkOf: (account: Address) =>
      chain.readContract({ ...inLink, functionName: 'balanceOf', args: [account] }),
    /** LINK left for the agreement's requests. */
    prepaidLeft: () => chain.readContract({ ...inAdapter, functionName: 'balanceOf', args: [agreementId] }),
    /** Id and expiration of the request about epoch 0; zeros: none. */
    pending: () => chain.readContract({ ...inAdapter, functionName: 'pendingRequest', args: epoch0 }),
    /** Whether epoch 0 has a verdict. */
    isJudged: async () =>
      (await chain.readContract({ ...inMarket, functionName: 'getEpoch', args: epoch0 })).judged,
  }
}

/** Name and arguments of each log of market, adapter and Operator, in order. */
export function eventsIn(logs: Log[]) {
  const abi = [...marketplaceAbi, ...chainlinkSlaOracleAbi, ...operatorAbi]
  return parseEventLogs({ abi, logs }).map(({ eventName, args }) => ({ eventName, ...args }))
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

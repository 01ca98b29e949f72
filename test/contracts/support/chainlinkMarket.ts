import { chainlinkSlaOracleAbi, marketplaceAbi } from '@opraas/contracts'
import {
  type Address,
  encodeAbiParameters,
  type Hex,
  type Log,
  parseAbi,
  parseEventLogs,
  stringToHex,
  zeroAddress,
} from 'viem'
import { actors, startAgreement } from './agreement.ts'
import { type Client, deploy, mined } from './deploy.ts'

const { node, owner, sponsor } = actors

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

export const jobId = stringToHex('0123456789abcdef0123456789abcdef')
/** Juels per request. */
export const payment = 100n

export type ChainlinkMarket = Awaited<ReturnType<typeof deployChainlinkMarket>>

/** A market, the real LINK token and Operator, the adapter between them, and one agreement whose epoch 0 runs. */
export async function deployChainlinkMarket(chain: Client) {
  const deployed = (contract: Parameters<typeof deploy>[1]['contract'], args: readonly unknown[]) =>
    deploy(chain, { contract, account: owner, args })
  const token = await deployed('TestToken', [])
  const link = await deployed('LinkToken', [])
  const operator = await deployed('Operator', [link, owner.address])
  const market = await deployed('Marketplace', [owner.address, 60, zeroAddress])
  const adapter = await deployed('ChainlinkSlaOracle', [market, link, operator, jobId, payment])

  const inOperator = { address: operator, abi: operatorAbi, account: owner } as const
  const inLink = { address: link, abi: linkAbi, account: owner } as const
  const inMarket = { address: market, abi: marketplaceAbi } as const
  const inAdapter = { address: adapter, abi: chainlinkSlaOracleAbi } as const

  const send = (request: Parameters<typeof chain.writeContract>[0]) =>
    mined(chain, chain.writeContract(request))

  await send({ ...inOperator, functionName: 'setAuthorizedSenders', args: [[node.address]] })
  await send({ ...inLink, functionName: 'grantMintRole', args: [owner.address] })
  await send({ ...inLink, functionName: 'mint', args: [sponsor.address, 1_000n] })
  const { agreementId } = await startAgreement(chain, { market, token, oracle: adapter })

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

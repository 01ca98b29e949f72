import { offerBookAbi } from '@opraas/contracts'
import {
  type Address,
  encodeAbiParameters,
  encodeFunctionData,
  getContractAddress,
  type Hex,
  parseAbi,
  parseEther,
} from 'viem'
import { contractArtifact, fixtureArtifact } from './artifacts.ts'
import { addMarket, type DeployPlan, planDeployment } from './deploy.ts'

/** A market on a local chain, with everything a demo or a test needs around it. */
export type LocalMarket = {
  marketplace: Address
  offerBook: Address
  chainLens: Address
  token: Address
  link: Address
  operator: Address
  /** ChainlinkSlaOracle. */
  chainlink: Address
  /** The adapter that offers name: that one, or the quorum's. */
  oracle: Address
}

/** Job id of the local oracle node: any will do, the node answers only this one. */
export const LOCAL_JOB_ID: Hex = '0x6f70726161732d736c612d310000000000000000000000000000000000000000'
/** LINK per verdict, in juels. */
export const LINK_PER_VERDICT = parseEther('0.1')

const linkAbi = parseAbi([
  'function grantMintRole(address minter)',
  'function mint(address to, uint256 value)',
  'function transferAndCall(address to, uint256 value, bytes data)',
])
const operatorAbi = parseAbi(['function setAuthorizedSenders(address[] senders)'])
const tokenAbi = parseAbi(['function mint(address to, uint256 value)'])

/**
 * All transactions of a local market, sent by one account that owns it: test token, Chainlink's LINK and Operator
 * from npm, the market, the adapter; listed, funded and authorised.
 *
 * @param options.mint - Test tokens, in base units of 6 decimals, by receiver.
 * @param options.quorum - With it there is a QuorumSlaOracle, too, which offers are to name.
 * @param options.link - Accounts that get LINK to prepay verdicts with.
 */
export function planLocalMarket(options: {
  from: Address
  firstNonce: number
  chainId: number
  minEpochSeconds: number
  feePpm: number
  node: Address
  quorum?: { required: number; signers: readonly Address[] } | undefined
  mint: Readonly<Record<Address, bigint>>
  link: readonly Address[]
}): { plan: DeployPlan; market: LocalMarket } {
  const { from, node, feePpm } = options
  const plan = planDeployment(from, options.firstNonce)
  const token = plan.create('Test token', fixtureArtifact('TestToken'))
  const link = plan.create('LINK token', fixtureArtifact('LinkToken'))
  const operator = plan.create('Chainlink Operator', fixtureArtifact('Operator'), [link, from])
  // The test token stands for wrapped ether, so that offers may let the client pay for L1.
  const { marketplace, chainLens } = addMarket(plan, { ...options, owner: from, wrappedEther: token })
  // The marketplace creates its offer book first, in its constructor.
  const offerBook = getContractAddress({ from: marketplace, nonce: 1n })
  const chainlink = plan.create('Chainlink adapter', contractArtifact('oracles/ChainlinkSlaOracle'), [
    marketplace,
    link,
    operator,
    LOCAL_JOB_ID,
    LINK_PER_VERDICT,
  ])
  const { quorum } = options
  const oracle = quorum
    ? plan.create('Quorum adapter', contractArtifact('oracles/QuorumSlaOracle'), [
        marketplace,
        BigInt(quorum.required),
        quorum.signers,
      ])
    : chainlink
  plan.call(
    'List the token',
    offerBook,
    encodeFunctionData({ abi: offerBookAbi, functionName: 'setToken', args: [token, true, 10n ** 12n] }),
  )
  plan.call(
    'List the adapter',
    offerBook,
    encodeFunctionData({ abi: offerBookAbi, functionName: 'setAdapter', args: [oracle, true] }),
  )
  plan.call(
    'Set the fee',
    offerBook,
    encodeFunctionData({ abi: offerBookAbi, functionName: 'setFee', args: [feePpm] }),
  )
  plan.call(
    'Authorise the oracle node',
    operator,
    encodeFunctionData({ abi: operatorAbi, functionName: 'setAuthorizedSenders', args: [[node]] }),
  )
  for (const [to, value] of Object.entries(options.mint)) {
    const data = encodeFunctionData({ abi: tokenAbi, functionName: 'mint', args: [to as Address, value] })
    plan.call('Mint test tokens', token, data)
  }
  if (options.link.length > 0) {
    plan.call(
      'Let the owner mint LINK',
      link,
      encodeFunctionData({ abi: linkAbi, functionName: 'grantMintRole', args: [from] }),
    )
  }
  for (const to of options.link) {
    const data = encodeFunctionData({ abi: linkAbi, functionName: 'mint', args: [to, parseEther('100')] })
    plan.call('Mint LINK', link, data)
  }
  return { plan, market: { marketplace, offerBook, chainLens, token, link, operator, chainlink, oracle } }
}

/** Calldata on the LINK token that prepays verdicts of an agreement. */
export function prepayVerdicts(oracle: Address, agreementId: Hex, juels: bigint): Hex {
  const id = encodeAbiParameters([{ type: 'bytes32' }], [agreementId])
  return encodeFunctionData({ abi: linkAbi, functionName: 'transferAndCall', args: [oracle, juels, id] })
}

import { readFileSync } from 'node:fs'
import {
  agreementIdOf,
  chainlinkSlaOracleAbi,
  hashOffer,
  hashTerms,
  type KeySet,
  marketplaceAbi,
  type Offer,
  offerBookAbi,
  type Terms,
} from '@opraas/contracts'
import {
  type Abi,
  type Address,
  createWalletClient,
  defineChain,
  encodeAbiParameters,
  encodeDeployData,
  encodeFunctionData,
  getContractAddress,
  type Hex,
  http,
  parseAbi,
  parseEther,
  stringToHex,
  zeroAddress,
  zeroHash,
} from 'viem'
import {
  generatePrivateKey,
  mnemonicToAccount,
  type PrivateKeyAccount,
  privateKeyToAccount,
} from 'viem/accounts'
import { type Anvil, startAnvil } from '../../../../deployer/src/testing/anvil.ts'

const mnemonic = 'test test test test test test test test test test test junk'
const [owner, vendor, client] = [0, 1, 2].map((addressIndex) =>
  mnemonicToAccount(mnemonic, { addressIndex }),
) as [
  ReturnType<typeof mnemonicToAccount>,
  ReturnType<typeof mnemonicToAccount>,
  ReturnType<typeof mnemonicToAccount>,
] // three indices, three accounts

const tokenAbi = parseAbi([
  'function mint(address to, uint256 value)',
  'function approve(address spender, uint256 value) returns (bool)',
])
const linkAbi = parseAbi([
  'function grantMintRole(address minter)',
  'function mint(address to, uint256 value)',
  'function transferAndCall(address to, uint256 value, bytes data) returns (bool)',
])
const operatorAbi = parseAbi(['function setAuthorizedSenders(address[] senders)'])

const LINK_PER_REQUEST = parseEther('0.1')

type Call = { to?: Address; data: Hex }

/** A market on an anvil of the test's own, with the real Operator and LINK token. */
export type LocalMarket = Awaited<ReturnType<typeof startLocalMarket>>

/** Deploys everything in two blocks: with blocks on demand, chain time would run ahead of the clock on the wall. */
export async function startLocalMarket({ chainId }: { chainId: number }) {
  const anvil = await startAnvil({ chainId, args: ['--block-time', '1', '--gas-limit', '60000000'] })
  const chain = defineChain({
    id: chainId,
    name: 'local',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [anvil.url] } },
  })
  const wallet = createWalletClient({ chain, transport: http(anvil.url) })
  const nodeKey = generatePrivateKey()
  const node = privateKeyToAccount(nodeKey)
  await anvil.client.setBalance({ address: node.address, value: parseEther('10') })

  /** Sends calls of one account in one go and waits until all have succeeded. */
  async function send(account: typeof owner | PrivateKeyAccount, calls: readonly Call[]): Promise<bigint> {
    const first = await anvil.client.getTransactionCount({ address: account.address, blockTag: 'pending' })
    const hashes: Hex[] = []
    for (const [index, call] of calls.entries()) {
      hashes.push(await wallet.sendTransaction({ account, ...call, nonce: first + index, gas: 9_000_000n }))
    }
    const receipts = await Promise.all(
      hashes.map((hash) => anvil.client.waitForTransactionReceipt({ hash, timeout: 20_000 })),
    )
    for (const [index, { status }] of receipts.entries()) {
      if (status !== 'success') throw new Error(`call ${index} of ${account.address} reverted`)
    }
    return receipts.at(-1)?.blockNumber ?? 0n
  }

  const addressAt = (nonce: number): Address =>
    getContractAddress({ from: owner.address, nonce: BigInt(nonce) })
  const [marketplace, token, link, operator, adapter] = [0, 1, 2, 3, 4].map(addressAt) as [
    Address,
    Address,
    Address,
    Address,
    Address,
  ] // five nonces, five addresses
  const jobId = stringToHex('0'.repeat(31).concat('1'))
  await send(owner, [
    deployment('artifacts/contracts/market/Marketplace.sol/Marketplace.json', [
      owner.address,
      5,
      zeroAddress,
    ]),
    deployment('test/fixtures/artifacts/test/fixtures/contracts/TestToken.sol/TestToken.json', []),
    deployment(`${chainlink}/shared/token/ERC677/LinkToken.sol/LinkToken.json`, []),
    deployment(`${chainlink}/operatorforwarder/Operator.sol/Operator.json`, [link, owner.address]),
    deployment('artifacts/contracts/oracles/ChainlinkSlaOracle.sol/ChainlinkSlaOracle.json', [
      marketplace,
      link,
      operator,
      jobId,
      LINK_PER_REQUEST,
    ]),
  ])
  const offerBook = await anvil.client.readContract({
    address: marketplace,
    abi: marketplaceAbi,
    functionName: 'BOOK',
  })
  const units = 1_000_000_000n
  await send(owner, [
    call(operator, operatorAbi, 'setAuthorizedSenders', [[node.address]]),
    call(offerBook, offerBookAbi, 'setToken', [token, true, 10n ** 12n]),
    call(link, linkAbi, 'grantMintRole', [owner.address]),
    call(link, linkAbi, 'mint', [owner.address, parseEther('1000')]),
    call(token, tokenAbi, 'mint', [vendor.address, units]),
    call(token, tokenAbi, 'mint', [client.address, units]),
  ])

  return {
    anvil,
    chainId,
    marketplace,
    operator,
    adapter,
    node: { key: nodeKey, address: node.address },
    environment: { OPRAAS_MARKET_RPC_URL: anvil.url, OPRAAS_MARKETPLACE: marketplace },
    send,

    /** Offers, accepts, binds, prepays LINK, starts. The terms' vendor, token and oracle are this market's. */
    async openAgreement(options: { terms: Terms; l2ChainId: number; endpoints: string }) {
      const terms = { ...options.terms, vendor: vendor.address, token, oracle: adapter }
      const offer: Offer = {
        terms: hashTerms(terms),
        client: zeroAddress,
        agreement: zeroHash,
        deadline: 0n,
        salt: zeroHash,
      }
      const [batcher, unsafeSigner, proposer, challenger] = Array.from(
        { length: 4 },
        () => privateKeyToAccount(generatePrivateKey()).address,
      ) as [Address, Address, Address, Address] // four of four
      const keySet: KeySet = { batcher, unsafeSigner, proposer, challenger }
      const bound = { systemConfig: operator, l2ChainId: BigInt(options.l2ChainId), config: '' }
      const agreementId = agreementIdOf({
        marketChainId: chainId,
        marketplace,
        client: client.address,
        vendor: vendor.address,
        keySet,
      })
      await send(vendor, [
        call(token, tokenAbi, 'approve', [marketplace, units]),
        call(marketplace, marketplaceAbi, 'addBond', [token, terms.bond]),
        call(offerBook, offerBookAbi, 'addKeySets', [[keySet]]),
        call(offerBook, offerBookAbi, 'createOffer', [terms, offer, '']),
      ])
      await send(client, [
        call(token, tokenAbi, 'approve', [marketplace, units]),
        call(marketplace, marketplaceAbi, 'accept', [
          hashOffer(offer),
          offer.terms,
          keySet,
          terms.pricePerEpoch * 100n,
          bound,
        ]),
      ])
      const prepaid = encodeAbiParameters([{ type: 'bytes32' }], [agreementId])
      await Promise.all([
        send(owner, [call(link, linkAbi, 'transferAndCall', [adapter, parseEther('10'), prepaid])]),
        send(vendor, [call(marketplace, marketplaceAbi, 'start', [agreementId, keySet, options.endpoints])]),
      ])
      const { anchor } = await anvil.client.readContract({
        address: marketplace,
        abi: marketplaceAbi,
        functionName: 'getAgreement',
        args: [agreementId],
      })
      return { agreementId, anchor, terms }
    },

    /** The client leaves at once. */
    terminate: (agreementId: Hex) =>
      send(client, [call(marketplace, marketplaceAbi, 'terminate', [agreementId])]),

    stop: (): Promise<void> => anvil.close(),
  }
}

/** A market alone, on a chain that does not count as local. */
export async function startPublicMarket(): Promise<{ anvil: Anvil; marketplace: Address }> {
  const anvil = await startAnvil({ chainId: 4_711, args: [] })
  const marketplace = getContractAddress({ from: owner.address, nonce: 0n })
  const { data } = deployment('artifacts/contracts/market/Marketplace.sol/Marketplace.json', [
    owner.address,
    3_600,
    zeroAddress,
  ])
  await createWalletClient({ account: owner, transport: http(anvil.url) }).sendTransaction({
    data,
    chain: null,
  })
  return { anvil, marketplace }
}

const chainlink = 'test/fixtures/artifacts/@chainlink/contracts/src/v0.8'
const root = new URL('../../../../', import.meta.url)

function deployment(artifact: string, args: readonly unknown[]): Call {
  const { abi, bytecode } = JSON.parse(readFileSync(new URL(artifact, root), 'utf8')) as {
    abi: Abi
    bytecode: Hex
  }
  return { data: encodeDeployData({ abi, bytecode, args }) }
}

function call(to: Address, abi: Abi, functionName: string, args: readonly unknown[]): Call {
  return { to, data: encodeFunctionData({ abi, functionName, args }) }
}

/** What an adapter holds of an epoch's request; for tests that wait for it. */
export const adapterAbi = chainlinkSlaOracleAbi

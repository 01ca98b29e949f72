import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  agreementIdOf,
  agreementState,
  buildSignedOfferTypedData,
  hashOffer,
  hashSignedOffer,
  hashTerms,
  marketplaceAbi,
  offerBookAbi,
  offerOfSigned,
  type SignedOffer,
} from '@opraas/contracts'
import {
  type Abi,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  encodeFunctionData,
  erc20Abi,
  type Hex,
  hashTypedData,
  parseAbi,
  zeroAddress,
  zeroHash,
} from 'viem'
import { type Anvil, chooseChainId, startAnvil } from '../../deployer/src/testing/anvil.ts'
import { refusalOf } from './support/agreement.ts'
import { type Client, deploy, devAccount, mined } from './support/deploy.ts'
import { deploySafes, type Safe } from './support/safe.ts'
import { createRandom, randomKeySet, randomTerms } from './support/terms.ts'

const [price, setupFee, bond] = [1_000_000n, 300_000n, 5_000_000n]
const [anchor, epochLength, verdictTimeout] = [2_000_000_000n, 3600n, 900n]
const deposit = setupFee + 3n * price
const feePpm = 20_000
const [owner, oracle, stranger] = [devAccount(0), devAccount(1), devAccount(2)]
const recipients: [vendor: Address, client: Address] = [devAccount(8).address, devAccount(9).address]
const tokenAbi = [...erc20Abi, ...parseAbi(['function mint(address to, uint256 value)'])] as const

/** Name and arguments of a function that writes. */
type CallOf<abi extends Abi> = {
  [name in ContractFunctionName<abi, Writes>]: [name, ContractFunctionArgs<abi, Writes, name>]
}[ContractFunctionName<abi, Writes>]
type Writes = 'nonpayable' | 'payable'

let anvil: Anvil
let chain: Client
let market: Address
let book: Address
let token: Address
let lens: Address
let vendor: Safe
let client: Safe

before(async () => {
  anvil = await startAnvil({ chainId: chooseChainId(), args: ['--timestamp', `${anchor - 86_400n}`] })
  chain = anvil.client
  token = await deploy(chain, { contract: 'TestToken', account: owner, args: [] })
  lens = await deploy(chain, { contract: 'ChainLens', account: owner, args: [] })
  market = await deploy(chain, { contract: 'Marketplace', account: owner, args: [owner.address, 60, token] })
  book = await chain.readContract({ address: market, abi: marketplaceAbi, functionName: 'BOOK' })
  const safes = await deploySafes(chain, owner)
  vendor = await safes.create({ owners: [3, 4, 5].map(devAccount), threshold: 2 })
  client = await safes.create({ owners: [6, 7].map(devAccount), threshold: 2 })
  const settings = { address: book, abi: offerBookAbi, account: owner } as const
  await mined(chain, chain.writeContract({ ...settings, functionName: 'setToken', args: [token, true, 1n] }))
  await mined(chain, chain.writeContract({ ...settings, functionName: 'setFee', args: [feePpm] }))
  const mint = { address: token, abi: tokenAbi, account: owner, functionName: 'mint' } as const
  await mined(chain, chain.writeContract({ ...mint, args: [vendor.address, bond] }))
  await mined(chain, chain.writeContract({ ...mint, args: [client.address, deposit] }))
})

after(() => anvil.close())

test('a Safe buys from a Safe: a signed offer in one batch, then the whole life, and every unit comes out', async () => {
  await vendor.exec([inToken('approve', [market, bond]), inMarket('addBond', [token, bond])])
  const signedOffer = offerFor('whole life')
  const { terms, keySet } = signedOffer
  const signature = await vendor.sign(digestOf(signedOffer))

  const offerId = hashOffer(offerOfSigned(signedOffer))
  const noChain = { systemConfig: zeroAddress, l2ChainId: 0n, config: '' }
  await client.exec([
    inToken('approve', [market, deposit]),
    inBook('publishSignedOffer', [signedOffer, signature]),
    inMarket('accept', [offerId, hashTerms(terms), keySet, deposit, noChain]),
  ])
  const parties = { client: client.address, vendor: vendor.address, keySet }
  const agreementId = agreementIdOf({ marketChainId: chain.chain.id, marketplace: market, ...parties })
  assert.equal(await stateOf(agreementId), 'Reserved')

  const systemConfig = await deploy(chain, {
    contract: 'FakeChain',
    account: owner,
    args: [client.address, keySet],
  })
  await client.exec([inMarket('bind', [agreementId, keySet, { ...noChain, systemConfig, l2ChainId: 4242n }])])
  await chain.setNextBlockTimestamp({ timestamp: anchor })
  await vendor.exec([inMarket('start', [agreementId, keySet, '{}'])])
  assert.equal(await stateOf(agreementId), 'Active')

  await chain.setNextBlockTimestamp({ timestamp: anchor + epochLength })
  await judge(agreementId, 0, 9_500) // half way between the floor, which pays 50%, and the target: 75%
  await call('settle', [agreementId, 1])

  const end = anchor + epochLength + epochLength / 2n
  await chain.setNextBlockTimestamp({ timestamp: end })
  await client.exec([inMarket('terminate', [agreementId])])
  await judge(agreementId, 1, 10_000)
  await call('close', [agreementId])
  assert.equal(await stateOf(agreementId), 'Closed')

  const ids = [agreementId]
  await client.exec([inMarket('claim', [ids, recipients[1]])])
  await vendor.exec([
    inMarket('claim', [ids, recipients[0]]),
    inMarket('withdrawBond', [token, bond, vendor.address]),
  ])
  const earned = ((setupFee + price) * 75n) / 100n + price / 2n
  const fee = (earned * BigInt(feePpm)) / 1_000_000n
  assert.equal(await balanceOf(recipients[0]), earned - fee)
  assert.equal(await balanceOf(recipients[1]), deposit - earned)
  assert.equal(await balanceOf(vendor.address), bond)
  assert.equal(await balanceOf(client.address), 0n)
  assert.equal(await balanceOf(market), fee)
})

test('one owner of two signs nothing, and a Safe cancels what it signed', async () => {
  const signedOffer = offerFor('one owner')
  const signature = await vendor.sign(digestOf(signedOffer))
  const publish = (bytes: Hex) =>
    chain.simulateContract({
      address: book,
      abi: offerBookAbi,
      functionName: 'publishSignedOffer',
      args: [signedOffer, bytes],
      account: stranger,
    })
  const signedHash = hashSignedOffer(signedOffer)
  const invalid = ['OfferBook_SignatureInvalid', vendor.address, signedHash]
  assert.deepEqual(await refusalOf(publish(signature.slice(0, 2 + 65 * 2) as Hex)), invalid)
  assert.deepEqual(await refusalOf(publish(await client.sign(digestOf(signedOffer)))), invalid)
  assert.equal((await publish(signature)).result, hashOffer(offerOfSigned(signedOffer)))

  await vendor.exec([inBook('cancelSignedOffer', [signedHash])])
  const cancelled = ['OfferBook_SignedOfferCancelled', vendor.address, signedHash]
  assert.deepEqual(await refusalOf(publish(signature)), cancelled)
})

/** An offer of the vendor to the client, on fresh keys, with one metric. */
function offerFor(seed: string): SignedOffer {
  const random = createRandom(seed)
  const drawn = randomTerms(random, { vendor: vendor.address, token, minEpoch: Number(epochLength) })
  const none = { target: 0, floor: 0, payoutAtFloor: 0 }
  const rpc = { target: 10_000, floor: 9_000, payoutAtFloor: 5_000 }
  const metrics = { rpc, unsafeHead: none, safeHead: none, proposals: none }
  const terms = {
    ...drawn,
    ...{ pricePerEpoch: price, setupFee, bond, minPrepaidEpochs: 1 },
    ...{ epochLength: Number(epochLength), verdictTimeout: Number(verdictTimeout) },
    ...{ reserveWindow: 90 * 86_400, startWindow: 90 * 86_400 },
    ...{ oracle: oracle.address, lens, l1ChainId: BigInt(chain.chain.id) },
    sla: { ...drawn.sla, ...metrics, probeInterval: 1, maintenance: 0, minCoverage: 5_000 },
  }
  const deadline = 2n * anchor
  return {
    terms,
    keySet: randomKeySet(random),
    client: client.address,
    deadline,
    salt: random.word(),
    uri: '',
  }
}

function digestOf(signedOffer: SignedOffer): Hex {
  return hashTypedData(
    buildSignedOfferTypedData(signedOffer, { chainId: chain.chain.id, marketplace: market }),
  )
}

function inToken(functionName: 'approve', args: [Address, bigint]) {
  return { to: token, data: encodeFunctionData({ abi: erc20Abi, functionName, args }) }
}

// The three below take a name and its arguments as one typed pair; viem wants them as overloads, hence `never`.
function inBook(...[functionName, args]: CallOf<typeof offerBookAbi>) {
  return { to: book, data: encodeFunctionData({ abi: offerBookAbi, functionName, args } as never) }
}

function inMarket(...[functionName, args]: CallOf<typeof marketplaceAbi>) {
  return { to: market, data: encodeFunctionData({ abi: marketplaceAbi, functionName, args } as never) }
}

/** Anybody calls the market. */
function call(...[functionName, args]: CallOf<typeof marketplaceAbi>) {
  const to = { address: market, abi: marketplaceAbi, account: stranger }
  return mined(chain, chain.writeContract({ ...to, functionName, args } as never))
}

/** The oracle answers: all metrics alike, full coverage. */
function judge(agreementId: Hex, epoch: number, bps: number) {
  const metrics = { rpc: bps, unsafeHead: bps, safeHead: bps, proposals: bps }
  const verdict = { ...metrics, coverage: 10_000, reason: 0, l1Spend: 0n }
  return mined(
    chain,
    chain.writeContract({
      address: market,
      abi: marketplaceAbi,
      functionName: 'onVerdict',
      args: [agreementId, epoch, verdict, zeroHash],
      account: oracle,
    }),
  )
}

async function stateOf(agreementId: Hex) {
  const inMarketplace = { address: market, abi: marketplaceAbi } as const
  const { state } = await chain.readContract({
    ...inMarketplace,
    functionName: 'getAgreement',
    args: [agreementId],
  })
  return agreementState(state)
}

function balanceOf(account: Address) {
  return chain.readContract({ address: token, abi: tokenAbi, functionName: 'balanceOf', args: [account] })
}

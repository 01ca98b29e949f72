import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  buildSignedOfferTypedData,
  hashOffer,
  hashSignedOffer,
  hashTerms,
  marketplaceAbi,
  offerBookAbi,
  offerOfSigned,
  type SignedOffer,
} from '@opraas/contracts'
import { type Address, type Hex, parseEventLogs, recoverTypedDataAddress } from 'viem'
import { type Anvil, chooseChainId, startAnvil } from '../../deployer/src/testing/anvil.ts'
import { refusalOf } from './support/agreement.ts'
import { type Client, deploy, devAccount, mined } from './support/deploy.ts'
import { createRandom, randomKeySet, randomTerms } from './support/terms.ts'

const rounds = 10
const minEpoch = 60
const [owner, vendor, client] = [devAccount(0), devAccount(1), devAccount(2)]
const random = createRandom('signed offers')

let anvil: Anvil
let chain: Client
let market: Address
let book: Address
let token: Address

before(async () => {
  anvil = await startAnvil({ chainId: chooseChainId() })
  chain = anvil.client
  token = await deploy(chain, { contract: 'TestToken', account: owner, args: [] })
  market = await deploy(chain, {
    contract: 'Marketplace',
    account: owner,
    args: [owner.address, minEpoch, token],
  })
  book = await chain.readContract({ address: market, abi: marketplaceAbi, functionName: 'BOOK' })
  await mined(
    chain,
    chain.writeContract({
      address: book,
      abi: offerBookAbi,
      functionName: 'setToken',
      args: [token, true, 1n],
      account: owner,
    }),
  )
})

after(() => anvil.close())

test('what viem signs for the vendor is what the offer book takes, and the ids are those of the package', async () => {
  for (let round = 0; round < rounds; round++) {
    const signedOffer = randomOffer()
    const typed = buildSignedOfferTypedData(signedOffer, { chainId: chain.chain.id, marketplace: market })
    const signature = await vendor.signTypedData(typed)
    assert.equal(await recoverTypedDataAddress({ ...typed, signature }), vendor.address)
    const { request } = await publish(signedOffer, signature)
    const { logs } = await mined(chain, chain.writeContract(request))

    const [created] = parseEventLogs({ abi: offerBookAbi, eventName: 'OfferCreated', logs })
    const offerId = hashOffer(offerOfSigned(signedOffer))
    assert.equal(created?.args.offerId, offerId)
    assert.equal(created.args.termsHash, hashTerms(signedOffer.terms))
    assert.deepEqual(created.args.offer, offerOfSigned(signedOffer))
    assert.equal(created.args.uri, signedOffer.uri)
    const [published] = parseEventLogs({ abi: offerBookAbi, eventName: 'SignedOfferPublished', logs })
    const signedHash = hashSignedOffer(signedOffer)
    assert.equal(published?.args.signedHash, signedHash)
    const args = [vendor.address, signedHash] as const
    const found = await chain.readContract({
      address: book,
      abi: offerBookAbi,
      functionName: 'getSignedOffer',
      args,
    })
    assert.deepEqual(found, [offerId, false])
  }
})

test('a signature for another chain, another market or by another account is refused', async () => {
  const signedOffer = randomOffer()
  const here = { chainId: chain.chain.id, marketplace: market }
  const invalid = ['OfferBook_SignatureInvalid', vendor.address, hashSignedOffer(signedOffer)]
  for (const [account, place] of [
    [vendor, { ...here, chainId: here.chainId + 1 }],
    [vendor, { ...here, marketplace: book }],
    [client, here],
  ] as const) {
    const signature = await account.signTypedData(buildSignedOfferTypedData(signedOffer, place))
    assert.deepEqual(await refusalOf(publish(signedOffer, signature)), invalid)
  }
})

function publish(signedOffer: SignedOffer, signature: Hex) {
  return chain.simulateContract({
    address: book,
    abi: offerBookAbi,
    functionName: 'publishSignedOffer',
    args: [signedOffer, signature],
    account: client,
  })
}

function randomOffer(): SignedOffer {
  return {
    terms: randomTerms(random, { vendor: vendor.address, token, minEpoch }),
    keySet: randomKeySet(random),
    client: random.address(),
    deadline: random.between(2n ** 39n, 2n ** 40n - 1n),
    salt: random.word(),
    uri: `ipfs://${random.word()}`,
  }
}

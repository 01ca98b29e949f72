import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  agreementIdOf,
  hashKeySet,
  hashOffer,
  hashTerms,
  marketplaceAbi,
  type Offer,
  offerBookAbi,
  signedOfferTypes,
  termsTypes,
} from '@opraas/contracts'
import {
  type AbiParameter,
  type Address,
  decodeAbiParameters,
  encodeAbiParameters,
  encodeEventTopics,
  hashStruct,
  keccak256,
  parseEventLogs,
  type TypedDataParameter,
} from 'viem'
import { type Anvil, chooseChainId, startAnvil } from '../../deployer/src/testing/anvil.ts'
import { contractArtifact } from '../../scripts/market/artifacts.ts'
import { type Client, deploy, devAccount, mined } from './support/deploy.ts'
import { createRandom, randomKeySet, randomTerms } from './support/terms.ts'

const rounds = 25
const minEpoch = 60
const [owner, vendor, client] = [devAccount(0), devAccount(1), devAccount(2)]
const random = createRandom('eip712')

/** EIP-712 types as the compiler's ABI has them: field names, types, and the names of the structs. */
const abiTypes = collectTypes(inputsOf(['createOffer', 'addKeySets']))

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

test('the package names the types and fields that the contracts have', () => {
  assert.deepEqual(JSON.parse(JSON.stringify(termsTypes)), abiTypes)
  assert.deepEqual(
    JSON.parse(JSON.stringify(signedOfferTypes)),
    collectTypes(inputsOf(['publishSignedOffer'])),
  )
})

test('offer and terms ids are EIP-712 struct hashes, and the event carries the terms', async () => {
  for (let round = 0; round < rounds; round++) {
    const terms = randomTerms(random, { vendor: vendor.address, token, minEpoch })
    const termsHash = hashStruct({ data: terms, primaryType: 'Terms', types: abiTypes })
    const offer: Offer = {
      terms: termsHash,
      client: random.address(),
      agreement: random.word(),
      deadline: random.between(2n ** 39n, 2n ** 40n - 1n),
      salt: random.word(),
    }
    const { logs } = await mined(
      chain,
      chain.writeContract({
        address: book,
        abi: offerBookAbi,
        functionName: 'createOffer',
        args: [terms, offer, 'ipfs://terms'],
        account: vendor,
      }),
    )
    const [created] = parseEventLogs({ abi: offerBookAbi, eventName: 'OfferCreated', logs })
    assert.ok(created)
    assert.equal(created.args.termsHash, termsHash)
    assert.equal(created.args.offerId, hashStruct({ data: offer, primaryType: 'Offer', types: abiTypes }))
    assert.equal(created.args.vendor, vendor.address)
    assert.deepEqual(created.args.offer, offer)
    assert.deepEqual(decodeAbiParameters([parameterOf('terms')], created.args.terms), [terms])
    assert.deepEqual(await readTerms(termsHash), terms)
    assert.equal(hashTerms(terms), termsHash)
    assert.equal(hashOffer(offer), created.args.offerId)
  }
})

test('key sets and agreements are named as viem hashes them', async () => {
  for (let round = 0; round < rounds; round++) {
    const keySet = randomKeySet(random)
    const { logs } = await mined(
      chain,
      chain.writeContract({
        address: book,
        abi: offerBookAbi,
        functionName: 'addKeySets',
        args: [[keySet]],
        account: vendor,
      }),
    )
    const [added] = parseEventLogs({ abi: offerBookAbi, eventName: 'KeySetAdded', logs })
    assert.ok(added)
    const keySetHash = hashStruct({ data: keySet, primaryType: 'KeySet', types: abiTypes })
    assert.equal(added.args.keySetHash, keySetHash)
    assert.deepEqual(added.args.keySet, keySet)
    assert.equal(hashKeySet(keySet), keySetHash)

    const expected = keccak256(
      encodeAbiParameters(
        [
          { type: 'uint256' },
          { type: 'address' },
          { type: 'address' },
          { type: 'address' },
          { type: 'bytes32' },
        ],
        [BigInt(chain.chain.id), market, client.address, vendor.address, keySetHash],
      ),
    )
    const found = await chain.readContract({
      address: market,
      abi: marketplaceAbi,
      functionName: 'agreementIdOf',
      args: [client.address, vendor.address, keySetHash],
    })
    assert.equal(found, expected)
    const parts = { client: client.address, vendor: vendor.address, keySet }
    assert.equal(agreementIdOf({ marketChainId: chain.chain.id, marketplace: market, ...parts }), expected)
  }
})

test('events can be found by offer, terms and vendor', async () => {
  const topics = encodeEventTopics({ abi: offerBookAbi, eventName: 'OfferCreated' })
  const logs = await chain.getLogs({ address: book, fromBlock: 0n })
  const created = logs.filter((log) => log.topics[0] === topics[0])
  assert.equal(created.length, rounds)
  for (const log of created) assert.equal(log.topics.length, 4)
})

function readTerms(termsHash: `0x${string}`) {
  return chain.readContract({
    address: book,
    abi: offerBookAbi,
    functionName: 'getTerms',
    args: [termsHash],
  })
}

/** The ABI parameter of a struct that `createOffer` takes. */
function parameterOf(name: 'terms' | 'offer') {
  const createOffer = offerBookAbi.find((item) => item.type === 'function' && item.name === 'createOffer')
  assert.ok(createOffer && 'inputs' in createOffer)
  const parameter = createOffer.inputs.find((input) => input.name === name)
  assert.ok(parameter)
  return parameter
}

/** `struct Terms[]` -> `Terms`. */
function structName(parameter: AbiParameter): string | undefined {
  return parameter.internalType?.match(/^struct (?:\w+\.)?(\w+)/)?.[1]
}

/** What functions of the offer book take. */
function inputsOf(names: string[]): AbiParameter[] {
  return contractArtifact('market/OfferBook').abi.flatMap((item) =>
    item.type === 'function' && names.includes(item.name) ? item.inputs : [],
  )
}

function collectTypes(parameters: readonly AbiParameter[]): Record<string, TypedDataParameter[]> {
  const types: Record<string, TypedDataParameter[]> = {}
  for (const parameter of parameters) {
    const name = structName(parameter)
    if (!name || !('components' in parameter)) continue
    types[name] = parameter.components.map((field) => ({
      name: field.name ?? '',
      type: structName(field) ?? field.type,
    }))
    Object.assign(types, collectTypes(parameter.components))
  }
  return types
}

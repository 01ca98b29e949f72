import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  emptyLedger,
  extendLedger,
  hashTerms,
  type LedgerLog,
  ledgerAbi,
  ledgerStateAt,
  offerBookAbi,
  potIn,
  type Terms,
} from '@opraas/contracts'
import {
  type AbiEvent,
  encodeAbiParameters,
  encodeEventTopics,
  getAbiItem,
  type Hex,
  zeroAddress,
  zeroHash,
} from 'viem'
import { chooseChainId, startAnvil } from '../../deployer/src/testing/anvil.ts'
import { checkLogs } from './history/checkLogs.ts'
import { createRandom, randomTerms } from './support/terms.ts'

const random = createRandom('ledger')
const [vendor, client, token, agreementId] = [
  random.address(),
  random.address(),
  random.address(),
  random.word(),
]
const terms: Terms = {
  ...randomTerms(random, { vendor, token, minEpoch: 100 }),
  ...{ pricePerEpoch: 1000n, setupFee: 300n, bond: 500n, epochLength: 100 },
}
const start = 5000

test('logs tell every number that the contracts hold, after each step of random lives', async (t) => {
  const seed = process.env.OPRAAS_SEED ?? `${Math.floor(Math.random() * 2 ** 32)}`
  t.diagnostic(`seed ${seed}; OPRAAS_SEED=${seed} plays the same history`)
  const anvil = await startAnvil({ chainId: chooseChainId() })
  try {
    const { numbers, differences } = await checkLogs(anvil.client, { agreements: 5, seed })
    assert.deepEqual(differences, [])
    assert.ok(numbers > 1000, `${numbers} numbers`)
  } finally {
    await anvil.close()
  }
})

test('the same logs give the same ledger in one batch and in several, and no batch changes an earlier ledger', () => {
  const logs = [...accepted(), ...started(), ...settled(0, 900n, 40n, start + 100)]
  const whole = extendLedger(emptyLedger, logs)
  const ledgers = [emptyLedger]
  for (const log of logs) ledgers.push(extendLedger(ledgers.at(-1) ?? emptyLedger, [log]))
  assert.deepEqual(ledgers.at(-1), whole)
  assert.equal(emptyLedger.agreements.size, 0)
  assert.equal(potIn(ledgers[1] ?? emptyLedger, vendor, token), 0n)
  assert.equal(potIn(ledgers[2] ?? emptyLedger, vendor, token), 700n)
  assert.equal(potIn(whole, vendor, token), 200n)
})

test('an epoch that cost less than its price funds a further one, unless the money had run out before', () => {
  const inTime = agreementAfter([...accepted(), ...started(), ...settled(0, 250n, 0n, start + 100)])
  assert.deepEqual([inTime.settledEpochs, inTime.fundedEpochs, inTime.deposit], [1, 4, 3050n])
  const late = agreementAfter([...accepted(), ...started(), ...settled(0, 250n, 0n, start + 300)])
  assert.deepEqual([late.settledEpochs, late.fundedEpochs], [1, 3])
  assert.equal(ledgerStateAt(late, start + 299), 'Active')
  assert.equal(ledgerStateAt(late, start + 300), 'Suspended')
})

test('a client that leaves before half of epoch 0 pays the setup fee, and nobody else does', () => {
  const leaves = (by: Hex, after: number) =>
    agreementAfter([
      ...accepted(),
      ...started(),
      logOf('AgreementTerminated', { agreementId, by, endsAt: start + after }, start + after),
    ]).earned
  assert.equal(leaves(client, 49), 300n)
  assert.equal(leaves(client, 50), 0n)
  assert.equal(leaves(vendor, 49), 0n)
})

test('a cancelled agreement books the setup fee by its reason, and the rest of the bond is back in the pot', () => {
  const linesAfter = (reason: number) => {
    const ledger = extendLedger(emptyLedger, [
      ...accepted(),
      logOf('AgreementCancelled', { agreementId, reason }, start),
    ])
    const a = ledger.agreements.get(agreementId)
    return [a?.state, a?.deposit, a?.earned, a?.bond, potIn(ledger, vendor, token)]
  }
  for (const clients of [0, 1, 2]) assert.deepEqual(linesAfter(clients), ['Cancelled', 3000n, 300n, 0n, 700n])
  assert.deepEqual(linesAfter(3), ['Cancelled', 3300n, 0n, 0n, 700n])
  assert.deepEqual(linesAfter(4), ['Cancelled', 3600n, 0n, 0n, 400n])
})

test('an amendment counts from its epoch on, and funds what the deposit pays for at its price', () => {
  const dearer: Terms = { ...terms, pricePerEpoch: 1500n }
  const amendment = { offerId: random.word(), termsHash: hashTerms(dearer), fromEpoch: 1, fundedEpochs: 2 }
  const amended = [
    ...accepted(),
    ...started(),
    ...offered(dearer),
    logOf('AgreementAmended', { agreementId, ...amendment }, start + 10),
  ]
  const pending = agreementAfter(amended)
  assert.deepEqual([pending.fundedEpochs, pending.terms.pricePerEpoch], [2, 1000n])
  assert.deepEqual(pending.amendment, { terms: dearer, fromEpoch: 1 })
  const after = agreementAfter([...amended, ...settled(0, 300n, 0n, start + 100)])
  assert.deepEqual([after.fundedEpochs, after.terms, after.amendment], [3, dearer, undefined])
  const unknown = { ...amendment, termsHash: random.word() }
  const logs = [...accepted(), logOf('AgreementAmended', { agreementId, ...unknown }, start)]
  assert.throws(() => extendLedger(emptyLedger, logs), new RegExp(`terms ${unknown.termsHash}`))
})

test('an L1 line is filled, reimburses the vendor, and each party claims its own', () => {
  const filled = { agreementId, from: client, amount: 70n, line: 70n }
  const logs = [
    ...accepted(),
    logOf('L1LineFilled', filled, start),
    logOf('L1LineFilled', { ...filled, amount: 30n, line: 100n }, start),
    logOf('L1Reimbursed', { agreementId, epoch: 0, amount: 40n }, start),
  ]
  const linesAfter = (party: Hex, amount: bigint) => {
    const claim = { agreementId, party, to: party, amount }
    const a = agreementAfter([...logs, logOf('L1Claimed', claim, start)])
    return [a.l1Line, a.l1Reimbursed]
  }
  assert.deepEqual(linesAfter(vendor, 40n), [60n, 0n])
  assert.deepEqual(linesAfter(client, 25n), [35n, 40n])
})

test('a ledger that does not begin at the first block says what it misses', () => {
  const [, , accept] = accepted()
  assert.ok(accept)
  assert.throws(() => extendLedger(emptyLedger, [accept]), new RegExp(`terms ${hashTerms(terms)}`))
  assert.throws(() => extendLedger(emptyLedger, started()), new RegExp(`agreement ${agreementId}`))
})

test('logs of other contracts are passed over', () => {
  const foreign = { ...logOf('FeeSet', { feePpm: 1 }, start) }
  foreign.log = { ...foreign.log, topics: [random.word()] }
  assert.deepEqual(extendLedger(emptyLedger, [foreign]), emptyLedger)
})

/** Offer, bond in the pot, accept with three epochs and the setup fee. */
function accepted(): LedgerLog[] {
  const ids = { offerId: random.word(), termsHash: hashTerms(terms), keySetHash: random.word() }
  return [
    ...offered(terms),
    logOf('BondAdded', { vendor, token, amount: 700n }, start),
    logOf(
      'AgreementAccepted',
      { ...ids, agreementId, client, vendor, deposit: 3300n, bond: 500n, feePpm: 0, deadline: start },
      start,
    ),
  ]
}

function offered(offeredTerms: Terms): LedgerLog[] {
  const [parameter] = getAbiItem({ abi: offerBookAbi, name: 'createOffer' }).inputs
  const termsHash = hashTerms(offeredTerms)
  const offer = { terms: termsHash, client: zeroAddress, agreement: zeroHash, deadline: 0n, salt: zeroHash }
  const encoded = encodeAbiParameters([parameter], [offeredTerms])
  const ids = { offerId: random.word(), termsHash }
  return [logOf('OfferCreated', { ...ids, vendor, offer, terms: encoded, uri: '' }, start)]
}

function started(): LedgerLog[] {
  return [logOf('AgreementStarted', { agreementId, anchor: start, fundedEpochs: 3 }, start)]
}

function settled(epoch: number, paid: bigint, slashed: bigint, timestamp: number): LedgerLog[] {
  const judged = { outcome: 1, uptimeBps: 9000, payoutBps: 9000 }
  return [logOf('EpochSettled', { agreementId, epoch, ...judged, paid, slashed }, timestamp)]
}

function agreementAfter(logs: LedgerLog[]) {
  const a = extendLedger(emptyLedger, logs).agreements.get(agreementId)
  assert.ok(a)
  return a
}

/** An event as the chain would log it. */
function logOf(eventName: string, args: Record<string, unknown>, timestamp: number): LedgerLog {
  const event = ledgerAbi.find(
    (item): item is typeof item & AbiEvent => item.type === 'event' && item.name === eventName,
  )
  if (!event) throw new Error(`${eventName}: no such event`)
  const topics = encodeEventTopics({ abi: [event as AbiEvent], eventName, args }) as [Hex, ...Hex[]]
  const plain = event.inputs.filter(({ indexed }) => !indexed)
  const data = encodeAbiParameters(
    plain,
    plain.map(({ name }) => args[name ?? '']),
  )
  const place = { blockNumber: 1n, blockHash: zeroHash, transactionHash: zeroHash }
  const log = {
    ...place,
    address: zeroAddress,
    topics,
    data,
    logIndex: 0,
    transactionIndex: 0,
    removed: false,
  }
  return { log, timestamp }
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concatHex, type Hex, pad, size } from 'viem'
import { loadBedrock } from '../../../artifacts/bedrock.ts'
import { devAccount, sampleConfig } from '../../../testing/project.ts'
import { type Intent, parseIntent } from '../../intent/index.ts'
import { creationOf } from '../contracts.ts'
import { TRANSACTION_GAS_CAP } from '../step.ts'
import { batchInitCode, packBatches } from './batch.ts'
import { factoryContracts, layoutByFactory, layoutFactory } from './parts.ts'
import { factorySteps } from './steps.ts'

const contracts = factoryContracts(loadBedrock().contracts, { initCode: '0x60', runtime: '0x' })
const bytes = (length: number): Hex => `0x${'5b'.repeat(length)}`
const creation = (length: number) => creationOf('X', pad('0x01', { size: 32 }), bytes(length))

function intentWith(append: string): Intent {
  return parseIntent(sampleConfig({ append }))
}

test('batches are in order, and none is larger than init code may be', () => {
  const creations = [20_000, 20_000, 9_000, 100, 40_000, 1].map(creation)
  const batches = packBatches(creations)
  assert.deepEqual(
    batches.map((batch) => batch.length),
    [2, 2, 2],
  )
  assert.deepEqual(batches.flat(), creations)
  for (const batch of batches) assert.ok(size(batchInitCode(batch)) <= 49_152)
})

test('a batch ends with the calls it makes', () => {
  const [first, second] = [creation(3), creation(5)]
  const calls = concatHex([first.salt, first.initCode, second.salt, second.initCode])
  assert.ok(batchInitCode([first, second]).endsWith(calls.slice(2)))
})

test('steps of two senders are no collision, and no step may exceed the cap', () => {
  const layout = layoutFactory(intentWith(''), contracts)
  const [ours, theirs] = [devAccount.address, '0x00000000000000000000000000000000000000aa' as const].map(
    (sender) => factorySteps(layout, sender),
  )
  assert.ok(ours && theirs)
  assert.equal(ours.length, theirs.length)
  for (const [index, step] of ours.entries()) {
    assert.notEqual(step.data, theirs[index]?.data)
    assert.deepEqual(step.done, theirs[index]?.done)
    assert.ok(step.gasLimit <= TRANSACTION_GAS_CAP)
  }
})

test('chains with other delays have another factory, made of the same parts but two', () => {
  const first = layoutFactory(intentWith(''), contracts)
  const second = layoutFactory(intentWith('\n[games]\nproof_maturity = 61\nweth_delay = 62\n'), contracts)
  assert.notEqual(first.factory.address, second.factory.address)
  const known = new Set(first.parts.map(({ address }) => address))
  const others = second.parts.filter(({ address }) => !known.has(address))
  assert.deepEqual(
    others.map(({ contract }) => contract),
    ['OptimismPortal2', 'DelayedWETH'],
  )
})

test('every chain of one owner has addresses of its own', () => {
  const factory = layoutFactory(intentWith(''), contracts)
  const systemConfigs = [42_069, 42_070].map(
    (l2ChainId) =>
      layoutByFactory(parseIntent(sampleConfig({ l2ChainId })), contracts, factory).proxies.SystemConfig
        .address,
  )
  assert.equal(new Set(systemConfigs).size, 2)
})

test('a chain with an output oracle is not for a factory', () => {
  const intent = parseIntent(
    sampleConfig({ replace: { chain_id: 'chain_id = 31337\ngeneration = "output-oracle"' } }),
  )
  assert.throws(() => layoutFactory(intent, contracts), {
    message: 'generation: found output-oracle, expected dispute-games',
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { loadBedrock } from '../../artifacts/bedrock.ts'
import { devAccount, sampleConfig } from '../../testing/project.ts'
import { parseIntent } from '../intent/index.ts'
import type { CheckResult } from '../l1/checks.ts'
import { layoutL1 } from '../l1/layout.ts'
import { TRANSACTION_GAS_CAP } from '../l1/step.ts'
import { allL1Steps, buildPlan, costOf, type Observed } from './plan.ts'

const { contracts } = loadBedrock()
const intent = parseIntent(sampleConfig())
const layout = layoutL1(intent, contracts, devAccount.address)

/** An L1 on which every step has one result, but for some. */
function observed(
  result: CheckResult,
  but: Record<string, CheckResult> = {},
  local = result === 'done',
): Observed {
  const checks = Object.fromEntries(allL1Steps(intent, layout).map(({ id }) => [id, result]))
  return { checks: { ...checks, ...but }, originFrozen: local, artifactsWritten: local, verified: local }
}

function planOf(of: Observed) {
  return buildPlan({ intent, layout, observed: of, feePerGasWei: 2n })
}

describe('a plan', () => {
  test('of an empty L1 has every step once, in the order of the deployment', () => {
    const { steps } = planOf(observed('open'))
    assert.equal(steps.length, 46)
    assert.equal(new Set(steps.map(({ id }) => id)).size, 46)
    assert.deepEqual(
      [...new Set(steps.map(({ stage }) => stage))],
      ['shared implementations', 'chain contracts', 'freeze', 'genesis', 'anchor', 'verify'],
    )
    const ids = steps.map(({ id }) => id)
    // SystemConfig tells the portal the gas paying token: the portal must be there before.
    assert.ok(ids.indexOf('OptimismPortal2.initialize') < ids.indexOf('SystemConfig.initialize'))
    assert.ok(
      ids.indexOf('ProxyAdmin.setImplementationName') < ids.indexOf('L1CrossDomainMessenger.initialize'),
    )
  })

  test('of a finished deployment is empty', () => {
    assert.deepEqual(planOf(observed('done')).steps, [])
  })

  test('has only what is missing', () => {
    const { steps } = planOf(observed('done', { 'SystemConfig.initialize': 'open' }))
    assert.deepEqual(
      steps.map(({ id }) => id),
      ['SystemConfig.initialize'],
    )
  })

  test('is the same for the same input, and costs what its transactions cost', () => {
    const plan = planOf(observed('open'))
    assert.deepEqual(planOf(observed('open')), plan)
    const { transactions, gas, costWei } = costOf(plan)
    assert.equal(transactions, 43)
    assert.equal(costWei, 2n * gas)
    assert.ok(gas > 38_000_000n && gas < 46_000_000n, `${gas}`)
  })

  test('refuses foreign code at an address of ours', () => {
    assert.throws(() => planOf(observed('open', { 'chain.ProxyAdmin': 'foreign' })), {
      code: 'OPR-203',
      message: `${layout.proxyAdmin.address} should hold ProxyAdmin and holds other code.`,
    })
  })

  test('of a chain with an output oracle has no games, and tells the oracle the genesis at the end', () => {
    const generation = sampleConfig({
      replace: { chain_id: 'chain_id = 31337\ngeneration = "output-oracle"' },
    })
    const oracle = parseIntent(generation)
    const ids = allL1Steps(oracle, layoutL1(oracle, contracts, devAccount.address)).map(({ id }) => id)
    assert.equal(ids.length, 34)
    assert.equal(new Set(ids).size, 34)
    assert.equal(ids.at(-1), 'L2OutputOracle.initialize')
    assert.ok(ids.indexOf('OptimismPortal.initialize') < ids.indexOf('SystemConfig.initialize'))
    assert.deepEqual(
      ids.filter((id) => /Dispute|Anchor|WETH|Portal2|MIPS|Preimage/.test(id)),
      [],
    )
  })

  test('hands over only when deployer and owner differ', () => {
    const other = layoutL1(intent, contracts, '0x0000000000000000000000000000000000000099')
    const ids = allL1Steps(intent, other).map(({ id }) => id)
    assert.deepEqual(ids.slice(-2), ['DisputeGameFactory.transferOwnership', 'ProxyAdmin.transferOwnership'])
    assert.ok(!allL1Steps(intent, layout).some(({ stage }) => stage === 'handover'))
  })

  test('asks no step for more gas than a transaction may have', () => {
    for (const step of allL1Steps(intent, layout)) assert.ok(step.gasLimit <= TRANSACTION_GAS_CAP, step.id)
  })

  test('gives other keys, chains and salts other addresses, and shares the implementations', () => {
    const salted = sampleConfig({ replace: { id: `id = 42069\nsalt = "0x${'12'.repeat(32)}"` } })
    const second = layoutL1(parseIntent(salted), contracts, devAccount.address)
    assert.notEqual(second.proxies.SystemConfig.address, layout.proxies.SystemConfig.address)
    assert.equal(second.implementations.SystemConfig.address, layout.implementations.SystemConfig.address)
    const rotated = sampleConfig({ replace: { proposer: `proposer = "0x${'33'.repeat(20)}"` } })
    const third = layoutL1(parseIntent(rotated), contracts, devAccount.address)
    assert.ok(third.generation === 'dispute-games' && layout.generation === 'dispute-games')
    assert.notEqual(third.game.address, layout.game.address)
    assert.equal(third.proxies.SystemConfig.address, layout.proxies.SystemConfig.address)
  })
})

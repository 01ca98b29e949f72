import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sampleConfig } from '../../testing/project.ts'
import { type Intent, parseIntent } from '../intent/index.ts'
import { batcherService } from './posting.ts'
import { servicesInput } from './servicesInput.ts'
import { findUnpostable } from './versionSets.ts'

const [local, mainnet, sepolia, stranger] = [31_337, 1, 11_155_111, 4_200_000_000]

function intentOf(
  l1ChainId: number,
  {
    set,
    da,
    generation,
    localL1,
  }: { set?: string; da?: string; generation?: string; localL1?: boolean } = {},
): Intent {
  const chain = sampleConfig({ l1ChainId })
  const text = [
    generation ? chain.replace('[roles]', `generation = "${generation}"\n\n[roles]`) : chain,
    `[infra]\nengine = "native"\n${set ? `version_set = "${set}"\n` : ''}`,
    da ? `[da]\ntype = "${da}"\n` : '',
  ]
  return parseIntent(text.join('\n'), 'config.toml', localL1 === undefined ? {} : { localL1 })
}

function batcherFlags(intent: Intent): readonly string[] {
  const address = intent.roles.owner
  const contracts = { SystemConfig: address, OptimismPortal2: address, DisputeGameFactory: address }
  const place = { l2Urls: [], rollupUrls: [], rpcPort: 1, metricsPort: 2 }
  return batcherService(servicesInput(intent, contracts), place).args
}

describe('where batches go', () => {
  for (const [what, intent, expected] of [
    ['a local L1', intentOf(local), ['13', 'calldata']],
    ['a local L1, asked for blobs', intentOf(local, { da: 'blobs' }), ['13', 'blobs']],
    ['mainnet', intentOf(mainnet), ['17', 'blobs']],
    ['Sepolia with set 13', intentOf(sepolia, { set: '13' }), ['13', 'calldata']],
    ['Sepolia with an output oracle', intentOf(sepolia, { generation: 'output-oracle' }), ['13', 'calldata']],
    ['a fork of Sepolia', intentOf(sepolia, { localL1: true }), ['13', 'calldata']],
    [
      'a fork of Sepolia, asked for blobs',
      intentOf(sepolia, { localL1: true, da: 'blobs' }),
      ['13', 'blobs'],
    ],
    ['an L1 that nobody knows', intentOf(stranger, { set: '13' }), ['13', 'blobs']],
  ] as const) {
    test(`on ${what}: ${expected.join(', ')}`, () => {
      assert.deepEqual([intent.run.versionSet, intent.run.da], expected)
      assert.equal(findUnpostable(intent), undefined)
    })
  }

  test('refuses blobs where the programs have no cell proofs', () => {
    assert.throws(() => intentOf(sepolia, { set: '13', da: 'blobs' }), {
      code: 'OPR-103',
      message:
        'config.toml:22: da.type: found "blobs", expected "calldata", or version set 17: this L1 takes blobs with cell proofs only, which version set 13 can\'t make.',
    })
  })

  test('blobs on a public L1 go six at a time, and are not replaced in haste; anvil is given time', () => {
    const flags = ['--target-num-frames=6', '--resubmission-timeout=240s']
    const given = (intent: Intent) => flags.filter((flag) => batcherFlags(intent).includes(flag))
    assert.deepEqual(given(intentOf(mainnet)), flags)
    assert.deepEqual(given(intentOf(local, { da: 'blobs' })), [])
    assert.ok(batcherFlags(intentOf(local, { da: 'blobs' })).includes('--network-timeout=30s'))
    assert.deepEqual(given(intentOf(mainnet, { da: 'calldata' })), [])
    assert.ok(batcherFlags(intentOf(mainnet)).includes('--data-availability-type=blobs'))
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { loadBedrock } from '../../artifacts/bedrock.ts'
import { sampleConfig } from '../../testing/project.ts'
import { type Intent, parseIntent } from '../intent/index.ts'
import { addressesOf } from '../l1/addresses.ts'
import { layoutL1 } from '../l1/layout.ts'
import { buildOutputs } from '../outputs.ts'
import { conductorService } from './conductor.ts'
import { challengerService, disputeMonService } from './disputes.ts'
import { executionService } from './execution.ts'
import { nodeService } from './node.ts'
import { batcherService, proposerService } from './posting.ts'
import { servicesInput } from './servicesInput.ts'
import {
  findDisagreements,
  placesOf,
  sayingsOfGenesis,
  sayingsOfIntent,
  sayingsOfRollup,
  sayingsOfServices,
} from './testing/values.ts'
import type { ServiceSpec } from './types.ts'

const artifacts = loadBedrock()
const genesisSeconds = 1_750_000_000
const odd = `
[games]
proof_maturity = 13
finality_delay = 7
weth_delay = 14
max_clock_duration = 11
clock_extension = 1
[outputs]
submission_interval = 21
finalization_period = 31
[services]
max_channel_duration = 3
proposal_interval = 9
l1_confirmations = 2
challenger = "alphabet"
dispute_mon = true
`
const forks = '\n[chain.forks]\nisthmus = 20\njovian = 40\n'

function intentOf(generation: Intent['generation'], l2ChainId = 990_001): Intent {
  const replace = {
    id: `id = ${l2ChainId}\nblock_time = 1\ngas_limit = 45000000`,
    chain_id: `chain_id = 31337\ngeneration = "${generation}"`,
  }
  return parseIntent(sampleConfig({ replace, append: `${odd}${forks}` }))
}

/** Everything that is written down of a chain before it runs. */
function sayingsOf(intent: Intent, services = servicesOf(intent)) {
  const addresses = addressesOf(layoutL1(intent, artifacts.contracts, intent.roles.owner))
  const origin = {
    number: 17n,
    hash: `0x${'aa'.repeat(32)}`,
    timestampSeconds: BigInt(genesisSeconds),
  } as const
  const facts = { intent, addresses, origin, firstBatcher: intent.roles.batcher, ownerIsContract: false }
  const { genesisJson, rollupJson } = buildOutputs(facts, artifacts)
  return [
    ...sayingsOfIntent(intent, { addresses, genesisSeconds }),
    ...sayingsOfRollup(JSON.parse(rollupJson), 'rollup.json'),
    ...sayingsOfGenesis(JSON.parse(genesisJson)),
    ...sayingsOfServices(services),
  ]
}

function servicesOf(intent: Intent): ServiceSpec[] {
  const addresses = addressesOf(layoutL1(intent, artifacts.contracts, intent.roles.owner))
  const input = servicesInput(intent, addresses)
  const url = 'http://127.0.0.1:1'
  const posting = { l2Urls: [url], rollupUrls: [url], rpcPort: 1, metricsPort: 1 }
  const files = { rollupFile: 'r', genesisFile: 'g', jwtFile: 'j', configFile: 'c', l1ChainConfigFile: 'l' }
  const dispute = { ...files, l2Url: url, rollupUrl: url, dataDir: 'd', metricsPort: 1, hasBeacon: false }
  const gossip = { tcpPort: 1, udpPort: 1, keyFile: 'k', bootnodes: [], discovery: true }
  const ports = { httpPort: 1, wsPort: 1, authPort: 1, metricsPort: 1, rpcPort: 1, consensusPort: 1 }
  const urls = { engineUrl: url, nodeUrl: url, executionUrl: url }
  const node = { ...files, ...ports, ...urls, name: 'node', safeDbDir: 's', hasBeacon: false }
  return [
    executionService(input, { ...files, ...ports, name: 'engine', dataDir: 'd' }),
    nodeService(input, node, { kind: 'sequencer', gossip, waits: false }),
    batcherService(input, posting),
    proposerService(input, posting),
    ...(intent.generation === 'dispute-games'
      ? [challengerService(input, dispute), disputeMonService(input, dispute)]
      : []),
    conductorService(input, {
      ...{ ...files, ...ports, ...urls, name: 'conductor', serverId: 's', storageDir: 'd', isFounder: true },
    }),
  ]
}

describe('values of a chain', () => {
  for (const generation of ['dispute-games', 'output-oracle'] as const) {
    test(`are the same wherever they are written: ${generation}`, () => {
      assert.deepEqual(findDisagreements(sayingsOf(intentOf(generation))), [])
    })
  }

  test('are written where they have to be', () => {
    const places = placesOf(sayingsOf(intentOf('dispute-games')))
    const expected: Record<string, string[]> = {
      'L1 chain id': ['config.toml', 'rollup.json l1_chain_id'],
      'L2 chain id': ['config.toml', 'rollup.json l2_chain_id', 'genesis.json chainId', 'engine --networkid'],
      'block time': ['config.toml', 'rollup.json block_time', 'conductor --healthcheck.unsafe-interval'],
      'gas limit': ['config.toml', 'rollup.json gasLimit', 'genesis.json gasLimit'],
      batcher: ['config.toml', 'rollup.json batcherAddr'],
      proposer: ['config.toml', 'dispute-mon --honest-actors'],
      proposals: [
        'config.toml',
        'proposer --game-factory-address',
        'challenger --game-factory-address',
        'dispute-mon --game-factory-address',
      ],
      'proposal interval': ['config.toml', 'proposer --proposal-interval'],
      'channel duration': ['config.toml', 'batcher --max-channel-duration'],
      'L1 confirmations': ['config.toml', 'node --verifier.l1-confs', 'node --sequencer.l1-confs'],
      'fork jovian': ['config.toml', 'rollup.json jovian_time', 'genesis.json jovianTime'],
    }
    for (const [name, at] of Object.entries(expected)) assert.deepEqual(places[name], at, name)
  })

  test('an argument that says something else is named', () => {
    const [mine, other] = [intentOf('dispute-games'), intentOf('dispute-games', 990_002)]
    const found = findDisagreements(sayingsOf(mine, servicesOf(other)))
    assert.deepEqual(
      found.map((text) => text.split(':')[0]),
      ['L2 chain id', 'proposals'],
    )
    assert.match(found[0] ?? '', /config\.toml 990001, .*, engine --networkid 990002$/)
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { KeySet } from '@opraas/contracts'
import { parseToml } from '@opraas/deployer'
import { devAccount, sampleConfig } from '../../../deployer/src/testing/project.ts'
import type { Agreement } from '../chain/agreements.ts'
import { type AgentConfig, agentConfigSchema } from '../config.ts'
import { deriveKeySets } from '../keys/keySets.ts'
import { readAgreedIntent } from './agreedIntent.ts'
import { findChain, runOf } from './chain.ts'
import type { AgentDeps } from './deps.ts'

const keySets = deriveKeySets({
  OPRAAS_AGENT_MNEMONIC: 'test test test test test test test test test test test junk',
})
const keySet = keySets.at(7)

/** agent.toml with the offer it can't do without. */
function agentConfig(agent: string, tables = ''): AgentConfig {
  const offer = `[offer]
l1_chain_id = 31337
token = "${devAccount.address}"
price_per_epoch = "1"
bond = "1"
epoch_length = 60
oracle = "${devAccount.address}"
[offer.sla]
probe_interval = 1
max_latency_ms = 1000
slash = 0
silent_payout = 0
min_coverage = 0
`
  const text = `schema = 1\n[agent]\n${agent}\n${tables}\n${offer}`
  return { ...parseToml(agentConfigSchema, text, 'agent.toml'), dataFolder: '/data' }
}

function clientConfig(append = '', keys: KeySet = keySet): string {
  return sampleConfig({
    append,
    replace: {
      'batcher =': `batcher = "${keys.batcher}"`,
      'unsafe_signer =': `unsafe_signer = "${keys.unsafeSigner}"`,
      'proposer =': `proposer = "${keys.proposer}"`,
      'challenger =': `challenger = "${keys.challenger}"`,
    },
  })
}

// What is compared of an agreement.
const agreement = {
  agreementId: `0x${'22'.repeat(32)}`,
  client: devAccount.address,
  l2ChainId: 42_069,
  terms: { l1ChainId: 31_337n, maxGasLimit: 60_000_000n },
} as unknown as Agreement

const native = agentConfig('engine = "native"\nversion_set = "13"\nrpc_ports = [4710, 4739]')
const read = (config: AgentConfig, text: string) =>
  readAgreedIntent({ config, keySets }, { text, agreement, keySet })

describe('the config of a client', () => {
  const hostile = clientConfig(`
[infra]
engine = "native"
version_set = "17"
sequencers = 3
replicas = 8
rpc_port = 22222
[infra.programs]
op-geth = "/bin/evil"
op-node = "/bin/evil"
[rpc]
listen = "0.0.0.0"
methods = ["debug_traceTransaction"]
requests_per_second = 1000000
max_body_kb = 65536
[services]
proposal_interval = 1
challenger = "cannon"
dispute_mon = true
[services.cannon]
bin = "/bin/evil"
server = "/bin/evil"
prestate = "/etc/passwd"
[da]
type = "blobs"
`)

  test('decides nothing about how this machine runs the chain', () => {
    const { intent, index } = read(native, hostile)
    const plain = read(native, clientConfig())
    assert.deepEqual(intent, plain.intent)
    assert.equal(index, 7)
    const { engine, rpcPort, run } = intent
    assert.deepEqual([engine, rpcPort], ['native', 4710])
    assert.deepEqual(run, runOf(native, intent))
    assert.deepEqual([run.versionSet, run.programs, run.sequencers, run.replicas], ['13', {}, 1, 0])
    assert.deepEqual([run.rpc.listen, run.rpc.methods, run.da], ['127.0.0.1', [], 'calldata'])
    assert.deepEqual([run.services.challenger, run.services.cannon], ['off', undefined])
    assert.ok(!JSON.stringify(run).includes('evil'))
  })

  test('does not choose the engine either', () => {
    assert.equal(read(agentConfig(''), hostile).intent.engine, 'embedded')
  })

  test('the vendor’s own tables count, for chains that were begun before, too', async () => {
    const config = agentConfig(
      'engine = "native"',
      '[infra]\nreplicas = 1\n[infra.programs]\nop-geth = "/opt/op-geth"\n[rpc]\nlisten = "0.0.0.0"',
    )
    const expected = runOf(config, { l1ChainId: 31_337, generation: 'dispute-games' })
    assert.deepEqual([expected.replicas, expected.programs], [1, { 'op-geth': '/opt/op-geth' }])
    const services = {
      l1ChainId: 31_337,
      generation: 'dispute-games',
      run: { programs: { 'op-geth': '/bin/evil' } },
    }
    const chain = { name: 'sample', l1OriginNumber: '7', gasLimit: '30000000', services }
    const facts = { chain, engine: 'native', keySet: 7, genesisHash: '0x01' }
    const rows = [{ step: 'verify', facts: JSON.stringify(facts) }]
    const store = { read: async () => rows } as unknown as AgentDeps['store'] // one row of one saga
    const l1 = { url: 'http://127.0.0.1:1', beaconUrl: undefined } as AgentDeps['l1']
    const found = await findChain({ store, config, l1 }, agreement.agreementId)
    assert.deepEqual(found?.chain.services.run, expected)
    assert.deepEqual([found?.chain.gasLimit, found?.keySet], [30_000_000n, 7])
  })

  const refusals: [name: string, config: AgentConfig, text: string, message: RegExp][] = [
    ['another L2', native, clientConfig().replace('42069', '42070'), /L2 chain id 42070, expected 42069/],
    ['foreign keys', native, clientConfig('', keySets.at(8)), /has batcher 0x\w+, expected 0x/],
    [
      'a fork that the programs do not know',
      native,
      clientConfig('[chain.forks]\nisthmus = 20\njovian = 40\n'),
      /has chain.forks.jovian 40, expected nothing: version set 13/,
    ],
    [
      'a generation that the programs do not know',
      agentConfig('engine = "native"\nversion_set = "17"'),
      clientConfig().replace('chain_id = 31337', 'chain_id = 31337\ngeneration = "output-oracle"'),
      /has l1.generation "output-oracle", expected "dispute-games"/,
    ],
  ]
  for (const [name, config, text, message] of refusals) {
    test(`is refused for ${name}`, () => {
      assert.throws(() => read(config, text), { code: 'OPR-700', message })
    })
  }
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parse } from 'smol-toml'
import { gatewayConfigSchema } from './gatewayConfig.ts'
import { buildProxydToml } from './proxyd.ts'
import { rpcMethods } from './rpcMethods.ts'
import { proxydKeys, proxydSource, proxydWords } from './testing/proxydKeys.ts'

const sequencer = { name: 'sequencer-1', url: 'http://127.0.0.1:8545' }
const replica = { name: 'replica-1', url: 'http://127.0.0.1:8555' }
const config = gatewayConfigSchema.parse({
  listen: { host: '0.0.0.0', port: 8080 },
  metrics: { port: 9761 },
  chainId: 901,
  sequencer: [sequencer],
  readers: [replica, sequencer],
  methods: rpcMethods.map(({ name }) => name),
  limits: { requestsPerSecond: 12.5, maxBatch: 20, maxBodyKb: 512 },
  maxLagBlocks: 7,
  timeoutMs: 10_000,
})

type Table = Record<string, unknown>
const tableOf = (value: unknown): Table => value as Table

describe('buildProxydToml', () => {
  const full = buildProxydToml(config, { callerHeader: 'X-Real-IP', redisUrl: '$REDIS_URL' })
  const toml = tableOf(parse(full))

  test(`every key is one of ${proxydSource}`, () => {
    const check = (path: string, table: Table): void => {
      const unknown = Object.keys(table).filter((key) => !proxydKeys[path]?.includes(key))
      assert.deepEqual(unknown, [], `in [${path}]`)
    }
    check('', toml)
    for (const [name, table] of Object.entries(toml)) {
      if (typeof table !== 'object' || name === 'rpc_method_mappings') continue
      if (proxydKeys[name]) check(name, tableOf(table))
      else for (const inner of Object.values(tableOf(table))) check(`${name}.*`, tableOf(inner))
    }
  })

  test('words are among those that proxyd takes', () => {
    for (const group of Object.values(tableOf(toml.backend_groups))) {
      assert.ok(proxydWords.routing_strategy.some((word) => word === tableOf(group).routing_strategy))
    }
    for (const backend of Object.values(tableOf(toml.backends))) {
      const target = tableOf(backend).consensus_receipts_target
      assert.ok(proxydWords.consensus_receipts_target.some((word) => word === target))
    }
  })

  test('groups name backends that exist, and mappings groups that exist', () => {
    for (const group of Object.values(tableOf(toml.backend_groups))) {
      for (const name of tableOf(group).backends as string[]) assert.ok(name in tableOf(toml.backends), name)
    }
    for (const group of Object.values(tableOf(toml.rpc_method_mappings))) {
      assert.ok(String(group) in tableOf(toml.backend_groups), String(group))
    }
  })

  test('serves what the gateway serves, writes to the sequencer only', () => {
    const mappings = tableOf(toml.rpc_method_mappings)
    assert.deepEqual(Object.keys(mappings).sort(), [...config.methods].sort())
    assert.equal(mappings.eth_sendRawTransaction, 'write')
    assert.equal(mappings.eth_call, 'read')
    assert.deepEqual(tableOf(tableOf(toml.backend_groups).write).backends, ['sequencer-1'])
  })

  test('has the gateway’s limits', () => {
    assert.equal(tableOf(toml.rate_limit).base_rate, 13)
    assert.equal(tableOf(toml.batch).max_size, 20)
    assert.equal(tableOf(toml.server).max_body_size_bytes, 512 * 1_024)
    assert.equal(tableOf(tableOf(toml.backend_groups).read).consensus_max_block_lag, 7)
  })

  test('without Redis nothing asks for it', () => {
    const plain = tableOf(parse(buildProxydToml(config)))
    assert.equal(plain.redis, undefined)
    assert.equal(tableOf(plain.rate_limit).use_redis, false)
  })

  test('under conductors a write goes to every sequencer', () => {
    const led = { ...config, sequencer: [{ ...sequencer, conductorUrl: 'http://127.0.0.1:8600' }] }
    const { backend_groups } = tableOf(parse(buildProxydToml(led)))
    assert.equal(tableOf(tableOf(backend_groups).write).routing_strategy, 'multicall')
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sampleConfig } from '../../testing/project.ts'
import { parseIntent } from '../intent/index.ts'
import { buildGatewayConfig, gatewayConfigSchema } from './gatewayConfig.ts'

const { run, l2ChainId } = parseIntent(sampleConfig())
const config = buildGatewayConfig({
  chainId: l2ChainId,
  rpc: { ...run.rpc, methods: ['debug_traceTransaction', 'eth_call'] },
  port: 9545,
  metricsPort: 9600,
  sequencer: [{ name: 'sequencer-1', url: 'http://127.0.0.1:8545' }],
  replicas: [{ name: 'replica-1', url: 'http://127.0.0.1:8555' }],
})

describe('buildGatewayConfig', () => {
  test('takes limits, address and lag from the intent', () => {
    const { rpc } = run
    assert.deepEqual(config.listen, { host: rpc.listen, port: 9545 })
    assert.equal(config.metrics.host, '127.0.0.1')
    assert.equal(config.maxLagBlocks, rpc.maxLagBlocks)
    const { requestsPerSecond, maxBatch, maxBodyKb } = config.limits
    assert.deepEqual(
      { requestsPerSecond, maxBatch, maxBodyKb },
      { requestsPerSecond: rpc.requestsPerSecond, maxBatch: rpc.maxBatch, maxBodyKb: rpc.maxBodyKb },
    )
  })

  test('adds the operator’s methods once', () => {
    assert.equal(config.methods.filter((name) => name === 'eth_call').length, 1)
    assert.ok(config.methods.includes('debug_traceTransaction'))
  })

  test('reads go to replicas and to the sequencer', () => {
    assert.deepEqual(
      config.readers.map(({ name }) => name),
      ['replica-1', 'sequencer-1'],
    )
  })

  test('refuses methods that steer a node', () => {
    const { error } = gatewayConfigSchema.safeParse({ ...config, methods: ['eth_call', 'admin_addPeer'] })
    assert.match(String(error?.message), /no admin, engine, miner or personal methods/)
  })

  test('refuses conductors at some sequencers only, and two URLs under one name', () => {
    const [first] = config.sequencer
    const mixed = [
      { ...first, conductorUrl: 'http://127.0.0.1:1' },
      { name: 'b', url: 'http://127.0.0.1:2' },
    ]
    assert.equal(gatewayConfigSchema.safeParse({ ...config, sequencer: mixed }).success, false)
    const twice = [...config.readers, { name: 'replica-1', url: 'http://127.0.0.1:3' }]
    assert.equal(gatewayConfigSchema.safeParse({ ...config, readers: twice }).success, false)
  })
})

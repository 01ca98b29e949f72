import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDevelopmentNode } from './chains.ts'

test('the local wallet knows development nodes and op-geth by what they answer', () => {
  const opGeth = 'Geth/v1.101602.3-rc.1.0.20250917151430-fa03b2609443/linux-amd64/go1.26.8'
  for (const version of [
    'anvil/v1.7.1',
    'HardhatNetwork/3.0.0',
    opGeth,
    'Geth/v1.101702.2/linux-amd64/go1.26.8',
  ])
    assert.equal(isDevelopmentNode(version), true, version)
  for (const version of ['Geth/v1.16.4-stable/linux-amd64/go1.25.1', 'Nethermind/v1.35.0', 'reth/v1.9.0', ''])
    assert.equal(isDevelopmentNode(version), false, version)
})

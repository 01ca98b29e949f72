import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseIntent } from '../core/intent/index.ts'
import { sampleConfig } from '../testing/project.ts'
import { devRoles } from './accounts.ts'
import { DEV_L1_CHAIN_ID, defaultConfig, developmentConfig } from './config.ts'

const changes = { l1ChainId: DEV_L1_CHAIN_ID, engine: 'native', rpcPort: 10_001 } as const

describe('developmentConfig', () => {
  test('keeps what makes the chain, and exchanges who signs and where', () => {
    const own = `${sampleConfig({ l1ChainId: 11_155_111 }).replace('[l1]', 'block_time = 1\ngas_limit = 45000000\n\n[l1]')}
[games]
proof_maturity = 99

[rpc]
max_batch = 7

[market]
chain_id = 1
marketplace = "0x0000000000000000000000000000000000000009"
agreement = "0x${'1'.repeat(64)}"
`
    const intent = parseIntent(developmentConfig(own, 'config.toml', changes))
    assert.deepEqual(
      [intent.name, intent.l2ChainId, intent.blockTimeSeconds, intent.gasLimit],
      ['sample', 42_069, 1, 45_000_000n],
    )
    assert.deepEqual([intent.games.proofMaturitySeconds, intent.run.rpc.maxBatch], [99n, 7])
    assert.deepEqual([intent.l1ChainId, intent.engine, intent.rpcPort], [DEV_L1_CHAIN_ID, 'native', 10_001])
    assert.equal(intent.roles.owner, devRoles().owner.address.toLowerCase())
    assert.equal(intent.run.isLocalL1, true)
    assert.equal(intent.market, undefined)
  })

  test('a broken config is refused with the user’s own line', () => {
    const own = sampleConfig({ replace: { batcher: 'batcher = "0x12"' } })
    assert.throws(() => developmentConfig(own, 'config.toml', changes), {
      code: 'OPR-103',
      message: /^config\.toml:12: roles\.batcher/,
    })
  })

  test('the default config can be run, with windows short enough to wait for', () => {
    const { games } = parseIntent(developmentConfig(defaultConfig(), 'config.toml', changes))
    assert.ok(games.proofMaturitySeconds + games.finalityDelaySeconds + games.maxClockDurationSeconds < 60n)
  })
})

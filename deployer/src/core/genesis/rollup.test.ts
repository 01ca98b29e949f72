import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { defaultForks } from './forks.ts'
import {
  buildRollupConfig,
  checkRollupConfig,
  deriveBatchInbox,
  encodeFeeScalar,
  type RollupConfig,
  serializeRollup,
} from './index.ts'
import { sampleRollup } from './testing/sample.ts'

describe('buildRollupConfig', () => {
  test('writes what op-node reads, and nothing that is not set', () => {
    assert.equal(
      serializeRollup(buildRollupConfig(sampleRollup)),
      `{
  "batch_inbox_address": "0x00289c189bee4e70334629f04cd5ed602b6600eb",
  "block_time": 2,
  "canyon_time": 0,
  "chain_op_config": {
    "eip1559Denominator": 50,
    "eip1559DenominatorCanyon": 250,
    "eip1559Elasticity": 6
  },
  "channel_timeout": 300,
  "delta_time": 0,
  "deposit_contract_address": "0x9999999999999999999999999999999999999999",
  "ecotone_time": 0,
  "fjord_time": 0,
  "genesis": {
    "l1": {
      "hash": "0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      "number": 17
    },
    "l2": {
      "hash": "0xbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
      "number": 0
    },
    "l2_time": 1750000000,
    "system_config": {
      "batcherAddr": "0x8888888888888888888888888888888888888888",
      "eip1559Params": "0x0000000000000000",
      "gasLimit": 60000000,
      "operatorFeeParams": "0x0000000000000000000000000000000000000000000000000000000000000000",
      "overhead": "0x0000000000000000000000000000000000000000000000000000000000000000",
      "scalar": "0x010000000000000000000000000000000000000000000000000c5fc500000558"
    }
  },
  "granite_time": 0,
  "holocene_time": 0,
  "l1_chain_id": 900,
  "l1_system_config_address": "0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  "l2_chain_id": 901,
  "max_sequencer_drift": 1800,
  "regolith_time": 0,
  "seq_window_size": 3600
}
`,
    )
  })

  test('writes forks as absolute times, and Holocene parameters only when it is at genesis', () => {
    const forks = { ...defaultForks, granite: 10, holocene: 20, isthmus: 22, jovian: 24 }
    const config = buildRollupConfig({ ...sampleRollup, forks })
    assert.deepEqual(
      [config.granite_time, config.holocene_time, config.isthmus_time, config.jovian_time, config.karst_time],
      [1_750_000_010, 1_750_000_020, 1_750_000_022, 1_750_000_024, undefined],
    )
    assert.deepEqual(Object.keys(config.genesis.system_config), [
      'batcherAddr',
      'overhead',
      'scalar',
      'gasLimit',
    ])
  })

  test('writes AltDA of both kinds', () => {
    const windows = { challengeWindow: 160, resolveWindow: 161 }
    const generic = buildRollupConfig({ ...sampleRollup, altDa: { kind: 'generic', ...windows } })
    assert.deepEqual(generic.alt_da, {
      da_commitment_type: 'GenericCommitment',
      da_challenge_window: 160,
      da_resolve_window: 161,
    })
    const challengeContract = `0x${'12'.repeat(20)}` as const
    const keccak = buildRollupConfig({
      ...sampleRollup,
      altDa: { kind: 'keccak', challengeContract, ...windows },
    })
    assert.deepEqual(keccak.alt_da, {
      da_challenge_contract_address: challengeContract,
      da_commitment_type: 'KeccakCommitment',
      da_challenge_window: 160,
      da_resolve_window: 161,
    })
  })

  test('gives the same bytes for the same values, in whatever order they come', () => {
    const reversed = Object.fromEntries(Object.entries(sampleRollup).reverse()) as typeof sampleRollup // same entries
    const checksummed = { ...reversed, systemConfig: `0x${'aa'.repeat(20)}` as const }
    assert.equal(
      serializeRollup(buildRollupConfig(checksummed)),
      serializeRollup(buildRollupConfig({ ...sampleRollup })),
    )
  })
})

describe('derived values', () => {
  /** The batch inboxes of chains that OPCM deployed, from the registry. */
  test('batch inbox', () => {
    assert.equal(deriveBatchInbox(57073), '0x005969bf0ecbf6edb6c47e5e94693b1c3651be97') // Ink
    assert.equal(deriveBatchInbox(5371), '0x003e40d3125591bd722ab1bb880c78e4d74d0977') // Settlus
    assert.equal(deriveBatchInbox(420130015), '0x00ab2d21a3e869a42603c37731699d1eedf89eb3') // sepolia-devnet-2
  })

  test('fee scalar', () => {
    const ink = { basefeeScalar: 1368, blobbasefeeScalar: 810_949 }
    assert.equal(encodeFeeScalar(ink), '0x010000000000000000000000000000000000000000000000000c5fc500000558')
    assert.throws(() => encodeFeeScalar({ ...ink, basefeeScalar: 2 ** 32 }), {
      message:
        'basefeeScalar: found 4294967296, expected a whole number of millionths, from 0 to 4294967295.',
    })
  })
})

describe('buildRollupConfig refuses', () => {
  const cases: [what: string, changes: Partial<typeof sampleRollup>, message: string][] = [
    ['equal chain ids', { l1ChainId: 901 }, 'l2_chain_id: found 901, expected another id than l1_chain_id.'],
    [
      'a zero origin',
      { l1Origin: { hash: `0x${'00'.repeat(32)}`, number: 1 } },
      `genesis.l1.hash: found "0x${'00'.repeat(32)}", expected a value that is not zero.`,
    ],
    [
      'one hash for both chains',
      { l2GenesisHash: sampleRollup.l1Origin.hash },
      `genesis.l2.hash: found "0x${'aa'.repeat(32)}", expected another hash than genesis.l1.hash.`,
    ],
    [
      'no block time',
      { blockTime: 0 },
      'blockTime: found 0, expected a whole number of seconds, at least 1.',
    ],
    [
      'half a second',
      { blockTime: 0.5 },
      'blockTime: found 0.5, expected a whole number of seconds, at least 1.',
    ],
    [
      'a window of one block',
      { seqWindowSize: 1 },
      'seq_window_size: found 1, expected a whole number of L1 blocks, at least 2.',
    ],
    [
      'no channel timeout',
      { channelTimeout: 0 },
      'channel_timeout: found 0, expected a whole number of L1 blocks, at least 1.',
    ],
    [
      'no drift',
      { maxSequencerDrift: 0 },
      'max_sequencer_drift: found 0, expected a whole number of seconds, at least 1.',
    ],
    [
      'no gas',
      { gasLimit: 0 },
      'genesis.system_config.gasLimit: found 0, expected a whole number of units of gas, at least 1.',
    ],
    [
      'nobody as batcher',
      { batcher: `0x${'00'.repeat(20)}` },
      `batcher: found "0x${'00'.repeat(20)}", expected a non-zero address (correct checksum if mixed case).`,
    ],
    [
      'a wrong checksum',
      { systemConfig: '0xAAAaAaaAaAaAaAaaAaAAAAAAAAaaaAaAaAaaAaaAa' },
      'systemConfig: found "0xAAAaAaaAaAaAaAaaAaAAAAAAAAaaaAaAaAaaAaaAa", expected a non-zero address (correct checksum if mixed case).',
    ],
    [
      'batches sent to the portal',
      { batchInbox: sampleRollup.optimismPortal },
      `batch_inbox_address: found "0x${'99'.repeat(20)}", expected another address than deposit_contract_address.`,
    ],
    [
      'a chain whose L1 fee nobody can pay',
      { forks: { regolith: 'genesis', canyon: 'genesis', delta: 'genesis', ecotone: 10 } },
      'ecotone_time: found 1750000010, expected a time at genesis: the fee scalar of SystemConfig is of Ecotone, and unpayable before it.',
    ],
    [
      'no challenge window',
      { altDa: { kind: 'generic', challengeWindow: 0, resolveWindow: 1 } },
      'alt_da.da_challenge_window: found 0, expected a whole number of L1 blocks, at least 1.',
    ],
    [
      'a zero elasticity',
      { eip1559: { elasticity: 0, denominator: 50, denominatorCanyon: 250 } },
      'eip1559.elasticity: found 0, expected a whole number, from 1 to 4294967295.',
    ],
  ]
  for (const [what, changes, message] of cases) {
    test(what, () => {
      assert.throws(() => buildRollupConfig({ ...sampleRollup, ...changes }), {
        name: 'GenesisError',
        message,
      })
    })
  }

  test('what op-node does not look at: the order of forks after Isthmus', () => {
    const config: RollupConfig = { ...buildRollupConfig(sampleRollup), isthmus_time: 20, karst_time: 30 }
    assert.throws(() => checkRollupConfig(config), {
      message: 'jovian_time: found nothing, expected a time, because karst is set.',
    })
    assert.throws(() => checkRollupConfig({ ...config, jovian_time: 40 }), {
      message: 'karst_time: found 30, expected not before jovian (40).',
    })
  })

  test('AltDA settings that contradict each other', () => {
    const config = buildRollupConfig(sampleRollup)
    const windows = { da_challenge_window: 1, da_resolve_window: 1 }
    const field = 'alt_da.da_challenge_contract_address'
    const keccak = { da_commitment_type: 'KeccakCommitment', ...windows } as const
    assert.throws(() => checkRollupConfig({ ...config, alt_da: keccak }), { field, found: undefined })
    const contract = `0x${'12'.repeat(20)}` as const
    const generic = {
      da_commitment_type: 'GenericCommitment',
      da_challenge_contract_address: contract,
      ...windows,
    }
    assert.throws(
      () => checkRollupConfig({ ...config, alt_da: { ...generic, da_commitment_type: 'GenericCommitment' } }),
      {
        field,
        found: contract,
      },
    )
  })
})

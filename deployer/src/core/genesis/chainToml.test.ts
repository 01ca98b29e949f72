import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseChainToml } from './chainToml.ts'
import { loadVector, vectors } from './testing/vectors.ts'

/** op-node judges every chain of its registry in test/judges/op-node. */
describe('parseChainToml', () => {
  test('takes block 0, addresses and fork times from the TOML, and finds the L1', () => {
    for (const { name, hash } of vectors) {
      const config = parseChainToml(loadVector(name).config)
      assert.equal(config.genesis.l2.hash, hash)
      assert.equal(config.l1_chain_id, name === 'sepolia-devnet-2' ? 11_155_111 : 1)
    }
    const { l2_chain_id, karst_time, regolith_time, genesis } = parseChainToml(loadVector('mode').config)
    assert.deepEqual([l2_chain_id, regolith_time, karst_time], [34_443, 0, 1_783_526_401])
    assert.equal(genesis.system_config.batcherAddr, '0x99199a22125034c808ff20f377d91187e8050f2e')
  })

  test('has the parameters of Holocene when it is active at genesis', () => {
    const configOf = (name: 'ink' | 'settlus-mainnet') =>
      parseChainToml(loadVector(name).config).genesis.system_config
    assert.equal(configOf('ink').eip1559Params, undefined)
    assert.equal(configOf('settlus-mainnet').eip1559Params, '0x0000000000000000')
  })

  const chain = loadVector('ink').config
  const genesis = Object(chain.genesis)
  const cases: [what: string, chain: unknown, message: string][] = [
    ['no table', [], 'chain: found a list of 0, expected an object.'],
    ['no genesis', { ...chain, genesis: undefined }, 'genesis: found nothing, expected an object.'],
    [
      'no block time',
      { ...chain, block_time: undefined },
      'block_time: found nothing, expected an unsigned 64-bit integer, as 0x hex or number.',
    ],
    [
      'a short address',
      { ...chain, addresses: { ...Object(chain.addresses), SystemConfigProxy: '0x12' } },
      'addresses.SystemConfigProxy: found "0x12", expected 20 bytes as 0x hex.',
    ],
    [
      'a fork that is not known',
      { ...chain, hardforks: { ...Object(chain.hardforks), atlantis_time: 7 } },
      'hardforks.atlantis_time: found "atlantis_time", expected one of regolith_time, canyon_time, delta_time, ecotone_time, fjord_time, granite_time, holocene_time, isthmus_time, jovian_time, karst_time, lagoon_time, interop_time, pectra_blob_schedule_time.',
    ],
    [
      'an L1 origin of neither mainnet nor Sepolia',
      { ...chain, genesis: { ...genesis, l1: { ...genesis.l1, number: 17 } } },
      'genesis.l1.number: found 17, expected a block of chain 1 or 11155111 at l2_time; else name the L1 with --l1-chain-id.',
    ],
    [
      'what op-node would refuse',
      { ...chain, seq_window_size: 1 },
      'seq_window_size: found 1, expected a whole number of L1 blocks, at least 2.',
    ],
  ]
  for (const [what, input, message] of cases) {
    test(`refuses ${what}`, () => {
      assert.throws(() => parseChainToml(input), { name: 'GenesisError', message })
    })
  }

  test('believes the L1 that it is told', () => {
    const local = { ...chain, genesis: { ...genesis, l1: { ...genesis.l1, number: 17 } } }
    assert.equal(parseChainToml(local, { l1ChainId: 900 }).l1_chain_id, 900)
  })
})

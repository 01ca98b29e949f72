import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { GenesisError, hashGenesis } from './index.ts'
import { type ForeignGenesis, loadVector, vectors } from './testing/vectors.ts'

describe('hashGenesis reproduces real chains', () => {
  for (const { name, forks, hash, stateRoot } of vectors) {
    test(`${name}, ${forks} at genesis`, () => {
      assert.deepEqual(hashGenesis(loadVector(name)), { hash, stateRoot })
    })
  }

  test('with the chain config inside the genesis, or bare', () => {
    for (const { name, hash } of vectors) {
      const { genesis } = loadVector(name)
      if (genesis.config === null) continue
      assert.equal(hashGenesis({ genesis, config: genesis }).hash, hash)
      assert.equal(hashGenesis({ genesis, config: genesis.config }).hash, hash)
    }
  })
})

describe('hashGenesis reads what op-geth reads', () => {
  const { genesis, config } = loadVector('settlus-mainnet')
  const small: ForeignGenesis = { ...genesis, alloc: {} }
  const hashOf = (changes: Record<string, unknown>) =>
    hashGenesis({ genesis: { ...small, ...changes }, config }).hash
  const expected = hashOf({})

  test('numbers as hex, decimal text, JSON numbers or bigints', () => {
    for (const gasLimit of ['0x3938700', '0x03938700', '60000000', 60_000_000, 60_000_000n]) {
      assert.equal(hashOf({ gasLimit }), expected)
    }
  })

  test('absent and null fields as their defaults', () => {
    const absent = {
      number: undefined,
      nonce: null,
      mixHash: undefined,
      parentHash: null,
      gasUsed: undefined,
    }
    const wei = { difficulty: undefined, baseFeePerGas: null, excessBlobGas: undefined, blobGasUsed: null }
    assert.equal(hashOf({ ...absent, ...wei }), expected)
  })

  test('addresses, slots and values with or without 0x, in any case, short ones filled up', () => {
    const address = '42000000000000000000000000000000000000aB'
    const full = {
      balance: '0x0',
      storage: { [`0x${'1f'.padStart(64, '0')}`]: `0x${'0A'.padStart(64, '0')}` },
    }
    const rooted = hashOf({ alloc: { [address]: full } })
    assert.notEqual(rooted, expected)
    const short = {
      balance: 0,
      nonce: '0x0',
      code: '0x',
      storage: { '1F': '0x0a', '02': '0x', '0x03': '00' },
    }
    assert.equal(hashOf({ alloc: { [`0x${address.toLowerCase()}`]: short } }), rooted)
  })

  test('a fork as active from its own second on', () => {
    const withHolocene = { hardforks: { ...Object(config.hardforks), isthmus_time: 1_740_171_575 } }
    const later = { hardforks: { ...Object(config.hardforks), isthmus_time: 1_740_171_576 } }
    assert.notEqual(hashGenesis({ genesis: small, config: withHolocene }).hash, expected)
    assert.equal(hashGenesis({ genesis: small, config: later }).hash, expected)
  })
})

describe('hashGenesis refuses', () => {
  const { genesis, config } = loadVector('settlus-mainnet')
  const address = '4200000000000000000000000000000000000006'
  const chain = { chainId: 1, regolithTime: 0, canyonTime: 0 }
  const withAccount = (account: unknown) => ({
    genesis: { ...genesis, alloc: { [address]: account } },
    config,
  })
  const withField = (field: string, value: unknown) => ({
    genesis: { ...genesis, alloc: {}, [field]: value },
    config,
  })
  const withConfig = (changed: unknown) => ({ genesis: { ...genesis, alloc: {} }, config: changed })

  const cases: [what: string, input: { genesis: unknown; config: unknown }, message: string][] = [
    ['no genesis', { genesis: null, config }, 'genesis: found null, expected an object.'],
    ['no alloc', withField('alloc', undefined), 'alloc: found nothing, expected an object.'],
    ['a list as alloc', withField('alloc', []), 'alloc: found a list of 0, expected an object.'],
    [
      'no gas limit',
      withField('gasLimit', undefined),
      'gasLimit: found nothing, expected an unsigned 64-bit integer, as 0x hex or number.',
    ],
    [
      'a negative number',
      withField('timestamp', -1),
      'timestamp: found -1, expected an unsigned 64-bit integer, as 0x hex or number.',
    ],
    [
      'a number that JSON cannot carry',
      withAccount({ balance: 1e21 }),
      `alloc.${address}.balance: found 1e+21, expected an unsigned 256-bit integer, as 0x hex or number.`,
    ],
    [
      'more bits than there are',
      withField('nonce', `0x1${'00'.repeat(8)}`),
      'nonce: found "0x10000000000000000", expected an unsigned 64-bit integer, as 0x hex or number.',
    ],
    ['half a byte', withField('extraData', '0x0'), 'extraData: found "0x0", expected 0x hex of whole bytes.'],
    ['a short hash', withField('mixHash', '0x00'), 'mixHash: found "0x00", expected 32 bytes as 0x hex.'],
    [
      'a state without accounts',
      withField('stateHash', `0x${'00'.repeat(32)}`),
      `stateHash: found "0x${'00'.repeat(32)}", expected a full alloc instead.`,
    ],
    [
      'an account without balance',
      withAccount({ code: '0x' }),
      `alloc.${address}.balance: found nothing, expected an unsigned 256-bit integer, as 0x hex or number.`,
    ],
    [
      'code that is no hex',
      withAccount({ balance: '0x0', code: '0xzz' }),
      `alloc.${address}.code: found "0xzz", expected 0x hex of whole bytes.`,
    ],
    [
      'a slot of 33 bytes',
      withAccount({ balance: '0x0', storage: { [`0x${'00'.repeat(33)}`]: '0x01' } }),
      `alloc.${address}.storage.0x${'00'.repeat(33)}: found "0x${'00'.repeat(33)}", expected at most 32 whole bytes of hex.`,
    ],
    [
      'a short address',
      withField('alloc', { '0x42': { balance: '0x0' } }),
      'alloc.0x42: found "0x42", expected 20 bytes as 0x hex.',
    ],
    [
      'an account twice',
      withField('alloc', { [address]: { balance: '0x0' }, [`0x${address}`]: { balance: '0x1' } }),
      `alloc.0x${address}: found "0x${address}", expected each address once.`,
    ],
    ['no config', withConfig(null), 'config: found null, expected an object.'],
    [
      'a rollup.json as config',
      withConfig({ l2_chain_id: 901, canyon_time: 0 }),
      `config: found "l2_chain_id, canyon_time", expected op-geth's chain config (chainId, canyonTime, …) or a registry TOML ([hardforks]).`,
    ],
    [
      'a time as text',
      withConfig({ ...chain, canyonTime: '0' }),
      'config.canyonTime: found "0", expected unix seconds as a number.',
    ],
    [
      'a later fork without an earlier one',
      withConfig({ ...chain, fjordTime: 0 }),
      'config.ecotoneTime: found nothing, expected a time, because fjord is set.',
    ],
    [
      'a later fork before an earlier one',
      withConfig({ ...chain, canyonTime: 20, ecotoneTime: 10 }),
      'config.ecotoneTime: found 10, expected not before canyon (20).',
    ],
    [
      'the same in a registry TOML',
      withConfig({ hardforks: { canyon_time: 0, ecotone_time: 0 } }),
      'hardforks.delta_time: found nothing, expected a time, because ecotone is set.',
    ],
    [
      'an unknown fork at genesis',
      withConfig({ ...chain, amsterdamTime: 0 }),
      'config.amsterdamTime: found 0, expected no time, or one after genesis: this fork is not known.',
    ],
    [
      'an Ethereum fork apart from its OP Stack fork',
      withConfig({ ...chain, shanghaiTime: 5 }),
      'config.shanghaiTime: found 5, expected the same as canyonTime (0).',
    ],
    [
      'a chain older than Bedrock',
      withConfig({ ...chain, londonBlock: 105_235_063 }),
      'config.londonBlock: found 105235063, expected 0: a chain born as OP Stack.',
    ],
    [
      'blob gas before Ecotone',
      withConfig(chain),
      'blobGasUsed: found "0x0", expected nothing before Ecotone.',
    ],
  ]
  for (const [what, input, message] of cases) {
    test(what, () => {
      assert.throws(
        () => hashGenesis(input),
        (error) => error instanceof GenesisError && assert.equal(error.message, message) === undefined,
      )
    })
  }

  test('naming field, found and expected', () => {
    assert.throws(() => hashGenesis(withField('mixHash', 7)), {
      name: 'GenesisError',
      field: 'mixHash',
      found: 7,
      expected: '32 bytes as 0x hex',
    })
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { concat, keccak256, zeroHash } from 'viem'
import { loadBedrock } from '../../artifacts/bedrock.ts'
import {
  aliasL1Address,
  buildGenesis,
  defaultForks,
  type ForkSchedule,
  type GenesisInput,
  hashGenesis,
  serializeGenesis,
} from './index.ts'
import { sampleGenesis } from './testing/sample.ts'

const artifacts = loadBedrock()

describe('buildGenesis', () => {
  const built = buildGenesis(sampleGenesis, artifacts)

  test('gives the same roots as hashing its own file', () => {
    const genesis: unknown = JSON.parse(serializeGenesis(built.genesis))
    assert.deepEqual(hashGenesis({ genesis, config: genesis }), {
      hash: built.hash,
      stateRoot: built.stateRoot,
    })
  })

  /** op-geth gave the same two; see test/judges/op-geth. */
  test('does not change from one version of this code to the next', () => {
    assert.equal(built.hash, '0x011b391447120d7f8aaee3c81477ab7fe0562a0f7a44a7a2a98a571bd0f13fa3')
    assert.equal(built.stateRoot, '0xa3426da579af77d6e82cd63bc261416dede1504df15b63a8b1be37409d8e416c')
  })

  test('gives the output root of block 0', () => {
    const { stateRoot, messagePasserStorageRoot, hash } = built
    assert.equal(built.outputRoot, keccak256(concat([zeroHash, stateRoot, messagePasserStorageRoot, hash])))
  })

  test('writes everything of the file but the accounts', () => {
    const { alloc, ...rest } = built.genesis
    assert.equal(Object.keys(alloc).length, 2333)
    assert.deepEqual(rest, {
      config: {
        chainId: 901,
        homesteadBlock: 0,
        eip150Block: 0,
        eip155Block: 0,
        eip158Block: 0,
        byzantiumBlock: 0,
        constantinopleBlock: 0,
        petersburgBlock: 0,
        istanbulBlock: 0,
        muirGlacierBlock: 0,
        berlinBlock: 0,
        londonBlock: 0,
        arrowGlacierBlock: 0,
        grayGlacierBlock: 0,
        mergeNetsplitBlock: 0,
        bedrockBlock: 0,
        terminalTotalDifficulty: 0,
        shanghaiTime: 0,
        cancunTime: 0,
        regolithTime: 0,
        canyonTime: 0,
        ecotoneTime: 0,
        fjordTime: 0,
        graniteTime: 0,
        holoceneTime: 0,
        optimism: { eip1559Elasticity: 6, eip1559Denominator: 50, eip1559DenominatorCanyon: 250 },
      },
      nonce: '0x0',
      timestamp: '0x684ee180',
      extraData: '0x00000000fa00000006',
      gasLimit: '0x3938700',
      difficulty: '0x0',
      mixHash: zeroHash,
      coinbase: '0x4200000000000000000000000000000000000011',
      number: '0x0',
      gasUsed: '0x0',
      parentHash: zeroHash,
      baseFeePerGas: '0x3b9aca00',
      excessBlobGas: '0x0',
      blobGasUsed: '0x0',
    })
  })

  test('writes later forks as times, with the Ethereum forks they bring', () => {
    const forks = { ...defaultForks, holocene: 2, isthmus: 4, jovian: 6, karst: 8 }
    const { genesis } = buildGenesis({ ...sampleGenesis, forks }, artifacts)
    const { holoceneTime, pragueTime, isthmusTime, jovianTime, karstTime, lagoonTime, deltaTime } =
      genesis.config
    assert.deepEqual(
      [holoceneTime, pragueTime, isthmusTime, jovianTime, karstTime, lagoonTime, deltaTime],
      [1_750_000_002, 1_750_000_004, 1_750_000_004, 1_750_000_006, 1_750_000_008, undefined, undefined],
    )
    assert.equal(genesis.extraData, '0x')
  })

  test('writes EIP-1559 parameters of its own into config and extra data', () => {
    const eip1559 = { elasticity: 10, denominator: 8, denominatorCanyon: 100 }
    const { genesis } = buildGenesis({ ...sampleGenesis, eip1559 }, artifacts)
    assert.equal(genesis.extraData, '0x00000000640000000a')
    assert.equal(genesis.config.optimism.eip1559Denominator, 8)
  })
})

describe('the same chain gives the same bytes', () => {
  const expected = serializeGenesis(buildGenesis(sampleGenesis, artifacts).genesis)

  test('twice', () => {
    assert.equal(serializeGenesis(buildGenesis(sampleGenesis, artifacts).genesis), expected)
  })

  test('in whatever order and case its values come', () => {
    const reversed = reverseKeys({
      ...sampleGenesis,
      forks: { ...defaultForks },
      governanceToken: undefined,
      eip1559: { denominatorCanyon: 250, elasticity: 6, denominator: 50 },
    }) as GenesisInput // the same entries
    assert.equal(serializeGenesis(buildGenesis(reversed, artifacts).genesis), expected)
  })

  test('after a round trip through JSON', () => {
    assert.equal(serializeGenesis(reverseKeys(JSON.parse(expected)) as never), expected) // the file of a Genesis
  })
})

function reverseKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).reverse()
  return Object.fromEntries(entries.map(([key, nested]) => [key, reverseKeys(nested)]))
}

test('aliases the address of an L1 contract', () => {
  assert.equal(
    aliasL1Address('0xffffffffffffffffffffffffffffffffffffffff'),
    '0x1111000000000000000000000000000000001110',
  )
  assert.equal(
    aliasL1Address('0x5a0aae59d09fccbddb6c6cceb07b7279367c3d2a'), // owner of Ink on L1, and on L2
    '0x6b1bae59d09fccbddb6c6cceb07b7279367c4e3b',
  )
})

describe('buildGenesis refuses', () => {
  const { sequencer, base, l1 } = sampleGenesis.feeVaults
  const account = { address: `0x${'99'.repeat(20)}`, balanceWei: 1n } as const
  const cases: [what: string, changes: Partial<GenesisInput>, message: string][] = [
    ['equal chain ids', { l1ChainId: 901 }, 'l2ChainId: found 901, expected another id than l1ChainId.'],
    [
      'a chain id beyond JSON',
      { l2ChainId: 2 ** 53 },
      'l2ChainId: found 9007199254740992, expected a whole number, at least 1.',
    ],
    ['no time', { timestamp: 0 }, 'timestamp: found 0, expected a whole number of unix seconds, at least 1.'],
    ['no gas', { gasLimit: 0 }, 'gasLimit: found 0, expected a whole number of units of gas, at least 1.'],
    [
      'a bridge at zero',
      { l1Contracts: { ...sampleGenesis.l1Contracts, l1StandardBridge: `0x${'00'.repeat(20)}` } },
      `l1Contracts.l1StandardBridge: found "0x${'00'.repeat(20)}", expected a non-zero address (correct checksum if mixed case).`,
    ],
    [
      'nobody as owner',
      { proxyAdminOwner: { address: `0x${'00'.repeat(20)}`, isL1Contract: true } },
      `proxyAdminOwner.address: found "0x${'00'.repeat(20)}", expected a non-zero address (correct checksum if mixed case).`,
    ],
    [
      'a negative minimum',
      { feeVaults: { sequencer: { ...sequencer, minimumWithdrawalWei: -1n }, base, l1 } },
      'feeVaults.sequencer.minimumWithdrawalWei: found -1, expected an unsigned 256-bit integer, as 0x hex or number.',
    ],
    [
      'an unknown network',
      { feeVaults: { sequencer, base, l1: { ...l1, network: 'L1' as 'l1' } } },
      `feeVaults.l1.network: found "L1", expected 'l1' or 'l2'.`,
    ],
    [
      'a fork set that the predeploys cannot run',
      { forks: { ...defaultForks, isthmus: 'genesis' } satisfies ForkSchedule },
      'forks.isthmus: found "genesis", expected at least one block after genesis: contracts-bedrock 0.17.3 has no predeploys for it.',
    ],
    [
      'ETH from nowhere on a public L1',
      { l1ChainId: 11155111, prefund: [account] },
      'prefund: found a list of 1, expected nothing on the public L1 11155111.',
    ],
    [
      'an account funded twice',
      { prefund: [account, account] },
      `prefund.${account.address}: found "${account.address}", expected an account of its own, once.`,
    ],
    [
      'a predeploy funded',
      { prefund: [{ address: '0x4200000000000000000000000000000000000007', balanceWei: 1n }] },
      'prefund.0x4200000000000000000000000000000000000007: found "0x4200000000000000000000000000000000000007", expected an account of its own, once.',
    ],
  ]
  for (const [what, changes, message] of cases) {
    test(what, () => {
      assert.throws(() => buildGenesis({ ...sampleGenesis, ...changes }, artifacts), {
        name: 'GenesisError',
        message,
      })
    })
  }
})

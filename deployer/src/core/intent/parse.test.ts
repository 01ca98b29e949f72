import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseEther } from 'viem'
import { devAccount, sampleConfig } from '../../testing/project.ts'
import { defaultForks } from '../genesis/forks.ts'
import { hashIntent } from './intent.ts'
import { parseIntent } from './parse.ts'

/** The error of a config, as users read it. */
function errorOf(config: string): string {
  try {
    parseIntent(config)
  } catch (error) {
    const { code, message, next } = error as { code: string; message: string; next: string }
    return `${code} ${message} ${next}`
  }
  return 'no error'
}

describe('config.toml', () => {
  test('fills in what can be derived', () => {
    const intent = parseIntent(sampleConfig())
    assert.equal(intent.roles.guardian, devAccount.address)
    assert.deepEqual(intent.vaults.l1, {
      recipient: devAccount.address,
      minimumWithdrawalWei: parseEther('10'),
      network: 'l1',
    })
    assert.equal(intent.games.proofMaturitySeconds, 604_800n)
    assert.equal(intent.gasLimit, 60_000_000n)
  })

  test('keeps the chain when only engine, port, fees or confirmations change', () => {
    const base = hashIntent(parseIntent(sampleConfig()))
    const infra = '\n[infra]\nrpc_port = 9999\n'
    assert.equal(hashIntent(parseIntent(sampleConfig({ append: infra }))), base)
    const confirmations = sampleConfig().replace('[roles]', 'confirmations = 5\nmax_fee_gwei = 1\n\n[roles]')
    assert.equal(hashIntent(parseIntent(confirmations)), base)
    assert.notEqual(hashIntent(parseIntent(sampleConfig({ l2ChainId: 7 }))), base)
  })

  const forks = (lines: string, infra = '') => `${sampleConfig()}\n[chain.forks]\n${lines}\n${infra}`
  const native = (set: string) => `[infra]\nengine = "native"\nversion_set = "${set}"\n`

  test('completes a fork schedule: earlier ones at genesis, later ones never', () => {
    assert.deepEqual(parseIntent(forks('isthmus = 20\nkarst = 60\njovian = 40')).forks, {
      ...defaultForks,
      isthmus: 20,
      jovian: 40,
      karst: 60,
    })
    const { ecotone, ...before } = parseIntent(forks('ecotone = 0')).forks ?? {}
    assert.deepEqual([ecotone, Object.keys(before)], ['genesis', ['regolith', 'canyon', 'delta']])
    assert.equal(parseIntent(forks('isthmus = 20\njovian = 40', native('17'))).forks?.jovian, 40)
  })

  test('keeps the hash of a chain without a schedule', () => {
    const bare = hashIntent(parseIntent(sampleConfig()))
    assert.equal(bare, '0x29f66b686e8146c9ec5c105bd3a77e5553332fac3602c0491dc4362d26db0b79')
    assert.equal(hashIntent(parseIntent(forks(''))), bare)
    assert.notEqual(hashIntent(parseIntent(forks('isthmus = 20'))), bare)
  })

  const cases: [name: string, config: string, expected: string][] = [
    [
      'a fork that 0.17.3 has no predeploys for, at genesis',
      forks('isthmus = "genesis"'),
      'OPR-103 config.toml:18: chain.forks.isthmus: found "genesis", expected at least one block after genesis: contracts-bedrock 0.17.3 has no predeploys for it. Correct chain.forks.isthmus.',
    ],
    [
      'the same, as zero seconds',
      forks('isthmus = 0'),
      'OPR-103 config.toml:18: chain.forks.isthmus: found 0, expected at least one block after genesis: contracts-bedrock 0.17.3 has no predeploys for it. Correct chain.forks.isthmus.',
    ],
    [
      'forks out of order',
      forks('isthmus = 20\njovian = 10'),
      'OPR-103 config.toml:19: chain.forks.jovian: found 10, expected not before isthmus (20). Correct chain.forks.jovian.',
    ],
    [
      'two upgrades in one block, one of them not named',
      forks('isthmus = 20\nkarst = 40'),
      'OPR-103 config.toml:17: chain.forks.jovian: found nothing, expected a later block than isthmus (block 10, 2 s each). Correct chain.forks.jovian.',
    ],
    [
      'a fork that is none',
      forks('istmus = 20'),
      'OPR-102 config.toml:18: unknown key chain.forks.istmus. Did you mean chain.forks.isthmus?',
    ],
    [
      'a time that is none',
      forks('isthmus = "soon"'),
      'OPR-103 config.toml:18: chain.forks.isthmus: found "soon", expected "genesis" or whole seconds after it. Correct chain.forks.isthmus.',
    ],
    [
      'a chain that could not read its own fees',
      forks('ecotone = 20'),
      'OPR-103 config.toml:18: chain.forks.ecotone: found 20, expected "genesis": the fees that SystemConfig has from the start are of Ecotone. Correct chain.forks.ecotone.',
    ],
    [
      'a fork that the programs do not know',
      forks('isthmus = 20\njovian = 40', native('13')),
      'OPR-103 config.toml:19: chain.forks.jovian: found 40, expected nothing: version set 13 is tested up to isthmus. Correct chain.forks.jovian.',
    ],
    [
      'a mistyped key, with the line and the nearest valid key',
      sampleConfig({ replace: { batcher: 'bacher = "0x0000000000000000000000000000000000001001"' } }),
      'OPR-102 config.toml:12: unknown key roles.bacher. Did you mean roles.batcher?',
    ],
    [
      'a mistyped table',
      sampleConfig({ append: '\n[infar]\nengine = "embedded"\n' }),
      'OPR-102 config.toml:17: unknown key infar. Did you mean infra?',
    ],
    [
      'the id of another chain, where the real stack would run that one',
      sampleConfig({ l2ChainId: 10, append: '\n[infra]\nengine = "native"\n' }),
      'OPR-103 config.toml:5: chain.id: found 10, expected an id that the superchain registry does not have: op-geth would take that chain’s forks. Correct chain.id.',
    ],
    [
      'an output oracle where no program posts to it',
      `${sampleConfig({ append: '\n[infra]\nengine = "native"\nversion_set = "17"\n' }).replace('[roles]', 'generation = "output-oracle"\n\n[roles]')}`,
      'OPR-103 config.toml:10: l1.generation: found "output-oracle", expected "dispute-games": version set 17 posts to no output oracle. Correct l1.generation.',
    ],
    [
      'a key that resembles nothing',
      sampleConfig({ append: '\n[infra]\nfavourite_colour = "blue"\n' }),
      'OPR-102 config.toml:18: unknown key infra.favourite_colour. Remove it; docs/config.md lists all keys.',
    ],
    [
      'a key of the wrong kind',
      sampleConfig({ replace: { id: 'id = "42069"' } }),
      'OPR-103 config.toml:5: chain.id: found "42069", expected a number. Correct chain.id.',
    ],
    [
      'a value out of range',
      sampleConfig({ replace: { id: 'id = 42069\ngas_limit = 5' } }),
      'OPR-103 config.toml:6: chain.gas_limit: found 5, expected at least 21000000. Correct chain.gas_limit.',
    ],
    [
      'a key that is missing',
      sampleConfig({ replace: { proposer: '' } }),
      'OPR-103 config.toml:10: roles.proposer: found nothing, expected a string. Correct roles.proposer.',
    ],
    [
      'an address that is none',
      sampleConfig({ replace: { owner: 'owner = "0x12"' } }),
      'OPR-103 config.toml:11: roles.owner: found "0x12", expected an address (0x and 40 hex digits). Correct roles.owner.',
    ],
    [
      'one address for two roles',
      sampleConfig({ replace: { proposer: 'proposer = "0x0000000000000000000000000000000000001001"' } }),
      'OPR-103 config.toml:14: roles.proposer: found 0x0000000000000000000000000000000000001001, expected another address than roles.batcher. Correct roles.proposer.',
    ],
    [
      'equal chain ids',
      sampleConfig({ l1ChainId: 42069 }),
      'OPR-103 config.toml:5: chain.id: found 42069, expected another id than l1.chain_id. Correct chain.id.',
    ],
    [
      'another schema',
      sampleConfig({ replace: { schema: 'schema = 2' } }),
      'OPR-103 config.toml:1: schema: found 2, expected 1. Correct schema.',
    ],
    [
      'an engine that does not exist',
      sampleConfig({ append: '\n[infra]\nengine = "steam"\n' }),
      'OPR-103 config.toml:18: infra.engine: found "steam", expected "embedded" or "native". Correct infra.engine.',
    ],
  ]
  for (const [name, config, expected] of cases) {
    test(`refuses ${name}`, () => assert.equal(errorOf(config), expected))
  }

  test('refuses what is not TOML, with the line', () => {
    assert.match(errorOf('schema = 1\n[chain\nname = 1'), /^OPR-101 config\.toml:2: /)
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseEther } from 'viem'
import { devAccount, sampleConfig } from '../../testing/project.ts'
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

  const cases: [name: string, config: string, expected: string][] = [
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

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { chooseChainId } from '../testing/anvil.ts'
import { errorOf, runCli } from '../testing/cli.ts'
import { type CliProject, startCliProject } from '../testing/cliProject.ts'
import { devAccount } from '../testing/project.ts'

const chainId = chooseChainId()
let world: CliProject

before(async () => {
  world = await startCliProject(chainId)
})
after(() => world.close())

describe('opraas, before anything is deployed', { concurrency: 2 }, () => {
  test('plans without doing, and without a key', async () => {
    const run = await runCli(['plan'], {
      cwd: world.project.folder,
      environment: { OPRAAS_L1_RPC_URL: world.anvil.url },
    })
    assert.equal(run.code, 0)
    assert.match(run.stdout, / 1 {2}shared implementations {2}Create SuperchainConfig/)
    assert.match(
      run.stdout,
      /43 transactions, about 4\d,\d{3},\d{3} gas, about \d+\.\d{6} ETH at today's fee\.\n$/,
    )
    assert.equal(await world.anvil.client.getTransactionCount({ address: devAccount.address }), 0)
  })

  const refusals: [
    name: string,
    args: string[],
    more: Record<string, string>,
    code: string,
    message: RegExp,
    exit: number,
  ][] = [
    ['an unknown command', ['frobnicate'], {}, 'OPR-100', /^Unknown command 'frobnicate'\.$/, 2],
    ['an unknown option', ['plan', '--fast'], {}, 'OPR-100', /^Unknown option '--fast'\.$/, 2],
    [
      'a folder without config.toml',
      ['-C', '/nonexistent', 'plan'],
      {},
      'OPR-104',
      /^There is no \/nonexistent\/config\.toml\.$/,
      2,
    ],
    [
      'a rotation to nothing',
      ['rotate-keys'],
      {},
      'OPR-108',
      /^rotate-keys: found none, expected one of --revoke, --to and addresses such as --batcher\.$/,
      2,
    ],
    [
      'a rotation in two ways',
      ['rotate-keys', '--revoke', '--batcher', `0x${'77'.repeat(20)}`],
      {},
      'OPR-108',
      /^rotate-keys: found several, /,
      2,
    ],
    [
      'a key that is no address',
      ['rotate-keys', '--unsafe-signer', '0x12'],
      {},
      'OPR-108',
      /^--unsafe-signer: found 0x12, expected an address \(0x and 40 hex digits\)\.$/,
      2,
    ],
    [
      'one key for two roles',
      ['rotate-keys', '--proposer', '0x0000000000000000000000000000000000001001'],
      {},
      'OPR-107',
      /^proposer: found 0x0+1001, expected another address than batcher\.$/,
      2,
    ],
    [
      'a missing RPC',
      ['plan'],
      { OPRAAS_L1_RPC_URL: '' },
      'OPR-105',
      /^OPRAAS_L1_RPC_URL: found nothing, expected the URL of an RPC\.$/,
      2,
    ],
    [
      'an RPC that is no URL',
      ['plan'],
      { OPRAAS_L1_RPC_URL: 'ftp://x' },
      'OPR-105',
      /expected an http or https URL/,
      2,
    ],
    [
      'an RPC that does not answer',
      ['plan'],
      { OPRAAS_L1_RPC_URL: 'http://127.0.0.1:9' },
      'OPR-200',
      /^The L1 RPC at http:\/\/127\.0\.0\.1:9 does not answer\.$/,
      1,
    ],
    [
      'a missing key',
      ['deploy', 'contracts'],
      { OPRAAS_PRIVATE_KEY: '' },
      'OPR-105',
      /^OPRAAS_PRIVATE_KEY: found nothing, expected a private key\.$/,
      2,
    ],
    [
      'a key that is none, without showing it',
      ['deploy', 'contracts'],
      { OPRAAS_PRIVATE_KEY: '0xabc' },
      'OPR-105',
      /^OPRAAS_PRIVATE_KEY: found something else, expected a private key: 64 hex digits\.$/,
      2,
    ],
    [
      'a chain that is not deployed',
      ['up'],
      {},
      'OPR-208',
      /^The L1 contracts of sample are not deployed\.$/,
      1,
    ],
    [
      'a genesis that is not there',
      ['genesis', 'hash', '--alloc', '/none.json', '--config', '/none.toml'],
      {},
      'OPR-107',
      /^\/none\.json: found no such file, expected a file\.$/,
      2,
    ],
    [
      'to rebuild what was never deployed',
      ['genesis', '--offline'],
      {},
      'OPR-208',
      /^The L1 contracts of sample are not deployed\.$/,
      1,
    ],
    [
      'a chain TOML that is not there',
      ['rollup', '--chain-toml', '/none.toml'],
      {},
      'OPR-107',
      /^\/none\.toml: found no such file, expected a file\.$/,
      2,
    ],
    [
      'an L1 that is no chain id',
      ['rollup', '--chain-toml', '/none.toml', '--l1-chain-id', 'mainnet'],
      {},
      'OPR-108',
      /^--l1-chain-id: found mainnet, expected a chain id\.$/,
      2,
    ],
  ]
  for (const [name, args, more, code, message, exit] of refusals) {
    test(`refuses ${name}`, async () => {
      const run = await world.opraas(args, more)
      const error = errorOf(run)
      assert.equal(error.code, code)
      assert.match(error.message, message)
      assert.ok(error.next.length > 0)
      assert.equal(run.code, exit)
    })
  }

  test('refuses an account that cannot pay, with all three amounts, before anything is sent', async () => {
    const poor = `0x${'77'.repeat(32)}`
    const run = await world.opraas(['deploy', 'contracts'], { OPRAAS_PRIVATE_KEY: poor })
    const error = errorOf(run)
    assert.equal(error.code, 'OPR-207', 'the owner is somebody else, and has never sent anything')
    await world.anvil.client.setNonce({ address: devAccount.address, nonce: 1 })
    const again = errorOf(await world.opraas(['deploy', 'contracts'], { OPRAAS_PRIVATE_KEY: poor }))
    await world.anvil.client.setNonce({ address: devAccount.address, nonce: 0 })
    rmSync(join(world.project.folder, 'deployments'), { recursive: true })
    assert.equal(again.code, 'OPR-300')
    assert.match(again.message, /^0x[0-9a-f]{40} needs 0\.\d+ ETH and has 0 ETH\.$/)
    assert.match(again.next, /^Send it 0\.\d+ ETH and run the command again\.$/)
  })

  test('asks before it spends, and without a terminal wants --yes', async () => {
    const run = await runCli(['deploy', 'contracts'], {
      cwd: world.project.folder,
      environment: world.environment,
    })
    assert.equal(run.code, 2)
    assert.match(run.stderr, /error OPR-108 {2}--yes: found nothing/)
  })

  test('prints errors for people with code, next step and where to read on', async () => {
    const run = await runCli(['up', '--bogus'])
    assert.match(
      run.stderr,
      /^error OPR-100 {2}Unknown option '--bogus'\.\n {2}next {2}Run the command with --help\.\n {2}more {2}docs\/errors\.md#opr-100\n$/,
    )
  })
})

test('opraas new writes a project that says what is missing, and never writes over one', async () => {
  const folder = join(world.project.folder, 'new-project')
  const run = await runCli(['new', folder, '--name', 'fjord', '--l1-chain-id', '31337'])
  assert.equal(run.code, 0)
  const plan = await runCli(['--json', '-C', folder, 'plan'])
  assert.match(errorOf(plan).message, /config\.toml:16: roles\.owner: found "", expected an address/)
  // An interrupted run left a part: the same command finishes it; nobody else's file is touched.
  rmSync(join(folder, 'config.toml'))
  const again = await runCli(['new', folder, '--name', 'fjord', '--l1-chain-id', '31337'])
  assert.deepEqual(
    [again.code, readFileSync(join(folder, 'config.toml'), 'utf8').includes('fjord')],
    [0, true],
  )
  assert.equal(errorOf(await runCli(['--json', 'new', folder])).code, 'OPR-106')
  mkdirSync(join(world.project.folder, 'empty'))
  assert.equal((await runCli(['new', join(world.project.folder, 'empty')])).code, 0)
})

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Anvil, chooseChainId, startAnvil } from '../testing/anvil.ts'
import { errorOf, runCli } from '../testing/cli.ts'
import { createProject, devAccount, sampleConfig } from '../testing/project.ts'

const chainId = chooseChainId()
const l2ChainId = chooseChainId()
let anvil: Anvil
let project: ReturnType<typeof createProject>
let environment: Record<string, string>

before(async () => {
  anvil = await startAnvil({ chainId, args: ['--slots-in-an-epoch', '1', '--gas-limit', '60000000'] })
  await anvil.client.mine({ blocks: 2 })
  const infra = `\n[infra]\nrpc_port = ${await freePort()}\n`
  project = createProject(sampleConfig({ l1ChainId: chainId, l2ChainId, append: infra }))
  environment = { OPRAAS_L1_RPC_URL: anvil.url, OPRAAS_PRIVATE_KEY: devAccount.key }
})
after(async () => {
  await runCli(['down'], { cwd: project.folder, environment })
  await anvil.close()
  project.remove()
})

/** Runs in the project with --json. */
function opraas(args: string[], more: Record<string, string> = {}) {
  return runCli(['--json', ...args], { cwd: project.folder, environment: { ...environment, ...more } })
}

describe('opraas, before anything is deployed', { concurrency: 2 }, () => {
  test('plans without doing, and without a key', async () => {
    const run = await runCli(['plan'], { cwd: project.folder, environment: { OPRAAS_L1_RPC_URL: anvil.url } })
    assert.equal(run.code, 0)
    assert.match(run.stdout, / 1 {2}shared implementations {2}Create SuperchainConfig/)
    assert.match(
      run.stdout,
      /43 transactions, about 4\d,\d{3},\d{3} gas, about \d+\.\d{6} ETH at today's fee\.\n$/,
    )
    assert.equal(await anvil.client.getTransactionCount({ address: devAccount.address }), 0)
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
  ]
  for (const [name, args, more, code, message, exit] of refusals) {
    test(`refuses ${name}`, async () => {
      const run = await opraas(args, more)
      const error = errorOf(run)
      assert.equal(error.code, code)
      assert.match(error.message, message)
      assert.ok(error.next.length > 0)
      assert.equal(run.code, exit)
    })
  }

  test('refuses an account that cannot pay, with all three amounts, before anything is sent', async () => {
    const poor = `0x${'77'.repeat(32)}`
    const run = await opraas(['deploy', 'contracts'], { OPRAAS_PRIVATE_KEY: poor })
    const error = errorOf(run)
    assert.equal(error.code, 'OPR-207', 'the owner is somebody else, and has never sent anything')
    await anvil.client.setNonce({ address: devAccount.address, nonce: 1 })
    const again = errorOf(await opraas(['deploy', 'contracts'], { OPRAAS_PRIVATE_KEY: poor }))
    await anvil.client.setNonce({ address: devAccount.address, nonce: 0 })
    rmSync(join(project.folder, 'deployments'), { recursive: true })
    assert.equal(again.code, 'OPR-300')
    assert.match(again.message, /^0x[0-9a-f]{40} needs 0\.\d+ ETH and has 0 ETH\.$/)
    assert.match(again.next, /^Send it 0\.\d+ ETH and run the command again\.$/)
  })

  test('asks before it spends, and without a terminal wants --yes', async () => {
    const run = await runCli(['deploy', 'contracts'], { cwd: project.folder, environment })
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

describe('opraas, one chain from beginning to end', () => {
  test('deploys, and has nothing to do afterwards', async () => {
    const deployed = await opraas(['deploy', 'contracts', '--yes'])
    assert.equal(deployed.code, 0, deployed.stdout)
    assert.equal((await opraas(['plan'])).stdout, '{"steps":[]}\n')
    const sent = await anvil.client.getTransactionCount({ address: devAccount.address })
    assert.equal((await opraas(['deploy', 'contracts'])).code, 0)
    assert.equal(await anvil.client.getTransactionCount({ address: devAccount.address }), sent)
  })

  test('writes a deleted rollup.json and genesis.json again, byte by byte', async () => {
    for (const name of ['rollup.json', 'genesis.json']) {
      const file = join(project.folder, 'deployments/sample', name)
      const before = readFileSync(file)
      rmSync(file)
      const plan = (await opraas(['plan'])).json() as { steps: { id: string }[] }
      assert.deepEqual(
        plan.steps.map(({ id }) => id),
        ['genesis'],
      )
      assert.equal((await opraas(['deploy', 'contracts', '--yes'])).code, 0)
      assert.ok(readFileSync(file).equals(before))
    }
  })

  test('finds a lost journal again on L1, without a transaction', async () => {
    const file = join(project.folder, 'deployments/sample/journal.jsonl')
    const journal = readFileSync(file)
    const genesis = readFileSync(join(project.folder, 'deployments/sample/genesis.json'))
    rmSync(join(project.folder, 'deployments/sample'), { recursive: true })
    const sent = await anvil.client.getTransactionCount({ address: devAccount.address })
    assert.equal((await opraas(['deploy', 'contracts', '--yes'])).code, 0)
    assert.equal(await anvil.client.getTransactionCount({ address: devAccount.address }), sent)
    assert.ok(readFileSync(join(project.folder, 'deployments/sample/genesis.json')).equals(genesis))
    writeFileSync(file, journal)
  })

  test('starts, refuses a second up, shows its heads, stops', async () => {
    const up = await opraas(['up'])
    assert.equal(up.code, 0, up.stdout)
    assert.equal(up.json().simulated, true)
    const second = await opraas(['up'])
    assert.equal(errorOf(second).code, 'OPR-505')
    assert.equal(second.code, 1)
    const status = (await opraas(['status'])).json() as {
      healthy: boolean
      heads: Record<string, { simulated: boolean }>
    }
    assert.equal(status.healthy, true)
    assert.deepEqual(
      Object.entries(status.heads).map(([name, head]) => [name, head.simulated]),
      [
        ['unsafe', false],
        ['safe', true],
        ['finalized', true],
      ],
    )
    const logs = await opraas(['logs', 'anvil', '-n', '3'])
    assert.equal(logs.stdout.trim().split('\n').length, 3)
    assert.deepEqual((await opraas(['down'])).json(), { name: 'sample', wasRunning: true })
    assert.equal((await opraas(['status'])).code, 1)
  })

  test('names a port that somebody else has, and who', async () => {
    const server = createServer()
    const port = Number(
      /rpc_port = (\d+)/.exec(readFileSync(join(project.folder, 'config.toml'), 'utf8'))?.[1],
    )
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const run = await opraas(['up'])
    server.close()
    const error = errorOf(run)
    assert.equal(error.code, 'OPR-501')
    assert.match(error.message, new RegExp(`^Port ${port}, wanted for the L2 RPC of sample, is taken`))
  })

  test('refuses to work beside another process on the same deployment', async () => {
    const lock = join(project.folder, 'deployments/sample/deployment.lock')
    const module = fileURLToPath(new URL('../state/lock.ts', import.meta.url))
    const source = `import { acquireLock } from '${module}'; acquireLock('${lock}', 'it'); console.log('locked'); setInterval(() => {}, 1e3)`
    const other = spawn(process.execPath, ['--input-type=module', '-e', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(other.stdout, 'data')
    const error = errorOf(await opraas(['deploy', 'contracts', '--yes']))
    other.kill('SIGKILL')
    await once(other, 'close')
    assert.equal(error.code, 'OPR-402')
    assert.equal(error.message, `Another process (pid ${other.pid}) works on the deployment sample.`)
  })

  test('refuses a changed config, a newer or broken state file, and another chain behind the RPC', async () => {
    const config = join(project.folder, 'config.toml')
    const declared = readFileSync(config, 'utf8')
    writeFileSync(config, declared.replace('0000001003', '0000001009'))
    assert.equal(errorOf(await opraas(['plan'])).code, 'OPR-403')
    writeFileSync(config, declared)

    const state = join(project.folder, 'deployments/sample/state.json')
    const written = readFileSync(state, 'utf8')
    writeFileSync(state, written.replace('"schema": 1', '"schema": 2'))
    assert.match(errorOf(await opraas(['plan'])).message, /has schema 2, this version reads schema 1\.$/)
    writeFileSync(state, '{')
    assert.equal(errorOf(await opraas(['plan'])).code, 'OPR-404')
    writeFileSync(state, written)

    const other = await startAnvil({ chainId })
    try {
      await other.client.mine({ blocks: 60 })
      const wrong = errorOf(await opraas(['plan'], { OPRAAS_L1_RPC_URL: other.url }))
      assert.equal(wrong.code, 'OPR-202')
      assert.match(
        wrong.message,
        /serves another chain: block \d+ is 0x[0-9a-f]{64}, expected 0x[0-9a-f]{64}\.$/,
      )
    } finally {
      await other.close()
    }
    const third = await startAnvil({ chainId: chainId + 1 })
    try {
      const wrong = errorOf(await opraas(['plan'], { OPRAAS_L1_RPC_URL: third.url }))
      assert.match(wrong.message, new RegExp(`serves chain ${chainId + 1}, expected chain ${chainId}\\.$`))
    } finally {
      await third.close()
    }
  })

  test('revokes every key, shows it as rotated, and never plans them back', async () => {
    const revoked = (await opraas(['rotate-keys', '--revoke', '--yes'])).json() as { transactions: string[] }
    assert.equal(revoked.transactions.length, 3)
    const inspected = (await opraas(['inspect', 'contracts'])).json() as {
      ok: boolean
      findings: { what: string; ok: boolean }[]
    }
    assert.equal(inspected.ok, true)
    assert.deepEqual(
      inspected.findings.filter(({ ok }) => !ok).map(({ what }) => what),
      ['batcher', 'unsafe signer', 'permissioned game'],
    )
    assert.equal((await opraas(['plan'])).stdout, '{"steps":[]}\n')
    const sent = await anvil.client.getTransactionCount({ address: devAccount.address })
    assert.deepEqual((await opraas(['rotate-keys', '--revoke', '--yes'])).json(), revoked)
    assert.equal(await anvil.client.getTransactionCount({ address: devAccount.address }), sent)
  })
})

test('opraas new writes a project that says what is missing, and never writes over one', async () => {
  const folder = join(project.folder, 'new-project')
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
  mkdirSync(join(project.folder, 'empty'))
  assert.equal((await runCli(['new', join(project.folder, 'empty')])).code, 0)
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (typeof address !== 'object' || address === null) throw new TypeError('a TCP server has an address')
  return address.port
}

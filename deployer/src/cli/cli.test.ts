import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { chooseChainId, startAnvil } from '../testing/anvil.ts'
import { errorOf, runCli } from '../testing/cli.ts'
import { type CliProject, startCliProject } from '../testing/cliProject.ts'
import { devAccount } from '../testing/project.ts'

const chainId = chooseChainId()
let world: CliProject

before(async () => {
  world = await startCliProject(chainId)
})
after(() => world.close())

describe('opraas, one chain from beginning to end', () => {
  test('deploys, and has nothing to do afterwards', async () => {
    const deployed = await world.opraas(['deploy', 'contracts', '--yes'])
    assert.equal(deployed.code, 0, deployed.stdout)
    assert.equal((await world.opraas(['plan'])).stdout, '{"steps":[]}\n')
    const sent = await world.anvil.client.getTransactionCount({ address: devAccount.address })
    assert.equal((await world.opraas(['deploy', 'contracts'])).code, 0)
    assert.equal(await world.anvil.client.getTransactionCount({ address: devAccount.address }), sent)
  })

  test('writes a deleted rollup.json and genesis.json again, byte by byte', async () => {
    for (const name of ['rollup.json', 'genesis.json']) {
      const file = join(world.project.folder, 'deployments/sample', name)
      const before = readFileSync(file)
      rmSync(file)
      const plan = (await world.opraas(['plan'])).json() as { steps: { id: string }[] }
      assert.deepEqual(
        plan.steps.map(({ id }) => id),
        ['genesis'],
      )
      assert.equal((await world.opraas(['deploy', 'contracts', '--yes'])).code, 0)
      assert.ok(readFileSync(file).equals(before))
    }
  })

  test('finds a lost journal again on L1, without a transaction', async () => {
    const file = join(world.project.folder, 'deployments/sample/journal.jsonl')
    const journal = readFileSync(file)
    const genesis = readFileSync(join(world.project.folder, 'deployments/sample/genesis.json'))
    rmSync(join(world.project.folder, 'deployments/sample'), { recursive: true })
    const sent = await world.anvil.client.getTransactionCount({ address: devAccount.address })
    assert.equal((await world.opraas(['deploy', 'contracts', '--yes'])).code, 0)
    assert.equal(await world.anvil.client.getTransactionCount({ address: devAccount.address }), sent)
    assert.ok(readFileSync(join(world.project.folder, 'deployments/sample/genesis.json')).equals(genesis))
    writeFileSync(file, journal)
  })

  test('starts, refuses a second up, shows its heads, stops', async () => {
    const up = await world.opraas(['up'])
    assert.equal(up.code, 0, up.stdout)
    assert.equal(up.json().simulated, true)
    const second = await world.opraas(['up'])
    assert.equal(errorOf(second).code, 'OPR-505')
    assert.equal(second.code, 1)
    const status = (await world.opraas(['status'])).json() as {
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
    const logs = await world.opraas(['logs', 'anvil', '-n', '3'])
    assert.equal(logs.stdout.trim().split('\n').length, 3)
    const drain = errorOf(await world.opraas(['down', '--drain']))
    assert.match(drain.message, /the engine embedded, expected an engine that posts to L1/)
    assert.deepEqual((await world.opraas(['down'])).json(), { name: 'sample', wasRunning: true })
    assert.equal((await world.opraas(['status'])).code, 1)
  })

  test('names a port that somebody else has, and who', async () => {
    const server = createServer()
    const port = Number(
      /rpc_port = (\d+)/.exec(readFileSync(join(world.project.folder, 'config.toml'), 'utf8'))?.[1],
    )
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const run = await world.opraas(['up'])
    server.close()
    const error = errorOf(run)
    assert.equal(error.code, 'OPR-501')
    assert.match(error.message, new RegExp(`^Port ${port}, wanted for the L2 RPC of sample, is taken`))
  })

  test('refuses to work beside another process on the same deployment', async () => {
    const lock = join(world.project.folder, 'deployments/sample/deployment.lock')
    const module = fileURLToPath(new URL('../state/lock.ts', import.meta.url))
    const source = `import { acquireLock } from '${module}'; acquireLock('${lock}', 'it'); console.log('locked'); setInterval(() => {}, 1e3)`
    const other = spawn(process.execPath, ['--input-type=module', '-e', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(other.stdout, 'data')
    const error = errorOf(await world.opraas(['deploy', 'contracts', '--yes']))
    other.kill('SIGKILL')
    await once(other, 'close')
    assert.equal(error.code, 'OPR-402')
    assert.equal(error.message, `Another process (pid ${other.pid}) works on the deployment sample.`)
  })

  test('refuses a changed config, a newer or broken state file, and another chain behind the RPC', async () => {
    const config = join(world.project.folder, 'config.toml')
    const declared = readFileSync(config, 'utf8')
    writeFileSync(config, declared.replace('0000001003', '0000001009'))
    const foreign = errorOf(await world.opraas(['plan']))
    assert.equal(foreign.code, 'OPR-403')
    assert.match(foreign.next, /^Run `opraas rotate-keys --to config\.toml`/)
    writeFileSync(config, declared)

    const state = join(world.project.folder, 'deployments/sample/state.json')
    const written = readFileSync(state, 'utf8')
    writeFileSync(state, written.replace('"schema": 1', '"schema": 2'))
    assert.match(
      errorOf(await world.opraas(['plan'])).message,
      /has schema 2, this version reads schema 1\.$/,
    )
    writeFileSync(state, '{')
    assert.equal(errorOf(await world.opraas(['plan'])).code, 'OPR-404')
    writeFileSync(state, written)

    const other = await startAnvil({ chainId })
    try {
      await other.client.mine({ blocks: 60 })
      const wrong = errorOf(await world.opraas(['plan'], { OPRAAS_L1_RPC_URL: other.url }))
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
      const wrong = errorOf(await world.opraas(['plan'], { OPRAAS_L1_RPC_URL: third.url }))
      assert.match(wrong.message, new RegExp(`serves chain ${chainId + 1}, expected chain ${chainId}\\.$`))
    } finally {
      await third.close()
    }
  })

  test('revokes every key, shows it as rotated, and never plans them back', async () => {
    const revoked = (await world.opraas(['rotate-keys', '--revoke', '--yes'])).json() as {
      transactions: string[]
    }
    assert.equal(revoked.transactions.length, 3)
    const inspected = (await world.opraas(['inspect', 'contracts'])).json() as {
      ok: boolean
      findings: { what: string; ok: boolean }[]
    }
    assert.equal(inspected.ok, true)
    assert.deepEqual(
      inspected.findings.filter(({ ok }) => !ok).map(({ what }) => what),
      ['batcher', 'unsafe signer', 'permissioned game'],
    )
    assert.equal((await world.opraas(['plan'])).stdout, '{"steps":[]}\n')
    const sent = await world.anvil.client.getTransactionCount({ address: devAccount.address })
    assert.deepEqual((await world.opraas(['rotate-keys', '--revoke', '--yes'])).json(), revoked)
    assert.equal(await world.anvil.client.getTransactionCount({ address: devAccount.address }), sent)
  })

  test('installs new keys from addresses, keeps config.toml, and takes the config that names them', async () => {
    const addresses = ['--batcher', '--unsafe-signer', '--proposer', '--challenger'].flatMap((flag, role) => [
      flag,
      `0x${'0'.repeat(36)}200${role + 1}`,
    ])
    const config = join(world.project.folder, 'config.toml')
    const declared = readFileSync(config, 'utf8')
    const dry = await runCli(['--json', 'rotate-keys', ...addresses, '--dry-run'], {
      cwd: world.project.folder,
      environment: { OPRAAS_L1_RPC_URL: world.anvil.url },
    })
    assert.equal((dry.json().calls as unknown[]).length, 4)
    const rotated = await world.opraas(['rotate-keys', ...addresses, '--yes'])
    assert.equal(rotated.code, 0, rotated.stdout)
    const { transactions, roles } = rotated.json() as { transactions: string[]; roles: { batcher: string } }
    assert.equal(transactions.length, 4)
    assert.equal(roles.batcher, `0x${'0'.repeat(36)}2001`)
    assert.equal(readFileSync(config, 'utf8'), declared)

    writeFileSync(config, declared.replaceAll('000000100', '000000200'))
    assert.equal((await world.opraas(['plan'])).stdout, '{"steps":[]}\n')
    const { findings } = (await world.opraas(['inspect', 'contracts'])).json() as {
      findings: { ok: boolean }[]
    }
    assert.ok(findings.every(({ ok }) => ok))
    assert.equal((await world.opraas(['rotate-keys', '--to', config, '--dry-run'])).stdout, '{"calls":[]}\n')
    const again = await world.opraas(['rotate-keys', '--to', config])
    assert.deepEqual((again.json() as { transactions: string[] }).transactions, transactions)
    writeFileSync(config, declared)
  })
})

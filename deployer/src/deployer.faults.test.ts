import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createDeployer } from './deployer.ts'
import { readJournal } from './state/journal.ts'
import { type Anvil, chooseChainId, startAnvil } from './testing/anvil.ts'
import { createProject, devAccount, sampleConfig } from './testing/project.ts'

const child = fileURLToPath(new URL('./testing/deployChild.ts', import.meta.url))
const MAX_RUNS = 200
let anvil: Anvil
let project: ReturnType<typeof createProject>

before(async () => {
  const chainId = chooseChainId()
  anvil = await startAnvil({ chainId, args: ['--slots-in-an-epoch', '1', '--gas-limit', '60000000'] })
  await anvil.client.mine({ blocks: 2 })
  project = createProject(sampleConfig({ l1ChainId: chainId }))
})

after(async () => {
  await anvil.close()
  project.remove()
})

test('killed before and after every write of the journal, a deployment is finished once', {
  timeout: 240_000,
}, async (t) => {
  const covered = await killEverywhere()
  const { records } = readJournal(join(project.folder, 'deployments/sample/journal.jsonl'))
  const writes = new Set(covered.map((point) => point.replace(/^(before|after) /, '')))
  t.diagnostic(`faultPoints: ${2 * writes.size}, covered: ${covered.length}`)
  assert.equal(covered.length, 2 * writes.size, 'each write is killed on both sides')
  assert.ok(writes.size >= 15, `only ${writes.size} writes`)

  const signed = records.filter((record) => record.kind === 'signed')
  const mined = records.filter((record) => record.kind === 'mined')
  assert.equal(new Set(signed.map(({ nonce }) => nonce)).size, signed.length, 'no nonce was signed twice')
  assert.equal(new Set(mined.map(({ stepId }) => stepId)).size, mined.length, 'no step was mined twice')
  assert.ok(mined.every(({ status }) => status === 'success'))
  const sent = await anvil.client.getTransactionCount({ address: devAccount.address })
  assert.equal(sent, mined.length, 'L1 shows no transaction that the journal does not')

  const deployer = createDeployer({
    folder: project.folder,
    environment: { OPRAAS_L1_RPC_URL: anvil.url },
    signal: AbortSignal.timeout(30_000),
  })
  assert.deepEqual((await deployer.plan()).steps, [])
  const { findings } = await deployer.inspectContracts()
  assert.deepEqual(
    findings.filter(({ ok }) => !ok),
    [],
  )
  assert.equal(
    JSON.parse(readFileSync(join(project.folder, 'deployments/sample/state.json'), 'utf8')).schema,
    1,
  )
})

test('killed before and after every write of the journal, new keys are installed once', {
  timeout: 240_000,
}, async () => {
  const before = await anvil.client.getTransactionCount({ address: devAccount.address })
  const next = join(project.folder, 'next.toml')
  const config = readFileSync(join(project.folder, 'config.toml'), 'utf8')
  writeFileSync(next, config.replaceAll('000000100', '000000200'))
  const covered = await killEverywhere(next)
  const writes = new Set(covered.map((point) => point.replace(/^(before|after) /, '')))
  assert.equal(covered.length, 2 * writes.size, 'each write is killed on both sides')
  assert.ok(writes.size >= 4, [...writes].join())

  const sent = (await anvil.client.getTransactionCount({ address: devAccount.address })) - before
  assert.equal(sent, 4, 'game, batcher, unsafe signer, registration: each once')
  renameSync(next, join(project.folder, 'config.toml'))
  const deployer = createDeployer({
    folder: project.folder,
    environment: { OPRAAS_L1_RPC_URL: anvil.url },
    signal: AbortSignal.timeout(30_000),
  })
  assert.deepEqual((await deployer.plan()).steps, [])
  const { findings } = await deployer.inspectContracts()
  assert.deepEqual(
    findings.filter(({ ok }) => !ok),
    [],
  )
})

/** Runs until nothing kills the process any more. @returns The points at which it was killed, each once. */
async function killEverywhere(next?: string): Promise<string[]> {
  const covered: string[] = []
  for (let run = 0; run < MAX_RUNS; run++) {
    const point = await runUntilKilled(covered, next)
    if (point === undefined) return covered
    assert.ok(!covered.includes(point), `killed twice at ${point}`)
    covered.push(point)
  }
  throw new assert.AssertionError({ message: 'it never ends' })
}

/** @returns The point at which the process killed itself; undefined when it finished. */
function runUntilKilled(covered: readonly string[], next?: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const args = [child, project.folder, anvil.url, devAccount.key, JSON.stringify(covered)]
    if (next !== undefined) args.push(next)
    const running = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let err = ''
    running.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
    running.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString()
    })
    running.once('close', (code, signal) => {
      if (signal === 'SIGKILL' && out !== '') resolve(out)
      else if (code === 0) resolve(undefined)
      else reject(new Error(`the deployment failed: ${err || out}`))
    })
  })
}

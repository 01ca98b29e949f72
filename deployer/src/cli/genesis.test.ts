import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { chooseChainId } from '../testing/anvil.ts'
import { type CliRun, errorOf, runCli } from '../testing/cli.ts'
import { type CliProject, startCliProject } from '../testing/cliProject.ts'

const files = ['genesis.json', 'rollup.json'] as const
const elsewhere = mkdtempSync(join(tmpdir(), 'opraas-genesis-'))
let world: CliProject
let config: string
let state: string
let deployed: readonly Buffer[]

before(async () => {
  world = await startCliProject(chooseChainId())
  config = join(world.project.folder, 'config.toml')
  state = join(world.project.folder, 'deployments/sample/state.json')
  appendFileSync(config, '\n[chain.forks]\nisthmus = 20\njovian = 40\n')
  const run = await world.opraas(['deploy', 'contracts', '--yes'])
  assert.equal(run.code, 0, run.stdout)
  deployed = read(join(world.project.folder, 'deployments/sample'))
})
after(async () => {
  await world.close()
  rmSync(elsewhere, { recursive: true })
})

function read(folder: string): Buffer[] {
  return files.map((name) => readFileSync(join(folder, name)))
}

function write(name: string, content: unknown): string {
  const file = join(elsewhere, name)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

/** Without any RPC, from another folder. */
function offline(args: readonly string[]): Promise<CliRun> {
  return runCli(['--json', 'genesis', '--offline', ...args], { cwd: elsewhere })
}

/** The facts of L1 by hand. */
function factsOf(kept: { addresses: object; stages: { freeze: object } }) {
  const { number, hash, timestampSeconds } = kept.stages.freeze as Record<string, string>
  const origin = { number: Number(number), hash, timestampSeconds: Number(timestampSeconds) }
  return { addresses: kept.addresses, origin, ownerIsContract: false }
}

describe('opraas genesis', { concurrency: 1 }, () => {
  test('has the forks of config.toml in both files', () => {
    const [genesis, rollup] = deployed.map((file) => JSON.parse(file.toString()))
    const time = rollup.genesis.l2_time
    assert.deepEqual(
      [genesis.config.holoceneTime, genesis.config.isthmusTime, genesis.config.jovianTime],
      [0, time + 20, time + 40],
    )
    assert.equal(genesis.config.pragueTime, time + 20)
    assert.deepEqual(
      [rollup.holocene_time, rollup.isthmus_time, rollup.jovian_time],
      [0, time + 20, time + 40],
    )
  })

  test('brings deleted files back byte by byte, from L1 and from state.json alone', async () => {
    const folder = join(world.project.folder, 'deployments/sample')
    for (const args of [['genesis'], ['genesis', '--offline']]) {
      for (const name of files) rmSync(join(folder, name))
      const run = await world.opraas(args, args.includes('--offline') ? { OPRAAS_L1_RPC_URL: '' } : {})
      assert.equal(run.code, 0, run.stdout)
      assert.deepEqual(read(folder), deployed)
      assert.equal((await world.opraas(['plan'])).stdout, '{"steps":[]}\n')
    }
  })

  test('writes the same without an RPC from state.json, inspect’s answer, or a file by hand', async () => {
    const kept = JSON.parse(readFileSync(state, 'utf8'))
    const inspected = (await world.opraas(['inspect', 'contracts'])).stdout
    const sources = [state, write('inspected.json', inspected), write('by-hand.json', factsOf(kept))]
    const answers = []
    for (const addresses of sources) {
      const out = join(elsewhere, 'out')
      const run = await offline(['--intent', config, '--addresses', addresses, '--out', out])
      assert.equal(run.code, 0, run.stdout)
      assert.deepEqual(read(out), deployed)
      answers.push(run.json())
    }
    assert.deepEqual(answers[0], {
      genesisHash: kept.stages.genesis.genesisHash,
      stateRoot: kept.stages.genesis.stateRoot,
      outputRoot: kept.stages.genesis.outputRoot,
      genesis: join(elsewhere, 'out/genesis.json'),
      rollup: join(elsewhere, 'out/rollup.json'),
    })
    assert.deepEqual(answers[1], answers[0])
    assert.deepEqual(answers[2], answers[0])
  })

  test('does not believe a file that L1 contradicts', async () => {
    const vault = '\n[vaults.base]\nnetwork = "l2"\n'
    const changed = write('changed.toml', readFileSync(config, 'utf8') + vault)
    const run = await world.opraas(['genesis', '--intent', changed, '--out', join(elsewhere, 'wrong')])
    assert.equal(errorOf(run).code, 'OPR-209')
  })

  test('names the field that is wrong', async () => {
    const facts = factsOf(JSON.parse(readFileSync(state, 'utf8')))
    const { addresses, origin } = facts
    const cases: [file: unknown, message: string][] = [
      ['[', 'expected JSON.'],
      [{ ...facts, addresses: undefined }, 'addresses: found nothing, expected an object.'],
      [
        { ...facts, addresses: { ...addresses, SystemConfig: undefined } },
        'addresses.SystemConfig: found nothing, expected a non-zero address (correct checksum if mixed case).',
      ],
      [
        { ...facts, addresses: { ...addresses, L1StandardBridge: '0x12' } },
        'addresses.L1StandardBridge: found "0x12", expected a non-zero address (correct checksum if mixed case).',
      ],
      [{ ...facts, origin: undefined }, 'origin: found nothing, expected an object.'],
      [
        { ...facts, origin: { ...origin, hash: '0xaa' } },
        'origin.hash: found "0xaa", expected 32 bytes as 0x hex.',
      ],
      [
        { ...facts, origin: { ...origin, timestampSeconds: 'yesterday' } },
        'origin.timestampSeconds: found "yesterday", expected an unsigned 64-bit integer, as 0x hex or number.',
      ],
      [{ ...facts, ownerIsContract: 'no' }, 'ownerIsContract: found "no", expected true or false.'],
      [
        { ...facts, l2ChainId: 7 },
        `l2ChainId: found 7, expected ${JSON.parse(readFileSync(state, 'utf8')).l2ChainId}, as the config says.`,
      ],
    ]
    for (const [file, message] of cases) {
      const run = await offline(['--intent', config, '--addresses', write('wrong.json', file)])
      const { code, message: found } = errorOf(run)
      assert.equal(code, 'OPR-107')
      assert.ok(found.endsWith(message), found)
      assert.equal(run.code, 2)
    }
  })
})

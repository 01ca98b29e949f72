import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { loadBedrock } from '../../../deployer/src/artifacts/bedrock.ts'
import {
  buildGenesis,
  defaultForks,
  type ForkName,
  type ForkSchedule,
  forkNames,
  type Genesis,
  hashGenesis,
  serializeGenesis,
} from '../../../deployer/src/core/genesis/index.ts'
import { sampleGenesis } from '../../../deployer/src/core/genesis/testing/sample.ts'
import { skipUnlessRequired } from '../../capabilities.ts'

const buildTimeoutMs = 600_000
const runTimeoutMs = 60_000

const skip = skipUnlessRequired('go', 'builds op-geth from the Go module proxy; OPRAAS_REQUIRE=go runs it')

describe('op-geth gives our genesis the same hash and state root', { skip }, () => {
  let judge = ''
  before(() => {
    run('go', ['version'], { timeout: runTimeoutMs })
    judge = buildJudge()
  })

  const artifacts = loadBedrock()
  const sets: [name: string, forks: ForkSchedule][] = [
    ...(['regolith', 'canyon', 'ecotone', 'fjord', 'granite', 'holocene'] as const).map(
      (fork): [string, ForkSchedule] => [`${fork} at genesis`, untilFork(fork)],
    ),
    ['holocene at genesis, isthmus later', { ...defaultForks, isthmus: 20 }],
    ['all later forks scheduled', { ...defaultForks, isthmus: 2, jovian: 4, karst: 6, lagoon: 8 }],
  ]
  for (const [name, forks] of sets) {
    test(name, () => {
      const { genesis, hash, stateRoot } = buildGenesis({ ...sampleGenesis, forks }, artifacts)
      assert.deepEqual(askOpGeth(judge, genesis), { hash, stateRoot })
    })
  }

  test('with a governance token, an aliased owner and funded accounts', () => {
    const input = {
      ...sampleGenesis,
      governanceToken: { owner: `0x${'12'.repeat(20)}` },
      proxyAdminOwner: { ...sampleGenesis.proxyAdminOwner, isL1Contract: true },
      prefund: [{ address: `0x${'99'.repeat(20)}`, balanceWei: 10n ** 24n }],
    } as const
    const { genesis, hash, stateRoot } = buildGenesis(input, artifacts)
    assert.deepEqual(askOpGeth(judge, genesis), { hash, stateRoot })
  })

  /** We never build these, but `hashGenesis` reads them in foreign files. */
  for (const forks of [['isthmus'], ['isthmus', 'jovian'], ['isthmus', 'jovian', 'karst']] as const) {
    test(`a foreign file with ${forks.join(' and ')} at genesis`, () => {
      const { genesis } = buildGenesis(sampleGenesis, artifacts)
      const times = Object.fromEntries(forks.map((fork) => [`${fork}Time`, 0]))
      const foreign: Genesis = { ...genesis, config: { ...genesis.config, pragueTime: 0, ...times } }
      assert.deepEqual(askOpGeth(judge, foreign), hashGenesis({ genesis: foreign, config: foreign }))
    })
  }
})

/** Every fork up to `last`, at genesis. */
function untilFork(last: ForkName): ForkSchedule {
  const forks = forkNames.slice(0, forkNames.indexOf(last) + 1)
  return Object.fromEntries(forks.map((fork) => [fork, 'genesis']))
}

/** Builds the judge once per version of its source, outside the clone. */
function buildJudge(): string {
  const source = import.meta.dirname
  const key = createHash('sha256')
  for (const file of ['main.go', 'go.mod']) key.update(readFileSync(join(source, file)))
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  const folder = join(cache, 'opraas', 'judges', `op-geth-${key.digest('hex').slice(0, 16)}`)
  const judge = join(folder, 'judge')
  if (existsSync(judge)) return judge
  mkdirSync(folder, { recursive: true })
  const built = join(folder, `judge.${process.pid}`)
  run('go', ['build', '-C', source, '-mod=readonly', '-buildvcs=false', '-trimpath', '-o', built, '.'], {
    timeout: buildTimeoutMs,
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' },
  })
  renameSync(built, judge) // half a program is never found
  return judge
}

function askOpGeth(judge: string, genesis: Genesis): { hash: string; stateRoot: string } {
  const [hash = '', stateRoot = ''] = run(judge, [], {
    timeout: runTimeoutMs,
    input: serializeGenesis(genesis),
  }).split(' ')
  return { hash, stateRoot }
}

function run(
  command: string,
  args: readonly string[],
  options: { timeout: number; input?: string; env?: NodeJS.ProcessEnv },
): string {
  const { error, status, stdout, stderr } = spawnSync(command, args, { ...options, encoding: 'utf8' })
  if (error) throw new Error(`cannot run ${command}: is it on the PATH?`, { cause: error })
  assert.equal(status, 0, `${command} ended with ${status}: ${stderr}`)
  return stdout.trim()
}

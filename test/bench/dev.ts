import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildPrograms, programNames, versionSets } from '@opraas/deployer'
import { createPublicClient, http } from 'viem'
import { formatTable } from '../../deployer/src/cli/ui/table.ts'
import { createDevProject } from './dev/opraas.ts'
import { type Measured, measure, type Stack } from './dev/stack.ts'
import { installSupersim, startSupersim } from './dev/supersim.ts'

/** `npm run bench:dev -- [--json] [--version-set 13|17]`: how long `opraas dev` takes, beside supersim in the same run. */
type Result = {
  versionSet: '13' | '17'
  machine: { cores: number; memoryMb: number }
  opraas: { cold: Measured; warm: Measured }
  supersim: Measured | null
  /** Ours divided by supersim's; below 1 we are the faster or smaller one. */
  ratios: { cold: Ratios; warm: Ratios } | null
  notes: string[]
}
type Ratios = { firstUnsafe: number; depositVisible: number; memory: number }

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, 'version-set': { type: 'string', default: '13' } },
})
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort(new Error(signal)))

const result = await bench(versionSetOf(values['version-set']))
if (values.json) console.log(JSON.stringify(result))
else print(result)

async function bench(versionSet: '13' | '17'): Promise<Result> {
  say('Building what is not built yet; this is not measured.')
  await buildPrograms({ versionSet, names: programNames, signal: stop.signal, report: () => undefined })
  const supersim = await measureSupersim()
  const opraas = await measureOpraas(versionSet)
  const notes = [
    'opraas dev is the real stack: op-geth, op-node, op-batcher and op-proposer over an L1 of anvil.',
    'supersim is a simulation: its L2 is an anvil, nothing is posted or proposed, and no head is ever safe.',
    'A deposit waits for a block of its L1: compare it with the block times.',
    'Cold: L1 and contracts are new. Warm: the chain goes on where it stopped; supersim keeps no state.',
    ...('reason' in supersim ? [`supersim was not measured: ${supersim.reason}`] : []),
  ]
  const theirs = 'reason' in supersim ? null : supersim
  return {
    versionSet,
    machine: { cores: cpus().length, memoryMb: Math.round(totalmem() / 2 ** 20) },
    opraas,
    supersim: theirs,
    ratios: theirs && { cold: ratiosOf(opraas.cold, theirs), warm: ratiosOf(opraas.warm, theirs) },
    notes,
  }
}

async function measureSupersim(): Promise<Measured | { reason: string }> {
  try {
    const path = await installSupersim()
    say('supersim …')
    return await measureAndStop(await startSupersim(path))
  } catch (error) {
    if (stop.signal.aborted || !(error instanceof Error)) throw error
    return { reason: error.message }
  }
}

async function measureOpraas(versionSet: '13' | '17'): Promise<Result['opraas']> {
  const folder = mkdtempSync(join(tmpdir(), 'opraas-bench-'))
  try {
    const project = await createDevProject(folder, versionSet)
    say('opraas dev, cold …')
    const first = project.start(0n)
    let begin = 0n
    const cold = await measureAndStop(first, async () => {
      begin = await createPublicClient({ transport: http(first.l2Url), cacheTime: 0 }).getBlockNumber()
    })
    say('opraas dev, warm …')
    return { cold, warm: await measureAndStop(project.start(begin)) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureAndStop(stack: Stack, beforeStop?: () => Promise<void>): Promise<Measured> {
  const interrupted = new Promise<never>((_, reject) => {
    stop.signal.addEventListener('abort', () => reject(stop.signal.reason), { once: true })
  })
  try {
    const measured = await Promise.race([measure(stack), interrupted])
    await beforeStop?.()
    return measured
  } finally {
    await stack.stop()
  }
}

function ratiosOf(ours: Measured, theirs: Measured): Ratios {
  const round = (value: number): number => Math.round(value * 100) / 100
  return {
    firstUnsafe: round(ours.firstUnsafe / theirs.firstUnsafe),
    depositVisible: round(ours.depositVisible / theirs.depositVisible),
    memory: round(totalOf(ours) / totalOf(theirs)),
  }
}

function totalOf({ memoryMb }: Measured): number {
  return Object.values(memoryMb).reduce((sum, value) => sum + value, 0)
}

function print({ opraas, supersim, ratios, versionSet, notes }: Result): void {
  const seconds = (value: number | null | undefined): string =>
    value == null ? '–' : `${value.toFixed(1)} s`
  const ratio = (value: number | undefined): string => (value === undefined ? '' : `x ${value}`)
  const { cold, warm } = opraas
  const row = (title: string, key: 'firstUnsafe' | 'firstSafe' | 'depositVisible'): string[] => {
    const of = (kind: 'cold' | 'warm') => (key === 'firstSafe' ? undefined : ratios?.[kind][key])
    return [
      title,
      seconds(cold[key]),
      ratio(of('cold')),
      seconds(warm[key]),
      ratio(of('warm')),
      seconds(supersim?.[key]),
    ]
  }
  const memory = (from: Measured | null): string => (from ? `${totalOf(from)} MiB` : '–')
  const rows = [
    ['', `opraas dev, set ${versionSet}, cold`, '', 'warm', '', 'supersim'],
    [
      'L1 block time',
      seconds(cold.l1BlockTime),
      '',
      seconds(warm.l1BlockTime),
      '',
      seconds(supersim?.l1BlockTime),
    ],
    row('first unsafe block', 'firstUnsafe'),
    row('first safe block', 'firstSafe'),
    row('deposit visible on L2', 'depositVisible'),
    [
      'memory',
      memory(cold),
      ratio(ratios?.cold.memory),
      memory(warm),
      ratio(ratios?.warm.memory),
      memory(supersim),
    ],
  ]
  console.log(formatTable(rows, [1, 3, 5]))
  console.log(
    `\n${formatTable(
      Object.entries(cold.memoryMb).map(([name, mb]) => [name, `${mb} MiB`]),
      [1],
    )}\n`,
  )
  for (const note of notes) console.log(note)
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

function versionSetOf(name: string): '13' | '17' {
  if (name in versionSets) return name as keyof typeof versionSets
  throw new TypeError(`--version-set ${name}: expected ${Object.keys(versionSets).join(' or ')}`)
}

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { type BuildEvent, type BuildOptions, buildPrograms, findPrograms } from '@opraas/deployer'
import { skipUnlessRequired } from '../capabilities.ts'

const skip = skipUnlessRequired(
  'go',
  'builds op-proposer from the Go module proxy; OPRAAS_REQUIRE=go runs it',
)

const cache = mkdtempSync(join(tmpdir(), 'opraas-build-'))
after(() => rmSync(cache, { recursive: true }))

/** Builds the smallest program. @returns It, and the kinds of events on the way. */
async function build(options: Partial<BuildOptions> = {}) {
  const events: BuildEvent[] = []
  const programs = await buildPrograms({
    versionSet: '13',
    names: ['op-proposer'],
    cache,
    signal: new AbortController().signal,
    report: (event) => events.push(event),
    ...options,
  })
  const [program] = programs
  assert.ok(program && programs.length === 1)
  const kinds = events.map(({ kind }) => kind).filter((kind) => kind !== 'progress')
  return { program, kinds }
}

test('a program is built once, kept with its manifest, and built again when it is damaged', {
  skip,
}, async () => {
  const { program, kinds } = await build()
  assert.deepEqual(kinds, ['started', 'ready'])
  assert.equal(program.version, 'v1.13.7')
  assert.ok(program.built)
  const { path, sha256 } = program
  const manifest = JSON.parse(readFileSync(`${path}.json`, 'utf8'))
  assert.deepEqual([manifest.sha256, manifest.modules.optimism], [sha256, 'v1.13.7'])
  assert.deepEqual(readdirSync(dirname(path)).sort(), [
    'build.lock',
    'op-proposer',
    'op-proposer.json',
    'op-proposer.log',
  ])
  const wanted = { versionSet: '13', names: ['op-proposer'], cache } as const
  assert.deepEqual(await findPrograms(wanted), { 'op-proposer': path })

  const second = await build()
  assert.deepEqual(second.kinds, ['ready'])
  assert.deepEqual(second.program, { ...program, built: false, seconds: 0 })

  truncateSync(path, 1_000)
  await assert.rejects(findPrograms(wanted), { code: 'OPR-506' })
  const third = await build()
  assert.deepEqual(third.kinds, ['discarded', 'started', 'ready'])
  assert.equal(third.program.sha256, sha256, 'the same bytes again')
})

test('two builds at once: one works, the other waits and takes what is there', { skip }, async () => {
  const [first, second] = await Promise.all([build({ force: true }), build()])
  assert.ok(first.program.built)
  assert.ok(!second.program.built)
  assert.deepEqual(second.kinds, ['waiting', 'ready'])
})

test('an interrupted build leaves nothing', { skip }, async () => {
  const other = join(cache, 'other')
  const controller = new AbortController()
  const interrupted = build({
    cache: other,
    signal: controller.signal,
    report: ({ kind }) => {
      if (kind === 'started') setImmediate(() => controller.abort())
    },
  })
  await assert.rejects(interrupted, { name: 'AbortError' })
  const [recipe] = readdirSync(join(other, 'opstack'))
  assert.ok(recipe)
  const [platform] = readdirSync(join(other, 'opstack', recipe))
  assert.ok(platform)
  assert.deepEqual(readdirSync(join(other, 'opstack', recipe, platform)), ['build.lock'])
})

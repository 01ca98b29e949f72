import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { sha256 } from '../../state/files.ts'
import { type ProgramManifest, programCache, programFiles, programFolder, readCached } from './cache.ts'
import { findPrograms, programsAvailable } from './find.ts'

const cache = mkdtempSync(join(tmpdir(), 'opraas-find-'))
after(() => rmSync(cache, { recursive: true }))

const content = '#!/bin/sh\necho op-node version v1.13.7\n'
const manifest: ProgramManifest = {
  schema: 1,
  name: 'op-node',
  versionSet: '13',
  modules: { optimism: 'v1.13.7', opGeth: 'v1.101602.3' },
  goVersion: 'go1.26.8',
  platform: 'linux-amd64',
  version: 'v1.13.7',
  sha256: sha256(content),
  sizeBytes: content.length,
  builtAt: '2026-11-21T12:00:00.000Z',
}
const folder = programFolder(cache, '13')
const files = programFiles(folder, 'op-node')
const wanted = { versionSet: '13', names: ['op-node'], cache } as const

test('the cache is below OPRAAS_CACHE, or in the user’s folder of caches', () => {
  assert.equal(programCache({ OPRAAS_CACHE: 'here', XDG_CACHE_HOME: '/xdg' }), resolve('here'))
  assert.equal(programCache({ OPRAAS_CACHE: '', XDG_CACHE_HOME: '/xdg' }), '/xdg/opraas')
  assert.equal(programCache({}), join(homedir(), '.cache', 'opraas'))
  assert.match(files.program, /opstack\/13-[0-9a-f]{12}\/[a-z]+-[a-z0-9]+\/op-node$/)
  assert.notEqual(folder, programFolder(cache, '17'))
})

test('finds what was built, and only as it was built', async () => {
  assert.deepEqual(await readCached(folder, 'op-node'), { kind: 'missing' })
  assert.ok(!programsAvailable(wanted))
  await assert.rejects(findPrograms(wanted), {
    code: 'OPR-500',
    message: 'op-node v1.13.7 is not installed.',
    next: 'Run `opraas build --version-set 13`.',
  })

  mkdirSync(folder, { recursive: true })
  writeFileSync(files.program, content, { mode: 0o755 })
  assert.deepEqual(await readCached(folder, 'op-node'), { kind: 'missing' }, 'a program without a manifest')
  writeFileSync(files.manifest, JSON.stringify(manifest))
  assert.deepEqual(await readCached(folder, 'op-node'), { kind: 'good', manifest })
  assert.ok(programsAvailable(wanted))
  assert.deepEqual(await findPrograms(wanted), { 'op-node': files.program })
  assert.ok(!programsAvailable({ ...wanted, names: ['op-node', 'op-geth'] }))

  writeFileSync(files.program, content.replace('1.13.7', '1.13.8'))
  const damaged = await readCached(folder, 'op-node')
  assert.ok(damaged.kind === 'damaged')
  assert.match(damaged.reason, /^its sha256 is [0-9a-f]{64}, its manifest says [0-9a-f]{64}$/)
  await assert.rejects(findPrograms(wanted), {
    code: 'OPR-506',
    next: 'Run `opraas build --version-set 13`.',
  })
  writeFileSync(files.program, 'x')
  assert.deepEqual(await readCached(folder, 'op-node'), {
    kind: 'damaged',
    reason: `it has 1 bytes, its manifest says ${content.length}`,
  })
  for (const broken of ['{', JSON.stringify({ ...manifest, schema: 2 })]) {
    writeFileSync(files.manifest, broken)
    assert.deepEqual(await readCached(folder, 'op-node'), {
      kind: 'damaged',
      reason: 'its manifest cannot be read',
    })
  }
})

test('a given path goes before the cache and must be of the set’s version', async () => {
  const path = join(cache, 'mine')
  writeFileSync(path, content, { mode: 0o755 })
  const given = { ...wanted, given: { 'op-node': path } }
  assert.ok(programsAvailable(given))
  assert.deepEqual(await findPrograms(given), { 'op-node': path })
  await assert.rejects(findPrograms({ ...given, versionSet: '17' }), {
    code: 'OPR-506',
    message: `op-node at ${path}: found version v1.13.7, expected version v1.17.0.`,
    next: 'Correct op-node in [infra.programs], or remove it and run `opraas build --version-set 17`.',
  })
  rmSync(path)
  assert.ok(!programsAvailable(given))
  await assert.rejects(findPrograms(given), { code: 'OPR-506' })
})

import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { isAtLeast } from './go.ts'
import { isVersion, parseVersion, requireVersion, versionOf } from './version.ts'

const folder = mkdtempSync(join(tmpdir(), 'opraas-version-'))
after(() => rmSync(folder, { recursive: true }))

test('reads the version that the programs print', () => {
  assert.equal(parseVersion('op-node version v1.13.7\n'), 'v1.13.7')
  assert.equal(parseVersion('op-node version v1.13.7-0a1b2c3d-1758000000\n'), 'v1.13.7-0a1b2c3d-1758000000')
  assert.equal(parseVersion('geth version 1.101702.2-stable\n'), 'v1.101702.2-stable')
  assert.equal(parseVersion('op-node version v0.0.0-dev\n'), 'v0.0.0-dev')
  assert.equal(parseVersion('usage: op-node\n'), undefined)
})

test('takes a release with its commit, and no other version', () => {
  assert.ok(isVersion('v1.13.7', versionOf('13', 'op-node')))
  assert.ok(isVersion('v1.13.7-0a1b2c3d-1758000000', versionOf('13', 'op-node')))
  assert.ok(isVersion('v1.101702.2-stable', versionOf('17', 'op-geth')))
  assert.ok(isVersion('v1.101702.2-stable-0a1b2c3d', versionOf('17', 'op-geth')))
  assert.ok(isVersion(versionOf('13', 'op-geth'), versionOf('13', 'op-geth')))
  for (const other of ['v1.13.70', 'v1.13.7-rc.1', 'v1.13.7-dev', 'v0.0.0-dev', 'v1.17.0']) {
    assert.ok(!isVersion(other, 'v1.13.7'), other)
  }
})

test('compares versions of Go', () => {
  assert.ok(isAtLeast('go1.26.8', '1.23'))
  assert.ok(isAtLeast('go1.23.0', '1.23'))
  assert.ok(isAtLeast('devel go1.27-abcdef', '1.24'))
  assert.ok(isAtLeast('go2.0', '1.24'))
  assert.ok(!isAtLeast('go1.9.7', '1.23'))
  assert.ok(!isAtLeast('', '1.23'))
})

test('asks a program itself, and says what it found', async () => {
  const wanted = { program: 'op-node', expected: 'v1.13.7', next: 'Do something.' }
  const path = join(folder, 'op-node')
  const refused = (found: string) => ({
    code: 'OPR-506',
    message: `op-node at ${path}: found ${found}, expected version v1.13.7.`,
    next: 'Do something.',
  })
  await assert.rejects(requireVersion(path, wanted), refused('no such file'))
  writeFileSync(path, '#!/bin/sh\necho op-node version v1.17.0\n')
  await assert.rejects(requireVersion(path, wanted), refused('a file that is not executable'))
  chmodSync(path, 0o755)
  await assert.rejects(requireVersion(path, wanted), refused('version v1.17.0'))
  writeFileSync(path, '#!/bin/sh\necho hello\n')
  await assert.rejects(requireVersion(path, wanted), refused('no version in what it prints'))
  writeFileSync(path, '#!/bin/sh\nexit 3\n')
  await assert.rejects(requireVersion(path, wanted), refused('a program whose --version fails (3)'))
  writeFileSync(path, '#!/bin/sh\necho op-node version v1.13.7-0a1b2c3d\n')
  assert.equal(await requireVersion(path, wanted), 'v1.13.7-0a1b2c3d')
})

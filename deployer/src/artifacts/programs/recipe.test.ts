import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { VersionSetName } from '../../core/intent/index.ts'
import { versionSets } from '../../core/services/versionSets.ts'
import { buildArguments, leastGo, moduleFolder, recipeName } from './recipe.ts'

const sets = Object.keys(versionSets) as VersionSetName[] // keys of a Record over them

test('each set has a module of ours that pins its two releases, and points to no folder', () => {
  for (const name of sets) {
    const goMod = readFileSync(join(moduleFolder(name), 'go.mod'), 'utf8')
    const goSum = readFileSync(join(moduleFolder(name), 'go.sum'), 'utf8')
    const { optimism, opGeth } = versionSets[name]
    assert.match(goMod, /^module opraas\/opstack$/m)
    assert.ok(goMod.includes(`\tgithub.com/ethereum-optimism/optimism ${optimism}\n`), name)
    assert.deepEqual(goMod.match(/=>.*/g), [`=> github.com/ethereum-optimism/op-geth ${opGeth}`])
    assert.ok(goSum.includes(`github.com/ethereum-optimism/optimism ${optimism} h1:`), name)
    assert.ok(goSum.includes(`github.com/ethereum-optimism/op-geth ${opGeth} h1:`), name)
    assert.match(leastGo(name), /^1\.2\d$/)
  }
})

test('a set has a name of its own, always the same', () => {
  const names = sets.map(recipeName)
  assert.deepEqual(names, sets.map(recipeName))
  for (const [index, name] of names.entries()) assert.match(name, new RegExp(`^${sets[index]}-[0-9a-f]{12}$`))
})

test('the arguments of Go: modules as pinned, and the version linked in', () => {
  assert.deepEqual(buildArguments('13', 'op-node', 'out'), [
    'build',
    '-v',
    '-mod=readonly',
    '-trimpath',
    '-buildvcs=false',
    '-ldflags',
    '-s -w -X github.com/ethereum-optimism/optimism/op-node/version.Version=v1.13.7 -X github.com/ethereum-optimism/optimism/op-node/version.Meta=',
    '-o',
    'out',
    'github.com/ethereum-optimism/optimism/op-node/cmd',
  ])
  assert.ok(
    buildArguments('17', 'op-geth', 'out').includes(
      '-s -w -X github.com/ethereum/go-ethereum/version.gitTag=v1.101702.2',
    ),
  )
})

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { findTooDeep, importersOf, readImports } from './tooDeep.ts'

test('finds file and line in what the compiler says', () => {
  const output = `Compiling 117 files with Solc 0.8.37
Error: Compiler error (/solidity/libsolidity/codegen/LValue.cpp:54): Stack too deep. Try compiling with \`--via-ir\`.
   --> contracts/oracles/ChainlinkSlaOracle.sol:142:93:
    |`
  assert.deepEqual(findTooDeep(output), { file: 'contracts/oracles/ChainlinkSlaOracle.sol', line: 142 })
  assert.equal(findTooDeep('--> contracts/market/Escrow.sol:1:1: Unused variable'), undefined)
})

test('a file takes its importers with it, and theirs', () => {
  const imports = new Map([
    ['contracts/A.sol', []],
    ['contracts/B.sol', ['contracts/A.sol']],
    ['test/contracts/b.t.sol', ['contracts/B.sol']],
    ['test/contracts/c.t.sol', []],
  ])
  assert.deepEqual(
    [...importersOf('contracts/A.sol', imports)],
    ['contracts/A.sol', 'contracts/B.sol', 'test/contracts/b.t.sol'],
  )
})

test('reads imports over one line and several', () => {
  const imports = readImports(resolve(import.meta.dirname, '../..'))
  const budget = imports.get('test/contracts/gas/budget.t.sol')
  assert.ok(budget?.includes('contracts/types/Types.sol'))
  assert.ok(budget?.includes('test/contracts/utils/Actors.sol'))
})

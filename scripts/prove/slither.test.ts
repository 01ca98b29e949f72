import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sourcePaths } from './slither.ts'

test('sources of the project and of npm get their paths, versions and aliases left out', () => {
  const buildInfo =
    '{"project/contracts/A.sol":{"absolutePath":"project/contracts/A.sol"},"npm/@openzeppelin/contracts@5.7.0/access/Ownable.sol":{},"npm/plain@1.0.0/B.sol":{}}'
  assert.deepEqual(Object.keys(JSON.parse(sourcePaths(buildInfo))), [
    'contracts/A.sol',
    'node_modules/@openzeppelin/contracts/access/Ownable.sol',
    'node_modules/plain/B.sol',
  ])
  assert.match(sourcePaths(buildInfo), /"absolutePath":"contracts\/A.sol"/)
})

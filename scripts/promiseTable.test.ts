import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { readTestRows } from './testTable.ts'

const root = resolve(import.meta.dirname, '..')
const endings = ['.t.sol', '.sol', '.test.ts', '.ts']

test('each promise of docs/contracts.md has its test', () => {
  const rows = readTestRows(readFileSync(join(root, 'docs/contracts.md'), 'utf8'), (header) =>
    /^\| promise .*\| test +\|$/.test(header),
  )
  assert.ok(rows.length > 50)
  for (const { file, words } of rows) {
    const found = endings.map((end) => join(root, 'test/contracts', file + end)).find(existsSync)
    assert.ok(found, `there is no test/contracts/${file}.t.sol, .sol or .test.ts`)
    const isName = words.startsWith('test')
    const wanted = isName ? `function ${words}(` : words
    assert.ok(readFileSync(found, 'utf8').includes(wanted), `${file} has no “${words}”`)
  }
})

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { readTestRows } from './testTable.ts'

const root = resolve(import.meta.dirname, '..')

test('each row of docs/faults.md has its test', () => {
  const rows = readTestRows(readFileSync(join(root, 'docs/faults.md'), 'utf8'), () => true)
  assert.ok(rows.length > 10)
  for (const { file, words } of rows) {
    const source = readFileSync(join(root, 'test/native/faults', `${file}.ts`), 'utf8')
    assert.ok(source.includes(words), `${file}.ts has no test named “${words}”`)
  }
})

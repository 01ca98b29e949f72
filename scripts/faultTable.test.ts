import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'

const root = resolve(import.meta.dirname, '..')

test('each row of docs/faults.md has its test', () => {
  const rows = readFileSync(join(root, 'docs/faults.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split('|').at(-2)?.trim() ?? '')
  assert.ok(rows.length > 10)
  for (const row of rows) {
    const [, file, words] = /^(\w+): (.+)$/.exec(row) ?? []
    assert.ok(file && words, row)
    const source = readFileSync(join(root, 'test/native/faults', `${file}.ts`), 'utf8')
    assert.ok(source.includes(words), `${file}.ts has no test named “${words}”`)
  }
})

import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { generateAbis } from './abis.ts'

const root = resolve(import.meta.dirname, '../..')
const check = process.argv.includes('--check')
const files = [generateAbis(root)]
let stale = 0

for (const { path, content } of files) {
  const file = join(root, path)
  let found: string | undefined
  try {
    found = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  if (found === content) continue
  stale++
  if (check) console.error(`stale: ${path}; run \`npm run generate\` and commit it`)
  else {
    writeFileSync(file, content)
    console.error(`wrote ${path}`)
  }
}
if (check && stale > 0) process.exitCode = 1

import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readFileIfExists } from '@opraas/deployer'
import { generateAbis } from './abis.ts'
import { generateCalls } from './calls.ts'
import { generateCli } from './cli.ts'
import { generateAgentConfig, generateConfig } from './config.ts'
import { generateContracts } from './contracts.ts'
import { generateDeployments } from './deployments.ts'
import { generateErrors } from './errors.ts'
import type { GeneratedFile } from './file.ts'
import { generateVersionSets } from './versionSets.ts'

const root = resolve(import.meta.dirname, '../..')

/** Every file that comes from other files, as it should be now. */
function generateAll(): GeneratedFile[] {
  return [
    generateAbis(root),
    generateDeployments(root),
    generateErrors(),
    ...generateConfig(),
    generateAgentConfig(root),
    generateCli(root),
    generateContracts(root),
    generateCalls(root),
    generateVersionSets(),
  ].map(format)
}

/** Pages and schemas are laid out as the linter wants them; TypeScript below generated/ is not linted. */
function format({ path, content }: GeneratedFile): GeneratedFile {
  if (path.endsWith('.ts')) return { path, content }
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  const args = [biome, 'format', `--stdin-file-path=${path}`]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    input: content,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`biome cannot format ${path}: ${stderr}`)
  return { path, content: stdout }
}

/** Writes what differs; with `--check` only names it, and the exit code is 1. */
function main(isCheck: boolean): number {
  const stale = generateAll().filter(({ path, content }) => readFileIfExists(join(root, path)) !== content)
  for (const { path, content } of stale) {
    if (isCheck) console.error(`stale: ${path}; run \`npm run generate\` and commit it`)
    else {
      writeFileSync(join(root, path), content)
      console.error(`wrote ${path}`)
    }
  }
  return isCheck && stale.length > 0 ? 1 : 0
}

process.exitCode = main(process.argv.includes('--check'))

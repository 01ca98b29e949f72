import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './child.mjs'
import { hashFiles, listFiles } from './hash.mjs'

/** What is built from the sources and not committed: each with its inputs, its command, a file it makes. */
function targets(root) {
  return [
    {
      name: 'contracts',
      inputs: [...listFiles(root, 'contracts', ['.sol']), 'hardhat.config.ts', 'package-lock.json'],
      args: ['node_modules/hardhat/dist/src/cli.js', 'build', '--no-tests', '--quiet'],
      output: 'artifacts/contracts/market/Marketplace.sol/Marketplace.json',
    },
    {
      name: 'test fixtures',
      inputs: [
        ...listFiles(root, 'test/fixtures/contracts', ['.sol']),
        'hardhat.fixtures.config.ts',
        'package-lock.json',
      ],
      args: [
        'node_modules/hardhat/dist/src/cli.js',
        'build',
        '--no-tests',
        '--quiet',
        '--config',
        'hardhat.fixtures.config.ts',
      ],
      output: 'test/fixtures/artifacts/test/fixtures/contracts/TestToken.sol/TestToken.json',
    },
    {
      name: 'bytecode of the OP Stack contracts',
      inputs: [
        'scripts/generate/bedrock.ts',
        'deployer/src/artifacts/bedrock.manifest.json',
        'package-lock.json',
      ],
      args: ['scripts/generate/bedrock.ts'],
      output: 'deployer/artifacts/bedrock-0.17.3.json',
    },
  ]
}

/** Builds what has changed since the last time; the first start builds everything. */
export async function buildIfStale(root, node, { always }) {
  for (const { name, inputs, args, output } of targets(root)) {
    const stamp = join(root, '.opraas/built', `${name.replaceAll(' ', '-')}`)
    const wanted = hashFiles(root, inputs)
    const isFresh =
      existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(join(root, output))
    if (isFresh && !always) continue
    console.error(`Building ${name} …`)
    await run(node.path, args, { cwd: root, env: node.env, quiet: true })
    mkdirSync(join(root, '.opraas/built'), { recursive: true })
    writeFileSync(stamp, wanted)
  }
}

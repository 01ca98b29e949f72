import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './child.mjs'
import { hashFiles, listFiles } from './hash.mjs'

/**
 * What is built from the sources and not committed: each with its inputs, its command, a file it makes. With
 * `neededBy`, only for these commands.
 */
function targets(root) {
  const dapp = [
    ...listFiles(root, 'frontend', ['']),
    ...listFiles(root, 'contracts/ts', ['.ts']),
    ...listFiles(root, 'deployer/src/core', ['.ts']),
    'contracts/package.json',
    'deployer/package.json',
    'deployer/src/artifacts/bedrock.manifest.json',
    'tsconfig.base.json',
    'package-lock.json',
  ]
  const vite = ['node_modules/vite/bin/vite.js', 'build', 'frontend']
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
    {
      name: 'dApp',
      neededBy: ['build', 'test', 'test:browser'],
      inputs: dapp,
      args: vite,
      output: 'frontend/dist/index.html',
    },
    {
      name: 'dApp with the local wallet',
      neededBy: ['build', 'test', 'test:browser', 'screenshots', 'start'],
      inputs: dapp,
      args: [...vite, '--mode', 'demo', '--outDir', 'dist-local'],
      output: 'frontend/dist-local/index.html',
    },
  ]
}

/** Builds what a command needs and has changed since the last time; `npm run build` builds all of it. */
export async function buildIfStale(root, node, command) {
  for (const { name, neededBy, inputs, args, output } of targets(root)) {
    if (neededBy && !neededBy.includes(command)) continue
    const stamp = join(root, '.opraas/built', `${name.replaceAll(' ', '-')}`)
    const wanted = hashFiles(root, inputs)
    const isFresh =
      existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(join(root, output))
    if (isFresh && command !== 'build') continue
    console.error(`Building ${name} …`)
    await run(node.path, args, { cwd: root, env: node.env, quiet: true })
    mkdirSync(join(root, '.opraas/built'), { recursive: true })
    writeFileSync(stamp, wanted)
  }
}

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { keccak256, size, slice } from 'viem'
import { bedrockContractNames, preinstallNames } from '../core/genesis/index.ts'
import { loadBedrock } from './bedrock.ts'

const root = resolve(import.meta.dirname, '../../..')
const bundlePath = 'deployer/artifacts/bedrock-0.17.3.json'
const manifestPath = 'deployer/src/artifacts/bedrock.manifest.json'

describe('the bundle', () => {
  const artifacts = loadBedrock()

  test('has the code the manifest was written for', () => {
    const manifest = JSON.parse(readFileSync(join(root, manifestPath), 'utf8'))
    assert.deepEqual(manifest, {
      package: '@eth-optimism/contracts-bedrock',
      version: '0.17.3',
      contracts: Object.fromEntries(
        bedrockContractNames.map((name) => {
          const { initCode, runtime } = artifacts.contracts[name]
          return [name, { initCode: keccak256(initCode), runtime: keccak256(runtime) }]
        }),
      ),
      preinstalls: Object.fromEntries(
        preinstallNames.map((name) => [name, keccak256(artifacts.preinstalls[name].code)]),
      ),
    })
  })

  /** Sizes and offsets were measured apart from this generator. */
  test('has the sizes and immutables that were measured', () => {
    const { contracts } = artifacts
    assert.equal(size(contracts.PermissionedDisputeGame.initCode), 25_193)
    assert.equal(size(contracts.OptimismPortal2.runtime), 21_078)
    assert.equal(size(contracts.Proxy.runtime), 2_059)
    assert.equal(contracts.Proxy.immutables, undefined)
    assert.deepEqual(contracts.SequencerFeeVault.immutables, {
      MIN_WITHDRAWAL_AMOUNT: [450, 537],
      RECIPIENT: [146, 499, 790, 933, 1083, 1442],
      WITHDRAWAL_NETWORK: [385, 967, 1026],
    })
    assert.deepEqual(contracts.EAS.immutables, {
      _CACHED_DOMAIN_SEPARATOR: [10075],
      _CACHED_CHAIN_ID: [10033],
      _CACHED_THIS: [9991],
      _HASHED_NAME: [10158],
      _HASHED_VERSION: [10195],
      _TYPE_HASH: [10116],
      _name: [1847],
    })
  })

  test('has zeros where immutables go', () => {
    for (const name of bedrockContractNames) {
      const { runtime, immutables = {} } = artifacts.contracts[name]
      for (const offset of Object.values(immutables).flat()) {
        assert.equal(BigInt(slice(runtime, offset, offset + 32)), 0n, `${name} at ${offset}`)
      }
    }
  })
})

describe('loadBedrock', () => {
  const folder = mkdtempSync(join(tmpdir(), 'opraas-bundle-'))
  after(() => rmSync(folder, { recursive: true }))

  test('says how to make a bundle that is missing', () => {
    const file = join(folder, 'nothing.json')
    assert.throws(() => loadBedrock(file), {
      name: 'BedrockMissingError',
      message: `The contract bytecode is missing: no ${file}.`,
      next: 'Run `npm run build`, which makes it.',
    })
  })

  test('refuses another version and an incomplete bundle', () => {
    const bundle = JSON.parse(readFileSync(join(root, bundlePath), 'utf8'))
    const file = join(folder, 'bundle.json')
    writeFileSync(file, JSON.stringify({ ...bundle, version: '0.18.0' }))
    assert.throws(() => loadBedrock(file), { message: 'version: found "0.18.0", expected 0.17.3.' })
    const { Proxy: _, ...contracts } = bundle.contracts
    writeFileSync(file, JSON.stringify({ ...bundle, contracts }))
    assert.throws(() => loadBedrock(file), { message: 'contracts.Proxy: found nothing, expected an object.' })
  })
})

describe('scripts/generate/bedrock.ts', () => {
  const copy = mkdtempSync(join(tmpdir(), 'opraas-generate-'))
  before(() => {
    mkdirSync(join(copy, 'deployer/src/artifacts'), { recursive: true })
    cpSync(join(root, 'deployer/package.json'), join(copy, 'deployer/package.json'))
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  })
  after(() => rmSync(copy, { recursive: true }))

  /** Runs the generator on the copy, as the build does. */
  function generate(options: { writeManifest?: boolean } = {}): string {
    const script = `
      import { writeBedrock } from ${JSON.stringify(join(root, 'scripts/generate/bedrock.ts'))}
      try { console.log(writeBedrock(${JSON.stringify(copy)}, ${JSON.stringify(options)})) }
      catch (error) { console.log(error.message) }`
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
    })
    assert.equal(stderr, '')
    return stdout.trim()
  }

  function writeManifest(edit: (text: string) => string): void {
    writeFileSync(join(copy, manifestPath), edit(readFileSync(join(root, manifestPath), 'utf8')))
  }

  test('writes the same bytes again', () => {
    writeManifest((text) => text)
    assert.equal(generate(), bundlePath)
    assert.equal(readFileSync(join(copy, bundlePath), 'utf8'), readFileSync(join(root, bundlePath), 'utf8'))
  })

  test('refuses a package that differs from the manifest, until it is accepted', () => {
    const { contracts } = JSON.parse(readFileSync(join(root, manifestPath), 'utf8'))
    writeManifest((text) => text.replace(contracts.EAS.runtime, `0x${'00'.repeat(32)}`))
    const hint =
      'if the new code was reviewed, run `node scripts/generate/bedrock.ts --write-manifest` and commit the manifest.'
    assert.equal(
      generate(),
      `@eth-optimism/contracts-bedrock differs from ${join(copy, manifestPath)} in EAS.runtime. Run \`npm install\`; ${hint}`,
    )
    assert.equal(generate({ writeManifest: true }), bundlePath)
    assert.equal(
      readFileSync(join(copy, manifestPath), 'utf8'),
      readFileSync(join(root, manifestPath), 'utf8'),
    )
    rmSync(join(copy, manifestPath))
    assert.equal(generate(), `${join(copy, manifestPath)} is missing; ${hint}`)
  })
})

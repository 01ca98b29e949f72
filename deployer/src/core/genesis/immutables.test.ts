import assert from 'node:assert/strict'
import { test } from 'node:test'
import { slice } from 'viem'
import { loadBedrock } from '../../artifacts/bedrock.ts'
import { buildRuntime } from './immutables.ts'
import { word } from './words.ts'

const artifacts = loadBedrock()
const values = { BRIDGE: word('0x4200000000000000000000000000000000000014'), REMOTE_CHAIN_ID: word(900n) }

test('fills each place of an immutable and nothing else', () => {
  const { runtime } = artifacts.contracts.OptimismMintableERC721Factory
  const code = buildRuntime(artifacts, 'OptimismMintableERC721Factory', values)
  assert.equal(code.length, runtime.length)
  for (const offset of [378, 675]) assert.equal(slice(code, offset, offset + 32), values.BRIDGE)
  for (const offset of [262, 708]) assert.equal(slice(code, offset, offset + 32), values.REMOTE_CHAIN_ID)
  assert.equal(slice(code, 740), slice(runtime, 740))
})

test('refuses an immutable that is missing, unknown or of another size', () => {
  const build = (changes: object) => () =>
    buildRuntime(artifacts, 'OptimismMintableERC721Factory', { ...values, ...changes })
  assert.throws(build({ BRIDGE: undefined }), {
    message: 'OptimismMintableERC721Factory.immutables.BRIDGE: found nothing, expected 32 bytes as 0x hex.',
  })
  assert.throws(build({ OWNER: word(1n) }), {
    message:
      'OptimismMintableERC721Factory.immutables: found "OWNER", expected one of BRIDGE, REMOTE_CHAIN_ID.',
  })
  assert.throws(build({ BRIDGE: '0x42' }), {
    message: 'OptimismMintableERC721Factory.immutables.BRIDGE: found "0x42", expected 32 bytes as 0x hex.',
  })
  assert.throws(() => buildRuntime(artifacts, 'Proxy', { OWNER: word(1n) }), {
    message: 'Proxy.immutables: found "OWNER", expected no immutables.',
  })
})

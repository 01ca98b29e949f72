import assert from 'node:assert/strict'
import { test } from 'node:test'
import { configTemplate, toConfigUri } from '@opraas/deployer/core'
import { boundName, nameOf } from './boundName.ts'

const roles = { owner: '', batcher: '', unsafeSigner: '', proposer: '', challenger: '' }
const config = configTemplate({
  name: 'fjordline',
  l2ChainId: 42_069,
  l1ChainId: 900,
  isLocalL1: true,
  roles,
})

test('a chain is called as its config.toml says', () => {
  assert.equal(boundName(toConfigUri(config)), 'fjordline')
})

test('names outside of [chain], other files and other URIs tell nothing', () => {
  assert.equal(boundName(toConfigUri('[chain]\nid = 1\n[l1]\nname = "x"\n')), undefined)
  assert.equal(boundName(toConfigUri('name = "x"\n')), undefined)
  assert.equal(boundName(toConfigUri('[chain]\nname = 7\n')), undefined)
  assert.equal(boundName('https://example.com/config.toml'), undefined)
})

test('without a name it is its chain’s id, without a chain its own', () => {
  const agreementId = `0x91c4${'0'.repeat(60)}` as const
  const chain = {
    systemConfig: '0x00000000000000000000000000000000000000aa',
    l2ChainId: 42_069,
    config: '',
  } as const
  assert.equal(nameOf({ agreementId, chain }), 'Chain 42069')
  assert.equal(nameOf({ agreementId, chain: undefined }), 'Agreement 0x91c4')
})

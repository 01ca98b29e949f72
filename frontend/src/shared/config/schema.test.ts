import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withOverrides } from './load.ts'
import { parseConfig } from './schema.ts'

const marketplace = '0x5FbDB2315678afecb367f032d93F642f64180aa3'
const valid = {
  version: 1,
  market: { chainId: 31337, marketplace: marketplace.toLowerCase(), deploymentBlock: 1, oracles: [] },
  chains: [
    {
      id: 31337,
      name: 'Local L1',
      rpcUrls: ['http://127.0.0.1:4700'],
      confirmations: 1,
      blockTimeSeconds: 2,
    },
  ],
}

test('reads a config and writes its addresses as checksums', () => {
  assert.equal(parseConfig(valid).market.marketplace, marketplace)
})

test('names the field, what was found, what was expected', () => {
  const broken = (change: object) => () => parseConfig({ ...valid, ...change })
  assert.throws(broken({ version: 2 }), { message: 'config.json, version: found 2, expected 1.' })
  assert.throws(broken({ market: { ...valid.market, marketplace: '0x12' } }), {
    message: 'config.json, market.marketplace: found "0x12", expected an address.',
  })
  assert.throws(broken({ chains: [{ ...valid.chains[0], rpcUrls: ['nowhere'] }] }), {
    message: 'config.json, chains.0.rpcUrls.0: found "nowhere", expected a URL.',
  })
  assert.throws(broken({ market: { ...valid.market, chainId: 1 } }), {
    message: 'config.json, chains: found 31337, expected one with id 1.',
  })
  assert.throws(broken({ makret: {} }), /makret/)
  assert.throws(() => parseConfig(undefined), /the file/)
})

test('the user’s RPC replaces the configured ones of its chain only', () => {
  const config = withOverrides(parseConfig(valid), {
    31337: 'https://mine.example',
    1: 'https://other.example',
  })
  assert.deepEqual(
    config.chains.map(({ rpcUrls }) => rpcUrls),
    [['https://mine.example']],
  )
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildOpSignerYaml } from './opSigner.ts'
import { opSignerKeys, opSignerSource } from './testing/opSignerKeys.ts'

const address = (digit: number) => `0x${String(digit).repeat(40)}` as const
const yaml = buildOpSignerYaml({ l1ChainId: 900, l2ChainId: 901, proposals: address(2) }, 'GCP', [
  { role: 'batcher', name: 'batcher.chain.local', key: 'keys/batcher/1', address: address(3) },
  { role: 'proposer', name: 'proposer.chain.local', key: 'keys/proposer/1', address: address(4) },
  { role: 'unsafeSigner', name: 'sequencer.chain.local', key: 'keys/unsafe/1', address: address(6) },
])

describe('buildOpSignerYaml', () => {
  test('gives each role what it needs, and no more', () => {
    assert.equal(
      yaml,
      `provider: GCP
auth:
  - name: "batcher.chain.local"
    key: "keys/batcher/1"
    chainID: 900
    fromAddress: "0x3333333333333333333333333333333333333333"
    toAddresses: ["0x00289c189bee4e70334629f04cd5ed602b6600eb"]
    maxValue: "0x0"
  - name: "proposer.chain.local"
    key: "keys/proposer/1"
    chainID: 900
    fromAddress: "0x4444444444444444444444444444444444444444"
    toAddresses: ["0x2222222222222222222222222222222222222222"]
  - name: "sequencer.chain.local"
    key: "keys/unsafe/1"
    chainID: 901
    fromAddress: "0x6666666666666666666666666666666666666666"
`,
    )
  })

  test(`every key is one of ${opSignerSource}`, () => {
    const keys = [...yaml.matchAll(/^( *)(?:- )?(\w+):/gm)].map(([, indent, key]) => ({ indent, key }))
    const isKnown = ({ indent, key }: (typeof keys)[number]) =>
      (indent === '' ? opSignerKeys.top : opSignerKeys.auth).some((known) => known === key)
    assert.deepEqual(
      keys.filter((key) => !isKnown(key)),
      [],
    )
    assert.ok(opSignerKeys.providers.includes('GCP'))
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Hex, keccak256, numberToHex, stringToBytes, stringToHex } from 'viem'
import type { GenesisAlloc } from './genesis.ts'
import { emptyTrieRoot, secureTrieRoot, stateRoot, storageRoot } from './trie.ts'
import { word } from './words.ts'

const emptyRoot = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421'

function rootOf(texts: Readonly<Record<string, string>>): Hex {
  return secureTrieRoot(Object.entries(texts).map(([key, value]) => [stringToHex(key), stringToBytes(value)]))
}

describe('secureTrieRoot', () => {
  test('of nothing is the empty root', () => {
    assert.equal(emptyTrieRoot, emptyRoot)
    assert.equal(secureTrieRoot([]), emptyRoot)
  })

  /** Facts from ethereum/tests, TrieTests: trieanyorder_secureTrie.json and hex_encoded_securetrie_test.json. */
  const known: [entries: Record<string, string>, root: Hex][] = [
    [{ A: 'a'.repeat(50) }, '0xe9e2935138352776cad724d31c9fa5266a5c593bb97726dd2a908fe6d53284df'],
    [
      { doe: 'reindeer', dog: 'puppy', dogglesworth: 'cat' },
      '0xd4cd937e4a4368d7931a9cf51686b7e10abb3dce38a39000fd7902a092b64585',
    ],
    [
      { do: 'verb', horse: 'stallion', doge: 'coin', dog: 'puppy' },
      '0x29b235a58c3c25ab83010c327d5932bcf05324b7d6b1185e650798034783ca9d',
    ],
    [{ foo: 'bar', food: 'bass' }, '0x1385f23a33021025d9e87cca5c66c00de06178807b96a9acc92b7d651ccde842'],
    [
      { be: 'e', dog: 'puppy', bed: 'd' },
      '0x826a4f9f9054a3e980e54b20da992c24fa20467f1ca635115ef4917be66e746f',
    ],
    [{ test: 'test', te: 'testy' }, '0xaea54fb6c80499674248a462864c420c9d9f3b3d38c879c12425bade1ad76552'],
  ]
  for (const [entries, root] of known) {
    test(`of ${Object.keys(entries).join(', ')}, in any order`, () => {
      assert.equal(rootOf(entries), root)
      assert.equal(rootOf(Object.fromEntries(Object.entries(entries).reverse())), root)
    })
  }

  test('changes with every key and value', () => {
    const entries = Array.from({ length: 60 }, (_, index): [Hex, Uint8Array] => [
      numberToHex(index),
      Uint8Array.of(7),
    ])
    const roots = entries.map((_, index) => secureTrieRoot(entries.filter((_, other) => other !== index)))
    assert.equal(new Set(roots).size, entries.length)
  })
})

describe('storageRoot', () => {
  test('leaves zero out', () => {
    const storage = { [word(1n)]: word(5n) }
    assert.equal(storageRoot({ ...storage, [word(2n)]: word(0n) }), storageRoot(storage))
    assert.equal(storageRoot({ [word(2n)]: word(0n) }), emptyRoot)
    assert.equal(storageRoot(), emptyRoot)
  })
})

describe('stateRoot', () => {
  test('keeps empty accounts, as geth does at genesis', () => {
    const alloc: GenesisAlloc = { '0x0000000000000000000000000000000000000000': { balance: '0x0' } }
    assert.equal(stateRoot({}), emptyRoot)
    assert.notEqual(stateRoot(alloc), emptyRoot)
  })

  /** The account of one leaf, spelt out by hand: a second derivation that shares nothing with trie.ts but keccak. */
  test('of one account is the hash of one leaf', () => {
    const address: Hex = `0x${'11'.repeat(20)}`
    const account = `f844${'07'}${'80'}a0${emptyRoot.slice(2)}a0${keccak256('0x').slice(2)}`
    const leaf: Hex = `0xf86aa120${keccak256(address).slice(2)}b846${account}`
    const alloc: GenesisAlloc = { [address]: { balance: '0x0', nonce: '0x7' } }
    assert.equal(stateRoot(alloc), keccak256(leaf))
  })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mnemonicToAccount, privateKeyToAddress } from 'viem/accounts'
import { deriveKeySets } from './keySets.ts'

const mnemonic = 'test test test test test test test test test test test junk'
const keySets = deriveKeySets({ OPRAAS_AGENT_MNEMONIC: mnemonic })

test('a key set is the same wherever the mnemonic is, on the documented path', () => {
  const { batcher, challenger } = keySets.at(7)
  const at = (role: number) =>
    mnemonicToAccount(mnemonic, { path: `m/44'/60'/1007'/0/${role}` }).address.toLowerCase()
  assert.equal(batcher, at(0))
  assert.equal(challenger, at(3))
})

test('private keys are those of the addresses; the resolver has an account of its own beside the roles', () => {
  const { resolver, ...keys } = keySets.privateKeys(7)
  const addresses = Object.entries(keys).map(([role, key]) => [role, privateKeyToAddress(key).toLowerCase()])
  assert.deepEqual(Object.fromEntries(addresses), keySets.at(7))
  const path = "m/44'/60'/1007'/0/4"
  assert.equal(privateKeyToAddress(resolver), mnemonicToAccount(mnemonic, { path }).address)
  assert.equal(keySets.accountOf(7, 'resolver'), privateKeyToAddress(resolver).toLowerCase())
  assert.ok(!Object.values(keySets.at(7)).includes(keySets.accountOf(7, 'resolver')))
})

test('a key set is found by its addresses, and a foreign one is not', () => {
  assert.equal(keySets.find(keySets.at(3), 10), 3)
  assert.equal(keySets.find(keySets.at(3), 3), undefined)
  assert.equal(keySets.find({ ...keySets.at(3), proposer: keySets.at(4).proposer }, 10), undefined)
})

test('all addresses of the first sets differ', () => {
  const addresses = Array.from({ length: 20 }, (_, index) => Object.values(keySets.at(index))).flat()
  assert.equal(new Set(addresses).size, 80)
})

test('a mnemonic that is missing or none is refused without showing it', () => {
  assert.throws(() => deriveKeySets({}), {
    code: 'OPR-105',
    message: /^OPRAAS_AGENT_MNEMONIC: found nothing/,
  })
  const wrong = `${mnemonic.slice(0, -4)} junkk`
  assert.throws(
    () => deriveKeySets({ OPRAAS_AGENT_MNEMONIC: wrong }),
    (error: Error) => !error.message.includes('junk'),
  )
})

import type { KeySet } from '@opraas/contracts'
import { type Environment, EnvironmentError } from '@opraas/deployer'
import { type Address, bytesToHex } from 'viem'
import { english, mnemonicToAccount, privateKeyToAddress } from 'viem/accounts'
import { variables } from '../config.ts'

const roles = ['batcher', 'unsafeSigner', 'proposer', 'challenger'] as const

/**
 * Key sets that follow from one secret: number n is the same wherever the mnemonic is. Their BIP-32 path is
 * m/44'/60'/1000+n'/0/role, apart from the accounts a wallet would show.
 */
export type KeySets = {
  /** Addresses of key set n. */
  at(index: number): KeySet
  /** The key set with these addresses among the first `limit`; undefined when it is not ours. */
  find(keySet: KeySet, limit: number): number | undefined
}

/**
 * Key sets from OPRAAS_AGENT_MNEMONIC. Only numbers are ever written down; keys are derived when they are needed.
 *
 * @throws {@link EnvironmentError}
 */
export function deriveKeySets(environment: Environment): KeySets {
  const mnemonic = environment[variables.mnemonic]
  const words = mnemonic?.trim().split(/\s+/) ?? []
  if (!mnemonic || words.length < 12 || words.some((word) => !english.includes(word))) {
    throw new EnvironmentError({
      variable: variables.mnemonic,
      found: mnemonic ? 'something else' : 'nothing',
      expected: 'a BIP-39 mnemonic of at least 12 English words',
    })
  }
  // Stretching the mnemonic takes milliseconds: once, not for each key.
  // viem's type wants a whole path; it derives any.
  const purse = mnemonicToAccount(mnemonic, { path: "m/44'/60'" as "m/44'/60'/" }).getHdKey()
  const cache = new Map<string, Address>()
  const addressAt = (index: number, role: number): Address => {
    const path = `m/${1000 + index}'/0/${role}`
    const known = cache.get(path)
    if (known) return known
    const { privateKey } = purse.derive(path)
    if (!privateKey) throw new TypeError('a derived key has a private part')
    const address = privateKeyToAddress(bytesToHex(privateKey)).toLowerCase() as Address
    cache.set(path, address)
    return address
  }
  const at = (index: number): KeySet => ({
    batcher: addressAt(index, 0),
    unsafeSigner: addressAt(index, 1),
    proposer: addressAt(index, 2),
    challenger: addressAt(index, 3),
  })
  return {
    at,
    find(keySet, limit) {
      const batcher = keySet.batcher.toLowerCase()
      for (let index = 0; index < limit; index++) {
        if (addressAt(index, 0) !== batcher) continue
        return roles.every((role) => at(index)[role] === keySet[role].toLowerCase()) ? index : undefined
      }
      return undefined
    },
  }
}

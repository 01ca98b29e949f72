import type { KeySet } from '@opraas/contracts'
import { type Environment, EnvironmentError } from '@opraas/deployer'
import type { Address } from 'viem'
import { english, type HDAccount, mnemonicToAccount } from 'viem/accounts'
import { variables } from '../config.ts'

const roles = ['batcher', 'unsafeSigner', 'proposer', 'challenger'] as const

/** Key sets that follow from one secret: number n is the same wherever the mnemonic is. */
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
  const cache = new Map<number, KeySet>()
  const at = (index: number): KeySet => {
    const known = cache.get(index)
    if (known) return known
    const [batcher, unsafeSigner, proposer, challenger] = roles.map((_, role) =>
      addressOf(mnemonic, index, role),
    )
    if (!batcher || !unsafeSigner || !proposer || !challenger) throw new TypeError('a key set has four roles')
    const keySet = { batcher, unsafeSigner, proposer, challenger }
    cache.set(index, keySet)
    return keySet
  }
  return {
    at,
    find(keySet, limit) {
      for (let index = 0; index < limit; index++) {
        if (roles.every((role) => at(index)[role] === keySet[role].toLowerCase())) return index
      }
      return undefined
    },
  }
}

/** BIP-32 path m/44'/60'/1000+set'/0/role: apart from the accounts a wallet would show. */
function addressOf(mnemonic: string, index: number, role: number): Address {
  const account: HDAccount = mnemonicToAccount(mnemonic, { accountIndex: 1000 + index, addressIndex: role })
  return account.address.toLowerCase() as Address
}

import type { KeySet } from '@opraas/contracts'
import { type Environment, EnvironmentError, type ServiceKeys } from '@opraas/deployer'
import { type Address, bytesToHex, type Hex } from 'viem'
import { english, mnemonicToAccount, privateKeyToAddress } from 'viem/accounts'
import { variables } from '../config.ts'

const roles = ['batcher', 'unsafeSigner', 'proposer', 'challenger'] as const
/** Place of each key in the folder of its set. The resolver has no role on L1. */
const indices = { batcher: 0, unsafeSigner: 1, proposer: 2, challenger: 3, resolver: 4 } as const

/**
 * Key sets that follow from one secret: number n is the same wherever the mnemonic is. Their BIP-32 path is
 * m/44'/60'/1000+n'/0/role, apart from the accounts a wallet would show.
 */
export type KeySets = {
  /** Addresses of key set n. */
  at(index: number): KeySet
  /** The key set with these addresses among the first `limit`; undefined when it is not ours. */
  find(keySet: KeySet, limit: number): number | undefined
  /** Address of one service's account of key set n. */
  accountOf(index: number, service: keyof ServiceKeys): Address
  /** Private keys of key set n: for the engine only, never to be kept. */
  privateKeys(index: number): ServiceKeys
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
  const keyAt = (path: string): Hex => {
    const { privateKey } = purse.derive(path)
    if (!privateKey) throw new TypeError('a derived key has a private part')
    return bytesToHex(privateKey)
  }
  const pathOf = (index: number, service: keyof ServiceKeys): string =>
    `m/${1000 + index}'/0/${indices[service]}`
  const accountOf = (index: number, service: keyof ServiceKeys): Address => {
    const path = pathOf(index, service)
    const address = cache.get(path) ?? (privateKeyToAddress(keyAt(path)).toLowerCase() as Address)
    cache.set(path, address)
    return address
  }
  const at = (index: number): KeySet => ({
    batcher: accountOf(index, 'batcher'),
    unsafeSigner: accountOf(index, 'unsafeSigner'),
    proposer: accountOf(index, 'proposer'),
    challenger: accountOf(index, 'challenger'),
  })
  return {
    at,
    find(keySet, limit) {
      const batcher = keySet.batcher.toLowerCase()
      for (let index = 0; index < limit; index++) {
        if (accountOf(index, 'batcher') !== batcher) continue
        return roles.every((role) => at(index)[role] === keySet[role].toLowerCase()) ? index : undefined
      }
      return undefined
    },
    accountOf,
    privateKeys: (index) => ({
      batcher: keyAt(pathOf(index, 'batcher')),
      unsafeSigner: keyAt(pathOf(index, 'unsafeSigner')),
      proposer: keyAt(pathOf(index, 'proposer')),
      challenger: keyAt(pathOf(index, 'challenger')),
      resolver: keyAt(pathOf(index, 'resolver')),
    }),
  }
}

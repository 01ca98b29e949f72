import { type Hex, isHex } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { EnvironmentError } from '../../core/errors/index.ts'
import type { RawSigner } from '../../core/ports.ts'

/**
 * The account of a private key in an environment variable.
 *
 * @throws {@link EnvironmentError} when it is missing or no key; the value is not shown.
 */
export function privateKeyAccount(variable: string, key: string | undefined): PrivateKeyAccount {
  if (!key) throw new EnvironmentError({ variable, expected: 'a private key' })
  const hex = (key.startsWith('0x') ? key : `0x${key}`) as Hex
  if (!isHex(hex) || hex.length !== 66) {
    throw new EnvironmentError({
      variable,
      found: 'something else',
      expected: 'a private key: 64 hex digits',
    })
  }
  return privateKeyToAccount(hex)
}

/** A signer from a private key in an environment variable. The key never leaves this closure. @throws EnvironmentError */
export function privateKeySigner(variable: string, key: string | undefined): RawSigner {
  const account = privateKeyAccount(variable, key)
  return {
    kind: 'raw',
    address: account.address.toLowerCase() as Hex,
    sign: ({ chainId, nonce, to, data, valueWei, gas, maxFeePerGas, maxPriorityFeePerGas }) =>
      account.signTransaction({
        type: 'eip1559',
        chainId,
        nonce,
        to,
        data,
        value: valueWei,
        gas,
        maxFeePerGas,
        maxPriorityFeePerGas,
      }),
  }
}

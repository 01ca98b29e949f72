import type { Address, Hex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import type { Environment } from '../environment.ts'
import { ServiceKeyError } from '../errors/index.ts'
import type { Intent } from '../intent/index.ts'
import { type ServiceKeys, serviceKeyVariables } from './types.ts'

/**
 * Keys of the services of a chain, from the environment; each must be that of its role.
 *
 * @param names - Which; default: all that the chain's services need.
 * @throws ServiceKeyError naming the variable
 */
export function readServiceKeys(
  { roles, run }: Pick<Intent, 'roles' | 'run'>,
  environment: Environment,
  names: readonly (keyof ServiceKeys)[] = keysOf(run),
): Partial<ServiceKeys> {
  // Anybody may resolve games: any funded account that nothing else sends from.
  const accounts = { ...roles, resolver: undefined }
  return Object.fromEntries(names.map((name) => [name, readKey(name, accounts[name], environment)]))
}

function keysOf({ services: { challenger, resolver } }: Intent['run']): (keyof ServiceKeys)[] {
  return [
    ...(['batcher', 'unsafeSigner', 'proposer'] as const),
    ...(challenger === 'off' ? [] : (['challenger'] as const)),
    ...(resolver ? (['resolver'] as const) : []),
  ]
}

function readKey(service: keyof ServiceKeys, account: Address | undefined, environment: Environment): Hex {
  const variable = serviceKeyVariables[service]
  const value = environment[variable]
  const expected = `the private key ${account ? `of ${account}` : 'of a funded account'} (0x and 64 hex digits)`
  if (!value) throw new ServiceKeyError({ variable, service, found: 'missing', expected })
  if (!/^0x[0-9a-fA-F]{64}$/.test(value)) {
    throw new ServiceKeyError({ variable, service, found: 'something else', expected })
  }
  const found = privateKeyToAddress(value as Hex)
  if (account && found.toLowerCase() !== account.toLowerCase()) {
    throw new ServiceKeyError({ variable, service, found: `that of ${found}`, expected })
  }
  return value as Hex
}

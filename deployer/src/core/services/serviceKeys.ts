import type { Address, Hex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import type { Environment } from '../environment.ts'
import { ServiceKeyError } from '../errors/index.ts'
import type { Intent } from '../intent/index.ts'
import { type ServiceKeys, serviceKeyVariables } from './types.ts'

/**
 * The keys that the services of a chain need, from the environment; each must be that of its role.
 *
 * @throws ServiceKeyError naming the variable
 */
export function readServiceKeys(
  { roles, run }: Pick<Intent, 'roles' | 'run'>,
  environment: Environment,
): Partial<ServiceKeys> {
  const { challenger, resolver } = run.services
  return {
    batcher: readKey('batcher', roles.batcher, environment),
    unsafeSigner: readKey('unsafeSigner', roles.unsafeSigner, environment),
    proposer: readKey('proposer', roles.proposer, environment),
    ...(challenger !== 'off' && { challenger: readKey('challenger', roles.challenger, environment) }),
    // Anybody may resolve games: any funded account that nothing else sends from.
    ...(resolver && { resolver: readKey('resolver', undefined, environment) }),
  }
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

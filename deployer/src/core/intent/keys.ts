import type { Address } from 'viem'
import { InvalidInputError } from '../errors/index.ts'
import type { Intent, Roles } from './intent.ts'

/** The roles that a vendor's keys hold, and that the owner may rotate. */
export const keyRoles = ['batcher', 'unsafeSigner', 'proposer', 'challenger'] as const
export type KeyRole = (typeof keyRoles)[number]

/** The intent of the same chain with other keys. @throws InvalidInputError when two roles would share an address */
export function withKeys(intent: Intent, keys: Partial<Record<KeyRole, Address>>): Intent {
  const roles: Roles = { ...intent.roles, ...keys }
  const seen = new Map<string, string>([[roles.owner, 'owner']])
  for (const role of keyRoles) {
    const found = roles[role].toLowerCase()
    const other = seen.get(found)
    if (other) throw new InvalidInputError({ field: role, found, expected: `another address than ${other}` })
    seen.set(found, role)
  }
  return { ...intent, roles }
}

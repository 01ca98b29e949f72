import type { KeySet } from '@opraas/contracts'
import { type Address, isAddressEqual, zeroAddress } from 'viem'
import { type ChainRoles, roleNames, tellApart } from '../../shared/l1/roles.ts'

/** Who must hold what. */
export type WantedRoles = { owner: Address; keySet: KeySet }

export type Role = 'owner' | keyof KeySet

/**
 * How a role that differs becomes the wanted one. `batcher`, `unsafeSigner`: one call to SystemConfig. `game`: proposer
 * and challenger are part of a game's code, another one has to be made. `owner`: only its holder can give it away.
 */
export type Cure = 'batcher' | 'unsafeSigner' | 'game' | 'owner'

export type RoleRow = {
  role: Role
  name: string
  found: Address
  wanted: Address
  /** Undefined: as wanted. */
  cure: Cure | undefined
  /** What is wrong and what to do, for people. */
  sentence: string | undefined
}

/** Compares the roles of a chain with those wanted, row by row. Pure. */
export function compareRoles(found: ChainRoles, wanted: WantedRoles): RoleRow[] {
  const keys = roleNames.map(([role, name]) =>
    rowOf({ role, name, found: found.keySet[role], wanted: wanted.keySet[role], cure: cures[role] }),
  )
  return [
    rowOf({ role: 'owner', name: 'Owner', found: found.owner, wanted: wanted.owner, cure: 'owner' }),
    ...keys,
  ]
}

/** True when every role is as wanted. Pure. */
export function rolesMatch(rows: readonly RoleRow[]): boolean {
  return rows.every(({ cure }) => cure === undefined)
}

const cures: Record<keyof KeySet, Cure> = {
  batcher: 'batcher',
  unsafeSigner: 'unsafeSigner',
  proposer: 'game',
  challenger: 'game',
}

function rowOf(row: { role: Role; name: string; found: Address; wanted: Address; cure: Cure }): RoleRow {
  if (isAddressEqual(row.found, row.wanted)) return { ...row, cure: undefined, sentence: undefined }
  const [found, wanted] = tellApart(row.found, row.wanted)
  const who = row.found === zeroAddress ? 'nobody' : found
  const says = row.cure === 'owner' ? 'the client is' : 'the key set says'
  return { ...row, sentence: `${row.name} is ${who}, ${says} ${wanted}. ${toDo[row.cure]}` }
}

const toDo: Record<Cure, string> = {
  batcher: 'Rotate it, then bind.',
  unsafeSigner: 'Rotate it, then bind.',
  game: 'It is part of the game’s code: `opraas deploy contracts` with this key set makes a new one.',
  owner: 'Its holder transfers SystemConfig to the client first.',
}

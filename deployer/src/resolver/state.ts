import type { Address, Hash } from 'viem'
import type { TxLog } from '../apply/transactor.ts'
import { FileError, SchemaVersionError } from '../core/errors/index.ts'
import { toJson } from '../core/json.ts'
import { type RpcClient, reach } from '../rpc/client.ts'
import { readFileIfExists, writeFileAtomic } from '../state/files.ts'
import { reviveRecord } from '../state/record.ts'
import type { SignedRecord } from '../state/state.ts'

const SCHEMA = 1

type Saved = {
  schema: typeof SCHEMA
  factory: Address
  /** A block of the L1 this is about. */
  l1Block: { number: bigint; hash: Hash }
  /** Every game below this index is resolved for good. */
  lowest: number
  /** Signed, and of unknown fate. */
  pending: SignedRecord[]
}

/** What a resolver remembers over a restart; small, and written as a whole. */
export type ResolverState = {
  lowest(): number
  advance(lowest: number): void
  /** Keeps signed transactions until their fate is known; told of those that reverted. */
  log(onReverted: (stepId: string) => void): TxLog
}

/**
 * Opens the state of a resolver. One of another L1, or of another factory, is begun anew: that costs one look at
 * every game, and a transaction that nobody needs at worst.
 *
 * @throws RpcUnreachableError, FileError, SchemaVersionError
 */
export async function openState(file: string, client: RpcClient, factory: Address): Promise<ResolverState> {
  let saved = readSaved(file)
  if (!saved || saved.factory !== factory || !(await isSameL1(client, saved.l1Block))) {
    const { number, hash } = await reach(client, () => client.getBlock({ blockTag: 'latest' }))
    saved = { schema: SCHEMA, factory, l1Block: { number, hash }, lowest: 0, pending: [] }
  }
  let state = saved
  const save = (change: Partial<Saved>): void => {
    state = { ...state, ...change }
    writeFileAtomic(file, `${toJson(state, 2)}\n`)
  }
  return {
    lowest: () => state.lowest,
    advance: (lowest) => {
      if (lowest !== state.lowest) save({ lowest })
    },
    log: (onReverted) => ({
      pending: () => state.pending,
      append: (entries) => {
        let { pending } = state
        for (const entry of entries) {
          if (entry.kind === 'signed') pending = [...pending, { ...entry }]
          else pending = pending.filter(({ stepId }) => stepId !== entry.stepId)
          if (entry.kind === 'mined' && entry.status === 'reverted') onReverted(entry.stepId)
        }
        save({ pending })
      },
    }),
  }
}

function readSaved(file: string): Saved | undefined {
  const text = readFileIfExists(file)
  if (text === undefined) return undefined
  let saved: Saved
  try {
    saved = JSON.parse(text, reviveRecord) as Saved
  } catch (cause) {
    throw new FileError({ file, action: 'read', cause })
  }
  if (saved?.schema === SCHEMA) return saved
  throw new SchemaVersionError({ file, found: String(saved?.schema), expected: SCHEMA })
}

async function isSameL1(client: RpcClient, block: Saved['l1Block']): Promise<boolean> {
  const found = await reach(client, () =>
    client.request({ method: 'eth_getBlockByNumber', params: [`0x${block.number.toString(16)}`, false] }),
  )
  return found?.hash === block.hash
}

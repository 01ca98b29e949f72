import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { acquireLock, type FaultHook, SchemaVersionError } from '@opraas/deployer'
import { createTables, STORE_SCHEMA } from './schema.ts'

/** A row as the database gives it. */
export type Row = Record<string, unknown>

/** What one write may do. All of it happens, or nothing. */
export type Write = {
  query<row extends Row = Row>(sql: string, values?: unknown[]): Promise<{ rows: row[] }>
}

/** The agent's memory. One process at a time; durable when `write` resolves. */
export type Store = {
  /** Reads; never writes. */
  read<row extends Row>(sql: string, values?: unknown[]): Promise<row[]>
  /** The only way to write. `point` names it for the fault hook. */
  write<T>(point: string, run: (write: Write) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/**
 * Opens the store below a data folder: PostgreSQL in this process.
 *
 * Two processes in one folder would silently lose each other's rows, so an exclusive lock is taken first.
 *
 * @throws LockedError, {@link SchemaVersionError}
 */
export async function openStore(dataFolder: string, options: { onWrite?: FaultHook } = {}): Promise<Store> {
  const folder = join(dataFolder, 'store')
  mkdirSync(dataFolder, { recursive: true })
  const lock = acquireLock(join(dataFolder, 'store.lock'), `the agent's store in ${dataFolder}`)
  let database: PGlite | undefined
  try {
    const opened = await PGlite.create(folder)
    database = opened
    await migrate(opened, folder)
    return {
      read: async (sql, values) => (await opened.query(sql, values)).rows as never,
      async write(point, run) {
        options.onWrite?.(point, 'before')
        const result = await opened.transaction((transaction) => run(transaction as Write))
        options.onWrite?.(point, 'after')
        return result
      },
      async close() {
        await opened.close()
        lock.release()
      },
    }
  } catch (error) {
    // Left open it would keep the process alive.
    await database?.close()
    lock.release()
    throw error
  }
}

async function migrate(database: PGlite, folder: string): Promise<void> {
  const { rows } = await database.query<{ known: boolean }>("select to_regclass('meta') is not null as known")
  if (!rows[0]?.known) {
    await database.transaction(async (transaction) => {
      await transaction.exec(createTables)
      await transaction.query("insert into meta values ('schema', $1)", [String(STORE_SCHEMA)])
    })
    return
  }
  const found = await database.query<{ value: string }>("select value from meta where key = 'schema'")
  const version = found.rows[0]?.value
  if (version === String(STORE_SCHEMA)) return
  throw new SchemaVersionError({ file: folder, found: String(version), expected: STORE_SCHEMA })
}

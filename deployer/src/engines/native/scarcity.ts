import { statfs } from 'node:fs/promises'

/** Twice of what op-geth ends itself at, see core/services/execution.ts. */
const SCARCE_BYTES = 1024 ** 3

/** Says so when the disk below a folder is almost full; undefined otherwise. */
export async function findScarcity(folder: string): Promise<string | undefined> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (free >= SCARCE_BYTES) return undefined
  return `the disk is almost full: ${Math.floor(free / 1024 ** 2)} MiB are left, ${SCARCE_BYTES / 1024 ** 2} are needed`
}

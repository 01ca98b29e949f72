import { globSync } from 'node:fs'
import { join } from 'node:path'
import type { Flow } from './flow.ts'

/** All flows, in the order of their files. */
export async function loadFlows(): Promise<Flow[]> {
  const files = globSync('flows/*.ts', { cwd: import.meta.dirname }).sort()
  return Promise.all(files.map(async (file) => (await import(join(import.meta.dirname, file))) as Flow))
}

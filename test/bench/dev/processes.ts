import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A process with its resident memory, in MiB. */
export type Process = { pid: number; parent: number; program: string; memoryMb: number }

/** A process and everything that it and its children have started. */
export async function readTree(root: number): Promise<Process[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,rss=,comm='])
  const all = stdout.split('\n').flatMap((line): Process[] => {
    const [, pid, parent, kib, program] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.+?)\s*$/.exec(line) ?? []
    if (program === undefined) return []
    return [{ pid: Number(pid), parent: Number(parent), program, memoryMb: Math.round(Number(kib) / 1024) }]
  })
  const found = all.filter(({ pid }) => pid === root)
  for (const one of found) found.push(...all.filter(({ parent }) => parent === one.pid))
  return found
}

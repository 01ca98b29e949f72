import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { OpraasError, requireFreePort } from '@opraas/deployer'

const root = resolve(import.meta.dirname, '../..')

/** Everything one start owns: a folder, and ports behind a base. */
export type World = {
  folder: string
  ports: {
    l1: number
    probe: number
    /** Of the other signers of a quorum. */
    moreProbes: readonly [number, number]
    agent: number
    market: number
    web: number
    l2: readonly [number, number]
  }
  path(...parts: string[]): string
}

/**
 * Takes over the folder of a port base: ends what a killed run has left there, forgets its files, checks the ports.
 *
 * @throws OpraasError when another start is alive, PortTakenError naming a port and who has it
 */
export async function openWorld(portBase: number): Promise<World> {
  const folder = join(root, '.opraas', `world-${portBase}`)
  const pidFile = join(folder, 'demo.pid')
  const previous = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : undefined
  const processes = listProcesses()
  if (
    previous &&
    previous !== process.pid &&
    processes.some(({ pid, args }) => pid === previous && args.includes('demo'))
  ) {
    throw new OpraasError(`Another \`npm start\` with port base ${portBase} is running (pid ${previous}).`, {
      code: 'OPR-402',
      next: 'Stop it, or choose other ports with --port-base.',
    })
  }
  await endAll(processesOf(folder))
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(pidFile, String(process.pid))
  const ports = {
    l1: portBase,
    probe: portBase + 1,
    agent: portBase + 2,
    market: portBase + 3,
    web: portBase + 4,
    moreProbes: [portBase + 5, portBase + 6] as const,
    l2: [portBase + 10, portBase + 39] as const,
  }
  for (const [port, purpose] of [
    [ports.l1, 'L1 RPC'],
    [ports.probe, 'probe'],
    [ports.moreProbes[0], 'second probe'],
    [ports.moreProbes[1], 'third probe'],
    [ports.agent, 'agent'],
    [ports.market, 'market RPC'],
    [ports.web, 'dApp'],
    [ports.l2[0], 'L2 RPC'],
  ] as const) {
    await requireFreePort({ port, purpose, option: '--port-base' })
  }
  return { folder, ports, path: (...parts) => join(folder, ...parts) }
}

/** Ends every process of a world that is still there, and forgets the pid file. */
export async function closeWorld({ folder }: World): Promise<void> {
  await endAll(processesOf(folder))
  rmSync(join(folder, 'demo.pid'), { force: true })
}

type Process = { pid: number; args: string }

/**
 * Processes of a folder: they have a path of it among their arguments, or work in the folder of an engine below it, as
 * all programs that an engine starts do. A shell that somebody opened elsewhere in it is none.
 */
export function processesOf(folder: string): Process[] {
  const isOurs = ({ pid, args }: Process): boolean => args.includes(`${folder}/`) || worksFor(folder, pid)
  return listProcesses().filter((found) => found.pid !== process.pid && isOurs(found))
}

/** False where the system has no /proc: there the arguments alone tell. */
function worksFor(folder: string, pid: number): boolean {
  try {
    const place = readlinkSync(`/proc/${pid}/cwd`)
    return place.startsWith(`${folder}/`) && place.endsWith('/engine')
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return false
    throw error
  }
}

function listProcesses(): Process[] {
  const text = execFileSync('ps', ['-axww', '-o', 'pid=,args='], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return text
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map((match) => ({ pid: Number(match[1]), args: match[2] ?? '' }))
}

/** Asks processes to end; kills those that have not after 8 s. */
export async function endAll(processes: readonly Process[]): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const alive = processes.filter(({ pid }) => sendSignal(pid, 0))
    for (const { pid } of alive) sendSignal(pid, signal)
    const deadline = Date.now() + (signal === 'SIGTERM' ? 8_000 : 2_000)
    while (Date.now() < deadline && alive.some(({ pid }) => sendSignal(pid, 0))) await sleep(50)
  }
}

/** Signals a process, 0 only asks for it. @returns Whether it was there. */
export function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}

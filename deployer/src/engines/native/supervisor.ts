import { fileURLToPath } from 'node:url'
import { FileError } from '../../core/errors/index.ts'
import type { ProgramName } from '../../core/intent/index.ts'
import type { OwnProgram, Secret, ServiceSpec } from '../../core/services/types.ts'
import { recordOf, writeChildren } from '../process/children.ts'
import { type HostedChain, type HostReport, writeReport } from '../process/hostFiles.ts'
import { nodeArguments } from '../process/nodeArguments.ts'
import { nativePaths } from './layout.ts'
import type { AssignedPorts, Ports } from './ports.ts'
import { findScarcity } from './scarcity.ts'
import { createService, type Service } from './service.ts'

/** op-batcher waits for a transaction that is on its way. */
const GRACE_MS = 45_000

export type Secrets = Partial<Record<Secret, string>>

type Found = Required<Pick<HostReport, 'ready' | 'findings'>> & Pick<HostReport, 'draining' | 'drained'>

/** Starts services, writes down which run, and tells about them. */
export type Supervisor = {
  /** Starts a service, unless one of that name was started before. */
  launch(spec: ServiceSpec): Service
  find(name: string): Service | undefined
  /** What the chain's watch has found; `ready`: it may be judged by its heads. */
  tell(change: Partial<Found>): void
  /** Ends some services together, and waits until they have ended; all that are left without names. */
  stop(names?: readonly string[]): Promise<void>
}

export function createSupervisor(options: {
  chain: HostedChain
  programs: Partial<Record<ProgramName, string>>
  secrets: Secrets
  ports: AssignedPorts
}): Supervisor {
  const { chain, programs, secrets } = options
  const paths = nativePaths(chain.folder)
  const services = new Map<string, Service>()
  let told: Found = { ready: false, findings: [] }

  function tell(): void {
    const statuses = [...services.values()].map(({ status }) => ({ ...status }))
    const records = statuses.flatMap(({ name, pid }) =>
      pid === undefined ? [] : (recordOf(name, pid) ?? []),
    )
    const obstacles = [...services.values()].flatMap((service) => service.finding() ?? [])
    // Several may wait for the same.
    const findings = [...new Set([...obstacles, ...told.findings])]
    try {
      writeChildren(paths.children, records)
      writeReport(chain.folder, { pid: process.pid, services: statuses, ...told, findings })
    } catch (error) {
      if (!isDiskFull(error)) throw error
    }
  }

  return {
    launch(spec) {
      const known = services.get(spec.name)
      if (known) return known
      const { command, args } = commandOf(spec, programs)
      const service = createService(
        {
          name: spec.name,
          command,
          args,
          // Nothing of the host's own environment but what programs need to run: it holds all keys.
          env: { ...inherited(), ...environmentOf(spec, secrets) },
          logFile: paths.log(spec.name),
          cwd: paths.engine,
          ports: portsOf(spec.name, options.ports.ports),
          release: () => options.ports.release(spec.name),
          findObstacle: () => findScarcity(paths.engine),
          graceMs: GRACE_MS,
        },
        tell,
      )
      services.set(spec.name, service)
      service.start()
      return service
    },
    find: (name) => services.get(name),
    tell(change) {
      told = { ...told, ...change }
      tell()
    },
    async stop(names = [...services.keys()]) {
      await Promise.all(names.map((name) => services.get(name)?.stop()))
    },
  }
}

function commandOf(
  { program, args }: ServiceSpec,
  programs: Partial<Record<ProgramName, string>>,
): { command: string; args: readonly string[] } {
  if (isOwn(program)) {
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
    const file = fileURLToPath(new URL(`../../${program}/program.${extension}`, import.meta.url))
    return { command: process.execPath, args: [...nodeArguments(), file, ...args] }
  }
  const command = programs[program]
  if (!command) throw new TypeError(`${program} was not located`)
  return { command, args }
}

function isOwn(program: ProgramName | OwnProgram): program is OwnProgram {
  return program === 'gateway' || program === 'resolver'
}

/** Then nothing is started, and nothing can be written down; what runs goes on as long as it can. */
function isDiskFull(error: unknown): boolean {
  return error instanceof FileError && (error.cause as NodeJS.ErrnoException).code === 'ENOSPC'
}

function inherited(): Record<string, string | undefined> {
  const { PATH, HOME, TMPDIR, NODE_OPTIONS } = process.env
  return { PATH, HOME, TMPDIR, NODE_OPTIONS }
}

function environmentOf(spec: ServiceSpec, secrets: Secrets): Record<string, string> {
  const entries = Object.entries(spec.secrets).map(([variable, secret]) => {
    const value = secrets[secret]
    if (value === undefined) throw new TypeError(`${spec.name} needs ${secret}`)
    return [variable, value]
  })
  return Object.fromEntries(entries)
}

/** Ports whose name begins with the service's. */
function portsOf(service: string, ports: Ports): number[] {
  return Object.entries(ports).flatMap(([name, port]) => (name.startsWith(`${service}.`) ? [port] : []))
}

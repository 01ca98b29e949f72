import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { findPrograms } from '../../artifacts/programs/index.ts'
import { AlreadyUpError, ArgumentError, InvalidInputError } from '../../core/errors/index.ts'
import type { ProgramName } from '../../core/intent/index.ts'
import type { EngineChain } from '../../core/ports.ts'
import type { Secret, ServiceKeys, ServiceSpec } from '../../core/services/types.ts'
import { findUnpostable } from '../../core/services/versionSets.ts'
import { connectRpc } from '../../rpc/client.ts'
import { acquireLock, isLocked, lockOwner } from '../../state/lock.ts'
import { reapChildren, recordOf, writeChildren } from '../process/children.ts'
import { runForeground } from '../process/foreground.ts'
import { requireFreePort } from '../process/ports.ts'
import { lockKeys } from './keyLocks.ts'
import { nativePaths } from './layout.ts'
import { prepareData, prepareFiles, readGenesisHash } from './prepare.ts'
import { createSequencing } from './sequencing.ts'
import { buildSingle, type SingleName, type SinglePlace, singlePorts } from './single.ts'

const GRACE_MS = 45_000
const TEND_MS = 1_000

/** The program of each service, and the keys it signs with. */
const parts: Readonly<Record<SingleName, { program: ProgramName; keys: readonly (keyof ServiceKeys)[] }>> = {
  engine: { program: 'op-geth', keys: [] },
  node: { program: 'op-node', keys: ['unsafeSigner'] },
  batcher: { program: 'op-batcher', keys: ['batcher'] },
  proposer: { program: 'op-proposer', keys: ['proposer'] },
  challenger: { program: 'op-challenger', keys: ['challenger'] },
}

/** Keys that a service which runs alone needs. */
export function keysOfSingle(service: SingleName, role: SinglePlace['role']): readonly (keyof ServiceKeys)[] {
  return service === 'node' && role !== 'sequencer' ? [] : parts[service].keys
}

/**
 * Runs one service of a chain in the foreground, with its log on stdout, until it ends or `signal` comes.
 *
 * @returns The program's exit code.
 * @throws AlreadyUpError, LockedError, PortTakenError, ForeignDataError, ArgumentError, and what connecting throws
 */
export async function runService(
  chain: EngineChain,
  service: SingleName,
  { place, keys, signal }: { place: SinglePlace; keys: Partial<ServiceKeys>; signal: AbortSignal },
): Promise<number> {
  const paths = nativePaths(chain.folder)
  requirePossible(chain, service, place)
  if (isLocked(paths.lock)) throw new AlreadyUpError({ chain: chain.name, pid: lockOwner(paths.lock) })
  const lock = acquireLock(paths.single(service).lock, `the ${service} of ${chain.name}`)
  try {
    await reapChildren(paths.single(service).children)
    const { versionSet, programs: given } = chain.services.run
    const { program } = parts[service]
    const programs = await findPrograms({ versionSet, names: [program], given })
    for (const [name, port] of Object.entries({ ...singlePorts[service], ...place.ports })) {
      await requireFreePort({ port, purpose: `${name} of the ${service}`, option: `--${name}-port` })
    }
    const { unsafeSigner: _, ...senders } = keys
    const release = service === 'engine' ? undefined : await lockSenders(chain, senders)
    await requireL2(chain, service, place)
    await prepare(chain, service, { place, geth: programs[program] })
    try {
      const spec = buildSingle(chain, service, { ...place, hasBeacon: chain.l1BeaconUrl !== undefined })
      return await run(chain, service, { spec, command: programs[program], place, keys, signal })
    } finally {
      release?.()
    }
  } finally {
    lock.release()
  }
}

function requirePossible({ services }: EngineChain, service: SingleName, { role }: SinglePlace): void {
  const { sequencers, services: wanted } = services.run
  const unpostable = findUnpostable(services)
  if (unpostable && service !== 'engine' && service !== 'node') throw new InvalidInputError(unpostable)
  if (service === 'challenger' && wanted.challenger === 'off') {
    const expected = 'alphabet or cannon in services.challenger'
    throw new ArgumentError({ argument: 'challenger', found: 'off in config.toml', expected })
  }
  if (service === 'node' && role === 'sequencer' && sequencers > 1) {
    const expected = 'one sequencer; `opraas run all` runs a group'
    throw new ArgumentError({ argument: 'node', found: `${sequencers} sequencers in config.toml`, expected })
  }
}

async function lockSenders(chain: EngineChain, senders: Partial<ServiceKeys>): Promise<() => void> {
  const l1 = await connectRpc({ name: 'L1', url: chain.l1RpcUrl, chainId: chain.l1ChainId })
  const locks = await lockKeys(l1, senders)
  return () => locks.release()
}

/** What posts must not read another L2. */
async function requireL2(chain: EngineChain, service: SingleName, { l2Urls }: SinglePlace): Promise<void> {
  if (service !== 'batcher' && service !== 'challenger') return
  for (const url of l2Urls) await connectRpc({ name: 'L2', url, chainId: chain.l2ChainId })
}

async function prepare(
  chain: EngineChain,
  service: SingleName,
  { place: { jwtFile }, geth }: { place: SinglePlace; geth: string },
): Promise<void> {
  if (service === 'node' && !existsSync(jwtFile)) {
    const expected = 'the secret of its op-geth: copy engine/jwt.hex from there, or name the file'
    throw new ArgumentError({ argument: '--jwt', found: `no file ${jwtFile}`, expected })
  }
  const genesisHash = readGenesisHash(chain.folder)
  prepareFiles(chain)
  if (service === 'engine') await prepareData(chain, 'engine-0', { geth, genesisHash })
}

async function run(
  chain: EngineChain,
  service: SingleName,
  options: {
    spec: ServiceSpec
    command: string
    place: SinglePlace
    keys: Partial<ServiceKeys>
    signal: AbortSignal
  },
): Promise<number> {
  const { spec, command, place, keys, signal } = options
  const { engine, single } = nativePaths(chain.folder)
  const ended = new AbortController()
  const secrets: Partial<Record<Secret, string | undefined>> = {
    ...keys,
    l1RpcUrl: chain.l1RpcUrl,
    l1BeaconUrl: chain.l1BeaconUrl,
  }
  const { PATH, HOME, TMPDIR } = process.env
  const secretEntries = Object.entries(spec.secrets).map(([variable, secret]) => [variable, secrets[secret]])
  const running = runForeground({
    command,
    args: spec.args,
    env: { PATH, HOME, TMPDIR, ...Object.fromEntries(secretEntries) },
    cwd: engine,
    graceMs: GRACE_MS,
    signal,
    onStart: (pid) => writeChildren(single(service).children, recordsOf(service, pid)),
  }).finally(() => ended.abort())
  if (service === 'node' && place.role === 'sequencer') {
    const port = place.ports.rpc ?? singlePorts.node.rpc
    await tendSequencer(chain, port, AbortSignal.any([signal, ended.signal]))
  }
  return running
}

function recordsOf(service: string, pid: number) {
  const record = recordOf(service, pid)
  return record ? [record] : []
}

/** A sequencer makes blocks when it knows all that lies on L1. */
async function tendSequencer(chain: EngineChain, rpcPort: number, stop: AbortSignal): Promise<void> {
  const wiring = { chain, ports: { 'node-0.rpc': rpcPort }, hasBeacon: false }
  const sequencing = createSequencing(wiring, { stop: async () => undefined })
  while (!stop.aborted) {
    await sequencing.tend()
    await sleep(TEND_MS, undefined, { signal: stop }).catch((error: Error) => {
      if (error.name !== 'AbortError') throw error
    })
  }
}

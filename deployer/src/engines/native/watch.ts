import { setTimeout as sleep } from 'node:timers/promises'
import { type Diagnosis, diagnose, type Movement } from '../../core/services/health.ts'
import type { RpcClient } from '../../rpc/client.ts'
import { askService } from '../process/rpc.ts'
import { createBeaconWatch } from './beaconWatch.ts'
import { takesSecret } from './engineSecret.ts'
import { createL1Watch } from './l1Watch.ts'
import { nativePaths, type Pair, pairsOf } from './layout.ts'
import { readFurthest, type SyncStatus } from './nodeApi.ts'
import { nowAndThen } from './nowAndThen.ts'
import { isOrphaned } from './originWatch.ts'
import { type Proposed, readProposed } from './proposed.ts'
import { createRoleWatch } from './roleWatch.ts'
import { findScarcity } from './scarcity.ts'
import { createSequencing } from './sequencing.ts'
import { startPosting } from './startServices.ts'
import type { Supervisor } from './supervisor.ts'
import { findUndrained } from './undrained.ts'
import { urlOf, type Wiring } from './wiring.ts'

const PERIOD_MS = 1_000
/** What costs a call of L1 is asked less often. */
const L1_PERIOD_MS = 10_000
/** For one that posts nothing: it would go on waiting for its lost transaction. */
const STUCK_GRACE_MS = 5_000
/** How far the clocks of this machine and of L1 may differ. */
const SKEW_SECONDS = 30

type Suspect = NonNullable<Diagnosis['restart']>['service']

/** Services to start anew, and why. */
type Remedy = { names: readonly string[]; reason: string; graceMs?: number }

/** Watches the heads until `stop`, and starts anew what does not do its work. From `draining` on no block is made. */
export async function watchChain(
  wiring: Wiring,
  supervisor: Supervisor,
  options: {
    l1: RpcClient
    l1RpcUrl: string
    l1BeaconUrl: string | undefined
    draining: AbortSignal
    stop: AbortSignal
  },
): Promise<void> {
  const { l1: l1Client, l1RpcUrl, l1BeaconUrl, draining, stop } = options
  const { chain } = wiring
  const pairs = pairsOf(chain.services)
  const sequencers = pairs.filter(({ role }) => role === 'sequencer')
  const nodeUrls = sequencers.map(({ node }) => urlOf(wiring, `${node}.rpc`))
  const askL1 = createL1Watch(l1RpcUrl, chain.l1ChainId)
  const askBeacon = createBeaconWatch(chain.services.run.da === 'blobs' ? l1BeaconUrl : undefined)
  const askRoles = createRoleWatch(chain, l1Client)
  const askProposed = nowAndThen(L1_PERIOD_MS, () => readProposed(chain.services, l1Client))
  const askOrphaned = nowAndThen(L1_PERIOD_MS, async () => heads && isOrphaned(l1Client, heads))
  const sequencing = createSequencing(wiring, supervisor)
  const post = async ({ safe_l2 }: SyncStatus): Promise<void> => {
    if (supervisor.find('proposer')) return
    const { next } = await readProposed(chain.services, l1Client)
    startPosting(wiring, supervisor, next <= safe_l2.number)
  }
  const namesOf = async (service: Suspect): Promise<string[]> => {
    if (service === 'sequencer') return stuckIn(wiring, sequencers)
    return service === 'node' ? sequencers.map(({ node }) => node) : [service]
  }
  let movement: Movement | undefined
  let heads: SyncStatus | undefined
  while (!stop.aborted) {
    await sleep(PERIOD_MS, undefined, { signal: stop }).catch(ignoreAbort)
    if (stop.aborted) return
    const isDraining = draining.aborted
    const made = await (isDraining ? sequencing.halt() : sequencing.tend()).catch(logError)
    const refusal = await findRefusedSecret(wiring, pairs)
    if (refusal) {
      supervisor.tell({ findings: [refusal.reason] })
      await startAnew(supervisor, refusal)
      continue
    }
    const [scarcity, l1, beacon, status] = await Promise.all([
      findScarcity(chain.folder),
      askL1(),
      askBeacon(),
      readFurthest(nodeUrls),
    ])
    heads = status ?? heads
    const silence = [...(beacon ? [beacon] : []), ...(status ? [] : ['no op-node answers'])]
    if (scarcity || 'finding' in l1 || !heads) {
      // Nothing of ours is to blame, so nothing is started anew; patience begins again afterwards.
      movement = undefined
      const obstacles = [scarcity, 'finding' in l1 ? l1.finding : undefined]
      supervisor.tell({ findings: [...obstacles.filter((found) => found !== undefined), ...silence] })
      continue
    }
    if (made?.hasBegun) await post(heads).catch(logError)
    const waitsFor = made?.waitsFor
    const rests = isDraining || waitsFor !== undefined
    const proposed = supervisor.find('proposer') && askProposed()
    const orphaned = askOrphaned() ?? false
    const moment = { rests, orphaned, ...(proposed && { proposed: toNumbers(proposed) }) }
    const pulse = { ...pulseOf(heads, l1), ...moment }
    const diagnosis = diagnose(chain.services, pulse, movement)
    movement = diagnosis.movement
    const roles = askRoles()
    const findings = [...findSkew(heads), ...silence, ...roles.findings, ...diagnosis.findings]
    supervisor.tell({ findings: waitsFor ? [waitsFor, ...findings] : findings })
    if (isDraining && status) {
      const left = await findUndrained(chain, status, l1Client)
      supervisor.tell(
        left
          ? { draining: left }
          : { draining: `drained at L2 block ${status.unsafe_l2.number}`, drained: status.unsafe_l2 },
      )
    }
    if (!diagnosis.restart) continue
    const { service, reason } = diagnosis.restart
    // A new start gives nobody its key back, and nobody the batches to read.
    if (roles.revoked.some((role) => role === service)) continue
    if (service === 'batcher' && beacon) continue
    const posts = service === 'batcher' || service === 'proposer'
    const remedy = { names: await namesOf(service), reason, ...(posts && { graceMs: STUCK_GRACE_MS }) }
    await startAnew(supervisor, remedy)
  }
}

/** `heads` may be the last that an op-node told: when none answers, they stand. */
function pulseOf({ unsafe_l2, safe_l2, finalized_l2 }: SyncStatus, l1: { number: number }) {
  return {
    atMs: Date.now(),
    l1: l1.number,
    unsafe: unsafe_l2.number,
    safe: safe_l2.number,
    finalized: finalized_l2.number,
  }
}

function toNumbers({ upTo, next }: Proposed) {
  return { upTo: Number(upTo), next: Number(next) }
}

async function startAnew(supervisor: Supervisor, { names, reason, graceMs }: Remedy): Promise<void> {
  console.log(`${names.join(', ')}: started anew, because ${reason}`)
  await Promise.all(names.map((name) => supervisor.find(name)?.restart(graceMs)))
}

/** Where sequencers are stuck: in the op-geth that does not answer, otherwise in the op-node. */
async function stuckIn(wiring: Wiring, sequencers: readonly Pair[]): Promise<string[]> {
  return Promise.all(
    sequencers.map(async ({ execution, node }) => {
      const id = await askService(urlOf(wiring, `${execution}.http`), 'eth_chainId')
      return id === undefined ? execution : node
    }),
  )
}

/** Somebody replaced jwt.hex under a running chain: both ends have to read it again. */
async function findRefusedSecret(wiring: Wiring, pairs: readonly Pair[]): Promise<Remedy | undefined> {
  const { jwt } = nativePaths(wiring.chain.folder)
  for (const { execution, node } of pairs) {
    if (await takesSecret(urlOf(wiring, `${execution}.auth`), jwt)) continue
    return { names: [execution, node], reason: `${execution} refuses the secret in ${jwt}: it was replaced` }
  }
  return undefined
}

function findSkew({ head_l1 }: SyncStatus): string[] {
  const ahead = head_l1.timestamp - Date.now() / 1000
  return ahead > SKEW_SECONDS ? [`L1 is ${Math.round(ahead)} s ahead of this machine's clock`] : []
}

function logError(error: unknown): void {
  console.error(error instanceof Error ? error.message : error)
}

function ignoreAbort(error: unknown): void {
  if ((error as { name?: string }).name !== 'AbortError') throw error
}

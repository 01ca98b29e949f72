import { setTimeout as sleep } from 'node:timers/promises'
import { type Backend, createBackend } from './backend.ts'

/** A sequencer as the config names it, with the RPC of its op-conductor. */
export type Sequencer = { backend: Backend; conductorUrl?: string | undefined }

/** Which sequencers may get a write. */
export type Leadership = {
  /**
   * Sequencers to try in order: without conductors all of them, with conductors the one that leads. Waits for a
   * leader up to `timeoutMs`; empty when none was found.
   *
   * @param options.anew - Ask the conductors even if they were asked a moment ago.
   */
  find(options: { timeoutMs: number; anew?: boolean }): Promise<Backend[]>
  /** True when conductors say who leads, and another leader may turn up. */
  isElected: boolean
  /** Sequencers that may lead next; none without conductors. */
  heirs(leader: Backend): Backend[]
  close(): void
}

/** Between two questions to the conductors while nobody leads. A failover takes them about a second. */
const RETRY_MS = 150
const PROBE_TIMEOUT_MS = 1_000
/** An answer of the conductors counts for so long. */
const FRESH_MS = 500
const MAX_ANSWER_BYTES = 4_096
const question = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'conductor_leader', params: [] })

/** Follows the leader among some sequencers. `onLeader` hears of each change. */
export function followLeader(
  sequencers: readonly Sequencer[],
  onLeader: (name: string | undefined) => void,
): Leadership {
  const backends = sequencers.map(({ backend }) => backend)
  const conductors = sequencers.flatMap(({ backend, conductorUrl }) =>
    conductorUrl === undefined
      ? []
      : [
          {
            backend,
            rpc: createBackend({ name: backend.name, url: conductorUrl, maxResponseBytes: MAX_ANSWER_BYTES }),
          },
        ],
  )
  let leader: Backend | undefined
  let askedAtMs = Number.NEGATIVE_INFINITY
  let asking: Promise<Backend | undefined> | undefined

  async function ask(): Promise<Backend | undefined> {
    const answers = await Promise.all(
      conductors.map(async ({ backend, rpc }) => {
        const answer = await rpc.post(question, { timeoutMs: PROBE_TIMEOUT_MS, fresh: true })
        return answer.kind === 'answer' && /"result"\s*:\s*true\b/.test(answer.text) ? backend : undefined
      }),
    )
    const leads = answers.filter((backend) => backend !== undefined)
    // A deposed leader may still think it leads: two answers are none.
    const found = leads.length === 1 ? leads[0] : undefined
    if (found?.name !== leader?.name) onLeader(found?.name)
    leader = found
    askedAtMs = performance.now()
    return found
  }

  function askOnce(): Promise<Backend | undefined> {
    asking ??= ask().finally(() => {
      asking = undefined
    })
    return asking
  }

  return {
    isElected: conductors.length > 0,
    heirs: (one) => conductors.flatMap(({ backend }) => (backend.name === one.name ? [] : [backend])),
    async find({ timeoutMs, anew }) {
      if (conductors.length === 0) return backends
      if (leader && !anew && performance.now() - askedAtMs < FRESH_MS) return [leader]
      const deadline = performance.now() + timeoutMs
      for (;;) {
        const found = await askOnce()
        if (found) return [found]
        if (performance.now() + RETRY_MS > deadline) return []
        await sleep(RETRY_MS)
      }
    },
    close: () => {
      for (const { rpc } of conductors) rpc.close()
    },
  }
}

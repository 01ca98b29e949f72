import { askService } from '../process/rpc.ts'
import { tendGroup } from './group.ts'
import { pairsOf } from './layout.ts'
import { readSyncStatus, type SyncStatus } from './nodeApi.ts'
import { connectSequencers } from './peers.ts'
import type { Supervisor } from './supervisor.ts'
import { urlOf, type Wiring } from './wiring.ts'

/** Decides whether a chain makes blocks. */
export type Sequencing = {
  /**
   * One pass: exactly one sequencer makes blocks, and begins only when it knows all that lay on L1 when this host
   * began. Blocks on an older state would be thrown away.
   *
   * @returns Whether blocks have been made since this host began, and what is waited for, in words
   */
  tend(): Promise<{ hasBegun: boolean; waitsFor?: string }>
  /** One pass: no block is made any more, and no transaction taken. */
  halt(): Promise<void>
}

export function createSequencing(wiring: Wiring, supervisor: Pick<Supervisor, 'stop'>): Sequencing {
  const sequencers = pairsOf(wiring.chain.services).filter(({ role }) => role === 'sequencer')
  const nodes = sequencers.map(({ node }) => urlOf(wiring, `${node}.rpc`))
  /** Height of L1 that has to be derived first. */
  let goal: number | undefined
  let hasBegun = false

  async function begin(node: string): Promise<string | undefined> {
    const status = await readSyncStatus(node)
    if (!status?.head_l1.number) return undefined
    goal ??= status.head_l1.number
    if (!hasBegun && status.current_l1.number < goal) return describe(status, goal)
    hasBegun = true
    await askService(node, 'admin_startSequencer', [status.unsafe_l2.hash])
    return undefined
  }

  return {
    async tend() {
      if (sequencers.length > 1) await connectSequencers(wiring)
      const idle = sequencers.length > 1 ? await tendGroup(wiring) : nodes[0]
      const active = await Promise.all(
        nodes.map((node) => askService<boolean>(node, 'admin_sequencerActive')),
      )
      if (active.includes(true)) hasBegun = true
      // One that does not answer may be making blocks.
      const waitsFor = idle && active.every((found) => found === false) ? await begin(idle) : undefined
      return { hasBegun, ...(waitsFor !== undefined && { waitsFor }) }
    },
    async halt() {
      await supervisor.stop(['gateway', ...sequencers.map(({ index }) => `conductor-${index}`)])
      for (const node of nodes) {
        const isActive = await askService<boolean>(node, 'admin_sequencerActive')
        if (isActive) await askService(node, 'admin_stopSequencer')
      }
    },
  }
}

function describe({ current_l1, unsafe_l2 }: SyncStatus, goal: number): string {
  return `the chain is derived from L1 before it goes on: L1 block ${current_l1.number} of ${goal}, L2 block ${unsafe_l2.number}`
}

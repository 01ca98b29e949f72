import { setTimeout as sleep } from 'node:timers/promises'
import { type Hash, type Hex, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { CheckFailedError } from '../../core/errors/index.ts'
import type { EngineChain } from '../../core/ports.ts'
import { serviceUrl } from '../../engines/index.ts'
import { askService } from '../../engines/process/index.ts'
import { devUsers } from '../accounts.ts'
import { type CheckContext, eventually } from './context.ts'

const SEQUENCERS = 3

/**
 * The chain goes on with three sequencers under op-conductor; the leader is killed while transactions come in. No
 * block that anyone has seen may be lost.
 *
 * @returns Blocks seen, and transactions that were sent meanwhile.
 */
export async function checkFailover(
  context: CheckContext,
): Promise<{ blocks: number; transactions: number }> {
  const { dev, signal, report } = context
  const { run } = dev.chain.services
  const group: EngineChain = {
    ...dev.chain,
    services: { ...dev.chain.services, run: { ...run, sequencers: SEQUENCERS } },
  }
  await dev.engine.down(dev.chain, { signal })
  await dev.engine.up(group, { signal, keys: dev.keys })
  const leader = await eventually('three sequencers choose a leader', { signal, seconds: 60 }, () =>
    findLeader(group),
  )
  const [, user] = devUsers()
  if (!user) throw new TypeError('there is a second user')
  const first = await context.l2.getTransactionCount({ address: user.address })
  const seen = new Map<number, Hash>()
  const done = new AbortController()
  const watching = watchBlocks(context, seen, done.signal)
  const sending = sendInLoop(context, { key: user.key, first, done: done.signal })
  const height = (): number => Math.max(...seen.keys())
  try {
    await sleep(6_000, undefined, { signal })
    await killSequencer(context, group, leader)
    const before = height()
    const successor = await eventually('another sequencer leads', { signal, seconds: 60 }, async () => {
      const now = await findLeader(group)
      return now !== undefined && now !== leader ? now : undefined
    })
    await eventually('blocks go on', { signal, seconds: 60 }, async () =>
      height() >= before + 5 ? true : undefined,
    )
    report(`killed the leading sequencer ${leader}: ${successor} took over`)
  } finally {
    done.abort()
    await Promise.all([watching, sending])
  }
  const transactions = await sending
  await requireKept(context, seen)
  await requireMined(context, transactions)
  report(`${seen.size} blocks and ${transactions.length} transactions meanwhile, none lost`)
  await dev.engine.down(group, { signal })
  return { blocks: seen.size, transactions: transactions.length }
}

/** Kills everything of one sequencer at once: a node alone is back before anybody has missed it. */
async function killSequencer({ dev }: CheckContext, group: EngineChain, index: number): Promise<void> {
  const names = [`conductor-${index}`, `node-${index}`, `engine-${index}`]
  const { services } = await dev.engine.status(group)
  const victims = services.flatMap(({ name, pid }) => (names.includes(name) && pid ? [pid] : []))
  if (victims.length < names.length) {
    throw new CheckFailedError({ check: 'the leader runs', found: `${victims.length} of its programs` })
  }
  for (const pid of victims) process.kill(pid, 'SIGKILL')
}

async function findLeader(chain: EngineChain): Promise<number | undefined> {
  for (let index = 0; index < SEQUENCERS; index++) {
    const [leads, active] = await Promise.all([
      askService<boolean>(serviceUrl(chain, `conductor-${index}.rpc`), 'conductor_leader'),
      askService<boolean>(serviceUrl(chain, `node-${index}.rpc`), 'admin_sequencerActive'),
    ])
    if (leads && active) return index
  }
  return undefined
}

/** Every block that the front door shows, by number. */
async function watchBlocks({ l2 }: CheckContext, seen: Map<number, Hash>, done: AbortSignal): Promise<void> {
  while (!done.aborted) {
    const block = await l2.getBlock().catch(ignoreOutage)
    if (block) seen.set(Number(block.number), block.hash)
    await sleep(250, undefined, { signal: done }).catch(ignoreOutage)
  }
}

/** A transaction every second, by hand-made nonces; those that are not taken are sent again. */
async function sendInLoop(
  { dev, l2 }: CheckContext,
  { key, first, done }: { key: Hex; first: number; done: AbortSignal },
): Promise<Hash[]> {
  const account = privateKeyToAccount(key)
  const hashes: Hash[] = []
  while (!done.aborted) {
    const serializedTransaction = await account.signTransaction({
      type: 'eip1559',
      chainId: dev.chain.l2ChainId,
      nonce: first + hashes.length,
      gas: 21_000n,
      maxFeePerGas: 10_000_000_000n,
      maxPriorityFeePerGas: 1_000_000n,
      to: account.address,
      value: parseEther('0.001'),
    })
    const hash = await l2.sendRawTransaction({ serializedTransaction }).catch(ignoreOutage)
    if (hash) hashes.push(hash)
    await sleep(1_000, undefined, { signal: done }).catch(ignoreOutage)
  }
  return hashes
}

async function requireKept({ l2 }: CheckContext, seen: ReadonlyMap<number, Hash>): Promise<void> {
  for (const [number, hash] of seen) {
    const now = await l2.getBlock({ blockNumber: BigInt(number) })
    if (now.hash === hash) continue
    throw new CheckFailedError({
      check: `L2 block ${number} is kept`,
      found: `${now.hash}, seen was ${hash}`,
    })
  }
}

async function requireMined({ l2, signal }: CheckContext, hashes: readonly Hash[]): Promise<void> {
  for (const hash of hashes) {
    await eventually(`transaction ${hash} is mined`, { signal, seconds: 60 }, async () =>
      l2.getTransactionReceipt({ hash }).catch(ignoreOutage),
    )
  }
}

/** The chain may be without a leader for a moment: who looks, looks again. */
function ignoreOutage(error: unknown): undefined {
  if (error instanceof Error) return undefined
  throw error
}

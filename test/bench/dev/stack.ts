import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { l1Abi } from '@opraas/deployer/core'
import {
  type Address,
  bytesToHex,
  createPublicClient,
  createWalletClient,
  encodeFunctionData,
  http,
} from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { getBlock, waitForTransactionReceipt } from 'viem/actions'

const POLL_MS = 50
/** For a broken run, not an expectation. */
const GIVE_UP_MS = 180_000

/** An L1 and an L2 on this machine that have just been started. */
export type Stack = {
  startedAtMs: number
  l1Url: string
  l2Url: string
  /** L2 block with which it begins: what comes after it is new. */
  begin: bigint
  /** Whether anything makes its L2 blocks safe. */
  hasSafeHead: boolean
  /** OptimismPortal of the L2, once it is known. */
  portal: Promise<Address>
  /** Resident memory of each program, in MiB. */
  memoryMb(): Promise<Record<string, number>>
  stop(): Promise<void>
}

/** What one start took, in seconds; `depositVisible` from the call on L1 to the balance on L2. */
export type Measured = {
  /** Between the last two blocks of its L1: a deposit waits for one. */
  l1BlockTime: number
  firstUnsafe: number
  firstSafe: number | null
  depositVisible: number
  memoryMb: Record<string, number>
}

/** Measures a stack from its start on. */
export async function measure(stack: Stack): Promise<Measured> {
  const l2 = createPublicClient({ transport: http(stack.l2Url, { retryCount: 0 }), cacheTime: 0 })
  const head = async (blockTag: 'latest' | 'safe'): Promise<number> => {
    await until(`the first ${blockTag} block`, async () => {
      const { number } = await l2.getBlock({ blockTag })
      return number > stack.begin
    })
    return (Date.now() - stack.startedAtMs) / 1_000
  }
  const [firstUnsafe, firstSafe, depositVisible] = await Promise.all([
    head('latest'),
    stack.hasSafeHead ? head('safe') : null,
    stack.portal.then((portal) => deposit(stack, portal)),
  ])
  const l1BlockTime = await readBlockTime(stack.l1Url)
  return { l1BlockTime, firstUnsafe, firstSafe, depositVisible, memoryMb: await stack.memoryMb() }
}

async function readBlockTime(url: string): Promise<number> {
  const l1 = createPublicClient({ transport: http(url), cacheTime: 0 })
  const last = await getBlock(l1)
  const before = await getBlock(l1, { blockNumber: last.number - 1n })
  return Number(last.timestamp - before.timestamp)
}

/** Sends a deposit and waits for it on L2. @returns Seconds */
async function deposit({ l1Url, l2Url }: Stack, portal: Address): Promise<number> {
  // An account that nothing else sends from.
  const account = mnemonicToAccount('test test test test test test test test test test test junk', {
    addressIndex: 8,
  })
  const l1 = createWalletClient({ account, transport: http(l1Url) })
  const l2 = createPublicClient({ transport: http(l2Url, { retryCount: 0 }), cacheTime: 0 })
  const to = bytesToHex(randomBytes(20))
  const startedAtMs = Date.now()
  const hash = await l1.sendTransaction({
    chain: null,
    // The portal burns more, the more deposits a block has: an estimate may be too low.
    gas: 400_000n,
    to: portal,
    value: 1n,
    data: encodeFunctionData({
      abi: l1Abi,
      functionName: 'depositTransaction',
      args: [to, 1n, 100_000n, false, '0x'],
    }),
  })
  const { status } = await waitForTransactionReceipt(l1, { hash, pollingInterval: POLL_MS })
  if (status !== 'success') throw new Error(`the deposit ${hash} has failed`)
  await until('the deposit on L2', async () => (await l2.getBalance({ address: to })) === 1n)
  return (Date.now() - startedAtMs) / 1_000
}

/** Asks often; whoever does not answer yet is asked again. */
async function until(what: string, ask: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + GIVE_UP_MS
  while (!(await ask().catch(ignoreOutage))) {
    if (Date.now() > deadline) throw new Error(`waited ${GIVE_UP_MS / 1_000} s for ${what}`)
    await sleep(POLL_MS)
  }
}

function ignoreOutage(error: unknown): false {
  if (error instanceof Error) return false
  throw error
}

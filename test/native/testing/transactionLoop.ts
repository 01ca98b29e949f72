import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Hash, Hex, LocalAccount } from 'viem'
import { askUrl } from './rpc.ts'
import { until } from './until.ts'
import type { NativeWorld } from './world.ts'

const PAUSE_MS = 200
/** A transaction that waited in the memory of a killed op-geth is gone: it is sent again. */
const SEND_AGAIN_MS = 2_000

type Receipt = { blockNumber: Hex; blockHash: Hash; status: Hex }

/** Sends L2 transactions through the front door, one after the other, and remembers every block it was shown. */
export type TransactionLoop = {
  /** Waits until some more transactions are mined: the chain goes on. */
  more(count?: number): Promise<void>
  /** Ends the loop, and requires that each block it was shown is still where it was. */
  finish(): Promise<void>
}

/** Starts a loop from an account that nothing else sends from. */
export async function startTransactionLoop(
  world: NativeWorld,
  account: LocalAccount,
): Promise<TransactionLoop> {
  const url = `http://127.0.0.1:${world.chain.rpcPort}`
  const ask = <T>(method: string, params: readonly unknown[]): Promise<T | undefined> =>
    askUrl<T>(url, method, params).catch(() => undefined)
  const seen = new Map<number, Hash>()
  let nonce = await world.l2.getTransactionCount({ address: account.address })
  let mined = 0
  let stopped = false
  const isOn = (): boolean => !stopped && !world.closed.aborted

  function see(number: Hex, hash: Hash): void {
    const known = seen.get(Number(number))
    if (known === undefined) seen.set(Number(number), hash)
    else assert.equal(hash, known, `L2 block ${Number(number)} was replaced`)
  }

  async function sendOne(): Promise<void> {
    const raw = await account.signTransaction({
      type: 'eip1559',
      chainId: world.chain.l2ChainId,
      nonce,
      to: account.address,
      value: 1n,
      gas: 21_000n,
      maxFeePerGas: 10n ** 10n,
      maxPriorityFeePerGas: 10n ** 6n,
    })
    let hash: Hash | undefined
    let sentAtMs = 0
    while (isOn()) {
      if (Date.now() - sentAtMs > SEND_AGAIN_MS) {
        hash = (await ask<Hash>('eth_sendRawTransaction', [raw])) ?? hash
        sentAtMs = Date.now()
      }
      const latest = await ask<{ number: Hex; hash: Hash }>('eth_getBlockByNumber', ['latest', false])
      if (latest) see(latest.number, latest.hash)
      const receipt = hash && (await ask<Receipt | null>('eth_getTransactionReceipt', [hash]))
      if (receipt) {
        assert.equal(receipt.status, '0x1')
        see(receipt.blockNumber, receipt.blockHash)
        nonce++
        mined++
        return
      }
      await sleep(PAUSE_MS)
    }
  }

  const running = (async () => {
    while (isOn()) await sendOne()
  })()
  // Told by more() and finish().
  running.catch(() => {
    stopped = true
  })

  return {
    async more(count = 2) {
      const goal = mined + count
      await until(`${count} more transactions`, async () => {
        if (!isOn()) await running
        return mined >= goal
      })
    },
    async finish() {
      stopped = true
      await running
      for (const [number, hash] of seen) {
        const block = await world.l2.getBlock({ blockNumber: BigInt(number) })
        assert.equal(block.hash, hash, `L2 block ${number} is another one`)
      }
    },
  }
}

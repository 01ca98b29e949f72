import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Address, type Hex, parseEther, parseGwei } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { createRpcClient, type RpcClient } from '../rpc/client.ts'
import type { JournalEntry } from '../state/record.ts'
import { foldJournal, type SignedRecord } from '../state/state.ts'
import { type Anvil, chooseChainId, startAnvil } from '../testing/anvil.ts'
import { privateKeySigner } from './signers/privateKey.ts'
import { sendAll, type TransactionRequest, type TransactorOptions, type TxLog } from './transactor.ts'

const chainId = chooseChainId()
let anvil: Anvil
let client: RpcClient
let key: Hex
let account: Address

before(async () => {
  anvil = await startAnvil({ chainId, args: ['--no-mining', '--order', 'fifo'] })
  client = createRpcClient({ name: 'L1', url: anvil.url, chainId })
})
after(() => anvil.close())
beforeEach(async () => {
  key = generatePrivateKey()
  account = privateKeyToAccount(key).address
  await anvil.client.setBalance({ address: account, value: parseEther('10') })
})

type Entry = Extract<JournalEntry, { kind: 'signed' | 'mined' | 'dropped' }>

/** A log in memory that behaves like the journal's. */
function memoryLog(entries: Entry[] = []): TxLog & { entries: Entry[] } {
  return {
    entries,
    pending: () =>
      [...foldJournal(entries.map((entry, seq) => ({ v: 1, seq, at: 0, ...entry }))).pending.values()].flat(),
    append: (added) => {
      entries.push(...added)
    },
  }
}

function request(id: string, more: Partial<TransactionRequest> = {}): TransactionRequest {
  return {
    id,
    title: id,
    to: '0x00000000000000000000000000000000000000aa',
    data: '0x',
    gasLimit: 30_000n,
    ...more,
  }
}

function options(log: TxLog, more: Partial<TransactorOptions> = {}): TransactorOptions {
  return {
    client,
    chainId,
    signer: privateKeySigner('KEY', key),
    log,
    planId: '0x00',
    confirmations: 1,
    maxFeePerGasWei: parseGwei('100'),
    inFlight: 4,
    pollMs: 20,
    now: Date.now,
    wait: (ms) => sleep(ms),
    signal: AbortSignal.timeout(20_000),
    ...more,
  }
}

/** Mines a block every 50 ms while something runs. */
async function whileMining<T>(run: Promise<T>): Promise<T> {
  const timer = setInterval(() => void anvil.client.mine({ blocks: 1 }), 50)
  try {
    return await run
  } finally {
    clearInterval(timer)
  }
}

describe('sending transactions', () => {
  test('keeps the order, writes each down before it is sent, and never has more on their way than allowed', async () => {
    const log = memoryLog()
    let largest = 0
    const counting: TxLog = {
      pending: log.pending,
      append: async (entries) => {
        for (const entry of entries) {
          if (entry.kind !== 'signed') continue
          const found = await client.request({ method: 'eth_getTransactionByHash', params: [entry.hash] })
          assert.equal(found, null, 'written down before it is sent')
        }
        await log.append(entries)
        largest = Math.max(largest, (await log.pending()).length)
      },
    }
    const ids = ['a', 'b', 'c', 'd', 'e', 'f']
    const mined = await whileMining(
      sendAll(
        options(counting),
        ids.map((id) => request(id)),
      ),
    )
    assert.deepEqual(
      mined.map(({ stepId }) => stepId),
      ids,
    )
    assert.equal(largest, 4)
    const nonces = log.entries.filter((entry) => entry.kind === 'signed').map(({ nonce }) => nonce)
    assert.deepEqual(nonces, [0, 1, 2, 3, 4, 5])
  })

  test('goes on with what was signed before a crash, and signs nothing again', async () => {
    const log = memoryLog()
    const crash = new AbortController()
    const first = sendAll(
      options(log, { signal: crash.signal, wait: async () => crash.abort(new Error('crash')) }),
      [request('a'), request('b')],
    )
    await assert.rejects(first, { message: 'crash' })
    const signed = log.entries.length
    const mined = await whileMining(sendAll(options(log), [request('a'), request('b'), request('c')]))
    assert.deepEqual(
      mined.map(({ stepId }) => stepId),
      ['a', 'b', 'c'],
    )
    assert.equal(log.entries.filter((entry) => entry.kind === 'signed').length, signed + 1)
    assert.equal(await client.getTransactionCount({ address: account }), 3)
  })

  test('sends what was signed and never sent, too', async () => {
    const log = memoryLog()
    const lost: RpcClient = {
      ...client,
      request: (async (call: { method: string; params: never }) => {
        if (call.method === 'eth_sendRawTransaction') throw new Error('the line is cut')
        return client.request(call as never)
      }) as never,
    }
    await assert.rejects(sendAll(options(log, { client: lost }), [request('a')]), {
      message: 'the line is cut',
    })
    assert.equal((await log.pending()).length, 1)
    const [mined] = await whileMining(sendAll(options(log), [request('a')]))
    assert.equal(mined?.hash, (log.entries[0] as SignedRecord).hash)
  })

  test('writes a revert down and says why', async () => {
    // PUSH0 PUSH0 REVERT
    await anvil.client.setCode({
      address: '0x00000000000000000000000000000000000000bb',
      bytecode: '0x5f5ffd',
    })
    const log = memoryLog()
    const failing = request('a', { to: '0x00000000000000000000000000000000000000bb' })
    await assert.rejects(whileMining(sendAll(options(log, { explain: async () => 'because' }), [failing])), {
      code: 'OPR-301',
      message: /^a reverted: because \(transaction 0x/,
    })
    assert.deepEqual(
      log.entries.map((entry) => entry.kind),
      ['signed', 'mined'],
    )
    assert.equal((await log.pending()).length, 0)
  })

  test('stops when another program used the nonce', async () => {
    const log = memoryLog()
    const stranger = memoryLog()
    const crash = new AbortController()
    const begun = sendAll(
      options(log, { signal: crash.signal, wait: async () => crash.abort(new Error('crash')) }),
      [request('a')],
    )
    await assert.rejects(begun)
    await anvil.client.dropTransaction({ hash: (log.entries[0] as SignedRecord).hash })
    await whileMining(sendAll(options(stranger), [request('x', { gasLimit: 40_000n })]))
    await assert.rejects(sendAll(options(log), [request('a')]), {
      code: 'OPR-302',
      message: `Nonce 0 of ${account.toLowerCase()}, kept for “a”, was used by another program.`,
    })
    assert.equal(log.entries.at(-1)?.kind, 'dropped')
  })

  test('replaces a transaction that hangs, and counts whichever version is mined', async () => {
    const log = memoryLog()
    let now = 0
    const sending = sendAll(
      options(log, {
        now: () => now,
        bumpAfterMs: 1_000,
        wait: async (ms) => {
          now += 600
          if (log.entries.length >= 2) await anvil.client.mine({ blocks: 1 })
          await sleep(ms)
        },
      }),
      [request('a')],
    )
    const [mined] = await sending
    const [first, second] = log.entries.filter((entry) => entry.kind === 'signed')
    assert.equal(second?.nonce, first?.nonce)
    assert.equal(second?.replaces, first?.hash)
    assert.ok(second && first && second.maxPriorityFeePerGas > first.maxPriorityFeePerGas)
    assert.equal(mined?.hash, second?.hash)
    assert.equal((await log.pending()).length, 0)
  })

  test('waits for the confirmations wanted', async () => {
    const log = memoryLog()
    let looks = 0
    const sending = sendAll(
      options(log, {
        confirmations: 3,
        wait: async (ms) => {
          looks++
          if (looks > 2) await anvil.client.mine({ blocks: 1 })
          await sleep(ms)
        },
      }),
      [request('a')],
    )
    const [mined] = await sending
    const head = await client.getBlockNumber()
    assert.equal(head - (mined?.blockNumber ?? 0n) + 1n, 3n)
  })

  test('names the account, what it needs and what it has when it cannot pay', async () => {
    await anvil.client.setBalance({ address: account, value: 1_000n })
    await assert.rejects(
      sendAll(options(memoryLog()), [request('a')]),
      (error: { code: string; message: string; next: string }) => {
        assert.equal(error.code, 'OPR-300')
        assert.match(
          error.message,
          new RegExp(`^${account.toLowerCase()} needs .* ETH and has 0.000000000000001 ETH`),
        )
        assert.match(error.next, /^Send it .* ETH/)
        return true
      },
    )
  })

  test('asks for nothing above the fee cap', async () => {
    const log = memoryLog()
    await assert.rejects(sendAll(options(log, { maxFeePerGasWei: 1n }), [request('a')]), { code: 'OPR-306' })
    assert.deepEqual(log.entries, [])
  })

  test('gives up when nothing moves, with the transaction kept', async () => {
    const log = memoryLog()
    let now = 0
    const sending = sendAll(
      options(log, {
        now: () => now,
        stallMs: 5_000,
        wait: async () => {
          now += 1_000
        },
      }),
      [request('a')],
    )
    await assert.rejects(sending, { code: 'OPR-303', retryable: true })
    assert.equal((await log.pending()).length, 1)
  })
})

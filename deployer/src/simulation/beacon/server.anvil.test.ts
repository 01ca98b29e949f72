import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { type Hex, sha256 } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { type Anvil, chooseChainId, startAnvil } from '../../testing/anvil.ts'
import { createBeaconServer } from './server.ts'

/** Of a polynomial that is one constant: the commitment is that multiple of the generator, the proof is zero. */
const zeroPoint: Hex = `0xc0${'00'.repeat(47)}`
const generator: Hex =
  '0x97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb'
const zeros = { blob: `0x${'00'.repeat(131_072)}`, commitment: zeroPoint, proof: zeroPoint } as const
const ones = {
  blob: `0x${`${'00'.repeat(31)}01`.repeat(4_096)}`,
  commitment: generator,
  proof: zeroPoint,
} as const
const hashOf = ({ commitment }: { commitment: Hex }): Hex => `0x01${sha256(commitment).slice(4)}`

const account = mnemonicToAccount('test test test test test test test test test test test junk')

describe('the simulated beacon API over anvil', () => {
  let l1: Anvil
  let server: Server
  let url: string
  let chainId: number
  let nonce = 0

  before(async () => {
    chainId = chooseChainId()
    l1 = await startAnvil({ chainId, args: ['--no-mining'] })
    server = createBeaconServer({ l1RpcUrl: l1.url, log: () => undefined }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    assert.ok(address && typeof address === 'object')
    url = `http://127.0.0.1:${address.port}`
  })
  after(async () => {
    server?.closeAllConnections()
    server?.close()
    await l1?.close()
  })

  async function get(path: string): Promise<{ status: number; data: unknown }> {
    const response = await fetch(`${url}/eth/v1/${path}`)
    const { data } = (await response.json()) as { data: unknown }
    return { status: response.status, data }
  }

  /** anvil checks commitments and proofs before it takes them. */
  async function send(sidecars: (typeof zeros | typeof ones)[]): Promise<void> {
    const serializedTransaction = await account.signTransaction({
      type: 'eip4844',
      chainId,
      nonce: nonce++,
      to: account.address,
      gas: 21_000n,
      maxFeePerGas: 10n ** 10n,
      maxPriorityFeePerGas: 1n,
      maxFeePerBlobGas: 10n ** 9n,
      blobVersionedHashes: sidecars.map(hashOf),
      sidecars,
    })
    await l1.client.sendRawTransaction({ serializedTransaction })
  }

  /** One block, two seconds after the last. */
  async function mine(): Promise<bigint> {
    const { timestamp } = await l1.client.getBlock()
    await l1.client.setNextBlockTimestamp({ timestamp: timestamp + 2n })
    await l1.client.mine({ blocks: 1 })
    return timestamp + 2n
  }

  /** Blobs are too large for messages of failed tests. */
  async function getBlobs(path: string): Promise<string[]> {
    const names = new Map<unknown, string>([
      [zeros.blob, 'zeros'],
      [ones.blob, 'ones'],
    ])
    const { status, data } = await get(path)
    assert.equal(status, 200)
    assert.ok(Array.isArray(data))
    return data.map((item) => {
      if (typeof item === 'string') return names.get(item) ?? item.slice(0, 80)
      const { index, blob, kzg_commitment, kzg_proof } = item
      const name = names.get(blob)
      const { commitment, proof } = name === 'zeros' ? zeros : ones
      return `${index} ${name} ${kzg_commitment === commitment && kzg_proof === proof}`
    })
  }

  test('says what it is, and that a slot is a second', async () => {
    assert.deepEqual(await get('node/version'), { status: 200, data: { version: 'opraas-simulated-beacon' } })
    assert.deepEqual(await get('beacon/genesis'), { status: 200, data: { genesis_time: '0' } })
    assert.deepEqual(await get('config/spec'), { status: 200, data: { SECONDS_PER_SLOT: '1' } })
  })

  test('serves the blobs of a block in the forms of both version sets', async () => {
    await send([zeros, ones])
    await send([ones])
    const slot = await mine()
    assert.deepEqual(await getBlobs(`beacon/blobs/${slot}?versioned_hashes=${hashOf(zeros)}`), ['zeros'])
    assert.deepEqual(await getBlobs(`beacon/blobs/${slot}`), ['zeros', 'ones', 'ones'])
    assert.deepEqual(await getBlobs(`beacon/blob_sidecars/${slot}?indices=0&indices=2`), [
      '0 zeros true',
      '2 ones true',
    ])
  })

  test('answers 404 without a block, and nothing for a block without blobs', async () => {
    const slot = await mine()
    assert.deepEqual(await getBlobs(`beacon/blobs/${slot}`), [])
    assert.equal((await get(`beacon/blobs/${slot + 1_000n}`)).status, 404)
    assert.equal((await get('beacon/blobs/head')).status, 400)
    assert.equal((await get('beacon/headers/head')).status, 404)
    assert.equal((await fetch(`${url}/eth/v1/node/version`, { method: 'POST' })).status, 405)
  })

  test('forgets a block that L1 dropped', async () => {
    await send([ones])
    const slot = await mine()
    assert.deepEqual(await getBlobs(`beacon/blobs/${slot}`), ['ones'])
    await l1.client.request<{ Method: 'anvil_rollback'; Parameters: [number]; ReturnType: null }>({
      method: 'anvil_rollback',
      params: [1],
    })
    assert.equal((await get(`beacon/blobs/${slot}`)).status, 404)
  })

  test('answers 503 while L1 does not answer', async () => {
    await l1.close()
    assert.equal((await get('beacon/blobs/1')).status, 503)
    assert.equal((await get('node/version')).status, 200)
  })
})

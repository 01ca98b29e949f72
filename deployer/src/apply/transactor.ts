import { type Address, type Hash, type Hex, keccak256 } from 'viem'
import { NotMinedError, type OpraasError, RevertedError } from '../core/errors/index.ts'
import type { RawSigner } from '../core/ports.ts'
import { type RpcClient, reach } from '../rpc/client.ts'
import { bumpFees, type Fees, suggestFees } from '../rpc/fees.ts'
import type { JournalEntry } from '../state/record.ts'
import type { MinedRecord, SignedRecord } from '../state/state.ts'
import { broadcast } from './broadcast.ts'
import { findFate } from './fate.ts'

/** A transaction to be sent once, whatever happens: `id` names it in the log for good. */
export type TransactionRequest = {
  id: string
  title: string
  to: Address
  data: Hex
  valueWei?: bigint
  gasLimit: bigint
}

type TxEntry = Extract<JournalEntry, { kind: 'signed' | 'mined' | 'dropped' }>

/** Where transactions are written down before they are sent. Durable when `append` resolves. */
export type TxLog = {
  /** Signed and of unknown fate, of this account on this chain. */
  pending(): Promise<readonly SignedRecord[]> | readonly SignedRecord[]
  append(entries: readonly TxEntry[]): Promise<void> | void
}

export type TransactorOptions = {
  client: RpcClient
  chainId: number
  signer: RawSigner
  log: TxLog
  /** Groups what one plan sent. */
  planId: Hex
  confirmations: number
  /** Highest fee per gas, in wei. */
  maxFeePerGasWei: bigint
  /** Most transactions on their way at once. */
  inFlight: number
  /** Milliseconds between two looks, until a replacement, and without any progress until giving up. */
  pollMs?: number
  bumpAfterMs?: number
  stallMs?: number
  now: () => number
  wait: (ms: number) => Promise<void>
  signal: AbortSignal
  /** Told of each request once it is mined. */
  onMined?: (record: MinedRecord) => void
  /** Says why a call fails, in words. */
  explain?: (request: { to: Address; data: Hex }) => Promise<string>
}

/** One request on its way: all its signed versions, and when the newest was sent. */
/** `isSuspect`: its nonce was seen as used, and no receipt. */
type Flight = { request: TransactionRequest; versions: SignedRecord[]; sentAtMs: number; isSuspect?: true }

/**
 * Sends transactions of one account in the order given, several at once by consecutive nonces.
 *
 * Each is signed, written down, and only then sent; what the log holds from before is taken up first and never
 * signed again. The same call after a crash goes on where it stopped.
 *
 * @returns The receipts in the order of the requests.
 * @throws {@link RevertedError}, {@link NotMinedError}, and what signing and fees throw
 */
export async function sendAll(
  options: TransactorOptions,
  requests: readonly TransactionRequest[],
): Promise<MinedRecord[]> {
  const { client, signer, log, signal, now, wait } = options
  const { pollMs = 500, bumpAfterMs = 60_000, stallMs = 300_000 } = options
  const mined = new Map<string, MinedRecord>()
  const flights = takeUp(await log.pending(), requests, now())
  const waiting = requests.filter((request) => !flights.has(request.id))
  await broadcast(client, [...flights.values()].map(newest))
  let progressAtMs = now()

  while (flights.size > 0 || waiting.length > 0) {
    signal.throwIfAborted()
    const room = options.inFlight - flights.size
    if (room > 0 && waiting.length > 0) await launch(options, flights, waiting.splice(0, room))
    const landed = await land(options, flights)
    for (const record of landed) {
      mined.set(record.stepId, record)
      options.onMined?.(record)
    }
    if (landed.length > 0) {
      progressAtMs = now()
      continue
    }
    const first = [...flights.values()].sort((a, b) => newest(a).nonce - newest(b).nonce)[0]
    if (first && now() - first.sentAtMs > bumpAfterMs) await replace(options, first)
    if (first && now() - progressAtMs > stallMs) {
      throw new NotMinedError({
        step: first.request.title,
        hash: newest(first).hash,
        seconds: Math.round((now() - progressAtMs) / 1000),
      })
    }
    await wait(pollMs)
    await broadcast(client, [...flights.values()].map(newest))
  }
  return requests.map((request) => {
    const record = mined.get(request.id)
    if (!record) throw new TypeError(`no receipt of ${request.id} by ${signer.address}`)
    return record
  })
}

/** The requests that the log knows already, with all their signed versions. */
function takeUp(
  pending: readonly SignedRecord[],
  requests: readonly TransactionRequest[],
  nowMs: number,
): Map<string, Flight> {
  const flights = new Map<string, Flight>()
  for (const record of pending) {
    const known = flights.get(record.stepId)
    if (known) {
      known.versions.push(record)
      continue
    }
    const request = requests.find(({ id }) => id === record.stepId) ?? {
      id: record.stepId,
      title: record.stepId,
      to: record.to ?? missingRecipient(record),
      data: record.data,
      valueWei: record.valueWei,
      gasLimit: record.gas,
    }
    flights.set(record.stepId, { request, versions: [record], sentAtMs: nowMs })
  }
  return flights
}

function missingRecipient(record: SignedRecord): never {
  throw new TypeError(`${record.stepId} has no recipient: plain creations are not sent`)
}

/** Signs the next requests with consecutive nonces, writes them down together, sends them. */
async function launch(
  options: TransactorOptions,
  flights: Map<string, Flight>,
  requests: readonly TransactionRequest[],
): Promise<void> {
  const { client, signer, log, now } = options
  const [fees, pendingCount] = await Promise.all([
    suggestFees(client, options.maxFeePerGasWei),
    client.getTransactionCount({ address: signer.address, blockTag: 'pending' }),
  ])
  const taken = [...flights.values()].map((flight) => newest(flight).nonce + 1)
  const firstNonce = Math.max(pendingCount, ...taken)
  const signed: SignedRecord[] = []
  for (const [index, request] of requests.entries()) {
    signed.push(await sign(options, request, firstNonce + index, fees))
  }
  await log.append(signed)
  for (const [index, request] of requests.entries()) {
    const record = signed[index]
    if (record) flights.set(request.id, { request, versions: [record], sentAtMs: now() })
  }
  await broadcast(client, signed)
}

async function sign(
  options: TransactorOptions,
  request: TransactionRequest,
  nonce: number,
  fees: Fees,
  replaces?: Hash,
): Promise<SignedRecord> {
  const { chainId, signer, planId } = options
  const transaction = {
    chainId,
    nonce,
    to: request.to,
    data: request.data,
    valueWei: request.valueWei ?? 0n,
    gas: request.gasLimit,
    ...fees,
  }
  const raw = await signer.sign(transaction)
  return {
    kind: 'signed',
    planId,
    stepId: request.id,
    from: signer.address,
    ...transaction,
    raw,
    hash: keccak256(raw),
    ...(replaces && { replaces }),
  }
}

/** Writes down every flight whose fate is sealed; throws when one reverted or lost its nonce. */
async function land(options: TransactorOptions, flights: Map<string, Flight>): Promise<MinedRecord[]> {
  const { client, signer, log, confirmations } = options
  const head = await reach(client, () => client.getBlockNumber())
  const fates = await Promise.all(
    [...flights.values()].map(async (flight) => ({
      flight,
      fate: await findFate(client, {
        account: signer.address,
        versions: flight.versions,
        confirmations,
        head,
      }),
    })),
  )
  const entries: TxEntry[] = []
  let failure: OpraasError | undefined
  for (const { flight, fate } of fates.sort((a, b) => newest(a.flight).nonce - newest(b.flight).nonce)) {
    if (fate.kind === 'open') continue
    if (fate.kind === 'lost' && !flight.isSuspect) {
      // Nodes count a nonce as used a moment before they show its receipt: only the second look counts.
      flight.isSuspect = true
      continue
    }
    flights.delete(flight.request.id)
    entries.push(fate.entry)
    if (fate.kind === 'lost') failure ??= fate.error(flight.request.title)
    if (fate.kind === 'mined' && fate.entry.status === 'reverted') {
      const reason = (await options.explain?.(flight.request)) ?? 'no reason given'
      failure ??= new RevertedError({ step: flight.request.title, hash: fate.entry.hash, reason })
    }
  }
  if (entries.length > 0) await log.append(entries)
  if (failure) throw failure
  return entries.filter((entry) => entry.kind === 'mined')
}

/** Offers a higher fee for a flight that hangs; nothing when that would be above the cap. */
async function replace(options: TransactorOptions, flight: Flight): Promise<void> {
  const { client, log, now } = options
  const last = newest(flight)
  const suggested = await suggestFees(client, options.maxFeePerGasWei)
  const fees = bumpFees(last, suggested, options.maxFeePerGasWei)
  flight.sentAtMs = now()
  if (!fees) return
  const record = await sign(options, flight.request, last.nonce, fees, last.hash)
  await log.append([record])
  flight.versions.push(record)
  await broadcast(client, [record])
}

function newest(flight: Flight): SignedRecord {
  const record = flight.versions.at(-1)
  if (!record) throw new TypeError(`${flight.request.id} has no signed version`)
  return record
}

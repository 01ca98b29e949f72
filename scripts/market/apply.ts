import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isLocalChain } from '@opraas/contracts'
import {
  acquireLock,
  type RawSigner,
  type RpcClient,
  reach,
  readFileIfExists,
  SIGNER_VARIABLE,
  SignerError,
  sendAll,
  UnfundedError,
} from '@opraas/deployer'
import { type Hash, keccak256, stringToBytes, zeroHash } from 'viem'
import { requireSameChain } from '../../deployer/src/rpc/client.ts'
import { suggestFees } from '../../deployer/src/rpc/fees.ts'
import { type Journal, openJournal, readJournal } from '../../deployer/src/state/journal.ts'
import { foldJournal, type State } from '../../deployer/src/state/state.ts'
import type { MarketStep } from './publicMarket.ts'

/** Enough for any setting of the offer book. */
const SETTING_GAS = 150_000n

export type ApplyOptions = {
  client: RpcClient
  chainId: number
  signer: RawSigner
  journalFile: string
  maxFeePerGasWei: bigint
  signal: AbortSignal
  onMined: (title: string, hash: Hash) => void
}

/** The steps that are left, without taking the journal over. */
export async function findOpenSteps(
  client: RpcClient,
  steps: readonly MarketStep[],
  journalFile: string,
): Promise<MarketStep[]> {
  const records = readFileIfExists(journalFile) === undefined ? [] : readJournal(journalFile).records
  return openOf(client, steps, foldJournal(records))
}

/** Creations are done when their contract stands; settings are remembered by the journal. */
async function openOf(client: RpcClient, steps: readonly MarketStep[], state: State): Promise<MarketStep[]> {
  const codes = await reach(client, () =>
    Promise.all(steps.map(({ creates }) => creates && client.getCode({ address: creates }))),
  )
  return steps.filter(({ id, creates }, index) => {
    const code = codes[index]
    if (creates) return code === undefined || code === '0x'
    return state.mined.get(id)?.status !== 'success'
  })
}

/**
 * Sends the steps left, through the deployer's transactor: signed, written down, and only then sent. The same call
 * after a crash takes up what the journal holds.
 *
 * @returns All transactions of the journal that were mined, by the id of their step, and the block of the first.
 */
export async function applySteps(
  options: ApplyOptions,
  steps: readonly MarketStep[],
): Promise<{ mined: Map<string, { hash: Hash; blockNumber: bigint }>; fromBlock: bigint | undefined }> {
  const { client, chainId, journalFile } = options
  mkdirSync(dirname(journalFile), { recursive: true })
  const lock = acquireLock(`${journalFile}.lock`, `the market of chain ${chainId}`)
  let journal: Journal | undefined
  try {
    journal = openJournal(journalFile, { now: Date.now })
    await requireJournalOfThisChain(options, journal)
    const state = foldJournal(journal.records())
    requireSameSigner(options, state)
    const open = await openOf(client, steps, state)
    if (open.length > 0 || state.pending.size > 0) await send(options, journal, open)
    const all = [...foldJournal(journal.records()).mined]
    const mined = new Map(all.filter(([, { status }]) => status === 'success'))
    const blocks = [...mined.values()].map(({ blockNumber }) => blockNumber)
    return { mined, fromBlock: blocks.sort((a, b) => Number(a - b))[0] }
  } finally {
    journal?.close()
    lock.release()
  }
}

/** Development chains share ids: a journal belongs to the chain whose block it remembers. */
async function requireJournalOfThisChain(
  { client, chainId, signer }: ApplyOptions,
  journal: Journal,
): Promise<void> {
  const { opened } = foldJournal(journal.records())
  if (opened) return requireSameChain(client, opened.l1Block)
  const { number, hash } = await reach(client, () => client.getBlock({ blockTag: 'latest' }))
  journal.append([
    {
      kind: 'opened',
      name: 'market',
      intentHash: zeroHash,
      chainHash: zeroHash,
      l1ChainId: chainId,
      l2ChainId: 0,
      l1Block: { number, hash },
      deployer: signer.address,
    },
  ])
}

/** What is on its way can only be waited for, and replaced, by the account that sent it. */
function requireSameSigner({ signer }: ApplyOptions, { pending }: State): void {
  const other = [...pending.values()].flat().find(({ from }) => from !== signer.address)
  if (!other) return
  throw new SignerError({ expected: other.from, found: signer.address, variable: SIGNER_VARIABLE })
}

async function send(options: ApplyOptions, journal: Journal, steps: readonly MarketStep[]): Promise<void> {
  const { client, signer, maxFeePerGasWei, signal } = options
  const requests = await Promise.all(
    steps.map(async (step) => ({ ...step, gasLimit: await gasOf(client, signer, step) })),
  )
  await requireFunds(
    options,
    requests.reduce((sum, { gasLimit }) => sum + gasLimit, 0n),
  )
  const { chainId, onMined } = options
  await sendAll(
    {
      client,
      chainId,
      signer,
      log: {
        pending: () => [...foldJournal(journal.records()).pending.values()].flat(),
        append: (entries) => {
          journal.append(entries)
        },
      },
      planId: keccak256(stringToBytes(steps.map(({ id }) => id).join())),
      confirmations: isLocalChain(chainId) ? 1 : 3,
      maxFeePerGasWei,
      inFlight: 8,
      now: Date.now,
      wait: (ms) => sleep(ms, undefined, { signal }),
      signal,
      onMined: ({ stepId, hash }) => onMined(steps.find(({ id }) => id === stepId)?.title ?? stepId, hash),
    },
    requests,
  )
}

/** A creation's gas with a margin; settings cannot be estimated before their contract stands. */
async function gasOf(
  client: RpcClient,
  signer: RawSigner,
  { creates, to, data }: MarketStep,
): Promise<bigint> {
  if (!creates) return SETTING_GAS
  const gas = await reach(client, () => client.estimateGas({ account: signer.address, to, data }))
  return (gas * 11n) / 10n
}

async function requireFunds({ client, signer, maxFeePerGasWei }: ApplyOptions, gas: bigint): Promise<void> {
  const fees = await suggestFees(client, maxFeePerGasWei)
  const neededWei = gas * fees.maxFeePerGas
  const hasWei = await reach(client, () => client.getBalance({ address: signer.address }))
  if (hasWei < neededWei) throw new UnfundedError({ account: signer.address, neededWei, hasWei })
}

import { type SignedRecord, type TxLog, toJson } from '@opraas/deployer'
import type { Address, Hash } from 'viem'
import type { Store } from './store.ts'

/** What became of a step's newest attempt. */
export type StepFate = {
  attempts: number
  status: 'pending' | 'mined' | 'reverted' | 'dropped'
  /** Hash of the version that counts; while pending that of any. */
  hash: Hash
}

/** A log of transactions that can take a receipt back. */
export type StoredTxLog = TxLog & {
  /** The step's receipt is gone with its block: its fate is open again. */
  reopen(stepId: string): Promise<void>
}

/** Transactions of one account on one chain, written down before they are sent. */
export function storedTxLog(
  store: Store,
  { account, chainId }: { account: Address; chainId: number },
): StoredTxLog {
  return {
    async reopen(stepId) {
      await store.write(`reopened:${stepId.split('/')[0]}`, (write) =>
        write.query("update transactions set status = 'pending', receipt = null where step_id = $1", [
          stepId,
        ]),
      )
    },
    async pending() {
      const rows = await store.read<{ signed: string }>(
        "select signed from transactions where account = $1 and chain_id = $2 and status = 'pending'",
        [account, chainId],
      )
      return rows.map(({ signed }) => parseSigned(signed)).sort((a, b) => a.nonce - b.nonce)
    },
    async append(entries) {
      const point = entries.map((entry) => `${entry.kind}:${entry.stepId.split('/')[0]}`).join('+')
      await store.write(point, async (write) => {
        for (const entry of entries) {
          if (entry.kind === 'signed') {
            await write.query("insert into transactions values ($1, $2, $3, $4, 'pending', $5)", [
              entry.hash,
              entry.stepId,
              account,
              chainId,
              toJson(entry),
            ])
            continue
          }
          const status =
            entry.kind === 'dropped' ? 'dropped' : entry.status === 'success' ? 'mined' : 'reverted'
          // Every version of the step is decided with the one that counts.
          await write.query(
            "update transactions set status = $2, receipt = $3 where step_id = $1 and status = 'pending'",
            [entry.stepId, status, toJson(entry)],
          )
        }
      })
    },
  }
}

/** The newest attempt of a step: its log id is the step itself, later attempts end in #2, #3 …; undefined: none. */
export async function findAttempt(
  store: Store,
  step: string,
): Promise<(StepFate & { stepId: string }) | undefined> {
  const rows = await store.read<{
    step_id: string
    status: StepFate['status']
    hash: Hash
    receipt?: string
  }>(
    "select step_id, status, hash, receipt from transactions where step_id = $1 or step_id like $1 || '#%'",
    [step],
  )
  let newest: (StepFate & { stepId: string }) | undefined
  for (const { step_id, status, hash, receipt } of rows) {
    const attempts = Number(step_id.slice(step.length + 1) || '1')
    if (newest && attempts <= newest.attempts) continue
    const minedHash = receipt ? (JSON.parse(receipt) as { hash: Hash }).hash : hash
    newest = { attempts, status, stepId: step_id, hash: minedHash }
  }
  return newest
}

/** What a step sent, and what became of it. Wei. */
export type StoredStep = {
  stepId: string
  status: StepFate['status']
  to: Address | null
  valueWei: bigint
  /** Of the receipt. */
  blockNumber: bigint | undefined
}

/** All steps whose id begins so, in the order of their ids. */
export async function listSteps(store: Store, prefix: string): Promise<StoredStep[]> {
  const rows = await store.read<{
    step_id: string
    status: StepFate['status']
    signed: string
    receipt: string | null
  }>(
    "select distinct on (step_id) step_id, status, signed, receipt from transactions where step_id like $1 || '%' order by step_id",
    [prefix],
  )
  return rows.map(({ step_id, status, signed, receipt }) => {
    const { to, valueWei } = parseSigned(signed)
    const block = receipt ? (JSON.parse(receipt) as { blockNumber?: string }).blockNumber : undefined
    return {
      ...{ stepId: step_id, status, to, valueWei },
      blockNumber: block === undefined ? undefined : BigInt(block),
    }
  })
}

function parseSigned(text: string): SignedRecord {
  // Written by `append` above: bigints are decimal strings in these fields.
  const record = JSON.parse(text) as SignedRecord
  const { valueWei, gas, maxFeePerGas, maxPriorityFeePerGas } = record
  return {
    ...record,
    valueWei: BigInt(valueWei),
    gas: BigInt(gas),
    maxFeePerGas: BigInt(maxFeePerGas),
    maxPriorityFeePerGas: BigInt(maxPriorityFeePerGas),
  }
}

import {
  agreementStates,
  emptyLedger,
  extendLedger,
  type Ledger,
  type LedgerLog,
  ledgerStateAt,
  marketplaceAbi,
  potIn,
  reputationAbi,
} from '@opraas/contracts'
import type { Address, ContractFunctionReturnType } from 'viem'
import { cast, type Stage, tokenAbi } from './stage.ts'

type AgreementView = ContractFunctionReturnType<typeof marketplaceAbi, 'view', 'getAgreement'>
type Values = Record<string, unknown>

/** A number that logs and storage do not agree on. */
export type Difference = { name: string; logs: unknown; storage: unknown }

/** Rebuilds a market's ledger from its logs, as they come, and compares it with what the contracts hold. */
export function followLogs(stage: Stage) {
  let ledger: Ledger = emptyLedger
  let fromBlock = 0n
  return {
    /** All numbers of all agreements so far, in the latest block. */
    compare: async (): Promise<{ numbers: number; differences: Difference[] }> => {
      const toBlock = await stage.chain.getBlockNumber({ cacheTime: 0 })
      ledger = extendLedger(ledger, await readLogs(stage, fromBlock, toBlock))
      fromBlock = toBlock + 1n
      const rebuilt = valuesOf(ledger, stage)
      const storage = await readValues(ledger, stage)
      const names = Object.keys(rebuilt)
      const differences = names
        .filter((name) => rebuilt[name] !== storage[name])
        .map((name) => ({ name, logs: rebuilt[name], storage: storage[name] }))
      return { numbers: names.length, differences }
    },
  }
}

async function readLogs(
  { chain, market, book, reputation }: Stage,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<LedgerLog[]> {
  const logs = await chain.getLogs({ address: [market, book, reputation], fromBlock, toBlock })
  return logs.map((log) => {
    if (log.blockTimestamp === undefined) throw new Error('the node does not tell when a log was written')
    return { log, timestamp: Number(log.blockTimestamp) }
  })
}

function valuesOf(ledger: Ledger, { tokens, now }: Stage): Values {
  const values: Values = {}
  const held = new Map<Address, bigint>()
  const hold = (token: Address, amount: bigint) => held.set(token, (held.get(token) ?? 0n) + amount)
  for (const a of ledger.agreements.values()) {
    const { agreementId, state: _, terms, isReady, isSetupPaid: __, endpointsBlock, amendment, ...told } = a
    const state = ledgerStateAt(a, now())
    const view = { ...told, state: agreementStates.indexOf(state), endpointsBlock: Number(endpointsBlock) }
    const amendsFrom = amendment?.fromEpoch ?? 0
    Object.assign(values, named(agreementId, { ...view, token: terms.token, isReady, amendsFrom }))
    hold(terms.token, a.deposit + a.earned + a.bond)
  }
  for (const token of tokens) {
    for (const vendor of cast.vendors) {
      values[`pot ${vendor} ${token}`] = potIn(ledger, vendor, token)
      hold(token, potIn(ledger, vendor, token))
    }
    values[`fees ${token}`] = ledger.fees.get(token) ?? 0n
    hold(token, ledger.fees.get(token) ?? 0n)
    values[`held ${token}`] = held.get(token)
  }
  for (const [vendor, record] of ledger.records) Object.assign(values, named(vendor, record))
  return values
}

async function readValues(ledger: Ledger, { chain, market, reputation, tokens }: Stage): Promise<Values> {
  const values: Values = {}
  const inMarket = { address: market, abi: marketplaceAbi } as const
  const ids = [...ledger.agreements.keys()]
  const [views, ready, amendments, l1Lines] = await Promise.all([
    chain.multicall({
      contracts: ids.map((id) => ({ ...inMarket, functionName: 'getAgreement', args: [id] }) as const),
      ...atOnce,
    }),
    chain.multicall({
      contracts: ids.map((id) => ({ ...inMarket, functionName: 'isReady', args: [id] }) as const),
      ...atOnce,
    }),
    chain.multicall({
      contracts: ids.map((id) => ({ ...inMarket, functionName: 'amendmentOf', args: [id] }) as const),
      ...atOnce,
    }),
    chain.multicall({
      contracts: ids.map((id) => ({ ...inMarket, functionName: 'l1LineOf', args: [id] }) as const),
      ...atOnce,
    }),
  ])
  for (const [index, id] of ids.entries()) {
    const { terms: _, ...view } = views[index] as AgreementView // as many as there are ids
    const [l1Line, l1Reimbursed] = l1Lines[index] ?? []
    const also = { isReady: ready[index], amendsFrom: amendments[index]?.[1], l1Line, l1Reimbursed }
    Object.assign(values, named(id, { ...view, ...also }))
  }
  for (const token of tokens) {
    for (const vendor of cast.vendors) {
      const args = [vendor, token] as const
      values[`pot ${vendor} ${token}`] = await chain.readContract({
        ...inMarket,
        functionName: 'potOf',
        args,
      })
    }
    values[`fees ${token}`] = await chain.readContract({ ...inMarket, functionName: 'feesOf', args: [token] })
    const inToken = { address: token, abi: tokenAbi, functionName: 'balanceOf' } as const
    values[`held ${token}`] = await chain.readContract({ ...inToken, args: [market] })
  }
  for (const vendor of ledger.records.keys()) {
    const inRecords = { address: reputation, abi: reputationAbi, functionName: 'recordOf' } as const
    Object.assign(values, named(vendor, await chain.readContract({ ...inRecords, args: [vendor] })))
  }
  return values
}

const atOnce = { allowFailure: false, deployless: true, batchSize: 0 } as const

function named(owner: string, values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${owner} ${name}`, value]))
}

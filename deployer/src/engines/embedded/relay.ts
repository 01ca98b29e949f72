import type { Address, Hash, Hex, Log } from 'viem'
import {
  type ExtractTransactionDepositedLogsReturnType,
  extractTransactionDepositedLogs,
  getL2TransactionHash,
  getSourceHash,
  opaqueDataToDepositData,
} from 'viem/op-stack'
import { type RpcClient, reach } from '../../rpc/client.ts'

type DepositLog = ExtractTransactionDepositedLogsReturnType[number]

/** Topic of `TransactionDeposited(address,address,uint256,bytes)`. */
const DEPOSITED: Hex = '0xb3813568d9991fc951961fcb4c784893574240a28925604d09fc577c55bb7c32'

/**
 * One pass of the simulated derivation: every deposit on L1 from `fromBlock` on that the L2 does not have yet is
 * sent to it as the deposit transaction a real node would derive, in the order of L1.
 *
 * Whether the L2 has one is asked of the L2 each time, so a lost block, a restart or a second relay costs nothing:
 * anvil would credit the same deposit twice.
 *
 * @returns Hashes of the deposits sent, and the L1 block up to which everything is on L2.
 */
export async function relayDeposits(options: {
  l1: RpcClient
  l2: RpcClient
  portal: Address
  fromBlock: bigint
}): Promise<{ sent: Hash[]; upTo: bigint }> {
  const { l1, l2, portal, fromBlock } = options
  const head = await reach(l1, () => l1.getBlockNumber())
  if (fromBlock > head) return { sent: [], upTo: head }
  const logs = await reach(l1, () =>
    l1.request({
      method: 'eth_getLogs',
      params: [{ address: portal, topics: [DEPOSITED], fromBlock: hex(fromBlock), toBlock: hex(head) }],
    }),
  )
  const deposits = extractTransactionDepositedLogs({ logs: logs.map(toLog) })
  const sent: Hash[] = []
  for (const log of deposits) {
    const hash = getL2TransactionHash({ log })
    if (await isOnL2(l2, hash)) continue
    await sendDeposit(l2, log)
    sent.push(hash)
  }
  return { sent, upTo: head }
}

async function isOnL2(l2: RpcClient, hash: Hash): Promise<boolean> {
  const found = await reach(l2, () => l2.request({ method: 'eth_getTransactionByHash', params: [hash] }))
  return found !== null
}

async function sendDeposit(l2: RpcClient, log: DepositLog): Promise<void> {
  const { mint, value, gas, isCreation, data } = opaqueDataToDepositData(log.args.opaqueData)
  const sourceHash = getSourceHash({
    domain: 'userDeposit',
    l1BlockHash: log.blockHash,
    l1LogIndex: log.logIndex,
  })
  const transaction = {
    type: '0x7e',
    sourceHash,
    from: log.args.from,
    ...(!isCreation && { to: log.args.to }),
    mint: hex(mint),
    value: hex(value),
    gas: hex(gas),
    data,
    isSystemTx: false,
  }
  await l2.request<{ Method: 'eth_sendTransaction'; Parameters: [unknown]; ReturnType: Hash }>({
    method: 'eth_sendTransaction',
    params: [transaction],
  })
}

/** A log as viem's helpers want it; the RPC gives numbers in hex. */
function toLog(log: { blockNumber: Hex | null; logIndex: Hex | null }): Log {
  // Only these two fields are numbers in what the helpers read.
  return {
    ...log,
    blockNumber: BigInt(log.blockNumber ?? 0),
    logIndex: Number(log.logIndex),
  } as unknown as Log
}

function hex(value: bigint): Hex {
  return `0x${value.toString(16)}`
}

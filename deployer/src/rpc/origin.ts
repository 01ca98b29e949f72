import type { Address } from 'viem'
import { ContractMismatchError } from '../core/errors/index.ts'
import { l1Abi } from '../core/l1/abi.ts'
import { initializedBy, originNumberOf } from '../core/l1/origin.ts'
import type { L1Origin } from '../core/outputs.ts'
import { type RpcClient, reach } from './client.ts'

/** `UpdateType.BATCHER` of SystemConfig. */
const BATCHER = 0

/** The L1 block in which a SystemConfig was initialised, or the one after the origin that its factory was given. @throws RpcUnreachableError */
export async function readStartBlock(client: RpcClient, systemConfig: Address): Promise<bigint> {
  return reach(client, () =>
    client.readContract({ address: systemConfig, abi: l1Abi, functionName: 'startBlock' }),
  )
}

/** The L1 block that a chain derives from. @throws RpcUnreachableError */
export async function readOrigin(client: RpcClient, startBlock: bigint): Promise<L1Origin> {
  const number = originNumberOf(startBlock)
  const block = await reach(client, () => client.getBlock({ blockNumber: number }))
  return { number, hash: block.hash, timestampSeconds: block.timestamp }
}

/**
 * The batcher that a SystemConfig was initialised with. rollup.json keeps it for good, whoever posts batches since:
 * read from the log, so that everybody writes the same file after any number of rotations.
 *
 * @throws ContractMismatchError when the log is missing, RpcUnreachableError
 */
export async function readFirstBatcher(client: RpcClient, systemConfig: Address): Promise<Address> {
  const block = await readStartBlock(client, systemConfig)
  const newest = await reach(client, () => client.getBlockNumber())
  for (const toBlock of initializedBy(block, newest)) {
    const [first] = await reach(client, () =>
      client.getContractEvents({
        address: systemConfig,
        abi: l1Abi,
        eventName: 'ConfigUpdate',
        args: { updateType: BATCHER },
        fromBlock: block,
        toBlock,
        strict: true,
      }),
    )
    if (first) return `0x${first.args.data.slice(-40)}`
  }
  throw new ContractMismatchError({
    what: `The first batcher of the chain, in the logs of ${systemConfig} from block ${block} on,`,
    expected: 'an address',
    found: 'none',
  })
}

import { explainRevert, type RevertError } from '@opraas/contracts'
import { type Abi, type Address, BaseError, type Hex } from 'viem'
import { type RpcClient, reach } from './client.ts'

type Call = { from?: Address; to: Address; data: Hex }

/** What a call gives now: its answer, or why it reverts. */
export type Simulation = { ok: true; data: Hex } | { ok: false; reason: string; error?: RevertError }

/**
 * Runs a call on the newest block, sends nothing. A silent RPC is an error, never a revert.
 *
 * @param abi - Errors to decode.
 * @throws RpcUnreachableError
 */
export async function simulate(client: RpcClient, call: Call, abi?: Abi): Promise<Simulation> {
  return reach(client, async () => {
    try {
      const { data } = await client.call({
        to: call.to,
        data: call.data,
        ...(call.from && { account: call.from }),
      })
      return { ok: true, data: data ?? '0x' }
    } catch (error) {
      if (!(error instanceof BaseError) || error.walk(isRevert) === null) throw error
      return { ok: false, ...explainRevert(error, abi) }
    }
  })
}

/** A call's answer; undefined when it reverts or nobody is there. @throws RpcUnreachableError */
export async function callOrNothing(client: RpcClient, call: Call): Promise<Hex | undefined> {
  const simulation = await simulate(client, call)
  return simulation.ok ? simulation.data : undefined
}

/**
 * Gas a call takes now, or why it reverts. Sends nothing.
 *
 * @throws RpcUnreachableError
 */
export async function estimateGas(
  client: RpcClient,
  call: Call & { from: Address; valueWei?: bigint },
  abi?: Abi,
): Promise<{ ok: true; gas: bigint } | Extract<Simulation, { ok: false }>> {
  const { from: account, to, data, valueWei: value = 0n } = call
  return reach(client, async () => {
    try {
      return { ok: true, gas: await client.estimateGas({ account, to, data, value }) }
    } catch (error) {
      if (!(error instanceof BaseError) || error.walk(isRevert) === null) throw error
      return { ok: false, ...explainRevert(error, abi) }
    }
  })
}

/** A revert has JSON-RPC code 3 or says so; a transport failure does neither. */
function isRevert(error: unknown): boolean {
  const { code, name } = error as { code?: number; name?: string }
  return code === 3 || name === 'ExecutionRevertedError'
}

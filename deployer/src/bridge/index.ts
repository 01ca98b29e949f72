import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Address, Hash } from 'viem'
import { privateKeySigner } from '../apply/signers/privateKey.ts'
import type { Environment } from '../core/environment.ts'
import type { EngineChain } from '../core/ports.ts'
import { connectRpc } from '../rpc/client.ts'
import type { FaultHook } from '../state/journal.ts'
import type { BridgeContext } from './context.ts'
import { type Deposit, deposit } from './deposit.ts'
import { type Finalized, finalize } from './finalize.ts'
import { type Proven, prove } from './prove.ts'
import { createSender, type Sender } from './sender.ts'
import { type BridgeStatus, status } from './status.ts'
import { type Initiated, withdraw } from './withdraw.ts'

export type { BridgeStatus, Deposit, Finalized, Initiated, Proven }

/** Variable of the key that pays on both chains; it is asked for only when something is sent. */
const KEY_VARIABLE = 'OPRAAS_PRIVATE_KEY'

/** Moves ETH between L1 and one chain. Every function may be interrupted, and repeated. */
export type Bridge = {
  deposit(options: { amountWei: bigint; to?: Address }): Promise<Deposit>
  withdraw(options: { amountWei: bigint; to?: Address }): Promise<Initiated>
  prove(options: { hash: Hash; wait: boolean }): Promise<Proven>
  finalize(options: { hash: Hash; wait: boolean }): Promise<Finalized>
  status(options: { hash: Hash; wait: boolean }): Promise<BridgeStatus>
}

/**
 * Connects to both chains of a deployment.
 *
 * @param options.maxFeePerGasWei - Highest fee per gas to offer on either chain.
 * @throws RpcUnreachableError, WrongChainIdError
 */
export async function openBridge(options: {
  chain: EngineChain
  l2RpcUrl: string
  environment: Environment
  /** L1 blocks until a transaction counts. */
  confirmations: number
  maxFeePerGasWei: bigint
  signal: AbortSignal
  report: (text: string) => void
  /** Called around every write of the journals: for tests that kill the process there. */
  onWrite?: FaultHook
}): Promise<Bridge> {
  const { chain, l2RpcUrl, environment, confirmations, maxFeePerGasWei, signal, report, onWrite } = options
  const { l1ChainId, l2ChainId, portal, l1OriginNumber, services } = chain
  const [l1, l2] = await Promise.all([
    connectRpc({ name: 'L1', url: chain.l1RpcUrl, chainId: l1ChainId }),
    connectRpc({ name: 'L2', url: l2RpcUrl, chainId: l2ChainId }),
  ])
  const wait = (ms: number): Promise<void> => sleep(ms, undefined, { signal })
  const sendWith = (more: {
    client: typeof l1
    chainId: number
    name: string
    confirmations: number
  }): Sender =>
    createSender({
      ...more,
      signer: privateKeySigner(KEY_VARIABLE, environment[KEY_VARIABLE]),
      file: join(chain.folder, `bridge.${more.name}.jsonl`),
      ...{ maxFeePerGasWei, now: Date.now, wait, signal, report },
      ...(onWrite && { onWrite }),
    })
  const context: BridgeContext = {
    ...{ l1, l2, portal, l1OriginNumber, wait, signal, report },
    generation: services.generation,
    proposals: services.proposals,
    sendOnL1: () => sendWith({ client: l1, chainId: l1ChainId, name: 'l1', confirmations }),
    sendOnL2: () => sendWith({ client: l2, chainId: l2ChainId, name: 'l2', confirmations: 1 }),
    now: Date.now,
  }
  return {
    deposit: (request) => deposit(context, request),
    withdraw: (request) => withdraw(context, request),
    prove: (request) => prove(context, request),
    finalize: (request) => finalize(context, request),
    status: (request) => status(context, request),
  }
}

import {
  type Address,
  createPublicClient,
  type Hash,
  type Hex,
  hexToBigInt,
  hexToNumber,
  http,
  type PrivateKeyAccount,
} from 'viem'
import { codes, ProviderError } from './providerError.ts'

/** A chain the wallet knows. */
export type WalletChain = { id: number; rpcUrl: string }

/** A transaction as a dApp asks for it. */
export type TransactionParams = {
  from?: Address
  to?: Address
  data?: Hex
  value?: Hex
  gas?: Hex
  nonce?: Hex
  maxFeePerGas?: Hex
  maxPriorityFeePerGas?: Hex
}

/** A transaction the wallet has signed and sent. Wei. */
export type SentTransaction = {
  hash: Hash
  chainId: number
  from: Address
  to: Address | undefined
  data: Hex
  value: bigint
  nonce: number
  gas: bigint
  maxFeePerGas: bigint
}

type Unsent = Omit<SentTransaction, 'hash' | 'from'> & { maxPriorityFeePerGas: bigint }

/** Gas of a transaction whose estimate reverts: a user may send it all the same. */
const GAS_OF_A_REVERT = 3_000_000n
const TIMEOUT_MS = 10_000

/** Passes one request on to a chain, as it is. @throws ProviderError with the chain's own code, message and data */
export async function forward(chain: WalletChain, method: string, params: unknown): Promise<unknown> {
  const response = await fetch(chain.rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: Error) => {
    throw new ProviderError(codes.internal, `${chain.rpcUrl} does not answer: ${error.message}`)
  })
  const { error, result } = (await response.json()) as {
    result?: unknown
    error?: { code: number; message: string; data?: unknown }
  }
  if (error) throw new ProviderError(error.code, error.message, error.data)
  return result
}

/** Signs and sends one at a time, so that each gets a nonce of its own. */
export function createSigner() {
  const sent: SentTransaction[] = []
  let queue: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(work)
    queue = turn.catch(() => undefined)
    return turn
  }

  async function broadcast(account: PrivateKeyAccount, chain: WalletChain, unsent: Unsent): Promise<Hash> {
    const { to, ...rest } = unsent
    const raw = await account.signTransaction({ type: 'eip1559', ...rest, ...(to && { to }) })
    // What this method gives is a hash.
    const hash = (await forward(chain, 'eth_sendRawTransaction', [raw])) as Hash
    sent.push({ ...unsent, hash, from: account.address })
    return hash
  }

  return {
    /** All that was sent, in order; a replacement stands beside what it replaces. */
    sent,

    /** Fills in what the dApp left open, signs, sends. */
    send: (account: PrivateKeyAccount, chain: WalletChain, params: TransactionParams): Promise<Hash> =>
      inTurn(async () => broadcast(account, chain, await complete(account, chain, params))),

    /** Sends another transaction with the nonce of a pending one, for twice its fee. */
    replace: (
      account: PrivateKeyAccount,
      chain: WalletChain,
      { hash, change }: { hash: Hash; change: { to?: Address; data?: Hex; value?: bigint } },
    ): Promise<Hash> =>
      inTurn(async () => {
        const replaced = sent.find((one) => one.hash === hash)
        if (!replaced) throw new TypeError(`${hash} was not sent by this wallet`)
        const fee = 2n * replaced.maxFeePerGas
        const { hash: _, from: __, ...unsent } = replaced
        return broadcast(account, chain, {
          ...unsent,
          ...change,
          maxFeePerGas: fee,
          maxPriorityFeePerGas: fee,
        })
      }),
  }
}

async function complete(
  account: PrivateKeyAccount,
  chain: WalletChain,
  params: TransactionParams,
): Promise<Unsent> {
  const { to, data = '0x', value, gas, nonce, maxFeePerGas, maxPriorityFeePerGas } = params
  const client = createPublicClient({ transport: http(chain.rpcUrl, { timeout: TIMEOUT_MS }) })
  const wei = value ? hexToBigInt(value) : 0n
  const call = { account, data, value: wei, ...(to && { to }) }
  const [fees, next, estimate] = await Promise.all([
    client.estimateFeesPerGas(),
    client.getTransactionCount({ address: account.address, blockTag: 'pending' }),
    gas ? hexToBigInt(gas) : client.estimateGas(call).catch(() => GAS_OF_A_REVERT),
  ])
  return {
    chainId: chain.id,
    to,
    data,
    value: wei,
    nonce: nonce ? hexToNumber(nonce) : next,
    gas: estimate,
    maxFeePerGas: maxFeePerGas ? hexToBigInt(maxFeePerGas) : fees.maxFeePerGas,
    maxPriorityFeePerGas: maxPriorityFeePerGas
      ? hexToBigInt(maxPriorityFeePerGas)
      : fees.maxPriorityFeePerGas,
  }
}

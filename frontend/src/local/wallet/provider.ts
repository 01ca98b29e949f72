import { isLocalChain } from '@opraas/contracts'
import { type Address, createClient, type Hash, type Hex, hexToString, http, isHex } from 'viem'
import { sendTransaction, signTypedData } from 'viem/actions'
import { toViemChain } from '../../shared/chain/client.ts'
import type { Config } from '../../shared/config/schema.ts'
import { findAccount, type LocalAccount } from './accounts.ts'
import { type LocalChain, requireLocal } from './chains.ts'
import { ProviderRpcError, UNAUTHORIZED, UNKNOWN_CHAIN, UNSUPPORTED, USER_REJECTED } from './errors.ts'
import { type Memory, readMemory, writeMemory } from './memory.ts'
import { ask, type Question } from './requests.ts'

type Request = { method: string; params?: readonly unknown[] }
type Handler = (...args: never[]) => void
/** eth_sendTransaction's argument, as wallets get it. */
type Transaction = { from: Address; to?: Address; data?: Hex; value?: Hex; gas?: Hex }

/**
 * A wallet of published keys that lives in the page, for the demo only (EIP-1193). It signs for development nodes on
 * this machine and for nothing else.
 */
export function createLocalProvider(config: Config) {
  const own: LocalChain[] = config.chains
    .filter(({ id }) => isLocalChain(id))
    .map(({ id, name, rpcUrls }) => ({ id, name, rpcUrl: rpcUrls[0] ?? '' }))
  let memory = readMemory(config.market.chainId)
  const handlers = new Map<string, Set<Handler>>()
  /** One at a time: nonces. */
  let sending: Promise<unknown> = Promise.resolve()

  const chains = (): LocalChain[] => [...own, ...memory.added]
  const accounts = (): Address[] => (memory.address ? [memory.address] : [])

  function emit(event: string, value: unknown): void {
    // After the reply, as extensions do.
    setTimeout(() => {
      for (const handler of handlers.get(event) ?? []) (handler as (value: unknown) => void)(value)
    })
  }

  function remember(next: Memory): void {
    memory = next
    writeMemory(next)
  }

  async function agree(question: Question): Promise<Address | undefined> {
    const { agreed, address } = await ask(question)
    if (!agreed) throw new ProviderRpcError(USER_REJECTED, 'The user declined.')
    return address
  }

  async function connect(): Promise<Address[]> {
    if (memory.address) return accounts()
    const address = await agree({ kind: 'connect' })
    if (!address) throw new ProviderRpcError(USER_REJECTED, 'No account was chosen.')
    remember({ ...memory, address })
    emit('accountsChanged', accounts())
    return accounts()
  }

  function requireAccount(from: Address | undefined): LocalAccount {
    const found = findAccount(memory.address)
    if (!found || (from && found.account.address.toLowerCase() !== from.toLowerCase()))
      throw new ProviderRpcError(UNAUTHORIZED, 'This page is not connected to that account.')
    return found
  }

  async function currentChain(): Promise<LocalChain> {
    const chain = chains().find(({ id }) => id === memory.chainId)
    if (!chain)
      throw new ProviderRpcError(UNKNOWN_CHAIN, `Chain ${memory.chainId} is not known to this wallet.`)
    await requireLocal(chain)
    return chain
  }

  function clientOf({ id, name, rpcUrl }: LocalChain) {
    const chain = toViemChain({ id, name, rpcUrls: [rpcUrl], confirmations: 1, blockTimeSeconds: 2 })
    return createClient({ chain, transport: http(rpcUrl, { retryCount: 0 }) })
  }

  async function send(transaction: Transaction): Promise<Hash> {
    const { account } = requireAccount(transaction.from)
    const chain = await currentChain()
    const { to, data = '0x' } = transaction
    const value = BigInt(transaction.value ?? 0)
    await agree({ kind: 'transaction', from: account.address, to, value, data, chainName: chain.name })
    const sent = sending.then(() =>
      sendTransaction(clientOf(chain), {
        account,
        data,
        value,
        ...(to && { to }),
        ...(transaction.gas && { gas: BigInt(transaction.gas) }),
      }),
    )
    sending = sent.catch(() => undefined)
    return sent
  }

  async function switchTo(chainId: number): Promise<null> {
    const chain = chains().find(({ id }) => id === chainId)
    if (!chain) throw new ProviderRpcError(UNKNOWN_CHAIN, `Chain ${chainId} is not known to this wallet.`)
    await requireLocal(chain)
    remember({ ...memory, chainId })
    emit('chainChanged', toHex(chainId))
    return null
  }

  async function add(wanted: { chainId: Hex; chainName: string; rpcUrls: string[] }): Promise<null> {
    const chain = { id: Number(wanted.chainId), name: wanted.chainName, rpcUrl: wanted.rpcUrls[0] ?? '' }
    await requireLocal(chain)
    if (chains().some(({ id }) => id === chain.id)) return null
    await agree({ kind: 'add', chainName: chain.name, chainId: chain.id, rpcUrl: chain.rpcUrl })
    remember({ ...memory, added: [...memory.added, chain] })
    return null
  }

  async function signMessage(message: Hex | string, from: Address): Promise<Hex> {
    const { account } = requireAccount(from)
    const text = isHex(message) ? hexToString(message) : message
    await agree({ kind: 'message', from: account.address, text })
    return account.signMessage({ message: isHex(message) ? { raw: message } : message })
  }

  async function signTyped(from: Address, json: string): Promise<Hex> {
    const { account } = requireAccount(from)
    await agree({ kind: 'message', from: account.address, text: json })
    return signTypedData(clientOf(await currentChain()), { account, ...JSON.parse(json) })
  }

  async function request({ method, params = [] }: Request): Promise<unknown> {
    const [first, second] = params
    switch (method) {
      case 'eth_requestAccounts':
        return connect()
      case 'wallet_requestPermissions':
        remember({ ...memory, address: undefined })
        await connect()
        return [{ parentCapability: 'eth_accounts' }]
      case 'wallet_revokePermissions':
        remember({ ...memory, address: undefined })
        emit('accountsChanged', [])
        return null
      case 'eth_accounts':
        return accounts()
      case 'eth_chainId':
        return toHex(memory.chainId)
      case 'wallet_switchEthereumChain':
        return switchTo(Number((first as { chainId: Hex }).chainId))
      case 'wallet_addEthereumChain':
        return add(first as Parameters<typeof add>[0])
      case 'eth_sendTransaction':
        return send(first as Transaction)
      case 'personal_sign':
        return signMessage(first as Hex, second as Address)
      case 'eth_signTypedData_v4':
        return signTyped(first as Address, second as string)
      case 'wallet_getCapabilities':
      case 'wallet_sendCalls':
      case 'wallet_getCallsStatus':
        throw new ProviderRpcError(UNSUPPORTED, `${method} is not supported.`)
      default:
        return clientOf(await currentChain()).request({ method, params } as never) // forwarded as it came
    }
  }

  return {
    request,
    on(event: string, handler: Handler): void {
      handlers.set(event, new Set([...(handlers.get(event) ?? []), handler]))
    },
    removeListener(event: string, handler: Handler): void {
      handlers.get(event)?.delete(handler)
    },
  }
}

export type LocalProvider = ReturnType<typeof createLocalProvider>

function toHex(number: number): Hex {
  return `0x${number.toString(16)}`
}

import { type Address, type Hash, type Hex, hexToNumber, numberToHex, type PrivateKeyAccount } from 'viem'
import { createCalls } from './calls.ts'
import { codes, ProviderError } from './providerError.ts'
import { forward, type TransactionParams, type WalletChain } from './signer.ts'

/** What the methods read and move. */
export type WalletState = {
  account(): PrivateKeyAccount
  chainId(): number
  chains: Map<number, WalletChain>
  /** Empty while not connected. */
  accounts(): Address[]
  /** @returns The accounts the page may see then. */
  setConnected(connected: boolean): Address[]
  moveTo(chainId: number): void
  send(account: PrivateKeyAccount, chain: WalletChain, params: TransactionParams): Promise<Hash>
}

/** What a person is asked about, and may refuse. */
export const promptedMethods: ReadonlySet<string> = new Set([
  'eth_requestAccounts',
  'eth_sendTransaction',
  'eth_signTypedData_v4',
  'personal_sign',
  'wallet_addEthereumChain',
  'wallet_requestPermissions',
  'wallet_sendCalls',
  'wallet_switchEthereumChain',
  'wallet_watchAsset',
])

/** The chain the wallet is on. @throws ProviderError when it can't reach it */
export function requireChain({ chains, chainId }: WalletState): WalletChain {
  const chain = chains.get(chainId())
  if (chain) return chain
  throw new ProviderError(codes.chainDisconnected, `The wallet can't reach chain ${chainId()}.`)
}

type Method = (params: never) => unknown

/** The wallet's own methods; all others are the chain's. Parameters are those of each method's standard. */
export function createMethods(wallet: WalletState, { batches }: { batches: boolean }): Map<string, Method> {
  const requireOwn = (address: Address | undefined): void => {
    const own = wallet.accounts()[0]?.toLowerCase()
    if (own !== undefined && address?.toLowerCase() === own) return
    throw new ProviderError(codes.unauthorized, `The account ${address} is not connected.`)
  }
  const permissions = () => wallet.accounts().map(() => ({ parentCapability: 'eth_accounts' }))
  const send = (params: TransactionParams): Promise<Hash> => {
    requireOwn(params.from)
    return wallet.send(wallet.account(), requireChain(wallet), params)
  }
  const calls = createCalls({
    chainId: wallet.chainId,
    send,
    receipt: (hash) => forward(requireChain(wallet), 'eth_getTransactionReceipt', [hash]),
  })
  const methods: Record<string, Method> = {
    eth_accounts: wallet.accounts,
    eth_chainId: () => numberToHex(wallet.chainId()),
    eth_requestAccounts: () => wallet.setConnected(true),
    eth_sendTransaction: ([params]: [TransactionParams]) => send(params),
    eth_signTypedData_v4: ([address, json]: [Address, string]) => {
      requireOwn(address)
      return wallet.account().signTypedData(JSON.parse(json))
    },
    personal_sign: ([raw, address]: [Hex, Address]) => {
      requireOwn(address)
      return wallet.account().signMessage({ message: { raw } })
    },
    wallet_getPermissions: permissions,
    wallet_requestPermissions: () => {
      wallet.setConnected(true)
      return permissions()
    },
    wallet_revokePermissions: () => {
      wallet.setConnected(false)
    },
    wallet_switchEthereumChain: ([{ chainId }]: [{ chainId: Hex }]) => {
      const id = hexToNumber(chainId)
      if (!wallet.chains.has(id)) throw new ProviderError(codes.unknownChain, `Unknown chain ${id}.`)
      wallet.moveTo(id)
    },
    wallet_addEthereumChain: async ([{ chainId, rpcUrls }]: [{ chainId: Hex; rpcUrls: string[] }]) => {
      const chain = { id: hexToNumber(chainId), rpcUrl: rpcUrls[0] ?? '' }
      if ((await forward(chain, 'eth_chainId', [])) !== chainId)
        throw new ProviderError(codes.invalidParams, `${chain.rpcUrl} is not chain ${chain.id}.`)
      wallet.chains.set(chain.id, chain)
      wallet.moveTo(chain.id)
    },
    wallet_watchAsset: () => true,
  }
  const ofBatches: Record<string, Method> = {
    wallet_getCapabilities: calls.capabilities,
    wallet_sendCalls: ([{ from, calls: wanted }]: [{ from: Address; calls: TransactionParams[] }]) =>
      calls.send(wanted.map((call) => ({ ...call, from }))),
    wallet_getCallsStatus: ([id]: [string]) => calls.status(id),
  }
  return new Map(Object.entries({ ...methods, ...(batches && ofBatches) }))
}

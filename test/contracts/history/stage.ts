import { marketplaceAbi, offerBookAbi } from '@opraas/contracts'
import { type Abi, type Address, encodeFunctionData, type Hex, maxUint256, parseAbi, zeroAddress } from 'viem'
import { type Client, deploy, devAccount } from '../support/deploy.ts'

export const tokenAbi = parseAbi([
  'function mint(address to, uint256 value)',
  'function approve(address spender, uint256 value) returns (bool)',
  'function balanceOf(address account) view returns (uint256)',
])

/** Shortest epoch of the market, in seconds. */
export const MIN_EPOCH = 60
/** Of any call. */
const GAS = 8_000_000n
/** More of each token than any history can spend. */
const PURSE = 2n ** 120n

const accounts = Array.from({ length: 8 }, (_, index) => devAccount(index).address) as [Address, ...Address[]]
const [owner, vendorA, vendorB, clientA, clientB, operator, oracle, stranger] = accounts as [
  Address,
  Address,
  Address,
  Address,
  Address,
  Address,
  Address,
  Address,
] // eight indices, eight addresses
export const cast = {
  owner,
  vendors: [vendorA, vendorB],
  clients: [clientA, clientB],
  operator,
  oracle,
  stranger,
} as const

/** A call before it is sent. */
export type Call = { from: Address; to: Address; data: Hex }
/** What came of a transaction. */
export type Sent = { ok: boolean; hash: Hex }

export type Stage = Awaited<ReturnType<typeof setStage>>

/** A market with two tokens, on a chain whose blocks are mined when and at the second that the history says. */
export async function setStage(chain: Client) {
  const account = devAccount(0)
  const tokens = [
    await deploy(chain, { contract: 'TestToken', account, args: [] }),
    await deploy(chain, { contract: 'TestToken', account, args: [] }),
  ] as const
  const market = await deploy(chain, {
    contract: 'Marketplace',
    account,
    args: [owner, MIN_EPOCH, zeroAddress],
  })
  const read = { address: market, abi: marketplaceAbi } as const
  const book = await chain.readContract({ ...read, functionName: 'BOOK' })
  const reputation = await chain.readContract({ ...read, functionName: 'REPUTATION' })
  await chain.setAutomine(false)
  let now = Number((await chain.getBlock()).timestamp)

  /** Mines these calls, in this order, in one block at `at`. */
  const mine = async (calls: readonly Call[], at: number): Promise<Sent[]> => {
    const hashes: Hex[] = []
    for (const call of calls) {
      hashes.push(await chain.sendTransaction({ ...call, account: call.from, gas: GAS, chain: null }))
    }
    await chain.setNextBlockTimestamp({ timestamp: BigInt(at) })
    await chain.mine({ blocks: 1 })
    now = at
    return await Promise.all(
      hashes.map(async (hash) => {
        const { status } = await chain.getTransactionReceipt({ hash })
        return { ok: status === 'success', hash }
      }),
    )
  }
  const stage = {
    chain,
    market,
    book,
    reputation,
    tokens,
    mine,
    now: () => now,
    setNow: (at: number) => (now = at),
  }

  const inBook = callOf(book, offerBookAbi)
  const setUp = [inBook(owner, 'setAdapter', [oracle, true])]
  for (const token of tokens) {
    const inToken = callOf(token, tokenAbi)
    setUp.push(inBook(owner, 'setToken', [token, true, 10n ** 12n]))
    for (const holder of accounts) {
      setUp.push(inToken(holder, 'mint', [holder, PURSE]), inToken(holder, 'approve', [market, maxUint256]))
    }
  }
  for (const vendor of cast.vendors) setUp.push(inBook(vendor, 'setOperator', [operator, true]))
  await mineAll(stage, setUp)
  return stage
}

/** Calls of one contract. */
export function callOf(to: Address, abi: Abi) {
  return (from: Address, functionName: string, args: readonly unknown[]): Call => ({
    from,
    to,
    data: encodeFunctionData({ abi, functionName, args }),
  })
}

/** Mines calls that must succeed, in the next second. */
export async function mineAll(
  stage: { mine: (calls: readonly Call[], at: number) => Promise<Sent[]>; now: () => number },
  calls: readonly Call[],
): Promise<void> {
  const sent = await stage.mine(calls, stage.now() + 1)
  const failed = sent.findIndex(({ ok }) => !ok)
  if (failed >= 0) throw new Error(`call ${failed} to ${calls[failed]?.to} reverted`)
}

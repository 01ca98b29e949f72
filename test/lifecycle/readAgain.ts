import assert from 'node:assert/strict'
import { type Address, createPublicClient, type Hex, http, parseAbi, parseAbiItem } from 'viem'

/** Written down here by hand: the demo's own reader and ABIs are not asked. */
const transferEvent = parseAbiItem('event Transfer(address indexed from, address indexed to, uint256 value)')
const erc20 = parseAbi(['function balanceOf(address owner) view returns (uint256)'])

/** What the token itself says of an account: everything it got and gave, to and from the market. */
export type TokenFlow = { in: bigint; out: bigint; balance: bigint }

/** Reads from the token's Transfer logs what moved between an account and the market. Token base units. */
export async function readTokenFlow(
  rpcUrl: string,
  { token, marketplace, account }: { token: Address; marketplace: Address; account: Address },
): Promise<TokenFlow> {
  const client = createPublicClient({ transport: http(rpcUrl) })
  const transfers = await client.getLogs({
    address: token,
    event: transferEvent,
    fromBlock: 0n,
    strict: true,
  })
  const sum = (from: Address, to: Address): bigint =>
    transfers
      .filter(({ args }) => same(args.from, from) && same(args.to, to))
      .reduce((total, { args }) => total + args.value, 0n)
  return {
    in: sum(marketplace, account),
    out: sum(account, marketplace),
    balance: await client.readContract({
      address: token,
      abi: erc20,
      functionName: 'balanceOf',
      args: [account],
    }),
  }
}

/** Every transaction of an account, oldest first, with its status and how many logs it left. */
export async function readTransactions(
  rpcUrl: string,
  account: Address,
): Promise<{ hash: Hex; to: Address | null; status: string; logs: number; nonce: number }[]> {
  const client = createPublicClient({ transport: http(rpcUrl) })
  const head = await client.getBlockNumber()
  const found = []
  for (let number = 1n; number <= head; number++) {
    const { transactions } = await client.getBlock({ blockNumber: number, includeTransactions: true })
    for (const { hash, from, to, nonce } of transactions) {
      if (!same(from, account)) continue
      const { status, logs } = await client.getTransactionReceipt({ hash })
      found.push({ hash, to, status, logs: logs.length, nonce })
    }
  }
  return found
}

/** What was done already fails, or leaves nothing behind: each transaction of an account has succeeded with logs. */
export async function requireEveryTransactionOnce(rpcUrl: string, account: Address): Promise<void> {
  const sent = await readTransactions(rpcUrl, account)
  assert.ok(sent.length > 0, `${account} sent nothing`)
  for (const [index, { status, logs, nonce, hash }] of sent.entries()) {
    assert.equal(status, 'success', `${hash} of ${account}`)
    assert.equal(nonce, index)
    assert.ok(logs > 0, `${account} sent ${hash} for nothing`)
  }
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

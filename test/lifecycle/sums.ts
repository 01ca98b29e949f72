import assert from 'node:assert/strict'
import { createPublicClient, type Hash, http } from 'viem'
import { readTokenFlow } from './readAgain.ts'
import type { Report } from './runDemo.ts'

/** Each epoch pays what was measured; the one with the outage nothing, and the last one for a part of it. */
export function requirePaidAsMeasured(report: Report): void {
  const [first, hit, ...others] = report.epochs
  assert.ok(first && hit && others.length >= 2)
  assert.deepEqual([first.payoutBps, first.paid, first.slashed], [10_000, '20000000', '0'])
  assert.ok(hit.uptimeBps < 6_000, `an outage of half an epoch left ${hit.uptimeBps} bps`)
  assert.deepEqual([hit.payoutBps, hit.paid], [0, '0'])
  // 50% of the price at 0, nothing at the floor of 6000 bps; rounded down twice.
  const slashBps = BigInt(Math.floor((10_000 * (6_000 - hit.uptimeBps)) / 6_000))
  assert.equal(hit.slashed, String((20_000_000n * 5_000n * slashBps) / 100_000_000n))
  const partial = others.at(-1)
  assert.ok(partial && BigInt(partial.paid) < 20_000_000n && BigInt(partial.paid) > 0n)
}

/** The token's own log agrees with every sum of a report. */
export async function requireTokenAgrees(report: Report): Promise<void> {
  const { token, marketplace, l1Rpc } = report
  const client = createPublicClient({ transport: http(l1Rpc) })
  const senderOf = async (hash: unknown) => (await client.getTransaction({ hash: hash as Hash })).from
  const [clientFlow, vendorFlow, marketFlow] = await Promise.all(
    [await senderOf(report.txs.accept), await senderOf(report.txs.claim), marketplace].map((account) =>
      readTokenFlow(l1Rpc, { token, marketplace, account }),
    ),
  )
  assert.ok(clientFlow && vendorFlow && marketFlow)
  const [deposited, paid, fees, refunded, slashed] = (
    ['deposited', 'paid', 'fees', 'refunded', 'slashed'] as const
  ).map((name) => BigInt(report[name])) as [bigint, bigint, bigint, bigint, bigint] // five names, five sums
  assert.equal(clientFlow.out, deposited)
  assert.equal(clientFlow.in, refunded)
  assert.equal(vendorFlow.in, paid)
  assert.equal(deposited + slashed, paid + fees + refunded)
  assert.equal(marketFlow.balance, vendorFlow.out - slashed + fees, 'the bond in the pot, and the fees')
}

/** Every transaction that a report names is on chain, once, and succeeded. */
export async function requireTransactions(report: Report): Promise<void> {
  const client = createPublicClient({ transport: http(report.l1Rpc) })
  const hashes = Object.values(report.txs).flat()
  assert.ok(hashes.length >= 55, `${hashes.length} transactions`)
  assert.equal(new Set(hashes).size, hashes.length)
  for (const hash of hashes) {
    assert.equal((await client.getTransactionReceipt({ hash })).status, 'success', hash)
  }
}

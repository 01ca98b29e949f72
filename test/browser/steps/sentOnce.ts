import assert from 'node:assert/strict'
import type { Client } from '../../../scripts/demo/chain.ts'
import type { SentTransaction, TestWallet } from '../wallet.ts'

/** Requires of a new account's wallet that each nonce was used once, and nothing was sent twice. */
export function requireSentOnce({ sent }: Pick<TestWallet, 'sent'>): void {
  assert.deepEqual(
    sent.map(({ nonce }) => nonce),
    sent.map((_, index) => index),
    'each nonce once',
  )
  const seen = new Map<string, SentTransaction>()
  for (const one of sent) {
    const what = `${one.to} ${one.data}`
    const before = seen.get(what)
    assert.ok(!before, `${one.hash} does again what ${before?.hash} did`)
    seen.set(what, one)
  }
}

/** Requires that the chain has exactly what the wallet has sent, and that none of it reverted. */
export async function requireAllMined(client: Client, { sent, address }: TestWallet): Promise<void> {
  assert.equal(await client.getTransactionCount({ address: address() }), sent.length)
  for (const { hash } of sent)
    assert.equal((await client.getTransactionReceipt({ hash })).status, 'success', hash)
}

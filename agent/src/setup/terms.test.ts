import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyOfTerm } from './terms.ts'

test('a field of the flat terms is named by its key in agent.toml', () => {
  // Positions as `OfferBook_TermOutOfRange` gives them.
  const keys = [1, 3, 6, 12, 17, 19, 24, 32, 33, 37].map(keyOfTerm)
  assert.deepEqual(keys, [
    ...['l1_chain_id', 'price_per_epoch', 'epoch_length', 'min_prepaid_epochs', 'max_gas_limit'],
    ...['sla.rpc.target', 'sla.unsafe_head.payout_at_floor', 'sla.probe_interval', 'sla.max_latency_ms'],
    'sla.min_coverage',
  ])
})

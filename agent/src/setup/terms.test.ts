import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AgentConfig } from '../config.ts'
import { documentUri, keyOfTerm } from './terms.ts'

test('a field of the flat terms is named by its key in agent.toml', () => {
  // Positions as `OfferBook_TermOutOfRange` gives them.
  const keys = [1, 3, 6, 12, 17, 19, 24, 32, 33, 37].map(keyOfTerm)
  assert.deepEqual(keys, [
    ...['l1_chain_id', 'price_per_epoch', 'epoch_length', 'min_prepaid_epochs', 'max_gas_limit'],
    ...['sla.rpc.target', 'sla.unsafe_head.payout_at_floor', 'sla.probe_interval', 'sla.max_latency_ms'],
    'sla.min_coverage',
  ])
})

test('an offer without a place for its terms carries their text', () => {
  const uriOf = (uri: string, document: string): string =>
    documentUri({ uri, document } as AgentConfig['offer']) // the two fields it reads
  assert.equal(uriOf('', 'Standard, 1 zone\nEU'), 'data:text/plain;charset=utf-8,Standard%2C%201%20zone%0AEU')
  assert.equal(uriOf('https://vendor.example/terms', 'text'), 'https://vendor.example/terms')
  assert.equal(uriOf('', ''), '')
})

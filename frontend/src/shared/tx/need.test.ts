import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Address } from 'viem'
import type { Freshness } from '../chain/head.ts'
import type { WalletActions, WalletState } from '../wallet/store.ts'
import { findNeed, type Holdings } from './need.ts'

const me: Address = '0x1111111111111111111111111111111111111111'
const other: Address = '0x2222222222222222222222222222222222222222'
const token = { address: other, symbol: 'tUSD', decimals: 6 }
const fresh: Freshness = { kind: 'fresh', head: { number: 1n, timestamp: 1, seenAtMs: 1 } }
const stale: Freshness = { kind: 'stale', head: undefined, ageSeconds: undefined, answers: false }
const rich: Holdings = { wei: 10n ** 18n, units: 100n, allowance: 100n }
const requires = {
  chainId: 1,
  role: { account: me, reason: 'Only the client can end it' },
  token: { token, amount: 100n, spender: other },
}

// Nothing is asked of the wallet here.
const actions = {} as WalletActions
const connected = (address = me, chainId = 1): WalletState => ({
  kind: 'ready',
  account: { address, chainId, walletName: 'test' },
  connecting: false,
  actions,
})

function needOf(state: {
  wallet?: WalletState
  freshness?: Freshness
  holdings?: Partial<Holdings>
}): string {
  const { wallet = connected(), freshness = fresh, holdings = {} } = state
  return findNeed(requires, { wallet, freshness, holdings: { ...rich, ...holdings } }).kind
}

test('what is missing is said in one order: wallet, network, role, chain, token, gas, allowance', () => {
  const poor = { units: 99n, wei: 0n, allowance: 0n }
  const kinds = [
    needOf({ wallet: { kind: 'idle' }, freshness: stale, holdings: poor }),
    needOf({ wallet: connected(other, 2), freshness: stale, holdings: poor }),
    needOf({ wallet: connected(other), freshness: stale, holdings: poor }),
    needOf({ freshness: stale, holdings: poor }),
    needOf({ holdings: poor }),
    needOf({ holdings: { wei: 0n, allowance: 0n } }),
    needOf({ holdings: { allowance: 99n } }),
    needOf({}),
  ]
  assert.deepEqual(kinds, ['wallet', 'network', 'role', 'stale', 'token', 'gas', 'allowance', 'nothing'])
})

test('balances that are not known yet stop nobody: the call is tried out anyway', () => {
  assert.equal(needOf({ holdings: { wei: undefined, units: undefined, allowance: undefined } }), 'nothing')
})

test('the value sent along counts as gas money', () => {
  const state = { wallet: connected(), freshness: fresh, holdings: rich }
  assert.equal(findNeed({ chainId: 1, value: 10n ** 18n }, state).kind, 'gas')
})
